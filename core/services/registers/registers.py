"""The regulators' registers: imported whole, kept by date, and what they say of somebody on a day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import count
from typing import Any, Protocol
from uuid import UUID

from core.domain.accounts.identity import Actor, Role
from core.domain.application.content import Regulator
from core.domain.errors import NotFoundError, RegisterRefusedError, StaleError
from core.domain.ports.office import ComparesNames, HasLibrary, HasRegisterDays
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import TellsTime
from core.domain.registers.likeness import Likeness
from core.domain.registers.names import Name
from core.domain.registers.register import (
    MemberFound,
    Register,
    RegisterEdition,
    RegisterMember,
    RegisterWithdrawal,
    Sought,
)
from core.domain.registers.register_difference import Kind, MemberChanges, difference, touched
from core.domain.registers.register_file import ExpectedRows, RegisterRow, RowFault, digest_of, listed, read
from core.domain.registers.sounds import sounds
from core.domain.rules.register_care import Assent, Cause, RegisterEffect, causes
from core.domain.typed_text import canonical
from core.services.audit import record
from core.services.registers.as_if import AsIf, Unkept
from core.services.registers.member_search import Search
from core.services.rights import any_of, may


class RegistersPorts(
    HasStore, TellsTime, MakesKeys, MakesSecrets, HasLibrary, HasRegisterDays, ComparesNames, Protocol
):
    """What registers ask of the outside world."""


IMPORTERS = (Role.ADMINISTRATOR, Role.PORTAL)
NO_EFFECT, NO_ASSENT = RegisterEffect(), Assent()
LONGEST_REASON = 500


@dataclass(frozen=True)
class RegisterInUse:
    """A regulator, the edition of its register that counts today, and whether it still says anything.

    Shapes: `has_before` says whether there is an edition before it to bring back.
    """

    regulator: Regulator
    edition: RegisterEdition | None
    is_too_old: bool
    has_before: bool = False


@dataclass(frozen=True)
class Proposal:
    """A file read and compared, before anything is kept; with faults in it nothing can be applied.

    Shapes: `number` is the edition's to be, `before` the one it was compared with.
    """

    regulator: str
    as_of: date
    number: int
    digest: str
    rows: Sequence[RegisterRow]
    faults: Sequence[RowFault]
    before: RegisterEdition | None
    difference: dict[Kind, MemberChanges]
    effect: RegisterEffect = NO_EFFECT
    causes: tuple[Cause, ...] = ()


@dataclass(frozen=True)
class WayBack:
    """The edition that counts today, the one before it, and what bringing that one back would change."""

    regulator: str
    counts: RegisterEdition
    before: RegisterEdition
    events: int
    difference: dict[Kind, MemberChanges]
    effect: RegisterEffect


class FindsEffect(Protocol):
    """Finds whom a register would turn, given the store as it is and as it would be."""

    def __call__(
        self, outside: Any, before: Transaction, after: Transaction, regulator: Regulator,
        touched: Sequence[RegisterRow], /,
    ) -> RegisterEffect:  # fmt: skip
        """Return whom it would turn."""
        ...


@dataclass(frozen=True)
class Registers:
    """The verbs of registers."""

    outside: RegistersPorts
    effect_of: FindsEffect

    @any_of(*IMPORTERS)
    def shelf(self) -> list[RegisterInUse]:
        """Return each regulator with the register that counts today."""
        today = self.outside.today()
        with self.outside.store.read() as tx:
            regulators = self.outside.library.questionnaire.regulators
            rows = [(it, editions_until(tx, it.code, today)) for it in regulators]
        return [
            RegisterInUse(it, kept[-1], is_too_old(self.outside, kept[-1], today), len(kept) > 1)
            if kept
            else RegisterInUse(it, None, is_too_old=False)
            for it, kept in rows
        ]

    @any_of(*IMPORTERS)
    def propose(self, regulator: str, data: bytes, as_of: date) -> Proposal:
        """Read a register's file and return what is wrong with it, or what it would change.

        Raises: RegisterRefusedError when the file as a whole cannot be read; NotFoundError.
        """
        known = self._regulator(regulator)
        if as_of > self.outside.today():
            raise RegisterRefusedError("register_in_the_future", as_of=as_of)
        expected = ExpectedRows(self.outside.library.registers, known.issues_member_numbers, known.numbers)
        rows, faults = read(data, expected)
        with self.outside.store.read() as tx:
            before = edition_of(tx, regulator, as_of)
            held = _rows(tx, before) if before and not faults else []
            number = _events(tx, regulator) + 1
            proposal = Proposal(regulator, as_of, number, digest_of(rows), rows, faults, before, {})
            return proposal if faults else self._weighed(tx, known, proposal, held)

    def _weighed(
        self, tx: Transaction, regulator: Regulator, proposal: Proposal, held: Sequence[RegisterRow]
    ) -> Proposal:
        """Return a proposal with what it changes, whom it turns, and why it has to be asked about first."""
        rows, before = proposal.rows, proposal.before
        changes, effect = difference(regulator.numbers, held, rows), NO_EFFECT
        edition = self._edition(proposal, None)
        counts = edition_of(tx, regulator.code, self.outside.today())
        if will_count := counts is None or counts.as_of <= edition.as_of:
            unkept = Unkept(self.outside.library.names, regulator, edition, rows)
            after = AsIf(tx, regulator.code, [edition], unkept)
            effect = self.effect_of(
                self.outside, tx, after, regulator, touched(regulator.numbers, held, rows)
            )
        why = causes(
            before.members if before and will_count else 0, changes, effect, self.outside.register_percent
        )
        return replace(proposal, difference=changes, effect=effect, causes=why)

    @any_of(*IMPORTERS)
    def way_back(self, regulator: str) -> WayBack:
        """Return what bringing the edition before would change.

        Raises: RegisterRefusedError where there is none; NotFoundError.
        """
        known, today = self._regulator(regulator), self.outside.today()
        with self.outside.store.read() as tx:
            editions = editions_until(tx, regulator, today)
            if len(editions) < 2:
                raise RegisterRefusedError("register_none_before")
            before, counts = editions[-2:]
            held, back = _rows(tx, counts), _rows(tx, before)
            after = AsIf(tx, regulator, [before], None)
            effect = self.effect_of(self.outside, tx, after, known, touched(known.numbers, held, back))
            changes = difference(known.numbers, held, back)
            return WayBack(regulator, counts, before, _events(tx, regulator), changes, effect)

    @may(*IMPORTERS)
    def bring_back(self, actor: Actor, way: WayBack, assent: Assent) -> RegisterEdition:
        """Let the edition before count again; the one withdrawn stays, with why.

        Raises: RegisterRefusedError without the regulator's code or a reason; StaleError.
        """
        reason = _reason(way.regulator, assent)
        with self.outside.store.write() as tx:
            register = self._register(tx, way.regulator)
            if register.events != way.events:
                raise StaleError("register_moved")
            withdrawal = RegisterWithdrawal(
                id=self.outside.new_id(),
                regulator=way.regulator,
                edition_id=way.counts.id,
                withdrawn_at=self.outside.now(),
                withdrawn_by=actor.account_id,
                reason=reason,
            )
            tx.add(withdrawal)
            told = {"regulator": way.regulator, "withdrawn": way.counts.number, "counts": way.before.number}
            record(self.outside, tx, register, "register.brought_back", actor, **told, reason=reason)
        return way.before

    @may(*IMPORTERS)
    def apply(self, actor: Actor, proposal: Proposal, assent: Assent = NO_ASSENT) -> RegisterEdition:
        """Keep a register as it was proposed: all its members, or nothing.

        Raises: RegisterRefusedError while rows are bad, or where a register that turns much lacks the
                regulator's code or a reason; StaleError when another edition came meanwhile.
        """
        if proposal.faults:
            raise RegisterRefusedError("register_has_faults", count=len({it.line for it in proposal.faults}))
        why = (
            {"causes": proposal.causes, "reason": _reason(proposal.regulator, assent)}
            if proposal.causes
            else {}
        )
        edition = self._edition(proposal, actor.account_id)
        # heard before the writer's turn begins, because everybody else waits for it
        members = self._members(edition, proposal.rows)
        told = edition.model_dump(mode="json", include={"regulator", "number", "as_of", "members", "digest"})
        changes = {kind: changed.many for kind, changed in proposal.difference.items()}
        with self.outside.store.write() as tx:
            register = self._register(tx, edition.regulator)
            if register.events + 1 != edition.number:
                raise StaleError("register_moved")
            tx.add(edition)
            tx.add_all(members)
            record(self.outside, tx, register, "register.imported", actor, **told, changes=changes, **why)
        return edition

    def _edition(self, proposal: Proposal, imported_by: UUID | None) -> RegisterEdition:
        return RegisterEdition(
            id=self.outside.new_id(),
            regulator=self._regulator(proposal.regulator).code,
            number=proposal.number,
            as_of=proposal.as_of,
            imported_at=self.outside.now(),
            imported_by=imported_by,
            members=len(proposal.rows),
            digest=proposal.digest,
        )

    def _members(self, edition: RegisterEdition, rows: Sequence[RegisterRow]) -> Iterator[RegisterMember]:
        """Return the members by name, because who is sought by name is then found close together."""
        words, in_order = self.outside.library.names, sorted(rows)
        numbers = self._regulator(edition.regulator).numbers
        heard = [sounds(words, Name(row.family_name, row.given_names)) for row in in_order]
        return map(partial(listed, edition.id, numbers), count(1), in_order, heard)

    def _register(self, tx: Transaction, regulator: str) -> Register:
        if kept := tx.find(Register, regulator=regulator):
            return kept[0]
        register = Register(id=self.outside.new_id(), regulator=regulator)
        tx.add(register)
        return register

    def _regulator(self, code: str) -> Regulator:
        regulators = self.outside.library.questionnaire.regulators
        if found := next((it for it in regulators if it.code == code), None):
            return found
        raise NotFoundError("register_of_nobody", regulator=code)


def look_up(
    outside: RegistersPorts, tx: Transaction, sought: Sought, day: date, *, with_others: bool = False
) -> MemberFound:
    """Return what the register of a day says of somebody, and on request who else it may be.

    Shapes: no register of that day, or one older than PORTAL_REGISTER_DAYS, says nothing at all.
    Source: facts.md, screening practice; guide 2.3a, 2.8.
    """
    edition = edition_of(tx, sought.regulator, day)
    if edition is None:
        return MemberFound(unknown_because="no_register")
    if is_too_old(outside, edition, day):
        return MemberFound(unknown_because="register_too_old", as_of=edition.as_of)
    regulator = outside.library.questionnaire.regulator_of[sought.regulator]
    likeness = Likeness(outside.library.names, outside.alike)
    return Search(tx, likeness, edition, regulator, sought).found(with_others=with_others)


def edition_of(tx: Transaction, regulator: str, day: date) -> RegisterEdition | None:
    """Return the edition of a register that counts on a day: the newest of that day or an earlier one."""
    return next(reversed(editions_until(tx, regulator, day)), None)


def editions_until(tx: Transaction, regulator: str, day: date) -> list[RegisterEdition]:
    """Return the editions of a register until a day and not withdrawn; the last one counts."""
    known = [it for it in tx.find(RegisterEdition, regulator=regulator) if it.as_of <= day]
    if len(known) > 1:
        gone = {it.edition_id for it in tx.find(RegisterWithdrawal, regulator=regulator)}
        known = [it for it in known if it.id not in gone]
    return sorted(known, key=lambda it: (it.as_of, it.number))


def is_too_old(outside: RegistersPorts, edition: RegisterEdition, day: date) -> bool:
    """Say whether an edition has aged so much that it proves nothing any more."""
    return day - edition.as_of > timedelta(days=outside.register_days)


def _rows(tx: Transaction, edition: RegisterEdition) -> list[RegisterRow]:
    members = tx.find(RegisterMember, edition_id=edition.id)
    return [RegisterRow(it.family_name, it.given_names, it.number, it.standing, it.licence) for it in members]


def _events(tx: Transaction, regulator: str) -> int:
    """Return how often a register was imported or brought back."""
    return sum(it.events for it in tx.find(Register, regulator=regulator))


def _reason(regulator: str, assent: Assent) -> str:
    """Return the reason given with the regulator's own code.

    Raises: RegisterRefusedError.
    """
    if canonical(assent.code).strip().upper() != regulator:
        raise RegisterRefusedError("register_code_wrong", regulator=regulator)
    reason = canonical(assent.reason).strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise RegisterRefusedError("register_reason_missing", most=LONGEST_REASON)
    return reason

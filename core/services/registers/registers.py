"""The regulators' registers: imported whole, kept by date, and what they say of somebody on a day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import count
from typing import Protocol

from core.domain.accounts.identity import Actor, Role
from core.domain.application.content import Regulator
from core.domain.errors import NotFoundError, RegisterRefusedError, StaleError
from core.domain.ports.office import ComparesNames, HasLibrary, HasRegisterDays
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import TellsTime
from core.domain.registers.likeness import Likeness
from core.domain.registers.names import Name
from core.domain.registers.register import MemberFound, Register, RegisterEdition, RegisterMember, Sought
from core.domain.registers.register_difference import Kind, MemberChanges, difference
from core.domain.registers.register_file import ExpectedRows, RegisterRow, RowFault, digest_of, listed, read
from core.domain.registers.sounds import sounds
from core.services.recording import record
from core.services.registers.member_search import Search
from core.services.rights import any_of, may


class RegistersPorts(
    HasStore, TellsTime, MakesKeys, MakesSecrets, HasLibrary, HasRegisterDays, ComparesNames, Protocol
):
    """What registers ask of the outside world."""


IMPORTERS = (Role.ADMINISTRATOR, Role.PORTAL)


@dataclass(frozen=True)
class RegisterInUse:
    """A regulator, the edition of its register that counts today, and whether it still says anything."""

    regulator: Regulator
    edition: RegisterEdition | None
    is_too_old: bool


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


@dataclass(frozen=True)
class Registers:
    """The verbs of registers."""

    outside: RegistersPorts

    @any_of(*IMPORTERS)
    def shelf(self) -> list[RegisterInUse]:
        """Return each regulator with the register that counts today."""
        today = self.outside.today()
        with self.outside.store.read() as tx:
            regulators = self.outside.library.questionnaire.regulators
            rows = [(it, edition_of(tx, it.code, today)) for it in regulators]
        return [
            RegisterInUse(it, kept, bool(kept) and is_too_old(self.outside, kept, today)) for it, kept in rows
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
            number = len(tx.find(RegisterEdition, regulator=regulator)) + 1
        changes = {} if faults else difference(known.numbers, held, rows)
        return Proposal(regulator, as_of, number, digest_of(rows), rows, faults, before, changes)

    @may(*IMPORTERS)
    def apply(self, actor: Actor, proposal: Proposal) -> RegisterEdition:
        """Keep a register as it was proposed: all its members, or nothing.

        Raises: RegisterRefusedError while rows are bad; StaleError when another edition came meanwhile.
        """
        if proposal.faults:
            raise RegisterRefusedError("register_has_faults", count=len({it.line for it in proposal.faults}))
        edition = RegisterEdition(
            id=self.outside.new_id(),
            regulator=self._regulator(proposal.regulator).code,
            number=proposal.number,
            as_of=proposal.as_of,
            imported_at=self.outside.now(),
            imported_by=actor.account_id,
            members=len(proposal.rows),
            digest=proposal.digest,
        )
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
            record(self.outside, tx, register, "register.imported", actor, **told, changes=changes)
        return edition

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
    known = (it for it in tx.find(RegisterEdition, regulator=regulator) if it.as_of <= day)
    return max(known, key=lambda it: (it.as_of, it.number), default=None)


def is_too_old(outside: RegistersPorts, edition: RegisterEdition, day: date) -> bool:
    """Say whether an edition has aged so much that it proves nothing any more."""
    return day - edition.as_of > timedelta(days=outside.register_days)


def _rows(tx: Transaction, edition: RegisterEdition) -> list[RegisterRow]:
    members = tx.find(RegisterMember, edition_id=edition.id)
    return [RegisterRow(it.family_name, it.given_names, it.number, it.standing, it.licence) for it in members]

"""Keeps proposals to change the rule book, reads them whole, and says what still stands in their way."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from core.domain.accounts.identity import Account, Actor
from core.domain.application.application import Event
from core.domain.deadlines import ONE_PRESS
from core.domain.errors import MalformedAnswerError, NotAllowedError, NotFoundError, PortalError, StateError
from core.domain.ports.office import HasLibrary
from core.domain.ports.rules import HasEvaluator, HasRuleBook
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import Transaction
from core.domain.ports.time import TellsTime
from core.domain.rules.proposals import (
    ProposalNote,
    ProposalState,
    ProposalWording,
    ReplayReport,
    RuleProposal,
)
from core.domain.rules.rule_changes import RuleChange, applied, differing, texts_of
from core.domain.rules.rules import RuleEdition
from core.services.audit import record
from core.services.rules.editions import cases_told, newest, rules_told
from core.services.rules.rule_checks import RuleFault, change_faults


class ProposalsPorts(TellsTime, MakesKeys, MakesSecrets, HasEvaluator, HasRuleBook, HasLibrary, Protocol):
    """What proposals ask of the outside world."""


@dataclass(frozen=True)
class Dossier:
    """A proposal with all that belongs to it.

    Shapes: `base` is the edition it changes now: the newest one, or the one it was made from once it is
            closed. `moved` are the rules it touches that another edition changed meanwhile. `hindrances` is
            what keeps the reader from publishing it; `takes_effect` is the day it would.
    """

    proposal: RuleProposal
    base: RuleEdition
    moved: tuple[str, ...]
    faults: tuple[RuleFault, ...]
    hindrances: tuple[PortalError, ...]
    takes_effect: date
    notes: tuple[ProposalNote, ...]
    reports: tuple[ReplayReport, ...]
    events: tuple[Event, ...]
    people: dict[UUID, str]

    @property
    def is_open(self) -> bool:
        """Say whether it can still be changed."""
        return self.proposal.state is ProposalState.OPEN


def read_dossier(outside: ProposalsPorts, tx: Transaction, actor: Actor, id: UUID) -> Dossier:
    """Return a proposal whole, as one of the managers sees it."""
    proposal = found(tx, id)
    base = newest(tx) if proposal.state is ProposalState.OPEN else edition_numbered(tx, proposal.base)
    notes = tx.find(ProposalNote, proposal_id=id, order="written_at")
    reports = tx.find(ReplayReport, proposal_id=id, order="-made_at")
    events = tx.find(Event, subject_id=id, order="-number")
    people = {event.account_id for event in events if event.account_id}
    return Dossier(
        proposal=proposal,
        base=base,
        moved=moved(tx, proposal, base),
        faults=tuple(change_faults(outside, base.read(), proposal.change)),
        hindrances=hindrances(outside, tx, actor, proposal),
        takes_effect=takes_effect(outside, proposal),
        notes=tuple(notes),
        reports=tuple(reports),
        events=tuple(events),
        people={it: tx.get(Account, it).name for it in people},
    )


def found(tx: Transaction, id: UUID) -> RuleProposal:
    """Return a proposal.

    Raises: NotFoundError.
    """
    known = tx.find(RuleProposal, id=id)
    if not known:
        raise NotFoundError("no_such_proposal")
    return known[0]


def still_open(tx: Transaction, id: UUID) -> RuleProposal:
    """Return a proposal that can still be changed.

    Raises: StateError.
    """
    proposal = found(tx, id)
    if proposal.state is not ProposalState.OPEN:
        raise StateError("proposal_closed")
    return proposal


def edition_numbered(tx: Transaction, number: int) -> RuleEdition:
    """Return one edition.

    Raises: NotFoundError.
    """
    known = tx.find(RuleEdition, number=number)
    if not known:
        raise NotFoundError("no_such_edition")
    return known[0]


def keep(
    outside: ProposalsPorts,
    tx: Transaction,
    actor: Actor,
    title: str,
    change: RuleChange,
    name: str = "proposal.drafted",
) -> RuleProposal:
    """Keep a new proposal over the newest edition; a change of the data folder is nobody's."""
    now = outside.now()
    last, worded = tx.find(RuleProposal, order="-id", limit=1), wording(tx, title, change)
    if last and _is_same(last[0], actor, worded) and now - last[0].made_at < ONE_PRESS:
        return last[0]
    proposal = RuleProposal(
        id=outside.new_id(),
        author=actor.account_id,
        made_at=now,
        revised_at=now,
        **vars(worded),
    )
    tx.add(proposal)
    return record(outside, tx, proposal, name, actor, **_said(proposal))


def revise(
    outside: ProposalsPorts,
    tx: Transaction,
    actor: Actor,
    proposal: RuleProposal,
    title: str,
    change: RuleChange,
) -> RuleProposal:
    """Give a proposal another wording, over the newest edition."""
    revised = proposal.revised(wording(tx, title, change), actor.account_id, outside.now())
    return record(outside, tx, revised, "proposal.revised", actor, **_said(revised))


def wording(tx: Transaction, title: str, change: RuleChange) -> ProposalWording:
    """Return what the author of a proposal writes, over the newest edition."""
    return ProposalWording(
        title=title.strip(),
        base=newest(tx).number,
        rules=rules_told(change.rules),
        cases=cases_told({id: change.cases.get(id, ()) for id in change.touched}),
        effective_from=change.effective_from,
    )


def _is_same(proposal: RuleProposal, actor: Actor, worded: ProposalWording) -> bool:
    """Say whether a proposal is what somebody proposes once more."""
    kept = {name: getattr(proposal, name) for name in vars(worded)}
    return (proposal.author, proposal.state, kept) == (actor.account_id, ProposalState.OPEN, vars(worded))


def _said(proposal: RuleProposal) -> dict[str, Any]:
    """Return what the audit keeps of a wording, so that nobody can change it afterwards."""
    names = {"title", "base", "rules", "cases", "effective_from", "revision"}
    return proposal.model_dump(mode="json", include=names)


def refuse_unfit(outside: ProposalsPorts, tx: Transaction, title: str, change: RuleChange) -> None:
    """Refuse a wording without title, one that changes nothing, and a day that cannot be kept.

    Raises: MalformedAnswerError, StateError.
    """
    base, faults = newest(tx), dict[str, str]()
    if not title.strip():
        faults["title"] = "proposal_title_needed"
    if change.effective_from < outside.today():
        faults["effective_from"] = "effective_past"
    elif change.effective_from < base.effective_from:
        faults["effective_from"] = "effective_too_early"
    if faults:
        raise MalformedAnswerError(faults)
    if not differing(base.read(), applied(base.read(), change.rules)):
        raise StateError("proposal_changes_nothing")


def takes_effect(outside: ProposalsPorts, proposal: RuleProposal) -> date:
    """Return the day on which a proposal would take effect: the one it names, and never a day gone by."""
    return max(outside.today(), proposal.effective_from)


def moved(tx: Transaction, proposal: RuleProposal, base: RuleEdition) -> tuple[str, ...]:
    """Return the rules touched whose texts are no longer those that the proposal was made from."""
    if base.number == proposal.base:
        return ()
    now, then = base.read(), edition_numbered(tx, proposal.base).read()
    return tuple(id for id in proposal.change.touched if texts_of(now, id) != texts_of(then, id))


def hindrances(
    outside: ProposalsPorts, tx: Transaction, actor: Actor, proposal: RuleProposal
) -> tuple[PortalError, ...]:
    """Return everything that keeps somebody from publishing a proposal, the gravest first."""
    if proposal.state is not ProposalState.OPEN:
        return (StateError("proposal_closed"),)
    base = newest(tx)
    told: list[PortalError] = []
    if actor.account_id in (proposal.author, proposal.revised_by):
        told.append(NotAllowedError("proposal_own"))
    if ids := moved(tx, proposal, base):
        told.append(StateError("proposal_base_changed", edition=base.number, rules=", ".join(ids)))
    if faults := change_faults(outside, base.read(), proposal.change):
        told.append(StateError("proposal_faulty", count=len(faults)))
    if not tx.find(
        ReplayReport, proposal_id=proposal.id, revision=proposal.revision, edition=base.number, limit=1
    ):
        told.append(StateError("proposal_not_replayed", edition=base.number))
    if takes_effect(outside, proposal) < base.effective_from:
        told.append(StateError("proposal_too_early", edition=base.number, day=base.effective_from))
    return tuple(told)

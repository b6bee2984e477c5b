"""The rule lab: rules tried on what was decided, proposed, discussed, and published by a second manager."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from core.domain.accounts.identity import Actor, Role
from core.domain.deadlines import ONE_PRESS
from core.domain.errors import MalformedAnswerError, StaleError
from core.domain.ports.office import HasLibrary
from core.domain.ports.rules import HasEvaluator, HasReplay, HasRuleBook
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore
from core.domain.ports.time import HasZone, TellsTime
from core.domain.rules.proposals import ProposalNote, ProposalState, ReplayReport, RuleProposal
from core.domain.rules.replay import ChangedFile, DecisionDays, Which
from core.domain.rules.rule_book import Cases
from core.domain.rules.rule_changes import RuleChange
from core.domain.rules.rules import RuleEdition
from core.services.audit import record
from core.services.ownership import account_of
from core.services.rights import any_of, may
from core.services.rules.editions import cases_of, current, newest
from core.services.rules.proposals import (
    Dossier,
    hindrances,
    keep,
    read_dossier,
    refuse_unfit,
    revise,
    still_open,
)
from core.services.rules.publication import closed, published, undoing
from core.services.rules.trials import Comparison, Trial, comparison, figures_of, files_of, tried


class RuleLabPorts(
    HasStore,
    TellsTime,
    HasZone,
    MakesKeys,
    MakesSecrets,
    HasEvaluator,
    HasRuleBook,
    HasReplay,
    HasLibrary,
    Protocol,
):
    """What rule lab asks of the outside world."""


MANAGER = (Role.MANAGER,)


@dataclass(frozen=True)
class Book:
    """The rule book: the edition that requests not yet sent follow today, and the one published last.

    Shapes: `cases` are those of the latter.
    """

    today: RuleEdition
    newest: RuleEdition
    cases: Cases


@dataclass(frozen=True)
class RuleLab:
    """The verbs of those who change rules; nothing is judged by a change before it is published."""

    outside: RuleLabPorts

    @any_of(*MANAGER)
    def editions(self) -> list[RuleEdition]:
        """Return every edition, the newest first."""
        with self.outside.store.read() as tx:
            return tx.find(RuleEdition, order="-number")

    @any_of(*MANAGER, Role.PORTAL)
    def book(self) -> Book:
        """Return the rule book as it stands."""
        with self.outside.store.read() as tx:
            last = newest(tx)
            cases = {rule.id: cases_of(self.outside, last, rule.id) for rule in last.read()}
            return Book(current(tx, self.outside.today()), last, cases)

    @any_of(*MANAGER)
    def proposals(self) -> list[RuleProposal]:
        """Return every proposal, the newest first."""
        with self.outside.store.read() as tx:
            return tx.find(RuleProposal, order="-made_at")

    @may(*MANAGER)
    def proposal(self, actor: Actor, id: UUID) -> Dossier:
        """Return a proposal with its reports, notes and history, and what keeps the actor from publishing it.

        Raises: NotFoundError.
        """
        with self.outside.store.read() as tx:
            return read_dossier(self.outside, tx, actor, id)

    @any_of(*MANAGER)
    def try_out(self, change: RuleChange, period: DecisionDays) -> Trial:
        """Return what a change would have done to the applications decided in a period, keeping nothing."""
        with self.outside.store.read() as tx:
            base = newest(tx)
        return tried(self.outside, base, change, period)

    @any_of(*MANAGER)
    def files(
        self,
        change: RuleChange,
        period: DecisionDays,
        which: Which,
        after: UUID | None = None,
    ) -> list[ChangedFile]:
        """Return the applications that a change touches, a page of them, the newest first.

        Raises: RuleError with the position of what cannot be read.
        """
        with self.outside.store.read() as tx:
            base = newest(tx)
        return files_of(self.outside, base, change, period, which, after)

    @may(*MANAGER)
    def draft(self, actor: Actor, title: str, change: RuleChange) -> RuleProposal:
        """Keep a change as a proposal.

        Raises: MalformedAnswerError; StateError when it changes nothing.
        """
        account_of(actor)
        with self.outside.store.write() as tx:
            refuse_unfit(self.outside, tx, title, change)
            return keep(self.outside, tx, actor, title, change)

    @may(*MANAGER)
    def revise(self, actor: Actor, id: UUID, revision: int, title: str, change: RuleChange) -> RuleProposal:
        """Give a proposal another wording; its reports then no longer speak of it.

        Raises: StaleError when somebody else revised it since; MalformedAnswerError; StateError.
        """
        account_of(actor)
        with self.outside.store.write() as tx:
            proposal = _as_read(still_open(tx, id), revision)
            refuse_unfit(self.outside, tx, title, change)
            return revise(self.outside, tx, actor, proposal, title, change)

    @may(*MANAGER)
    def note(self, actor: Actor, id: UUID, text: str) -> ProposalNote:
        """Write something about a proposal, for the other managers.

        Raises: MalformedAnswerError for nothing; StateError once it is closed.
        """
        if not text.strip():
            raise MalformedAnswerError({"note": "note_needed"})
        note = ProposalNote(
            id=self.outside.new_id(),
            proposal_id=id,
            author=account_of(actor),
            written_at=self.outside.now(),
            text=text.strip(),
        )
        with self.outside.store.write() as tx:
            last = tx.find(ProposalNote, proposal_id=id, order="-id", limit=1)
            if last and (last[0].author, last[0].text) == (note.author, note.text):
                return last[0]
            record(self.outside, tx, still_open(tx, id), "proposal.noted", actor, text=note.text)
            tx.add(note)
        return note

    @may(*MANAGER)
    def drop(self, actor: Actor, id: UUID) -> RuleProposal:
        """Close a proposal without publishing it.

        Raises: StateError once it is closed.
        """
        with self.outside.store.write() as tx:
            return closed(self.outside, tx, actor, still_open(tx, id), ProposalState.DROPPED)

    @any_of(*MANAGER)
    def compare(self, id: UUID, other_id: UUID, period: DecisionDays) -> Comparison:
        """Return what two proposals would have done to the same files.

        Raises: RuleError when a condition of one of them cannot be read.
        """
        with self.outside.store.read() as tx:
            return comparison(self.outside, tx, id, other_id, period)

    @may(*MANAGER)
    def replay(self, actor: Actor, id: UUID, period: DecisionDays) -> ReplayReport:
        """Try a proposal on the applications decided in a period, and keep the report with it.

        Raises: RuleError when a condition cannot be read; StaleError when it was revised meanwhile.
        """
        with self.outside.store.read() as tx:
            proposal, base = still_open(tx, id), newest(tx)
        figures = figures_of(self.outside, base, proposal.change, period)
        report = ReplayReport(
            id=self.outside.new_id(),
            proposal_id=id,
            revision=proposal.revision,
            edition=base.number,
            made_at=self.outside.now(),
            made_by=account_of(actor),
            since=period.since,
            until=period.until,
            figures=figures.model_dump(mode="json"),
        )
        with self.outside.store.write() as tx:
            kept = _as_read(still_open(tx, id), proposal.revision)
            last = tx.find(ReplayReport, proposal_id=id, order="-id", limit=1)
            if last and _is_same(last[0], report):
                return last[0]
            told = {"revision": report.revision, "edition": report.edition, "figures": report.figures}
            record(self.outside, tx, kept, "proposal.replayed", actor, **told)
            tx.add(report)
        return report

    @may(*MANAGER)
    def publish(self, actor: Actor, id: UUID, revision: int) -> RuleEdition:
        """Make a proposal an edition; requests not yet sent follow it from its day on.

        Raises: NotAllowedError to whoever wrote it; StateError with what still stands in its way; StaleError.
        """
        account_of(actor)
        with self.outside.store.write() as tx:
            proposal = _as_read(still_open(tx, id), revision)
            if told := hindrances(self.outside, tx, actor, proposal):
                raise told[0]
            return published(self.outside, tx, actor, proposal)

    @may(*MANAGER)
    def withdraw(self, actor: Actor, number: int, title: str) -> RuleProposal:
        """Draft a proposal that restores the texts from before an edition; it is published like any other.

        Raises: StateError for edition one, and for an edition whose rules a later one changed again.
        """
        account_of(actor)
        with self.outside.store.write() as tx:
            change = undoing(self.outside, tx, number)
            refuse_unfit(self.outside, tx, title, change)
            return keep(self.outside, tx, actor, title, change)


def _as_read(proposal: RuleProposal, revision: int) -> RuleProposal:
    """Return a proposal if its wording is still the one that was read.

    Raises: StaleError.
    """
    if proposal.revision != revision:
        raise StaleError("proposal_revised")
    return proposal


def _is_same(last: ReplayReport, report: ReplayReport) -> bool:
    """Say whether a report was made a moment ago by the same press."""
    made = {"id", "made_at"}
    is_new = report.made_at - last.made_at < ONE_PRESS
    return is_new and last.model_dump(exclude=made) == report.model_dump(exclude=made)

"""What the rules say of a request: a forecast before it is sent, the record once it is, and today's view.

Source: guide 2.3a, 2.15, 3.R1 to 3.R3.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from core.domain.accounts.identity import Actor, Role
from core.domain.application.application import Application
from core.domain.application.content import Text
from core.domain.application.overview import Overview
from core.domain.errors import NotFoundError
from core.domain.ports.office import ComparesNames, HasLibrary, HasRegisterDays
from core.domain.ports.rules import HasEvaluator, HasRuleBook
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore
from core.domain.ports.time import HasZone, TellsTime
from core.domain.rules.early_findings import RuleTold, as_applicant_reads, newly_told
from core.domain.rules.rules import Finding, failing
from core.domain.typed_text import canonical
from core.services.audit import record
from core.services.overviews import read_answers, read_overview, read_submitted
from core.services.ownership import own
from core.services.rights import any_of, may
from core.services.rules.early_findings import (
    before_papers,
    forecast,
    found_at,
    names_alike,
    note_told,
    questions_failing,
)
from core.services.rules.judgement import Verdicts, verdicts_on
from core.services.rules.past_judgement import JudgedSubmission, as_judged
from core.services.rules.request_facts import register_spelling


class VerdictsPorts(
    HasStore,
    TellsTime,
    HasZone,
    MakesKeys,
    MakesSecrets,
    HasEvaluator,
    HasRuleBook,
    HasLibrary,
    HasRegisterDays,
    ComparesNames,
    Protocol,
):
    """What verdicts ask of the outside world."""


STAFF = (Role.OFFICER, Role.MANAGER)


@dataclass(frozen=True)
class ToldHere:
    """What an applicant is told at a question: the rules that fail, the gravest first.

    Shapes: `spelling` is her name as the register writes it, where it is hers and differs only a little.
    """

    failing: tuple[Finding, ...] = ()
    spelling: str = ""


@dataclass(frozen=True)
class ReopenedAnswer:
    """An answer of an earlier request that is asked again: whose, why, and what it was."""

    reference: str
    why: tuple[Text, ...]
    value: Mapping[str, Any]


NOTHING_TOLD = ToldHere()


@dataclass(frozen=True)
class Judgements:
    """The verbs of judgement; nothing is ever decided by one."""

    outside: VerdictsPorts

    @may(Role.APPLICANT)
    def forecast(self, actor: Actor, application_id: UUID, screen: str = "documents") -> tuple[Finding, ...]:
        """Return what the rules for the applicant's eyes say of the request as it stands.

        Shapes: on the review page those alone that read no papers, which are still to come.
        Source: guide 2.15, 3.R1 to 3.R3.
        """
        with self.outside.store.read() as tx:
            seen = read_overview(self.outside, tx, own(tx, actor, application_id))
            findings = forecast(self.outside, tx, seen)
            if screen == "review":
                findings = before_papers(self.outside, findings)
            told = tx.find(RuleTold, application_id=application_id)
        self._keep(seen, f"screen:{screen}", findings, told)
        return as_applicant_reads(findings)

    @may(Role.APPLICANT)
    def at_question(self, actor: Actor, application_id: UUID, question: str) -> ToldHere:
        """Return what fails of the rules that the answer to a question decides, as far as all else is known.

        Source: guide 2.3a, 3.R1 to 3.R3.
        """
        with self.outside.store.read() as tx:
            seen = read_answers(self.outside, tx, own(tx, actor, application_id))
            findings = found_at(self.outside, tx, seen, question)
            if not findings:
                return NOTHING_TOLD
            told = tx.find(RuleTold, application_id=application_id)
            spelling = register_spelling(self.outside, tx, seen) if names_alike(findings) else ""
        self._keep(seen, f"question:{question}", findings, told)
        return ToldHere(tuple(failing(as_applicant_reads(findings))), spelling)

    @may(Role.APPLICANT)
    def reopened(self, actor: Actor, application_id: UUID) -> dict[str, ReopenedAnswer]:
        """Return the answers that a copied request asks again, with what was said and why it failed."""
        with self.outside.store.read() as tx:
            application = own(tx, actor, application_id)
            if application.copied_from is None:
                return {}
            before = read_overview(self.outside, tx, own(tx, actor, application.copied_from))
            failed = questions_failing(self.outside, tx, before)
        reference = before.application.reference
        return {id: ReopenedAnswer(reference, why, before.answers.get(id, {})) for id, why in failed.items()}

    def _keep(self, seen: Overview, screen: str, findings: tuple[Finding, ...], told: list[RuleTold]) -> None:
        """Keep what was told for the first time, and what was mended since; most pages tell nothing new."""
        # a form that is still to come is no fault, and the page does not speak of one
        findings = tuple(it for it in findings if it.facts.get("form_given") is not False)
        if seen.is_open and any(newly_told(told, findings)):
            with self.outside.store.write() as tx:
                note_told(self.outside, tx, seen, screen, findings)

    @any_of(*STAFF)
    def verdicts(self, application_id: UUID) -> Verdicts:
        """Return what the rules said when a request was sent, and what they would say today."""
        with self.outside.store.read() as tx:
            application = read_submitted(tx, application_id)
            return verdicts_on(self.outside, tx, read_overview(self.outside, tx, application))

    @may(*STAFF)
    def as_judged(self, actor: Actor, application_id: UUID, number: int = 0) -> JudgedSubmission:
        """Return a submission as it was judged, and judged again; who looked is recorded.

        Raises: NotFoundError when it was never judged.
        """
        with self.outside.store.read() as tx:
            told = as_judged(self.outside, tx, read_submitted(tx, application_id), number)
        with self.outside.store.write() as tx:
            application = read_submitted(tx, application_id)
            record(self.outside, tx, application, "application.looked_at", actor, as_judged=told.number)
        return told

    @any_of(Role.PORTAL)
    def explain(self, reference: str) -> Verdicts:
        """Return every rule's verdict on a request, whatever its state.

        Raises: NotFoundError.
        """
        with self.outside.store.read() as tx:
            found_here = tx.find(Application, reference=canonical(reference).upper())
            if not found_here:
                raise NotFoundError("no_such_reference", reference=reference)
            return verdicts_on(self.outside, tx, read_overview(self.outside, tx, found_here[0]))

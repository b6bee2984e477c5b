"""What the rules say of a request: a forecast before it is sent, the record once it is, and today's view.

Source: guide 2.3a, 2.15, 3.R1 to 3.R3.
"""

from dataclasses import dataclass
from uuid import UUID

from core.domain.accounts.identity import Actor, Role
from core.domain.application.application import Application
from core.domain.application.overview import Overview
from core.domain.errors import NotFoundError
from core.domain.ports import Outside
from core.domain.rules.rules import Finding, failing
from core.domain.rules.telling import Telling, newly_told
from core.domain.typed_text import canonical
from core.services.loading import read_answers, read_overview, read_submitted
from core.services.ownership import own
from core.services.recording import record
from core.services.rights import may
from core.services.rules.as_judged import AsJudged, as_judged
from core.services.rules.gathering import register_spelling
from core.services.rules.judgement import Verdicts, verdicts_on
from core.services.rules.telling import before_papers, forecast, found_at, names_alike, note_told

STAFF = (Role.OFFICER, Role.MANAGER)


@dataclass(frozen=True)
class ToldHere:
    """What an applicant is told at a question: the rules that fail, the gravest first.

    Shapes: `spelling` is her name as the register writes it, where it is hers and differs only a little.
    """

    failing: tuple[Finding, ...] = ()
    spelling: str = ""


NOTHING_TOLD = ToldHere()


@dataclass(frozen=True)
class Judging:
    """The verbs of judgement; nothing is ever decided by one."""

    outside: Outside

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
            told = tx.find(Telling, application_id=application_id)
        self._keep(seen, f"screen:{screen}", findings, told)
        return findings

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
            told = tx.find(Telling, application_id=application_id)
            spelling = register_spelling(self.outside, tx, seen) if names_alike(findings) else ""
        self._keep(seen, f"question:{question}", findings, told)
        return ToldHere(tuple(failing(findings)), spelling)

    def _keep(self, seen: Overview, screen: str, findings: tuple[Finding, ...], told: list[Telling]) -> None:
        """Keep what was told for the first time, and what was mended since; most pages tell nothing new."""
        # a form that is still to come is no fault, and the page does not speak of one
        findings = tuple(it for it in findings if it.facts.get("form_given") is not False)
        if seen.is_open and any(newly_told(told, findings)):
            with self.outside.store.write() as tx:
                note_told(self.outside, tx, seen, screen, findings)

    @may(*STAFF)
    def verdicts(self, actor: Actor, application_id: UUID) -> Verdicts:  # noqa: ARG002 the role is the whole check
        """Return what the rules said when a request was sent, and what they would say today."""
        with self.outside.store.read() as tx:
            application = read_submitted(tx, application_id)
            return verdicts_on(self.outside, tx, read_overview(self.outside, tx, application))

    @may(*STAFF)
    def as_judged(self, actor: Actor, application_id: UUID, number: int = 0) -> AsJudged:
        """Return a submission as it was judged, and judged again; who looked is recorded.

        Raises: NotFoundError when it was never judged.
        """
        with self.outside.store.read() as tx:
            told = as_judged(self.outside, tx, read_submitted(tx, application_id), number)
        with self.outside.store.write() as tx:
            application = read_submitted(tx, application_id)
            record(self.outside, tx, application, "application.looked_at", actor, as_judged=told.number)
        return told

    @may(Role.PORTAL)
    def explain(self, actor: Actor, reference: str) -> Verdicts:  # noqa: ARG002 the role is the whole check
        """Return every rule's verdict on a request, whatever its state.

        Raises: NotFoundError.
        """
        with self.outside.store.read() as tx:
            found_here = tx.find(Application, reference=canonical(reference).upper())
            if not found_here:
                raise NotFoundError("no_such_reference", reference=reference)
            return verdicts_on(self.outside, tx, read_overview(self.outside, tx, found_here[0]))

"""What the rules say of a request: a forecast before it is sent, the record once it is, and today's view.

Source: guide 2.3a, 2.15, 3.R1 to 3.R3.
"""

from dataclasses import dataclass
from uuid import UUID

from core.domain.accounts.identity import Actor, Role
from core.domain.application.application import Application
from core.domain.errors import NotFoundError
from core.domain.ports import Outside
from core.domain.rules.rules import Finding
from core.domain.typed_text import canonical
from core.services.loading import read_overview, read_submitted
from core.services.ownership import own
from core.services.recording import record
from core.services.rights import may
from core.services.rules.as_judged import AsJudged, as_judged
from core.services.rules.judgement import Verdicts, judge, verdicts_on

STAFF = (Role.OFFICER, Role.MANAGER)


@dataclass(frozen=True)
class Judging:
    """The verbs of judgement; nothing is ever decided by one."""

    outside: Outside

    @may(Role.APPLICANT)
    def forecast(self, actor: Actor, application_id: UUID) -> tuple[Finding, ...]:
        """Return what the rules for the applicant's eyes say of the request as it stands.

        Source: guide 2.15, 3.R1 to 3.R3.
        """
        with self.outside.store.read() as tx:
            seen = read_overview(self.outside, tx, own(tx, actor, application_id))
            judged = judge(self.outside, tx, seen)
        return tuple(it for it in judged.findings if it.rule.audience == "everybody")

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

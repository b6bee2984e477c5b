"""Where an officer's outcome disagrees with the rules."""

from collections.abc import Iterable

from core.domain.application.application import Outcome
from core.domain.application.outcome_draft import Draft
from core.domain.rules.rules import Finding


def overruled_by(draft: Draft, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the failing rules with which an outcome disagrees: their ground of refusal is not given.

    Shapes: asking for documents leaves every rule open.
    """
    if draft.outcome is Outcome.DOCUMENTS_REQUIRED:
        return ()
    given = {code for code, _ in draft.reasons}
    return tuple(it for it in findings if it.would_be_refused and it.rule.reason not in given)

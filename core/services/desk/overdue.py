"""Records what the days alone have brought about, before anything else is done to a request."""

from core.domain.accounts.identity import PORTAL_ITSELF
from core.domain.application.application import Application, State
from core.domain.application.days import is_notice_over
from core.domain.application.lifecycle import moved
from core.domain.ports import Outside, Transaction
from core.services.desk.handover import turned
from core.services.recording import record


def settled(outside: Outside, tx: Transaction, application: Application) -> Application:
    """Return a request with the office again if nobody answered its notice in time, and record that it is.

    Shapes: no job need have run before.
    """
    if not is_notice_over(application, outside.today()):
        return application
    after = moved(application, "end_notice", PORTAL_ITSELF.role, outside.today())
    after = after.model_copy(update=turned(outside, after, mark="notice_over", turns=1))
    told = {"answer_by": str(application.answer_by)}
    return record(outside, tx, after, "application.notice_over", PORTAL_ITSELF, **told)


def as_it_stands(outside: Outside, application: Application) -> Application:
    """Return a request as it will be recorded to stand, for whoever only looks."""
    if not is_notice_over(application, outside.today()):
        return application
    return application.model_copy(update={"state": State.SUBMITTED, "answer_by": None})

"""The one table that says what may be done to an application, by whom, and where it then stands."""

from dataclasses import dataclass
from datetime import date

from core.domain.accounts.identity import Role
from core.domain.application.application import Application, State
from core.domain.application.days import is_notice_over, is_past_its_time
from core.domain.errors import StateError


@dataclass(frozen=True)
class Move:
    """One row: in this state, this role may do this action, and the application then stands there."""

    state: State
    action: str
    role: Role
    then: State


MOVES = (
    Move(State.OPEN, "answer", Role.APPLICANT, State.OPEN),
    Move(State.OPEN, "print", Role.APPLICANT, State.OPEN),
    Move(State.OPEN, "attach", Role.APPLICANT, State.OPEN),
    Move(State.OPEN, "remove", Role.APPLICANT, State.OPEN),
    Move(State.OPEN, "submit", Role.APPLICANT, State.SUBMITTED),
    Move(State.OPEN, "remind", Role.PORTAL, State.OPEN),
    Move(State.OPEN, "expire", Role.PORTAL, State.EXPIRED),
    Move(State.SUBMITTED, "approve", Role.OFFICER, State.APPROVED),
    Move(State.SUBMITTED, "refuse", Role.OFFICER, State.REFUSED),
    Move(State.SUBMITTED, "require_documents", Role.OFFICER, State.DOCUMENTS_REQUIRED),
    Move(State.SUBMITTED, "claim", Role.OFFICER, State.SUBMITTED),
    Move(State.SUBMITTED, "take_over", Role.OFFICER, State.SUBMITTED),
    Move(State.SUBMITTED, "give_back", Role.OFFICER, State.SUBMITTED),
    Move(State.SUBMITTED, "assign", Role.MANAGER, State.SUBMITTED),
    Move(State.SUBMITTED, "hold", Role.OFFICER, State.SUBMITTED),
    Move(State.SUBMITTED, "release", Role.OFFICER, State.SUBMITTED),
    Move(State.SUBMITTED, "give_notice", Role.OFFICER, State.NOTICE_GIVEN),
    Move(State.SUBMITTED, "put_to_countersign", Role.OFFICER, State.TO_COUNTERSIGN),
    # What is taken back or objected to may have been decided while documents were still to be given.
    Move(State.SUBMITTED, "reopen", Role.OFFICER, State.DOCUMENTS_REQUIRED),
    Move(State.NOTICE_GIVEN, "attach", Role.APPLICANT, State.NOTICE_GIVEN),
    Move(State.NOTICE_GIVEN, "remove", Role.APPLICANT, State.NOTICE_GIVEN),
    Move(State.NOTICE_GIVEN, "answer_notice", Role.APPLICANT, State.SUBMITTED),
    Move(State.NOTICE_GIVEN, "end_notice", Role.PORTAL, State.SUBMITTED),
    Move(State.TO_COUNTERSIGN, "approve", Role.OFFICER, State.APPROVED),
    Move(State.TO_COUNTERSIGN, "refuse", Role.OFFICER, State.REFUSED),
    Move(State.TO_COUNTERSIGN, "require_documents", Role.OFFICER, State.DOCUMENTS_REQUIRED),
    Move(State.TO_COUNTERSIGN, "object", Role.OFFICER, State.SUBMITTED),
    Move(State.TO_COUNTERSIGN, "take_back", Role.OFFICER, State.SUBMITTED),
    Move(State.DOCUMENTS_REQUIRED, "attach", Role.APPLICANT, State.DOCUMENTS_REQUIRED),
    Move(State.DOCUMENTS_REQUIRED, "remove", Role.APPLICANT, State.DOCUMENTS_REQUIRED),
    Move(State.DOCUMENTS_REQUIRED, "submit", Role.APPLICANT, State.SUBMITTED),
    # Somebody who never answers must not hold a request open for ever.
    Move(State.DOCUMENTS_REQUIRED, "refuse", Role.OFFICER, State.REFUSED),
    Move(State.DOCUMENTS_REQUIRED, "put_to_countersign", Role.OFFICER, State.TO_COUNTERSIGN),
    Move(State.DOCUMENTS_REQUIRED, "undo", Role.OFFICER, State.SUBMITTED),
    Move(State.REFUSED, "undo", Role.OFFICER, State.SUBMITTED),
    Move(State.REFUSED, "attach", Role.APPLICANT, State.REFUSED),
    Move(State.REFUSED, "remove", Role.APPLICANT, State.REFUSED),
    Move(State.REFUSED, "ask_reconsideration", Role.APPLICANT, State.SUBMITTED),
    Move(State.APPROVED, "undo", Role.OFFICER, State.SUBMITTED),
    Move(State.APPROVED, "issue_pin", Role.OFFICER, State.APPROVED),
    Move(State.APPROVED, "issue_pin", Role.ADMINISTRATOR, State.APPROVED),
    Move(State.APPROVED, "issue_pin", Role.REPRESENTATIVE, State.APPROVED),
    Move(State.APPROVED, "revoke_pin", Role.OFFICER, State.APPROVED),
    Move(State.APPROVED, "revoke_pin", Role.ADMINISTRATOR, State.APPROVED),
    Move(State.APPROVED, "enrol", Role.NEWCOMER, State.ENROLLED),
    Move(State.APPROVED, "enrol", Role.APPLICANT, State.ENROLLED),
    Move(State.APPROVED, "erase", Role.PORTAL, State.APPROVED),
    Move(State.REFUSED, "erase", Role.PORTAL, State.REFUSED),
    Move(State.ENROLLED, "erase", Role.PORTAL, State.ENROLLED),
    Move(State.EXPIRED, "erase", Role.PORTAL, State.EXPIRED),
)


def moved(application: Application, action: str, role: Role, today: date) -> Application:
    """Return the application as it stands after an action.

    Raises: StateError saying what is possible instead; an application past its last day takes only `expire`,
            a notice past its own only `end_notice`.
    """
    if is_past_its_time(application, today) and action != "expire":
        raise StateError("expired", reference=application.reference, last_day=application.last_day)
    if is_notice_over(application, today) and action != "end_notice":
        raise StateError("notice_over", reference=application.reference, last_day=application.answer_by)
    for move in MOVES:
        if (move.state, move.action, move.role) == (application.state, action, role):
            return application.model_copy(update={"state": move.then})
    possible = ", ".join(possible_actions(application.state, role)) or "-"
    raise StateError(
        "not_open",
        reference=application.reference,
        action=action,
        state=str(application.state),
        possible=possible,
    )


def possible_actions(state: State, role: Role) -> tuple[str, ...]:
    """Return what a role may do to an application in a state."""
    return tuple(move.action for move in MOVES if (move.state, move.role) == (state, role))

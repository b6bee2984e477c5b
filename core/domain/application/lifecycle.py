"""The one table that says what may be done to an application, by whom, and where it then stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.domain.accounts.identity import Role
from core.domain.application.application import Application, State
from core.domain.application.days import is_notice_over, is_past_its_time
from core.domain.errors import StateError


class Action(StrEnum):
    """What may be done to an application."""

    ANSWER = "answer"
    PRINT = "print"
    ATTACH = "attach"
    REMOVE = "remove"
    SUBMIT = "submit"
    REMIND = "remind"
    EXPIRE = "expire"
    APPROVE = "approve"
    REFUSE = "refuse"
    REQUIRE_DOCUMENTS = "require_documents"
    CLAIM = "claim"
    TAKE_OVER = "take_over"
    GIVE_BACK = "give_back"
    STAND_ASIDE = "stand_aside"
    ASSIGN = "assign"
    HOLD = "hold"
    RELEASE = "release"
    GIVE_NOTICE = "give_notice"
    PUT_TO_COUNTERSIGN = "put_to_countersign"
    REOPEN = "reopen"
    ANSWER_NOTICE = "answer_notice"
    END_NOTICE = "end_notice"
    OBJECT = "object"
    TAKE_BACK = "take_back"
    UNDO = "undo"
    ASK_RECONSIDERATION = "ask_reconsideration"
    ISSUE_PIN = "issue_pin"
    REVOKE_PIN = "revoke_pin"
    ENROL = "enrol"
    ERASE = "erase"


@dataclass(frozen=True)
class ActionEffect:
    """What an action leaves beside the state it leads to.

    Shapes: `event` names its audit entry. `turns` counts what is neither a submission nor a decision, where
            the request changes hands; None where it stays in the same. `mark` says why it came back.
    """

    event: str
    turns: int | None = None
    mark: str = ""


EFFECTS: Mapping[Action, ActionEffect] = {
    Action.ANSWER: ActionEffect("answer.given"),
    Action.PRINT: ActionEffect("form.printed"),
    Action.ATTACH: ActionEffect("document.attached"),
    Action.REMOVE: ActionEffect("document.removed"),
    Action.SUBMIT: ActionEffect("application.submitted", turns=0),
    Action.REMIND: ActionEffect("application.reminded"),
    Action.EXPIRE: ActionEffect("application.expired"),
    Action.APPROVE: ActionEffect("application.approved", turns=0),
    Action.REFUSE: ActionEffect("application.refused", turns=0),
    Action.REQUIRE_DOCUMENTS: ActionEffect("application.sent_back_for_documents", turns=0),
    Action.CLAIM: ActionEffect("application.claimed"),
    Action.TAKE_OVER: ActionEffect("application.taken_over"),
    Action.GIVE_BACK: ActionEffect("application.given_back"),
    Action.STAND_ASIDE: ActionEffect("application.stood_aside"),
    Action.ASSIGN: ActionEffect("application.assigned"),
    Action.HOLD: ActionEffect("application.held"),
    Action.RELEASE: ActionEffect("application.released"),
    # The mark of a notice that nobody answers: once its days are over it is with the office, recorded or not.
    Action.GIVE_NOTICE: ActionEffect("application.notice_given", turns=1, mark="notice_over"),
    Action.PUT_TO_COUNTERSIGN: ActionEffect("application.put_to_countersign", turns=1),
    Action.REOPEN: ActionEffect("application.reopened", turns=1),
    Action.ANSWER_NOTICE: ActionEffect("application.notice_answered", turns=0, mark="notice_answered"),
    Action.END_NOTICE: ActionEffect("application.notice_over", turns=1, mark="notice_over"),
    Action.OBJECT: ActionEffect("application.objected", turns=1, mark="objected"),
    Action.TAKE_BACK: ActionEffect("application.taken_back", turns=1, mark="taken_back"),
    # A decision less and two turns more: whoever saw it standing has seen something else.
    Action.UNDO: ActionEffect("application.undone", turns=2, mark="undone"),
    Action.ASK_RECONSIDERATION: ActionEffect(
        "application.reconsideration_asked", turns=1, mark="reconsideration"
    ),
    Action.ISSUE_PIN: ActionEffect("pin.issued"),
    Action.REVOKE_PIN: ActionEffect("pin.revoked"),
    Action.ENROL: ActionEffect("application.enrolled"),
    Action.ERASE: ActionEffect("application.erased"),
}
SENT_AGAIN = ActionEffect("application.returned", turns=0)


@dataclass(frozen=True)
class Move:
    """One row: in this state, this role may do this action, and the application then stands there."""

    state: State
    action: Action
    role: Role
    then: State

    @property
    def effect(self) -> ActionEffect:
        """Return what the action leaves here."""
        sent_again = self.action is Action.SUBMIT and self.state is State.DOCUMENTS_REQUIRED
        return SENT_AGAIN if sent_again else EFFECTS[self.action]

    def on(self, application: Application) -> Application:
        """Return the application where the action leads."""
        return application.but(state=self.then)


MOVES = (
    Move(State.OPEN, Action.ANSWER, Role.APPLICANT, State.OPEN),
    Move(State.OPEN, Action.PRINT, Role.APPLICANT, State.OPEN),
    Move(State.OPEN, Action.ATTACH, Role.APPLICANT, State.OPEN),
    Move(State.OPEN, Action.REMOVE, Role.APPLICANT, State.OPEN),
    Move(State.OPEN, Action.SUBMIT, Role.APPLICANT, State.SUBMITTED),
    Move(State.OPEN, Action.REMIND, Role.PORTAL, State.OPEN),
    Move(State.OPEN, Action.EXPIRE, Role.PORTAL, State.EXPIRED),
    Move(State.SUBMITTED, Action.APPROVE, Role.OFFICER, State.APPROVED),
    Move(State.SUBMITTED, Action.REFUSE, Role.OFFICER, State.REFUSED),
    Move(State.SUBMITTED, Action.REQUIRE_DOCUMENTS, Role.OFFICER, State.DOCUMENTS_REQUIRED),
    Move(State.SUBMITTED, Action.CLAIM, Role.OFFICER, State.SUBMITTED),
    Move(State.SUBMITTED, Action.TAKE_OVER, Role.OFFICER, State.SUBMITTED),
    Move(State.SUBMITTED, Action.GIVE_BACK, Role.OFFICER, State.SUBMITTED),
    Move(State.SUBMITTED, Action.STAND_ASIDE, Role.OFFICER, State.SUBMITTED),
    Move(State.NOTICE_GIVEN, Action.STAND_ASIDE, Role.OFFICER, State.NOTICE_GIVEN),
    Move(State.DOCUMENTS_REQUIRED, Action.STAND_ASIDE, Role.OFFICER, State.DOCUMENTS_REQUIRED),
    Move(State.TO_COUNTERSIGN, Action.STAND_ASIDE, Role.OFFICER, State.TO_COUNTERSIGN),
    Move(State.SUBMITTED, Action.GIVE_BACK, Role.ADMINISTRATOR, State.SUBMITTED),
    Move(State.SUBMITTED, Action.ASSIGN, Role.MANAGER, State.SUBMITTED),
    Move(State.SUBMITTED, Action.HOLD, Role.OFFICER, State.SUBMITTED),
    Move(State.SUBMITTED, Action.RELEASE, Role.OFFICER, State.SUBMITTED),
    Move(State.SUBMITTED, Action.GIVE_NOTICE, Role.OFFICER, State.NOTICE_GIVEN),
    Move(State.SUBMITTED, Action.PUT_TO_COUNTERSIGN, Role.OFFICER, State.TO_COUNTERSIGN),
    # What is taken back or objected to may have been decided while documents were still to be given.
    Move(State.SUBMITTED, Action.REOPEN, Role.OFFICER, State.DOCUMENTS_REQUIRED),
    Move(State.NOTICE_GIVEN, Action.ANSWER, Role.APPLICANT, State.NOTICE_GIVEN),
    Move(State.NOTICE_GIVEN, Action.PRINT, Role.APPLICANT, State.NOTICE_GIVEN),
    Move(State.NOTICE_GIVEN, Action.ATTACH, Role.APPLICANT, State.NOTICE_GIVEN),
    Move(State.NOTICE_GIVEN, Action.REMOVE, Role.APPLICANT, State.NOTICE_GIVEN),
    Move(State.NOTICE_GIVEN, Action.ANSWER_NOTICE, Role.APPLICANT, State.SUBMITTED),
    Move(State.NOTICE_GIVEN, Action.END_NOTICE, Role.PORTAL, State.SUBMITTED),
    Move(State.TO_COUNTERSIGN, Action.APPROVE, Role.OFFICER, State.APPROVED),
    Move(State.TO_COUNTERSIGN, Action.REFUSE, Role.OFFICER, State.REFUSED),
    Move(State.TO_COUNTERSIGN, Action.REQUIRE_DOCUMENTS, Role.OFFICER, State.DOCUMENTS_REQUIRED),
    Move(State.TO_COUNTERSIGN, Action.OBJECT, Role.OFFICER, State.SUBMITTED),
    Move(State.TO_COUNTERSIGN, Action.TAKE_BACK, Role.OFFICER, State.SUBMITTED),
    Move(State.DOCUMENTS_REQUIRED, Action.ATTACH, Role.APPLICANT, State.DOCUMENTS_REQUIRED),
    Move(State.DOCUMENTS_REQUIRED, Action.REMOVE, Role.APPLICANT, State.DOCUMENTS_REQUIRED),
    Move(State.DOCUMENTS_REQUIRED, Action.SUBMIT, Role.APPLICANT, State.SUBMITTED),
    # Somebody who never answers must not hold a request open for ever.
    Move(State.DOCUMENTS_REQUIRED, Action.REFUSE, Role.OFFICER, State.REFUSED),
    Move(State.DOCUMENTS_REQUIRED, Action.PUT_TO_COUNTERSIGN, Role.OFFICER, State.TO_COUNTERSIGN),
    Move(State.DOCUMENTS_REQUIRED, Action.UNDO, Role.OFFICER, State.SUBMITTED),
    Move(State.REFUSED, Action.UNDO, Role.OFFICER, State.SUBMITTED),
    Move(State.REFUSED, Action.ATTACH, Role.APPLICANT, State.REFUSED),
    Move(State.REFUSED, Action.REMOVE, Role.APPLICANT, State.REFUSED),
    Move(State.REFUSED, Action.ASK_RECONSIDERATION, Role.APPLICANT, State.SUBMITTED),
    Move(State.APPROVED, Action.UNDO, Role.OFFICER, State.SUBMITTED),
    Move(State.APPROVED, Action.ISSUE_PIN, Role.OFFICER, State.APPROVED),
    Move(State.APPROVED, Action.ISSUE_PIN, Role.ADMINISTRATOR, State.APPROVED),
    Move(State.APPROVED, Action.ISSUE_PIN, Role.REPRESENTATIVE, State.APPROVED),
    Move(State.APPROVED, Action.REVOKE_PIN, Role.OFFICER, State.APPROVED),
    Move(State.APPROVED, Action.REVOKE_PIN, Role.ADMINISTRATOR, State.APPROVED),
    Move(State.APPROVED, Action.ENROL, Role.NEWCOMER, State.ENROLLED),
    Move(State.APPROVED, Action.ENROL, Role.APPLICANT, State.ENROLLED),
    Move(State.APPROVED, Action.ERASE, Role.PORTAL, State.APPROVED),
    Move(State.REFUSED, Action.ERASE, Role.PORTAL, State.REFUSED),
    Move(State.ENROLLED, Action.ERASE, Role.PORTAL, State.ENROLLED),
    Move(State.EXPIRED, Action.ERASE, Role.PORTAL, State.EXPIRED),
)


def move_of(application: Application, action: Action, role: Role, today: date) -> Move:
    """Return the row by which a role may do an action to an application now.

    Raises: StateError saying what is possible instead; an application past its last day takes only `expire`,
            a notice past its own only `end_notice`.
    """
    if is_past_its_time(application, today) and action != Action.EXPIRE:
        raise StateError("expired", reference=application.reference, last_day=application.last_day)
    if is_notice_over(application, today) and action != Action.END_NOTICE:
        raise StateError("notice_over", reference=application.reference, last_day=application.answer_by)
    for move in MOVES:
        if (move.state, move.action, move.role) == (application.state, action, role):
            return move
    possible = ", ".join(possible_actions(application.state, role)) or "-"
    raise StateError(
        "not_open",
        reference=application.reference,
        action=str(action),
        state=str(application.state),
        possible=possible,
    )


def possible_actions(state: State, role: Role) -> tuple[Action, ...]:
    """Return what a role may do to an application in a state."""
    return tuple(move.action for move in MOVES if (move.state, move.role) == (state, role))

"""What is mended by hand: a PIN issued again or revoked, an authorised person, a letter sent again.

Source: guide 3.1, 4.9n.
"""

from collections.abc import Callable, Sequence
from urllib.parse import quote
from uuid import UUID

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Actor, Role
from core.domain.application.application import Message, State
from core.domain.errors import PortalError
from core.services.desk.search import Found
from core.services.letters.correspondence import SECRET_LETTERS, ReadableMessage
from pages.parts.accounts.recovery import next_try
from pages.parts.shell import browser
from pages.parts.shell.markdown import plain
from pages.parts.shell.notices import error_notice
from pages.parts.shell.session import Here, say, written
from pages.parts.shell.viewer import pairs

DEEDS = ("issue", "revoke", "authorise", "withdraw")


def after_pressing(here: Here, found: Sequence[Found]) -> list[str]:
    """Do what the pressed button says, and return what is to be told of it."""
    pressed = [
        (deed, it) for it in found for deed in DEEDS if st.session_state.get(f"{deed}_{it.application.id}")
    ]
    return [deed for deed, it in pressed if _done(here.actor, deed, it)]


def _done(actor: Actor, deed: str, found: Found) -> bool:
    application = found.application
    verbs: dict[str, Callable[[], object]] = {
        "issue": lambda: portal().pins.issue(actor, application.id),
        "revoke": lambda: portal().pins.revoke(actor, application.id),
        "authorise": lambda: portal().accounts.authorise(actor, application.reference, True),
        "withdraw": lambda: portal().accounts.authorise(actor, application.reference, False),
    }
    try:
        verbs[deed]()
    except PortalError as refusal:
        error_notice(refusal)
        return False
    return True


def tell(topic: str, told: Sequence[str]) -> None:
    """Say what was just done, and move the focus there."""
    if not told:
        return
    with st.container(key="notice"):
        for word in told:
            st.success(say(f"{topic}.done_{word}"))
        browser.focus(str(next_try()), ".st-key-notice", key="focus_notice")


def draw_found(here: Here, found: Found) -> None:
    """Draw one request with its PIN, and the buttons that its state and the role allow."""
    application = found.application
    with st.container(border=True, key=f"found_{application.id}"):
        st.header(
            say("enrolments.person", name=application.name, reference=application.reference), anchor=False
        )
        st.html(pairs(_known(found)))
        if here.actor.role is Role.OFFICER:
            address = f"/case?request={quote(application.reference)}"
            st.html(
                f'<p><a href="{address}">{say("enrolments.to_case", reference=application.reference)}</a></p>'
            )
        with st.container(horizontal=True, key=f"ways_{application.id}"):
            for deed in _possible(here, found):
                word = say(f"enrolments.{deed}", reference=application.reference)
                st.button(word, key=f"{deed}_{application.id}")


def _known(found: Found) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = [
        (say("enrolments.state"), say(f"staff.state_{found.application.state}")),
        (say("enrolments.pin"), say(f"enrolments.pin_{found.pin}", expires_at=found.pin_expires_at)),
    ]
    if found.application.state is State.ENROLLED:
        organisation = found.account.organisation or say("enrolments.no_organisation")
        authorised = "authorised" if found.account.is_authorised_person else "not_authorised"
        rows += [
            (say("enrolments.organisation"), organisation),
            (say("enrolments.authorised_person"), say(f"enrolments.{authorised}")),
        ]
    return rows


def _possible(here: Here, found: Found) -> list[str]:
    if found.application.state is State.APPROVED:
        return ["issue", "revoke"] if found.pin == "good" else ["issue"]
    is_administrator = here.actor.role is Role.ADMINISTRATOR
    if (
        found.application.state is not State.ENROLLED
        or not is_administrator
        or not found.account.organisation
    ):
        return []
    return ["withdraw" if found.account.is_authorised_person else "authorise"]


def letters_sent_again(here: Here, rows: Sequence[ReadableMessage]) -> list[str]:
    """Put the letters whose button was pressed back on their way."""
    pressed = [row.message.id for row in rows if st.session_state.get(f"again_{row.message.id}")]
    return ["again" for id in pressed if _sent_again(here, id)]


def _sent_again(here: Here, id: UUID) -> bool:
    try:
        portal().correspondence.send_again(here.actor, id)
    except PortalError as refusal:
        error_notice(refusal)
        return False
    return True


def _inbox_text(row: Message) -> str:
    """Return whether the person has read the message in the portal all the same."""
    return say("delivery.inbox_read", at=row.read_at) if row.read_at else say("delivery.inbox_unread")


def draw_letter(found: ReadableMessage) -> None:
    """Draw one letter that failed or may not have arrived, and what can be done about it."""
    row, subject = found.message, plain(found.subject)
    with st.container(border=True, key=f"letter_{row.id}"):
        st.header(subject, anchor=False)
        rows = [
            (say("letters.address"), row.address or ""),
            (say("letters.created_at"), written(row.created_at)),
            (say("letters.state"), say(f"letters.state_{row.state}")),
            (say("letters.tries"), str(row.tries)),
            (say("letters.fault"), row.fault),
            (say("delivery.inbox"), _inbox_text(row)),
        ]
        st.html(pairs(rows))
        if row.letter not in SECRET_LETTERS:
            st.button(say("letters.again", subject=subject), key=f"again_{row.id}")
            return
        st.markdown(say("letters.move_again" if row.letter == "move_asked" else "letters.pin_again"))
        if row.letter != "move_asked":
            address = f"/enrolments?request={quote(row.told['reference'])}"
            st.html(
                f'<p><a href="{address}">{say("letters.to_pin", reference=row.told["reference"])}</a></p>'
            )

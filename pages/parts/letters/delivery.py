"""Where the letters about a request are: for its officer each one, for its applicant what did not arrive.

Source: guide 3.0, 3.3.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.application.application import Message, State
from core.domain.letters.delivery import IN_TROUBLE, Delivery, delivery
from core.services.decisions.casework import Case
from pages.parts.shell.markdown import escape
from pages.parts.shell.session import say

UNDECIDED = (State.SUBMITTED, State.TO_COUNTERSIGN)


def where(message: Message) -> Delivery:
    """Return where a letter is at this moment."""
    return delivery(message, portal().outside.now())


def delivery_text(message: Message) -> str:
    """Return where a letter is, and when its message was read in the inbox."""
    told = {"at": message.sent_at, "fault": message.fault, "until": message.next_try_at}
    text = say(f"delivery.{where(message)}", **told)
    return say("delivery.read", text=text, at=message.read_at) if message.read_at else text


def draw_newest(case: Case) -> None:
    """Say where the newest letter is: once something was decided, and always where it did not arrive."""
    newest = case.letters[-1] if case.letters else None
    if newest is None:
        return
    text = say("delivery.newest", name=say(f"letter_texts.name_{newest.letter}"), text=delivery_text(newest))
    if where(newest) in IN_TROUBLE:
        st.warning(text)
    elif case.seen.application.state not in UNDECIDED and where(newest) is not Delivery.WAITING:
        st.markdown(text)


def draw_letters(case: Case) -> None:
    """List every letter about a request, the newest first, with where it is."""
    if not case.letters:
        return
    st.header(say("delivery.title"), anchor=False)
    rows = (
        f"<li>{escape(say('delivery.row', at=it.created_at, name=say(f'letter_texts.name_{it.letter}')))} "
        f"{escape(delivery_text(it))}</li>"
        for it in case.letters[::-1]
    )
    st.html(f'<ul class="letters">{"".join(rows)}</ul>')


def trouble_text(message: Message) -> str:
    """Return what an applicant is told of a letter that did not arrive by e-mail; nothing of any other."""
    place = where(message)
    return say(f"delivery.hers_{place}") if place in IN_TROUBLE else ""

"""One letter of the demonstration's mailbox, both its parts shown as text.

Source: guide 3.0.
"""

import streamlit as st

from core.domain.letters.letters import DeliveredLetter
from pages.parts.shell.markdown import plain
from pages.parts.shell.session import say, written
from pages.parts.shell.viewer import pairs


def draw_letter(delivered: DeliveredLetter) -> None:
    """Draw a letter that opens: who wrote it to whom, its text, and its HTML unread by the browser."""
    with st.expander(plain(delivered.letter.subject), key=f"letter_{delivered.id}"):
        rows = [
            (say("mailbox.sender"), delivered.sender),
            (say("mailbox.address"), delivered.address),
            (say("mailbox.delivered_at"), written(delivered.delivered_at)),
        ]
        st.html(pairs(rows))
        st.markdown(say("mailbox.text_part"))
        st.text(delivered.letter.text)
        st.markdown(say("mailbox.html_part"))
        st.text(delivered.letter.html)

"""The texts of the portal's letters: each in both languages, previewed, and published anew.

Source: guide 3.0 to 3.3.
"""

import streamlit as st

from core.domain.accounts.identity import Role
from pages.parts.letters import letter_texts
from pages.parts.shell.session import guard, say

here = guard(Role.MANAGER)
worded = letter_texts.letter_asked(here)

with st.container(key="wide"):
    if worded is None:
        st.title(say("letter_texts.title"), anchor=False)
        st.markdown(say("letter_texts.intro"))
        st.html(letter_texts.list_of_letters(here))
        st.stop()
    st.title(say(f"letter_texts.name_{worded.letter.id}"), anchor=False)
    letter_texts.tell()
    notice = st.container()
    st.markdown(say("letter_texts.means"))
    letter_texts.draw_fields(worded)
    with st.container(horizontal=True, key="ways_out"):
        previews = st.button(say("letter_texts.preview"), key="preview")
        publishes = st.button(say("letter_texts.publish"), key="publish", type="primary")
    with notice:
        if publishes:
            letter_texts.publish(here, worded)
    if previews:
        letter_texts.draw_preview(here, worded)
    st.header(say("letter_texts.editions"), anchor=False)
    st.html(letter_texts.editions(worded))
    st.html(letter_texts.way_back())

"""The demonstration's mailbox: every letter as it was delivered, the newest first.

Source: guide 3.0.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from core.settings import settings
from pages.parts.letters.mailbox import draw_letter
from pages.parts.shell.session import guard, say

here = guard(Role.STAKEHOLDER)
if settings().in_production:
    st.title(say("mailbox.absent_title"), anchor=False)
    st.markdown(say("mailbox.absent"))
    st.stop()

st.title(say("mailbox.title"), anchor=False)
st.markdown(say("mailbox.intro", sender=settings().sender))
letters = portal().correspondence.mailbox(here.actor)
if not letters:
    st.markdown(say("mailbox.none"))
for letter in letters:
    draw_letter(letter)

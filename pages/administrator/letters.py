"""Letters that failed, or of which nobody knows whether they arrived.

Source: guide 3.0.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from pages.parts.accounts.corrections import draw_letter, letters_sent_again, tell
from pages.parts.shell.session import guard, say

here = guard(Role.ADMINISTRATOR)
troubled = portal().correspondence.troubled(here.actor, here.language)
told = letters_sent_again(here, troubled)

st.title(say("letters.title"), anchor=False)
tell("letters", told)
if told:
    troubled = portal().correspondence.troubled(here.actor, here.language)
st.markdown(say("letters.intro") if troubled else say("letters.none"))
for row in troubled:
    draw_letter(row)

"""My messages: the list, and one message, which opening marks read.

Source: guide 3.3.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from core.domain.errors import PortalError
from pages.parts.letters.messages import draw_list, message_asked, way_on
from pages.parts.shell.markdown import plain
from pages.parts.shell.notices import error_notice
from pages.parts.shell.session import guard, say

here = guard(Role.APPLICANT, Role.REPRESENTATIVE)
try:
    opened = message_asked(here)
except PortalError as refusal:
    opened = None
    error_notice(refusal)

if opened:
    st.title(plain(opened.subject), anchor=False)
    st.caption(say("messages.received_on", created_at=opened.message.created_at))
    st.text(opened.text)
    way_on(here, opened)
    if st.button(say("messages.back"), key="back"):
        st.switch_page("pages/applicant/messages.py")
else:
    st.title(say("messages.title"), anchor=False)
    draw_list(portal().correspondence.messages(here.actor, here.language))

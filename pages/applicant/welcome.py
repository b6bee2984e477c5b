"""The representative's home: her name, and the tools of her role.

Source: guide 4.16.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from pages.parts.accounts import sign_out
from pages.parts.application import own_requests
from pages.parts.application.tools import draw_tools
from pages.parts.shell.session import guard, say

here = guard(Role.REPRESENTATIVE)
account = portal().accounts.mine(here.actor)

st.title(say("welcome.title", name=account.name), anchor=False)
st.markdown(say("welcome.intro"))
st.header(say("welcome.tools"), anchor=False)
draw_tools(account)
st.header(say("home.messages"), anchor=False)
own_requests.messages(portal().correspondence.messages(here.actor, here.language))
st.header(say("welcome.leaving_title"), anchor=False)
st.markdown(say("welcome.leaving"))
sign_out.sign_out_button(here)

"""The representative's home: her name, and the tools of her role.

Source: guide 4.16.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.identity import Role
from pages.parts import leaving, own_requests
from pages.parts.plain import plain
from pages.parts.session import guard, say
from pages.parts.tools import draw_tools

here = guard(Role.REPRESENTATIVE)
account = portal().accounts.mine(here.actor)

st.title(say("welcome.title", name=plain(account.name)), anchor=False)
st.markdown(say("welcome.intro"))
st.header(say("welcome.tools"), anchor=False)
draw_tools(account)
st.header(say("home.messages"), anchor=False)
own_requests.messages(portal().correspondence.messages(here.actor, here.language))
st.header(say("welcome.leaving_title"), anchor=False)
st.markdown(say("welcome.leaving"))
leaving.sign_out_button(here)

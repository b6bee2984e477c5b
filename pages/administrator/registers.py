"""The regulators' registers: which are there, as of when, and one imported once its difference was seen.

Source: guide 2.3a.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from core.settings import settings
from pages.parts.registers import register_difference, registers
from pages.parts.shell.session import guard, say

here = guard(Role.ADMINISTRATOR)
registers.after_pressing(here)

with st.container(key="wide"):
    st.title(say("registers.title"), anchor=False)
    registers.tell()
    st.markdown(say("registers.intro", days=settings().register_days))
    shelf = portal().registers.shelf(here.actor)
    st.html(registers.shelf_table(shelf))
    st.header(say("registers.import"), anchor=False)
    notice = st.container()
    if typed := registers.draw_import(shelf):
        with notice:
            registers.check(here, typed)
    registers.draw_back(here, shelf)
    if checked := registers.checked():
        register_difference.draw(checked, shelf)

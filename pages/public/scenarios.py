"""Scenarios of a demonstration: one press brings somebody freshly invented to a place worth looking at."""

import streamlit as st

from pages.parts.demonstration import scenarios
from pages.parts.shell.session import say

scenarios.only_in_demonstration()
st.title(say("demonstration.scenarios"), anchor=False)
st.markdown(say("demonstration.scenarios_intro"))
for code in scenarios.CODES:
    st.header(say(f"demonstration.scene_{code}"), anchor=False)
    st.markdown(say(f"demonstration.will_{code}"))
    st.markdown(say(f"demonstration.look_{code}"))
    scenarios.draw_press(code)

"""Home: the request in progress, a new one, those that ended, and the messages.

Source: guide 0.1, 2.2, 2.6, 2.11.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.identity import Role
from pages.parts import leaving, own_requests
from pages.parts.session import guard, say

here = guard(Role.NEWCOMER, Role.APPLICANT)
if here.actor.role is Role.NEWCOMER:
    st.switch_page("pages/applicant/screening.py")

mine = portal().enrolment.applications(here.actor)
open_ones = [seen for seen in mine if seen.is_open]
ended = [seen for seen in mine if not seen.is_open]

st.title(say("home.title"), anchor=False)
if left := next(
    (seen for seen in open_ones if seen.application.reference == st.query_params.get("left")), None
):
    st.success(say("home.left", reference=left.application.reference, day=left.application.last_day))
    leaving.sign_out_button(here)

if open_ones:
    st.header(say("home.in_progress"), anchor=False)
    for seen in open_ones:
        own_requests.in_progress(seen)
else:
    st.markdown(say("home.new_intro"))
    if st.button(say("home.new"), key="new", type="primary"):
        own_requests.open_request(here)

if ended:
    st.header(say("home.ended"), anchor=False)
for seen in ended:
    own_requests.ended(here, seen, may_copy=not open_ones)

st.header(say("home.messages"), anchor=False)
own_requests.messages(portal().correspondence.messages(here.actor, here.language))

"""Home: the request in progress, a new one, those that ended, and the messages.

Source: guide 0.1, 2.2, 2.6, 2.11, 3.0 to 3.4.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from pages.parts.accounts import homes, sign_out
from pages.parts.application import own_requests
from pages.parts.shell.session import guard, say, until

here = guard(Role.NEWCOMER, Role.APPLICANT, Role.REPRESENTATIVE)
if here.actor.role is not Role.APPLICANT:
    st.switch_page(homes.first_screen(here.visit))

mine = portal().enrolment.applications(here.actor)
open_ones = [seen for seen in mine if seen.is_open]
ended = [seen for seen in mine if own_requests.has_ended(seen)]
sent = [seen for seen in mine if seen not in open_ones and seen not in ended]
waiting = next((seen for seen in sent if own_requests.waits(seen)), None) if not open_ones else None

st.title(say("home.title"), anchor=False)
if left := next(
    (seen for seen in open_ones if seen.application.reference == st.query_params.get("left")), None
):
    st.success(say("home.left", reference=left.application.reference, day=until(left.application.last_day)))
    sign_out.sign_out_button(here)

refused = own_requests.just_refused(mine)
if refused:
    st.header(say("home.refused_first"), anchor=False)
    own_requests.ended(here, refused, may_copy=not open_ones)
if open_ones:
    st.header(say("home.in_progress"), anchor=False)
    for seen in open_ones:
        own_requests.in_progress(seen)
if sent:
    st.header(say("home.sent"), anchor=False)
for seen in sent:
    own_requests.sent(seen, is_main=seen is waiting)
if not open_ones:
    own_requests.new_request(here, sent, is_main=waiting is None)

if older := [seen for seen in ended if seen is not refused]:
    st.header(say("home.ended"), anchor=False)
for seen in older:
    own_requests.ended(here, seen, may_copy=not open_ones)

st.header(say("home.messages"), anchor=False)
own_requests.messages(portal().correspondence.messages(here.actor, here.language))

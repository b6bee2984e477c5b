"""My enrolment: what was approved and when, and the attestation as a PDF.

Source: guide 4.16.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from pages.parts.shell.session import guard, say, written
from pages.parts.shell.viewer import pairs, ways_on

here = guard(Role.REPRESENTATIVE)
attested = portal().accounts.attested(here.actor, here.language)

st.title(say("enrolment.title"), anchor=False)
st.success(say("enrolment.in_force", enrolled_at=attested.enrolled_at))
st.html(pairs([(say(f"attestation.{word}"), written(value)) for word, value in attested.rows]))
address = f"/attestation/{attested.reference}.pdf"
st.html(ways_on([(address, say("enrolment.open")), (f"{address}?save=1", say("enrolment.save"))]))
st.caption(say("enrolment.limits"))

st.header(say("enrolment.request_title"), anchor=False)
told = {"request": attested.reference}
st.page_link("pages/applicant/confirmation.py", label=say("enrolment.sent"), query_params=told)
st.page_link("pages/applicant/history.py", label=say("home.history"), query_params=told)
if st.button(say("steps.home"), key="home", type="primary"):
    st.switch_page("pages/applicant/welcome.py")

"""Registration for a GCKey: user code, password, three different recovery questions.

Source: guide 1.5, 1.6.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.errors import MalformedAnswerError, PortalError
from core.services.accounts.credentials import Registration
from pages.parts.accounts import recovery
from pages.parts.shell import browser
from pages.parts.shell.notices import error_notice
from pages.parts.shell.session import language, request, say

edition = st.query_params.get("terms", "")
if edition != portal().library.terms["gckey"].edition:
    st.switch_page("pages/public/gckey_terms.py")

st.title(say("register.title"), anchor=False)
st.markdown(say("register.intro"))
notice = st.container()
recovery.begin_fields()
with st.form("registration"):
    recovery.fault_place("user_code")
    user_code = st.text_input(say("register.user_code"), key="user_code", autocomplete="username")
    st.caption(say("register.user_code_hint"))
    recovery.fault_place("password")
    password = st.text_input(
        say("register.password"), key="password", type="password", autocomplete="new-password"
    )
    st.caption(say("register.password_hint"))
    recovery.fault_place("password_again")
    password_again = st.text_input(
        say("register.password_again"), key="password_again", type="password", autocomplete="new-password"
    )
    st.header(say("register.questions"), anchor=False)
    st.caption(say("register.questions_hint"))
    questions = tuple(recovery.question_and_answer(place) for place in (1, 2, 3))
    submitted = st.form_submit_button(say("register.submit"), type="primary", key="submit")

if submitted:
    wanted = Registration(
        user_code=user_code,
        password=password,
        password_again=password_again,
        questions=questions,
        edition=edition,
        language=language(),
    )
    with notice:
        try:
            told = request()
            portal().credentials.register(wanted, told.address, told.mark)
            ticket = portal().credentials.sign_in(user_code, password, told.browser, told.address, told.mark)
            browser.open_session(ticket, "/registered")
        except MalformedAnswerError as faults:
            recovery.show_faults(faults.fields)
        except PortalError as refusal:
            error_notice(refusal)

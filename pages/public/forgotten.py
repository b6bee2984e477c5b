"""A forgotten password, set anew with the three recovery questions.

Source: facts.md, Credentials.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.errors import MalformedAnswerError, PortalError
from pages.parts.accounts import recovery
from pages.parts.shell.markdown import plain
from pages.parts.shell.notices import error_notice, error_summary
from pages.parts.shell.session import request, say

st.title(say("forgotten.title"), anchor=False)
st.markdown(say("forgotten.intro"))
notice = st.container()
asked = st.session_state.get("forgotten_questions", ())

if st.session_state.pop("password_was_reset", False):
    st.success(say("forgotten.done"))
    st.page_link("pages/public/gckey.py", label=say("sign_in.gckey_title"))
elif not asked:
    with st.form("who"):
        user_code = st.text_input(say("register.user_code"), key="user_code", autocomplete="username")
        submitted = st.form_submit_button(say("forgotten.next"), type="primary", key="next")
    if submitted and user_code.strip():
        st.session_state["forgotten_code"] = user_code
        st.session_state["forgotten_questions"] = portal().credentials.recovery_questions(user_code)
        st.rerun()
    elif submitted:
        with notice:
            error_summary([("user_code", say("errors.required"))], token=str(recovery.next_try()))
else:
    with st.form("reset"):
        answers = tuple(
            st.text_input(f"{plain(question)} *", key=f"answer_{place}", type="password", autocomplete="off")
            for place, question in enumerate(asked, 1)
        )
        password = st.text_input(
            say("forgotten.password"), key="password", type="password", autocomplete="new-password"
        )
        st.caption(say("register.password_hint"))
        again = st.text_input(
            say("register.password_again"), key="password_again", type="password", autocomplete="new-password"
        )
        submitted = st.form_submit_button(say("forgotten.submit"), type="primary", key="submit")
    if submitted:
        try:
            code = st.session_state["forgotten_code"]
            came = request()
            portal().credentials.reset_password(code, answers, password, again, came.address, came.mark)
            st.session_state.pop("forgotten_questions")
            st.session_state["password_was_reset"] = True
            st.rerun()
        except MalformedAnswerError as faults:
            with notice:
                error_summary(recovery.sentences(faults.fields), token=str(recovery.next_try()))
        except PortalError as refusal:
            with notice:
                error_notice(refusal)
    if st.button(say("forgotten.other_code"), key="other_code"):
        st.session_state.pop("forgotten_questions")
        st.rerun()
st.markdown(say("forgotten.lost_code"))

"""The three questions that establish the link with the Ministry: what was said so far stands in the address.

Source: guide 2.1.
"""

import streamlit as st

from core.bootstrap import portal
from core.domain.application.application import Screening
from core.domain.errors import PortalError
from pages.parts.application.current import acting
from pages.parts.shell.session import arrive_anew

ORDER = ("has_pin", "is_institution", "is_representative")
TOLD = {"yes": True, "no": False}


def told_so_far() -> Screening:
    """Return the answers in the address, up to the first one that is missing or cannot be read."""
    told: dict[str, bool] = {}
    for name in ORDER:
        answer = TOLD.get(st.query_params.get(name, ""))
        if answer is None:
            break
        told[name] = answer
    return Screening(**told)


def asked_now(told: Screening) -> str:
    """Return the question to ask, or nothing when another way to go has to be explained."""
    place = len(told.model_dump(exclude_none=True))
    return ORDER[place] if told.outcome().startswith("ask_") else ""


def answer(question: str) -> None:
    """Take the answer given on the page; the third Yes creates the account, once."""
    st.session_state.pop("screening_refusal", None)
    said = st.session_state.get(question)
    st.session_state["screening_missing"] = said is None
    if said is None:
        return
    screening = told_so_far().answered(question, said)
    if screening.outcome() == "account":
        _open_account(screening)
    else:
        st.query_params[question] = "yes" if said else "no"


def _open_account(screening: Screening) -> None:
    actor = acting()
    if actor is None:
        return
    try:
        portal().enrolment.open_account(actor, screening)
        arrive_anew()
        st.query_params.clear()
    except PortalError as refusal:
        st.session_state["screening_refusal"] = refusal


def go_back() -> None:
    """Take back the last answer, so that its question is asked again."""
    st.session_state["screening_missing"] = False
    for name in reversed(ORDER):
        if name in st.query_params:
            del st.query_params[name]
            return

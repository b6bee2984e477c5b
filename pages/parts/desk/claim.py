"""Who has a request in hand, on its case: taking it, giving it back, taking it over with a reason."""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from core.domain.errors import MalformedAnswerError, PortalError
from core.services.decisions.casework import Case
from core.services.desk.claims import ClaimShown
from pages.parts.accounts.recovery import next_try
from pages.parts.desk.desk import keep_told, tell
from pages.parts.shell import keeper
from pages.parts.shell.markdown import escape
from pages.parts.shell.notices import error_notice, error_summary
from pages.parts.shell.session import Here, say


def draw_claim(here: Here, case: Case) -> None:
    """Say who has the request in hand, with what an officer may do about it.

    Shapes: drawing it notes that its own officer is at work, now and then.
    """
    claim = portal().claims.look(here.actor, case.seen.application.id)
    with st.container(key="claim"):
        tell("claim_notice")
        if not (claim.name or claim.may_claim):
            return
        st.html(_line(claim))
        if claim.may_claim and here.actor.role is Role.OFFICER:
            _draw_ways(here, case, claim)
            _draw_standing_aside(here, case)


def _line(claim: ClaimShown) -> str:
    word = "given" if claim.given else "claimed"
    if not claim.name:
        text = say("claim.free")
    elif claim.is_mine:
        text = say(f"claim.{word}_by_you", since=claim.since)
    else:
        text = say(f"claim.{word}_by", by=claim.name, since=claim.since)
    return f'<p class="claim{" mine" if claim.is_mine else ""}">{escape(text)}</p>'


def _draw_ways(here: Here, case: Case, claim: ClaimShown) -> None:
    if claim.is_mine:
        st.button(say("claim.give_back"), key="give_back", on_click=_give_back, args=(here, case))
    elif not claim.name:
        st.button(say("claim.take"), key="take", on_click=_take, args=(here, case))
    else:
        _draw_taking_over(here, case, claim)


def _draw_taking_over(here: Here, case: Case, claim: ClaimShown) -> None:
    with st.expander(say("claim.take_over_title")), st.form("take_over_form", border=False):
        problems = st.container()
        why = keeper.area(say("claim.why", by=claim.name), key="takeover_why")
        if not st.form_submit_button(say("claim.take_over"), key="take_over"):
            return
        with problems:
            _take_over(here, case, why)


def _take_over(here: Here, case: Case, why: str) -> None:
    try:
        portal().claims.take_over(here.actor, case.seen.application.id, why)
    except MalformedAnswerError as refusal:
        items = [("takeover_why", say(f"errors.{code}")) for code in refusal.fields.values()]
        error_summary(items, str(next_try()))
    except PortalError as refusal:
        error_notice(refusal)
    else:
        keeper.done(here.actor, str(case.seen.application.id), "takeover_why")
        keep_told("done", say("claim.taken"))
        st.rerun()


def _take(here: Here, case: Case) -> None:
    try:
        portal().claims.take(here.actor, case.seen.application.id)
        keep_told("done", say("claim.taken"))
    except PortalError as refusal:
        keep_told("refused", _explained(refusal))


def _give_back(here: Here, case: Case) -> None:
    try:
        portal().claims.give_back(here.actor, case.seen.application.id)
        keep_told("done", say("claim.given_back"))
    except PortalError as refusal:
        keep_told("refused", _explained(refusal))


def _explained(refusal: PortalError) -> str:
    return say(f"errors.{refusal.code}", **refusal.values)


def _draw_standing_aside(here: Here, case: Case) -> None:
    """Let an officer who knows the person take herself out of the request for good."""
    with st.expander(say("claim.knows_title"), key="knows"), st.form("knows_form", border=False):
        problems = st.container()
        st.markdown(say("claim.knows_means"))
        why = keeper.area(say("claim.knows_why"), key="knows_why")
        if not st.form_submit_button(say("claim.stand_aside"), key="stand_aside"):
            return
    application = case.seen.application
    try:
        portal().claims.stand_aside(here.actor, application.id, why)
    except MalformedAnswerError as refusal:
        with problems:
            items = [("knows_why", say(f"errors.{code}")) for code in refusal.fields.values()]
            error_summary(items, str(next_try()))
    except PortalError as refusal:
        with problems:
            error_notice(refusal)
    else:
        keeper.done(here.actor, str(application.id))
        keep_told("done", say("claim.stood_aside", reference=application.reference))
        st.switch_page("pages/officer/queue.py")

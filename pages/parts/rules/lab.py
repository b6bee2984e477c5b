"""What the rule lab's screens share: the proposal an address names, periods, what was just done."""

from collections.abc import Mapping
from datetime import timedelta
from typing import NoReturn
from urllib.parse import urlencode
from uuid import UUID

import streamlit as st
from babel.numbers import format_decimal

from core.bootstrap import portal
from core.domain.application.display import LOCALES
from core.domain.errors import MalformedAnswerError, NotFoundError, PortalError
from core.domain.rules.edited_rules import period_typed
from core.domain.rules.replay import DecisionDays
from core.domain.rules.rules import Rule
from core.services.rules.proposals import Dossier
from pages.parts.accounts.recovery import next_try
from pages.parts.shell import browser, fields
from pages.parts.shell.markdown import Markdown, escape, joined
from pages.parts.shell.notices import error_notice
from pages.parts.shell.session import Here, explain, language, say, written
from pages.parts.shell.tables import Link

TOLD = "lab_told"
USUAL = timedelta(days=365)
"""How long before today a period begins when nobody has said otherwise."""


def to(screen: str, words: str, /, **query: str) -> Link:
    """Return a link to one of the lab's screens."""
    return Link(f"/{screen}?{urlencode(query)}" if query else f"/{screen}", words)


def dossier_here(here: Here, name: str = "proposal") -> Dossier:
    """Return the proposal that the address names; stop with words and a way back when there is none."""
    try:
        return portal().rule_lab.proposal(here.actor, _id(st.query_params.get(name, "")))
    except PortalError as refusal:
        stop_with(refusal)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as fault:
        raise NotFoundError("no_such_proposal") from fault


def stop_with(refusal: PortalError) -> NoReturn:
    """Stop the screen with a refusal and the way back to the lab."""
    st.title(say("rule_lab.title"), anchor=False)
    error_notice(refusal)
    if st.button(say("rule_lab.back"), key="to_lab", type="primary"):
        st.switch_page("pages/manager/rule_lab.py")
    st.stop()
    raise AssertionError("unreachable: the screen has stopped")


def back_link() -> None:
    """Draw the way back to the lab."""
    st.page_link("pages/manager/rule_lab.py", label=say("rule_lab.back"))


def titles(*books: tuple[Rule, ...]) -> Mapping[str, str]:
    """Return the rules' titles by id; a later book's win."""
    return {rule.id: rule.title.of(language()) for book in books for rule in book}


def number(count: int) -> str:
    """Return a number as the language writes it."""
    return format_decimal(count, locale=LOCALES[language()])


def keep_told(word: str) -> None:
    """Keep what is to be said once the next page is drawn."""
    st.session_state[TOLD] = word


def tell() -> None:
    """Say once what was just done, and move the focus there."""
    if TOLD in st.session_state:
        with st.container(key="notice"):
            st.success(say(f"proposal.told_{st.session_state.pop(TOLD)}"))
            browser.focus(str(next_try()), ".st-key-notice", key="focus_notice")


def person(dossier: Dossier, id: UUID | None) -> str:
    """Return who did something; what the portal itself did is its data folder's."""
    return dossier.people.get(id, "") if id else say("proposal.by_file")


def draw_period(faults: Mapping[str, str]) -> None:
    """Draw the two days of a period, the last twelve months at first."""
    today = portal().outside.today()
    first, last = st.columns(2)
    for place, name, day in ((first, "period_since", today - USUAL), (last, "period_until", today)):
        with place:
            draw_text(name, str(day), faults)


def draw_text(name: str, value: str, faults: Mapping[str, str], *, lines: bool = False) -> None:
    """Draw one field with what is wrong with it; its label is the word of its name."""
    with st.container(key=f"field_{name}"):
        if name in faults:
            st.html(f'<p class="fault" id="fault_{name}">{escape(faults[name])}</p>')
        draw = st.text_area if lines else st.text_input
        draw(say(f"rule_editor.{name}"), value, key=name)


def tie(faults: Mapping[str, str]) -> None:
    """Tie each faulty field to its sentence."""
    fields.describe([_tie(name) for name in faults])


def _tie(name: str) -> fields.Ties:
    return {
        "key": f"field_{name}", "described": [f"fault_{name}"], "invalid": True, "required": False,
        "group": "", "mode": "",
    }  # fmt: skip


def sentences(refusal: MalformedAnswerError) -> dict[str, str]:
    """Return what is wrong with each field, by its name."""
    return {name: say(f"errors.{code}") for name, code in refusal.fields.items()}


def fault_text(refusal: PortalError) -> str:
    """Return the sentence of a fault of a rule, its verdict in words."""
    if "verdict" not in refusal.values:
        return explain(refusal)
    told = {**refusal.values, "verdict": say(f"rule_editor.verdict_{refusal.values['verdict']}")}
    return say(f"errors.{refusal.code}", **told)


def period_told() -> DecisionDays:
    """Return the period in the two fields.

    Raises: MalformedAnswerError.
    """
    state = st.session_state
    return period_typed(str(state.get("period_since", "")), str(state.get("period_until", "")))


def days_text(rule: Rule) -> Markdown:
    """Return from when until when a text of a rule is applied; nothing where it always is."""
    told = [
        say(f"rule_editor.{word}_day", day=written(day))
        for word, day in (("since", rule.since), ("until", rule.until))
        if day
    ]
    return joined(" ", told)

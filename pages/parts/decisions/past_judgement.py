"""A past request as it was judged, judged again: the bytes side by side, the seals, the facts that differ.

Source: guide 2.15, 3.2.
"""

from urllib.parse import quote

import streamlit as st

from core.bootstrap import portal
from core.domain.errors import PortalError
from core.domain.rules.fact_words import fact_text
from core.services.rules.past_judgement import Difference, JudgedSubmission
from pages.parts.decisions.case import id_of, leave_without
from pages.parts.shell.markdown import escape
from pages.parts.shell.request import whole_number
from pages.parts.shell.session import Here, language, say
from pages.parts.shell.tables import table

OPENED = "opened_as_judged"
SEALS = {True: "whole", False: "broken", None: "unknown"}


def as_judged_here(here: Here) -> JudgedSubmission:
    """Return the submission that the address names; each opening is recorded once, however often drawn."""
    reference, number = st.query_params.get("request", ""), st.query_params.get("number", "")
    kept = st.session_state.get(OPENED)
    if kept and kept[:3] == (here.actor, reference, number):
        return kept[3]
    try:
        told = portal().judgements.as_judged(here.actor, id_of(here, reference), whole_number(number))
    except PortalError as refusal:
        leave_without(refusal, say("as_judged.menu"))
    st.session_state[OPENED] = (here.actor, reference, number, told)
    return told


def draw_answer(told: JudgedSubmission) -> None:
    """Say whether the verdict reached again is the one on record, byte for byte, and show both."""
    if told.same:
        st.success(say("as_judged.same"))
    elif told.again is None:
        st.warning(say("as_judged.unreadable"))
    else:
        st.error(say("as_judged.differs"))
    for word, data in (("on_record", told.on_record), ("again", told.again)):
        shown = data.decode() if data is not None else say("as_judged.none")
        st.html(f'<h3>{escape(say(f"as_judged.{word}"))}</h3><pre class="condition">{escape(shown)}</pre>')


def ways(told: JudgedSubmission) -> str:
    """Return the HTML of the links to a request's other submissions, and to its case."""
    reference = quote(told.application.reference)
    rows = [
        (f"/as-judged?request={reference}&number={number}", say("as_judged.submission", number=number))
        for number in told.numbers
        if number != told.number
    ]
    rows.append((f"/case?request={reference}", say("as_judged.case")))
    links = (f'<a href="{escape(to)}">{escape(text)}</a>' for to, text in rows)
    return f"<p>{' · '.join(links)}</p>"


def seals_table(told: JudgedSubmission) -> str:
    """Return the HTML of what is still as it was kept."""
    rows = [[say(f"as_judged.seal_{name}"), say(f"as_judged.{SEALS[is_whole]}")]
            for name, is_whole in told.seals.items()]  # fmt: skip
    return table(say("as_judged.seals"), [say("as_judged.what"), say("as_judged.as_kept")], rows)


def differences_table(told: JudgedSubmission) -> str:
    """Return the HTML of the facts that come out differently when they are gathered again."""
    rows = [
        [_meaning(it), _value(it, it.recorded), _value(it, it.gathered), _why(it)] for it in told.differences
    ]
    words = ("fact", "recorded", "gathered", "why")
    return table(say("as_judged.differences"), [say(f"as_judged.{word}") for word in words], rows)


def _meaning(it: Difference) -> str:
    return portal().outside.rule_book.facts[it.fact].meaning.of(language())


def _value(it: Difference, value: object) -> str:
    meaning = portal().outside.rule_book.facts[it.fact]
    return fact_text(portal().library.questionnaire, meaning, value, language()) or say("findings.unknown")


def _why(it: Difference) -> str:
    return say(f"as_judged.why_{it.why}", **it.told)

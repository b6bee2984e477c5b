"""The fields of a rule that is edited: texts, condition, dates, severity, cases; and the facts at hand."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from core.bootstrap import portal
from core.domain.errors import PortalError
from core.domain.rules.edited_rules import EditedRule
from core.domain.rules.facts import FactMeaning, kind_of
from core.domain.rules.rules import SEVERITIES, Verdict
from core.domain.rules.typed_rules import TypedCase, typed_case_of, typed_of
from pages.parts.rules.lab import draw_period, draw_text
from pages.parts.shell.markdown import escape, plain
from pages.parts.shell.session import language, say

SHORT, LONG = ("title_fr", "title_en"), ("officer_fr", "officer_en", "applicant_fr", "applicant_en")
CODED = ("clause", "severity", "audience", "reason", "remedy")
FEWEST_CASES = 3
Faults = Mapping[str, str]


def draw_rule(edited: EditedRule, faults: Faults, at_fault: PortalError | None) -> None:
    """Draw every field of a rule, filled with its text before; the condition with the character at fault."""
    before = typed_of(edited.text) if edited.text else {}
    _draw_condition(before.get("fails_when", ""), faults, at_fault)
    _draw_coded(before, faults)
    st.header(say("rule_editor.texts"), anchor=False)
    for name in SHORT:
        draw_text(name, before.get(name, ""), faults)
    for name in LONG:
        draw_text(name, before.get(name, ""), faults, lines=True)
    st.header(say("rule_editor.days"), anchor=False)
    st.markdown(say("rule_editor.days_means"))
    for name, place in zip(("since", "until"), st.columns(2), strict=True):
        with place:
            draw_text(name, before.get(name, ""), faults)


def _draw_condition(before: str, faults: Faults, at_fault: PortalError | None) -> None:
    draw_text("fails_when", before, faults, lines=True)
    st.caption(say("rule_editor.fails_when_hint"))
    if at_fault:
        told = str(st.session_state.get("fails_when", before))
        st.html(marked(told, at_fault))


def marked(text: str, fault: PortalError) -> str:
    """Return the HTML of a condition with the word at fault marked.

    Units: positions are counted in characters from 1.
    """
    first = max(int(fault.values["position"]) - 1, 0)
    last = first + max(len(str(fault.values.get("word", ""))), 1)
    before, word, after = text[:first], text[first:last] or " ", text[last:]
    return f'<pre class="condition">{escape(before)}<mark>{escape(word)}</mark>{escape(after)}</pre>'


def _draw_coded(before: Mapping[str, Any], faults: Faults) -> None:
    for name in CODED:
        names = options(name)
        known = str(before.get(name) or ("everybody" if name == "audience" else ""))
        place = list(names).index(known) if known in names else None
        with st.container(key=f"field_{name}"):
            if name in faults:
                st.html(f'<p class="fault" id="fault_{name}">{escape(faults[name])}</p>')
            _draw_choice(name, names, place)


def _draw_choice(name: str, names: Mapping[str, str], place: int | None) -> None:
    label = say(f"rule_editor.{name}")
    if name in ("severity", "audience"):
        st.radio(label, list(names), place, lambda it: plain(names[it]), key=name)
    else:
        st.selectbox(
            label, list(names), place, names.__getitem__, key=name, placeholder=say("rule_editor.choose")
        )


def options(name: str) -> Mapping[str, str]:
    """Return the codes that a field may hold, each in words."""
    return OPTIONS[name]()


def _reasons() -> Mapping[str, str]:
    reasons = portal().library.reasons.values()
    return {"": say("rule_editor.no_reason")} | {
        it.code: it.label.of(language()) for it in reasons if not it.until
    }


def _remedies() -> Mapping[str, str]:
    remedies = portal().outside.rule_book.remedies.values()
    return {"": say("rule_editor.no_remedy")} | {it.id: it.text.of(language()) for it in remedies}


OPTIONS: Mapping[str, Callable[[], Mapping[str, str]]] = {
    "clause": lambda: {it: it for it in portal().outside.rule_book.clauses},
    "severity": lambda: {it: say(f"rule_editor.severity_{it}") for it in SEVERITIES},
    "audience": lambda: {it: say(f"rule_editor.audience_{it}") for it in ("everybody", "officers")},
    "reason": _reasons,
    "remedy": _remedies,
}


def draw_cases(edited: EditedRule, faults: Faults) -> None:
    """Draw the rule's cases, and room for one more."""
    st.header(say("rule_editor.cases"), anchor=False)
    st.markdown(say("rule_editor.cases_mean"))
    for place, case in enumerate(cases_before(edited), 1):
        with st.container(key=f"case_{place}", border=True):
            _draw_case(place, case, faults)


def cases_before(edited: EditedRule) -> Sequence[TypedCase]:
    """Return the cases as the form first shows them: one for each verdict at least, and an empty one."""
    kept = [typed_case_of(case) for cases in edited.cases.values() for case in cases]
    return [*kept, TypedCase()] if kept else [TypedCase(verdict=verdict) for verdict in Verdict]


def _draw_case(place: int, case: TypedCase, faults: Faults) -> None:
    for name, value, lines in (("name", case.name, False), ("facts", case.facts, True)):
        key = f"case_{place}_{name}"
        with st.container(key=f"field_{key}"):
            if key in faults:
                st.html(f'<p class="fault" id="fault_{key}">{escape(faults[key])}</p>')
            draw = st.text_area if lines else st.text_input
            draw(say(f"rule_editor.case_{name}", place=place), value, key=key)
    verdicts = list(Verdict)
    st.selectbox(
        say("rule_editor.case_verdict", place=place),
        verdicts,
        verdicts.index(case.verdict),
        lambda it: say(f"rule_editor.verdict_{it}"),
        key=f"case_{place}_verdict",
    )


def draw_ends(title: str, day: str, faults: Faults) -> None:
    """Draw the period to try the change on, and what a proposal needs to be kept."""
    st.header(say("rule_editor.try_title"), anchor=False)
    draw_period(faults)
    st.header(say("rule_editor.keep_title"), anchor=False)
    draw_text("title", title, faults)
    draw_text("effective_from", day, faults)


def facts_list() -> str:
    """Return the HTML of the facts that a condition may read, with what each says and its values."""
    name, facts = say("rule_editor.facts"), portal().outside.rule_book.facts
    rows = "".join(
        f"<li><code>{escape(fact)}</code> {escape(row.meaning.of(language()))}"
        f'<br><span class="hint">{escape(_values(fact, row))}</span></li>'
        for fact, row in facts.items()
    )
    opening = f'<div class="facts-at-hand" role="region" aria-label="{escape(name)}" tabindex="0">'
    return f"{opening}<ul>{rows}</ul></div>"


def _values(name: str, row: FactMeaning) -> str:
    if kind_of(name) is not str:
        return say("rule_editor.truths" if kind_of(name) is bool else "rule_editor.a_number")
    told = {code: text.of(language()) for code, text in row.values.items()}
    codes = sorted(portal().outside.rule_book.codes[name])
    return ", ".join(f"'{code}' ({told[code]})" if code in told else f"'{code}'" for code in codes)

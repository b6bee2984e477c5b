"""What the rules found, on screen: each rule with the facts it read, and what is said of it to whom.

Source: guide 2.15, 3.R1 to 3.R3.
"""

from collections.abc import Iterable, Sequence
from urllib.parse import quote

import streamlit as st

from core.bootstrap import portal
from core.domain.rules.fact_words import fact_text
from core.domain.rules.rules import Finding, Verdict, failing
from core.services.decisions.casework import Case
from core.services.rules.judgement import JudgedFacts
from pages.parts.shell.markdown import escape
from pages.parts.shell.session import language, say
from pages.parts.shell.tables import table


def draw_findings(case: Case) -> None:
    """Draw what the rules say of a request to its officer: failing first, each with its facts."""
    verdicts = case.verdicts
    st.header(say("findings.title"), anchor=False)
    if verdicts.record is None:
        st.markdown(say("findings.never_judged"))
    today, changed = verdicts.today, verdicts.changed
    st.html(f'<p class="hint">{escape(_when(today if changed else verdicts.record or today))}</p>')
    if verdicts.record and changed:
        then, now = verdicts.record.facts.judged_on, today.facts.judged_on
        st.warning(say("findings.changed", then=then, now=now))
        columns = [say("findings.rule"), say("findings.then", day=then), say("findings.now", day=now)]
        before = {it.rule.id: it for it in verdicts.record.findings}
        rows = [[_said(it), _verdict(before.get(it.rule.id)), _verdict(it)] for it in changed]
        st.html(table(say("findings.changed_title"), columns, rows))
    draw_judged(today)
    if verdicts.record is not None:
        address = f"/as-judged?request={quote(case.seen.application.reference)}"
        st.html(f'<p><a href="{address}">{escape(say("as_judged.open"))}</a></p>')


def draw_judged(told: JudgedFacts) -> None:
    """Draw the findings of one judgement: failing first, the others folded."""
    fails = failing(told.findings)
    st.html(_listed(fails) if fails else f"<p>{escape(say('findings.none_fails'))}</p>")
    unknown = [it for it in told.findings if it.verdict is Verdict.NOT_EVALUATED]
    if unknown:
        st.html(f"<h3>{escape(say('findings.not_evaluated', count=len(unknown)))}</h3>{_listed(unknown)}")
    _draw_folded("passes", told, Verdict.PASSES)


def _when(judged: JudgedFacts) -> str:
    return say("findings.judged_on", day=judged.facts.judged_on, edition=judged.edition)


def _said(finding: Finding) -> str:
    """Return what a rule says: what is wrong where it fails, what holds elsewhere."""
    rule = finding.rule
    return (rule.officer if finding.verdict is Verdict.FAILS else rule.title).of(language())


def _verdict(finding: Finding | None) -> str:
    return say(f"findings.told_{finding.verdict}") if finding else say("findings.told_no_rule")


def _draw_folded(word: str, judged: JudgedFacts, verdict: Verdict) -> None:
    rows = [it for it in judged.findings if it.verdict is verdict]
    if rows:
        with st.expander(say(f"findings.{word}", count=len(rows)), key=f"findings_{word}"):
            st.html(_listed(rows))


def _listed(findings: Iterable[Finding]) -> str:
    return f'<ul class="findings">{"".join(map(_finding, findings))}</ul>'


def _finding(finding: Finding) -> str:
    """Return the HTML of one finding for an officer."""
    rule = finding.rule
    fails = finding.verdict is Verdict.FAILS
    head = _said(finding)
    mark = say(f"findings.severity_{rule.severity}") if fails else say(f"findings.verdict_{finding.verdict}")
    told = say("findings.clause", clause=rule.clause)
    who = f" {say('findings.officers_only')}" if rule.audience == "officers" else ""
    return (
        f'<li class="finding {finding.verdict} {rule.severity}">'
        f'<p><strong class="mark">{escape(mark)}</strong> {escape(head)}</p>'
        f'{facts_read(finding)}<p class="hint">{escape(told)}{escape(who)}</p></li>'
    )


def facts_read(finding: Finding) -> str:
    """Return the HTML of the facts a finding read, each with its value in words."""
    return f'<dl class="facts">{"".join(_fact(name, value) for name, value in finding.facts.items())}</dl>'


def _fact(name: str, value: object) -> str:
    meaning = portal().outside.rule_book.facts[name]
    text = fact_text(portal().library.questionnaire, meaning, value, language()) or say("findings.unknown")
    return f"<div><dt>{escape(meaning.meaning.of(language()))}</dt><dd>{escape(text)}</dd></div>"


def unknown_sources(finding: Finding) -> Sequence[str]:
    """Return the sources of the facts that were unknown to a finding, each once."""
    meanings = portal().outside.rule_book.facts
    unknown = (meanings[name].source for name, value in finding.facts.items() if value is None)
    return list(dict.fromkeys(unknown))

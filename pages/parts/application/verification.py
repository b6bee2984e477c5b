"""The check before the print and before sending: what would be refused, what mends it, what is unverified.

Source: guide 2.15, 3.R1 to 3.R3.
"""

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

import streamlit as st

from core.bootstrap import portal
from core.domain.application.overview import Overview
from core.domain.rules.early_findings import place_of_facts
from core.domain.rules.rules import Finding, Remedy, Verdict, failing, fewest
from pages.parts.application.current import AT_REVIEW
from pages.parts.decisions.findings import unknown_sources
from pages.parts.form.documents import is_asked
from pages.parts.shell.markdown import escape
from pages.parts.shell.session import Here, language, say


def forecast(here: Here, seen: Overview, screen: str) -> list[Finding]:
    """Return what the officer's own rules say of the request as it stands, as far as it is of use there."""
    found = portal().judgements.forecast(here.actor, seen.application.id, screen)
    return list(found) if screen == "review" else _to_show(seen, found)


def draw_verification(seen: Overview, findings: Sequence[Finding], screen: str) -> None:
    """Draw what the rules say, and of which part of the request; nothing here ever blocks."""
    part = "asked" if is_asked(seen) else screen
    with st.container(key="verification"):
        st.header(say(f"verification.title_{screen}"), anchor=False)
        st.markdown(say(f"verification.part_{part}"))
        if fails := failing(findings):
            _draw_failing(seen, fails)
        else:
            st.success(say("verification.none_fails"))
        _draw_unknown([it for it in findings if it.verdict is Verdict.NOT_EVALUATED])
        passed = [it for it in findings if it.verdict is Verdict.PASSES]
        with st.expander(say("verification.passed", count=len(passed)), key="passed"):
            st.html(_titles(passed))


def _to_show(seen: Overview, findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that are of use now.

    Shapes: a form not attached yet is said beside it; answers that were sent can no longer be mended.
    """
    waits = {"give_form"} if seen.missing_documents else set[str]()
    shown = [it for it in findings if it.rule.remedy not in waits]
    return [it for it in shown if not is_asked(seen) or _is_about_papers(it)]


def _is_about_papers(finding: Finding) -> bool:
    remedy = portal().outside.rule_book.remedies.get(finding.rule.remedy)
    return remedy is not None and remedy.leads_to.startswith("screen:")


def _draw_failing(seen: Overview, fails: list[Finding]) -> None:
    grave = sum(it.would_be_refused for it in fails)
    word = "would_be_refused" if grave > 1 else "would_be_refused_one" if grave else "to_look_at"
    st.warning(say(f"verification.{word}", count=grave))
    if remedies := fewest(portal().outside.rule_book.remedies, fails):
        told = "".join(f"<li>{_remedy(seen, remedy)}</li>" for remedy in remedies)
        st.html(f'<h3>{escape(say("verification.to_do"))}</h3><ol class="remedies">{told}</ol>')
        if any(it.leads_to.startswith("question:") for it in remedies):
            st.markdown(say("verification.print_after"))
    st.html(f"<h3>{escape(say('verification.why'))}</h3>{''.join(map(_failing, fails))}")


def _remedy(seen: Overview, remedy: Remedy) -> str:
    """Return the HTML of one thing to do, with the link to where it is done."""
    text = escape(remedy.text.of(language()))
    kind, _, place = remedy.leads_to.partition(":")
    if not kind or (kind == "screen" and place == "documents"):
        return text
    told = {"request": seen.application.reference}
    address = f"/{place}?{urlencode(told)}"
    if kind == "question":
        address = f"/question?{urlencode(told | {'q': place, 'from': AT_REVIEW})}"
    return f'{text} <a href="{escape(address)}">{escape(say(f"verification.go_{kind}"))}</a>'


def question_about(seen: Overview, finding: Finding) -> str:
    """Return the question at which a finding can be mended, or else became known; none for papers."""
    remedy = portal().outside.rule_book.remedies.get(finding.rule.remedy)
    leads_to = remedy.leads_to if remedy else ""
    if leads_to.removeprefix("question:") in seen.answers:
        return leads_to.removeprefix("question:")
    content, meanings = portal().library.questionnaire, portal().outside.rule_book.facts
    return place_of_facts(content, [meanings[name] for name in finding.facts]).removeprefix("question:")


def finding_text(finding: Finding) -> str:
    """Return what a failing rule says to the applicant."""
    return finding.rule.applicant.of(language()) if finding.rule.applicant else ""


def _failing(finding: Finding) -> str:
    mark = say(f"verification.severity_{finding.rule.severity}")
    return (
        f'<div class="finding {finding.rule.severity}"><p><strong class="mark">{escape(mark)}</strong> '
        f"{escape(finding_text(finding))}</p></div>"
    )


def _draw_unknown(findings: list[Finding]) -> None:
    """Say what could not be verified, and why, by where the missing fact would come from."""
    sources = dict.fromkeys(source for it in findings for source in unknown_sources(it))
    if not sources:
        return
    told = ""
    for source in sources:
        rows = [it for it in findings if source in unknown_sources(it)]
        told += f"<p>{escape(say(f'verification.unknown_{source}'))}</p>{_titles(rows)}"
    st.html(f"<h3>{escape(say('verification.not_verified'))}</h3>{told}")


def _titles(findings: Iterable[Finding]) -> str:
    return f"<ul>{''.join(f'<li>{escape(it.rule.title.of(language()))}</li>' for it in findings)}</ul>"

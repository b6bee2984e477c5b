"""What a manager does with a proposal: replay it, compare it, discuss it, publish it or drop it."""

from collections.abc import Callable, Iterator
from typing import Any

import streamlit as st

from core.bootstrap import portal
from core.domain.errors import MalformedAnswerError, PortalError
from core.domain.rules.proposals import ReplayReport, RuleProposal
from core.domain.rules.replay import ReplayFigures
from core.services.rules.proposals import Dossier
from pages.parts.accounts.recovery import next_try
from pages.parts.rules.lab import (
    draw_period,
    draw_text,
    keep_told,
    number,
    period_told,
    person,
    sentences,
    to,
)
from pages.parts.shell.markdown import escape
from pages.parts.shell.notices import error_notice, error_summary
from pages.parts.shell.session import Here, explain, say, written
from pages.parts.shell.tables import Cell, table

HERE = "pages/manager/proposal.py"


def draw_publishing(here: Here, dossier: Dossier) -> None:
    """Offer to publish a proposal, or say all that is still in the way; and to drop it."""
    proposal = dossier.proposal
    st.header(say("proposal.publish_title"), anchor=False)
    if dossier.hindrances:
        listed = "".join(f"<li>{escape(explain(it))}</li>" for it in dossier.hindrances)
        st.html(f"<p>{escape(say('proposal.hindered'))}</p><ul>{listed}</ul>")
    else:
        st.warning(say("proposal.publishing_means", day=dossier.takes_effect))
        if st.button(say("proposal.publish"), key="publish", type="primary"):
            _do(
                "published",
                proposal,
                lambda: portal().rule_lab.publish(here.actor, proposal.id, proposal.revision),
            )
    with st.expander(say("proposal.drop")):
        st.markdown(say("proposal.drop_means"))
        if st.button(say("proposal.drop_for_good"), key="drop"):
            _do("dropped", proposal, lambda: portal().rule_lab.drop(here.actor, proposal.id))


def _do(told: str, proposal: RuleProposal, work: Callable[[], Any]) -> None:
    """Do something to a proposal and show it anew, or say what keeps it from being done."""
    try:
        work()
    except PortalError as refusal:
        error_notice(refusal)
        return
    keep_told(told)
    st.switch_page(HERE, query_params={"proposal": str(proposal.id)})


def draw_replaying(here: Here, dossier: Dossier) -> None:
    """Draw the reports of a proposal and, while it is open, the form that makes another."""
    st.header(say("proposal.reports"), anchor=False)
    if dossier.reports:
        st.html(_reports(dossier))
    else:
        st.markdown(say("proposal.no_reports"))
    if not dossier.is_open:
        return
    with st.form("replay", border=False):
        draw_period({})
        pressed = st.form_submit_button(say("proposal.replay"), key="replay_now")
    if pressed:
        _replay(here, dossier.proposal)


def _replay(here: Here, proposal: RuleProposal) -> None:
    try:
        report = portal().rule_lab.replay(here.actor, proposal.id, period_told())
    except MalformedAnswerError as refusal:
        error_summary([(f"field_{name}", text) for name, text in sentences(refusal).items()], str(next_try()))
    except PortalError as refusal:
        error_notice(refusal)
    else:
        address = {"proposal": str(proposal.id), "report": str(report.id)}
        st.switch_page("pages/manager/report.py", query_params=address)


def _reports(dossier: Dossier) -> str:
    words = ("report", "made_by", "revision", "compared_with", "files", "added", "removed", "against")
    rows = [list(_report(dossier, row)) for row in dossier.reports]
    return table(say("proposal.reports"), [say(f"proposal.{word}") for word in words], rows)


def _report(dossier: Dossier, row: ReplayReport) -> Iterator[Cell]:
    total = ReplayFigures.model_validate(row.figures).total
    yield to("replay-report", written(row.made_at), proposal=str(row.proposal_id), report=str(row.id))
    yield person(dossier, row.made_by)
    yield str(row.revision)
    yield say("rule_lab.edition_number", number=row.edition)
    yield from (number(it) for it in (total.files, total.added, total.removed, total.against))


def draw_notes(here: Here, dossier: Dossier) -> None:
    """Draw what managers wrote about a proposal and, while it is open, room for more."""
    st.header(say("proposal.notes"), anchor=False)
    rows = "".join(
        f'<li><span class="when">{escape(written(it.written_at))}</span> {escape(person(dossier, it.author))}'
        f"<br>{escape(it.text)}</li>"
        for it in dossier.notes
    )
    st.html(f'<ul class="history">{rows}</ul>' if rows else f"<p>{escape(say('proposal.no_notes'))}</p>")
    if not dossier.is_open:
        return
    with st.form("note_form", border=False, clear_on_submit=True):
        draw_text("note", "", {})
        pressed = st.form_submit_button(say("proposal.add_note"), key="add_note")
    if pressed:
        proposal, text = dossier.proposal, str(st.session_state.get("note", ""))
        _note(here, proposal, text)


def _note(here: Here, proposal: RuleProposal, text: str) -> None:
    try:
        portal().rule_lab.note(here.actor, proposal.id, text)
    except MalformedAnswerError as refusal:
        error_summary([(f"field_{name}", told) for name, told in sentences(refusal).items()], str(next_try()))
    except PortalError as refusal:
        error_notice(refusal)
    else:
        keep_told("noted")
        st.switch_page(HERE, query_params={"proposal": str(proposal.id)})


def draw_comparing(here: Here, dossier: Dossier) -> None:
    """Offer to compare a proposal with another one that is still open."""
    rows = portal().rule_lab.proposals(here.actor)
    others = {str(it.id): it.title for it in rows if it.state == "open" and it.id != dossier.proposal.id}
    if not (dossier.is_open and others):
        return
    st.header(say("compare.title"), anchor=False)
    chosen = st.selectbox(
        say("compare.which"), list(others), None, others.__getitem__, key="other",
        placeholder=say("rule_editor.choose"),
    )  # fmt: skip
    if chosen:
        address = {"proposal": str(dossier.proposal.id), "other": chosen}
        st.page_link("pages/manager/compare.py", label=say("compare.go"), query_params=address)

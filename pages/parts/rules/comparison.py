"""Two proposals compared: the period, then their figures side by side."""

from collections.abc import Mapping

import streamlit as st

from core.bootstrap import portal
from core.domain.errors import MalformedAnswerError, PortalError
from core.domain.rules.replay import DecisionDays
from core.services.rules.proposals import Dossier
from core.services.rules.trials import Comparison
from core.settings import settings
from pages.parts.rules.lab import USUAL, draw_period, number, period_told, sentences, titles, to
from pages.parts.rules.replay import totals
from pages.parts.shell.markdown import Markdown
from pages.parts.shell.notices import error_notice
from pages.parts.shell.session import Here, say
from pages.parts.shell.tables import Cell, table


def draw_choice(here: Here, mine: Dossier, other: Dossier) -> tuple[Comparison | None, Mapping[str, str]]:
    """Draw the period to compare on; return the comparison, and what is wrong with the period."""
    try:
        today = portal().outside.today()
        period = period_told() if "period_since" in st.session_state else DecisionDays(today - USUAL, today)
        told = portal().rule_lab.compare(here.actor, mine.proposal.id, other.proposal.id, period)
        faults: Mapping[str, str] = {}
    except MalformedAnswerError as refusal:
        told, faults = None, sentences(refusal)
    except PortalError as refusal:
        error_notice(refusal)
        told, faults = None, {}
    with st.form("period", border=False):
        draw_period(faults)
        st.form_submit_button(say("compare.again"), key="again")
    return told, faults


def shared_text(mine: Dossier, told: Comparison) -> Markdown:
    """Return which rules keep two proposals from applying together, by their titles."""
    names = titles(mine.base.read(), mine.proposal.change.rules)
    return say("compare.shared", rules="; ".join(names[id] for id in told.shared))


def comparison_table(told: Comparison) -> str:
    """Return the HTML of both proposals' figures, and of both together where they touch no common rule."""
    columns = [told.mine.title, told.other.title]
    figures = [told.of_mine, told.of_other]
    if told.together is not None:
        columns, figures = [*columns, say("compare.together")], [*figures, told.together]
    each = [dict(totals(it.total)) | {say("replay.against"): number(it.total.against)} for it in figures]
    rows: list[list[Cell]] = [[name, *(it[name] for it in each)] for name in each[0]]
    ways = [to("proposal", it.title, proposal=str(it.id)) for it in (told.mine, told.other)]
    rows.append([say("compare.open"), *ways, *([""] if told.together is not None else [])])
    note = "" if settings().in_production else f"<p>{say('replay.synthetic')}</p>"
    return note + table(say("compare.title"), [say("compare.figure"), *columns], rows)

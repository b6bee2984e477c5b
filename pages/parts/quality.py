"""The tables of the look back at decisions."""

from html import escape

import streamlit as st
from babel.numbers import format_decimal, format_percent

from core.domain.display import LOCALES
from core.domain.quality import Agreement, Figures
from core.services.quality import PERIODS, Board
from pages.parts.session import language, say
from pages.parts.tables import table
from pages.parts.viewer import number_text

FIGURES = ("decided", "approved", "refused", "documents_required", "overruling", "days")
AGREEMENT = ("rule", "followed", "overruled", "left_open", "share")


def draw_period() -> int:
    """Draw the choice of a period and return how many days back it goes."""
    return st.radio(
        say("quality.period"),
        PERIODS,
        format_func=lambda days: say("quality.days_back", days=days),
        horizontal=True,
        key="period",
    )


def figures_table(board: Board, whose: str) -> str:
    """Return the HTML of what was decided, by team or of one's own."""
    if not any(it.decided for it in board.figures):
        return f"<p>{escape(say('quality.nothing'))}</p>"
    columns = [say("quality.team"), *(say(f"quality.{word}") for word in FIGURES)]
    return table(say(f"quality.figures_{whose}"), columns, [_figures(it, whose) for it in board.figures])


def _figures(row: Figures, whose: str) -> list[str]:
    name = say("quality.you") if whose == "own" else row.name or say("quality.no_team")
    numbers = (row.decided, row.approved, row.refused, row.documents_required, row.overruling)
    days = say("quality.unknown") if row.days is None else _decimal(row.days)
    return [name, *(number_text(it) for it in numbers), days]


def agreement_table(board: Board) -> str:
    """Return the HTML of each rule that failed before a decision: followed, overruled, left open."""
    if not board.agreements:
        return f"<p>{escape(say('quality.no_rule'))}</p>"
    columns = [say(f"quality.{word}") for word in AGREEMENT]
    return table(say("quality.agreement"), columns, [_agreement(it) for it in board.agreements])


def _agreement(row: Agreement) -> list[str]:
    numbers = (row.followed, row.overruled, row.left_open)
    share = _percent(row.followed / row.settled) if row.settled else say("quality.unknown")
    return [row.rule.officer.of(language()), *(number_text(it) for it in numbers), share]


def _decimal(number: float) -> str:
    return format_decimal(number, "0.#", locale=LOCALES[language()])


def _percent(share: float) -> str:
    return format_percent(share, locale=LOCALES[language()])

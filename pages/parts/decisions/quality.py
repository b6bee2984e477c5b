"""The tables of the look back at decisions."""

import streamlit as st
from babel.numbers import format_decimal, format_percent

from core.bootstrap import portal
from core.domain.application.display import LOCALES
from core.domain.decisions.agreement import Agreement, DecisionFigures
from core.domain.decisions.second_looks import Contests, Signatures
from core.services.decisions.agreement import PERIODS, Board
from pages.parts.shell.markdown import escape
from pages.parts.shell.session import language, say
from pages.parts.shell.tables import table
from pages.parts.shell.viewer import number_text

FIGURES = ("decided", "approved", "refused", "documents_required", "overruling", "days")
AGREEMENT = ("rule", "followed", "overruled", "left_open", "share")
SIGNATURES = ("cause", "put", "signed", "sent_back", "taken_back", "waiting")
CONTESTED = ("asked", "upheld", "overturned", "undecided")


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
    if not board.figures:
        return f"<p>{escape(say('quality.nothing'))}</p>"
    columns = [say("quality.team"), *(say(f"quality.{word}") for word in FIGURES)]
    return table(say(f"quality.figures_{whose}"), columns, [_figures(it, whose) for it in board.figures])


def _figures(row: DecisionFigures, whose: str) -> list[str]:
    numbers = (row.decided, row.approved, row.refused, row.documents_required, row.overruling)
    days = say("quality.unknown") if row.days is None else _decimal(row.days)
    return [_whose(row.name, whose), *(number_text(it) for it in numbers), days]


def _whose(team: str, whose: str) -> str:
    return say("quality.you") if whose == "own" else team or say("quality.no_team")


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


def signatures_table(board: Board, whose: str) -> str:
    """Return the HTML of what second officers said of decisions: by cause, and by team unless one's own."""
    if not board.signatures:
        return f"<p>{escape(say('quality.no_signature'))}</p>"
    teams = [say("quality.team")] if whose == "all" else []
    columns = [*teams, *(say(f"quality.{word}") for word in SIGNATURES)]
    rows = [_signatures(it, whose) for it in board.signatures]
    return table(say("quality.signatures"), columns, rows)


def _signatures(row: Signatures, whose: str) -> list[str]:
    teams = [_whose(row.name, whose)] if whose == "all" else []
    numbers = (row.put, row.signed, row.sent_back, row.taken_back, row.waiting)
    return [*teams, say(f"quality.cause_{row.cause}"), *(number_text(it) for it in numbers)]


def contested_table(board: Board, whose: str) -> str:
    """Return the HTML of refusals reconsidered and decisions undone, by team or of one's own."""
    if not board.contested:
        return f"<p>{escape(say('quality.no_contest'))}</p>"
    columns = [say(f"quality.{word}") for word in ("team", *CONTESTED, "undone")]
    rows = [[_whose(it.name, whose), *_contests(it), number_text(it.undone)] for it in board.contested]
    return table(say("quality.contested"), columns, rows)


def reasons_table(board: Board) -> str:
    """Return the HTML of refusals reconsidered by each reason they bore."""
    columns = [say(f"quality.{word}") for word in ("reason", *CONTESTED)]
    reasons = portal().library.reasons
    rows = [[reasons[it.name].label.of(language()), *_contests(it)] for it in board.by_reason]
    return table(say("quality.by_reason"), columns, rows)


def _contests(row: Contests) -> list[str]:
    return [number_text(it) for it in (row.asked, row.upheld, row.overturned, row.undecided)]


def _decimal(number: float) -> str:
    return format_decimal(number, "0.#", locale=LOCALES[language()])


def _percent(share: float) -> str:
    return format_percent(share, locale=LOCALES[language()])

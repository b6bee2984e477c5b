"""The tables of the look back at decisions."""

from collections.abc import Callable

import streamlit as st
from babel.numbers import format_decimal, format_percent

from core.bootstrap import portal
from core.domain.application.display import LOCALES
from core.domain.decisions.agreement import Agreement, DecisionFigures
from core.domain.decisions.second_looks import Contests, Signatures
from core.services.decisions.agreement import PERIODS, Board
from pages.parts.shell.markdown import escape, plain
from pages.parts.shell.session import language, say
from pages.parts.shell.tables import table
from pages.parts.shell.viewer import number_text
from pages.parts.statistics.filters import put_in_address

FIGURES = ("decided", "approved", "refused", "documents_required", "overruling", "days")
AGREEMENT = ("rule", "followed", "overruled", "left_open", "share")
SIGNATURES = ("cause", "put", "signed", "sent_back", "taken_back", "waiting")
CONTESTED = ("asked", "upheld", "overturned", "undecided")


VIEWS = ("figures", "agreement", "contested", "signatures")
"""What is looked at on one screen each; the address says which."""


def draw_period() -> int:
    """Draw the choice of a period and return how many days back it goes."""
    chosen = _choice("days", [str(it) for it in PERIODS], lambda it: say("quality.days_back", days=int(it)))
    return int(chosen)


def draw_views() -> str:
    """Draw the choice of a view and return the one that is open."""
    return _choice("view", list(VIEWS), lambda it: say(f"quality.view_{it}"))


def _choice(name: str, codes: list[str], named: Callable[[str], str]) -> str:
    """Draw a choice that the address keeps, the first one usual."""
    chosen = st.query_params.get(name, "")
    key = f"q_{name}"
    st.session_state[key] = chosen if chosen in codes else codes[0]
    return (
        st.segmented_control(
            say(f"quality.choose_{name}"), codes, format_func=lambda it: plain(named(it)), key=key,
            required=True, on_change=lambda: put_in_address(name, st.session_state[key]),
            label_visibility="collapsed",
        )
        or codes[0]
    )  # fmt: skip


def draw_figures(board: Board) -> None:
    """Draw what was decided in all, as the statistics draw their leading figures."""
    sums = [sum(getattr(it, word) for it in board.figures) for word in FIGURES[:-1]]
    with st.container(key="leading"):
        for column, word, count in zip(st.columns(len(sums)), FIGURES, sums, strict=False):
            column.metric(say(f"quality.{word}"), number_text(count), border=True)


def draw_view(view: str, board: Board, whose: str) -> None:
    """Draw the open view: its heading, what it means, its tables."""
    if view == "figures":
        st.header(say(f"quality.figures_{whose}"), anchor=False)
        st.html(figures_table(board, whose))
    elif view == "agreement":
        st.header(say("quality.agreement"), anchor=False)
        st.caption(say("quality.agreement_means"))
        st.html(agreement_table(board))
    elif view == "contested":
        st.header(say("quality.contested"), anchor=False)
        st.caption(say(f"quality.contested_means_{whose}"))
        st.html(contested_table(board, whose))
        if board.by_reason:
            st.subheader(say("quality.by_reason"), anchor=False)
            st.html(reasons_table(board))
    else:
        st.header(say("quality.signatures"), anchor=False)
        st.caption(say(f"quality.signatures_means_{whose}"))
        st.html(signatures_table(board, whose))


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

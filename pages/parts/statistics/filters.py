"""What is counted, chosen in one row and kept in the address as codes."""

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import normalised
from core.domain.statistics.filters import NONE, FilesBehind
from core.domain.statistics.periods import Month, Period, latest
from core.services.statistics.statistics import StatisticsPage
from pages.parts.shell.session import say
from pages.parts.statistics.figure_words import figure_words

SPANS = (12, 3, 6, 24)
"""Months of the periods offered, the usual one first."""
IN_ROW = ("regulator", "province", "licence", "language")


def draw_filters(page: StatisticsPage) -> None:
    """Draw the filters in one row; each choice is a part of the address."""
    figures, wanted = figure_words(), page.wanted
    with st.container(key="filters"):
        columns = st.columns([1.2, 1.5, 1.2, 1.1, 1.1, 1.5])
        with columns[0]:
            periods = _periods(wanted.period)
            chosen = str(wanted.period.first) + str(wanted.period.last)
            _choose("period", say("statistics.column_period"), periods, chosen, _put_period)
        for column, name in zip(columns[1:5], IN_ROW, strict=True):
            with column:
                named = {code: figures.named(name, code) for code in page.offered[name]}
                ordered = dict(sorted(named.items(), key=lambda it: normalised(it[1])))
                more = {NONE: figures.named(name, NONE)} if name == "province" else {}
                options = {"": say(f"statistics.all_{name}"), **ordered, **more}
                label = say(f"statistics.column_{name}")
                _choose(name, label, options, getattr(wanted, name), _put)
        with columns[5]:
            reasons = {code: figures.reason(code) for code in portal().library.reasons}
            options = {"": say("statistics.all_reason"), **reasons}
            _choose("reason", say("statistics.column_reason"), options, wanted.reason, _put)


def draw_quarters(page: StatisticsPage) -> None:
    """Draw the choice among the quarters that are published."""
    figures, now = figure_words(), page.wanted.period
    newest = page.quarters[:8]
    options = {f"{it.first}{it.last}": figures.period(it) for it in newest}
    year = Period(newest[min(3, len(newest) - 1)].first, newest[0].last)
    options = {f"{year.first}{year.last}": figures.period(year), **options}
    options.setdefault(f"{now.first}{now.last}", figures.period(now))
    with st.container(key="filters"):
        _choose("period", say("statistics.column_period"), options, f"{now.first}{now.last}", _put_period)


def _periods(now: Period) -> Mapping[str, str]:
    today = portal().outside.today()
    spans = [latest(today, months) for months in SPANS]
    year = Month(today.year * 12)
    spans += [Period(year.plus(-12), year.plus(-1))]
    told: dict[str, str] = {
        f"{it.first}{it.last}": say("statistics.last_months", months=len(it)) for it in spans[:-1]
    }
    told[f"{spans[-1].first}{spans[-1].last}"] = str(today.year - 1)
    told.setdefault(f"{now.first}{now.last}", figure_words().period(now))
    return told


def _choose(
    name: str, label: str, options: Mapping[str, str], chosen: str, put: Callable[[str], None]
) -> None:
    key = f"f_{name}"
    st.session_state[key] = chosen if chosen in options else ""
    codes: Sequence[str] = list(options)
    st.selectbox(
        label, codes, format_func=options.__getitem__, key=key, on_change=put, args=(name,),
        label_visibility="collapsed",
    )  # fmt: skip


def _put(name: str) -> None:
    put_in_address(name, st.session_state[f"f_{name}"])


def _put_period(name: str) -> None:
    chosen: str = st.session_state[f"f_{name}"]
    st.query_params.update({"from": chosen[:7], "to": chosen[7:]})


def put_in_address(name: str, code: str) -> None:
    """Let the address say a choice, or no longer say it."""
    if code:
        st.query_params[name] = code
    else:
        st.query_params.pop(name, None)


def files_address(files: FilesBehind) -> str:
    """Return where the files behind a bar are listed."""
    return f"/statistics-files?{urlencode({**files.wanted.codes, **files.bar.codes})}"

"""What is counted, chosen in a form and kept in the address."""

from collections.abc import Mapping, Sequence

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import normalised
from core.domain.statistics.filters import DIMENSIONS, LONGEST, NONE, Filter
from core.domain.statistics.periods import Month, Period
from core.services.statistics.figure_words import Telling
from core.services.statistics.statistics import Page
from pages.parts.shell.session import language, say


def telling() -> Telling:
    """Return what writes figures in the person's language."""
    return Telling(portal().library, language())


def draw_filter(page: Page) -> None:
    """Draw the filter; once chosen, the address tells it and the page is drawn anew."""
    wanted = page.wanted
    with st.expander(say("statistics.filter")), st.form("figures", border=False):
        this_month = Month.of(portal().outside.today())
        months = [this_month.plus(-count) for count in range(2 * LONGEST)]
        chosen = {**_months(wanted, months), **_conditions(page)}
        if st.form_submit_button(say("statistics.show"), type="primary"):
            _go({name: value for name, value in chosen.items() if value})


def _months(wanted: Filter, months: Sequence[Month]) -> dict[str, str]:
    first, last = st.columns(2)
    with first:
        begins = _month("from", wanted.period.first, months)
    with last:
        ends = _month("to", wanted.period.last, months)
    return {"from": str(min(begins, ends)), "to": str(max(begins, ends))}


def _month(name: str, now: Month, months: Sequence[Month]) -> Month:
    key = f"{name}_{now}"  # another address makes another field: what it holds is what the page shows
    offered = sorted({*months, now}, reverse=True)
    return st.selectbox(
        say(f"statistics.{name}"), offered, offered.index(now), format_func=telling().month, key=key
    )


def _conditions(page: Page) -> dict[str, str]:
    columns = st.columns(2)
    found: dict[str, str] = {}
    for place, name in enumerate(DIMENSIONS):
        with columns[place % 2]:
            found[name] = _condition(name, page.offered[name], getattr(page.wanted, name))
    return found


def _condition(name: str, codes: Sequence[str], now: str) -> str:
    tell = telling()
    names = {code: tell.named(name, code) for code in codes}
    options = ["", *sorted(codes, key=lambda it: normalised(names[it])), NONE]
    every: Mapping[str, str] = {"": say(f"statistics.all_{name}"), NONE: tell.named(name, NONE), **names}
    return st.selectbox(
        say(f"statistics.column_{name}"), options, options.index(now), format_func=every.__getitem__,
        key=f"{name}_{now}",
    )  # fmt: skip


def draw_quarters(page: Page) -> None:
    """Draw the choice among the quarters that are published."""
    tell, now = telling(), page.wanted.period
    firsts = list(page.quarters)
    with st.expander(say("statistics.filter")), st.form("figures", border=False):
        begins = _quarter("first_quarter", firsts, now.first, tell)
        ends = _quarter("last_quarter", firsts, now.last, tell)
        if st.form_submit_button(say("statistics.show"), type="primary"):
            first, last = min(begins.first, ends.first), max(begins.last, ends.last)
            _go({"from": str(first), "to": str(last)})


def _quarter(name: str, quarters: Sequence[Period], month: Month, tell: Telling) -> Period:
    index = next((place for place, it in enumerate(quarters) if month in it), 0)
    key = f"{name}_{month}"
    return st.selectbox(say(f"statistics.{name}"), quarters, index, format_func=tell.period, key=key)


def _go(address: Mapping[str, str]) -> None:
    st.query_params.from_dict(address)
    st.rerun()

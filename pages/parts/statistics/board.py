"""A page of figures: the answer, the six figures, the open view, and how all of it is counted."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Actor
from core.domain.statistics.chart import Chart, ChartCell, specification
from core.domain.statistics.filters import BarFilter, FilesBehind
from core.services.statistics.board import Figure
from core.services.statistics.statistics import TURNED, StatisticsPage
from pages.parts.shell.markdown import Markdown, escape, joined, plain
from pages.parts.shell.session import language, say
from pages.parts.shell.tables import Link, table
from pages.parts.statistics.filters import files_address, put_in_address

EXPLORED = "explore"


def draw_board(page: StatisticsPage, title: Markdown, draw_filters: Callable[[StatisticsPage], None]) -> str:
    """Draw everything above the charts, and return the code of the view that is open."""
    heading, files = st.columns([1, 1.2], vertical_alignment="bottom")
    with heading:
        st.title(title, anchor=False)
    with files:
        _draw_report(page)
    st.html(f'<p class="lead">{escape(page.lead)}</p>')
    draw_filters(page)
    with st.container(key="leading"):
        columns = st.columns(len(page.figures) or 1)
        for column, it in zip(columns, page.figures, strict=False):
            shown = column.container(gap="xxsmall")
            shown.metric(
                plain(it.label), it.value, it.change or None, help=plain(it.means), border=True,
                delta_arrow="off", delta_color="off",
            )  # fmt: skip
            shown.html(_note(it))
    return _draw_views(page)


def _note(it: Figure) -> str:
    """Return the HTML of what is to know of a figure, with the way to the files it counts."""
    note = f"<span>{escape(it.note)}</span>" if it.note else ""
    if it.behind is None or not it.files:
        return f'<p class="figure-note">{note}&nbsp;</p>'
    text = say("statistics.files_counted", count=it.files)
    told = escape(f"{it.label} : {text}")
    link = f'<a href="{escape(files_address(it.behind))}" aria-label="{told}">{escape(text)}</a>'
    return f'<p class="figure-note">{note} {link}</p>'


def _draw_report(page: StatisticsPage) -> None:
    address = escape(urlencode(page.wanted.codes))
    link = f'<a href="/figures/report.pdf?{address}">{escape(say("statistics.report"))}</a>'
    mark = (
        f'<strong title="{escape(say("statistics.made_up_means"))}">{escape(page.mark)}</strong>'
        if page.mark
        else ""
    )
    revisions = f'<a href="/publications">{escape(say("publications.link"))}</a>' if page.may_revise else ""
    st.html(f'<p class="chart-files">{mark} {link} {revisions}</p>')


def _draw_views(page: StatisticsPage) -> str:
    ways, switch = st.columns([4, 1], vertical_alignment="center")
    views = {**page.views, **({EXPLORED: say("statistics.explore")} if page.offered else {})}
    chosen = st.query_params.get("view", "")
    st.session_state["view"] = chosen if chosen in views else page.view
    with ways:
        open_view: str | None = st.segmented_control(
            say("statistics.views"), list(views), format_func=lambda it: plain(views[it]), key="view",
            required=True, on_change=lambda: put_in_address("view", st.session_state["view"]),
            label_visibility="collapsed",
        )  # fmt: skip
    with switch:
        st.toggle(say("statistics.as_table"), key="as_table")
    return open_view or page.view


def draw_charts(page: StatisticsPage) -> None:
    """Draw the charts of the open view, beside each other where there is room."""
    as_table: bool = st.session_state.get("as_table", False)
    with st.container(key="figures"):
        columns = st.columns(2, gap="medium") if len(page.charts) > 1 else [st.container()]
        for place, chart in enumerate(page.charts):
            with columns[place % len(columns)]:
                _draw(chart, page, as_table=as_table)
    _draw_method(page)


def _draw(chart: Chart, page: StatisticsPage, *, as_table: bool) -> None:
    st.subheader(plain(chart.title), anchor=False)
    st.caption(plain(chart.says))
    if not chart.rows:
        return
    if as_table or not chart.is_drawn:
        st.html(table(chart.title, chart.columns, [[_cell(it) for it in row] for row in chart.rows]))
        st.html(_files(chart, page))
        return
    spec: Mapping[str, Any] = {
        **specification(chart, language()), "datasets": {"rows": list(chart.values)},
        "usermeta": {"embedOptions": {"renderer": "svg"}},
    }  # fmt: skip
    key = f"chart_{chart.code}_{page.wanted.reason}_{language()}"
    pressed: dict[str, Any] = (
        {"on_select": lambda: _pressed(key), "selection_mode": "pressed"} if chart.press else {}
    )
    st.vega_lite_chart(  # pyright: ignore[reportUnknownMemberType] pandas' own
        None, dict(spec), key=key, height=chart.height, width="stretch", theme=None,
        alt=f"{chart.title}. {chart.says}", **pressed,
    )  # fmt: skip
    if chart.press and page.wanted.reason:
        st.html(_behind(page))


def _pressed(key: str) -> None:
    """Let a bar that was pressed choose its reason; the one chosen already is let go."""
    rows = st.session_state[key]["selection"].get("pressed", [])
    code = rows[0].get("code", "") if rows else ""
    put_in_address("reason", "" if st.query_params.get("reason") == code else code)


def _behind(page: StatisticsPage) -> str:
    bar = BarFilter(outcome="refused", reason=page.wanted.reason)
    address = files_address(FilesBehind(replace(page.wanted, reason=""), bar))
    rows = next((it for chart in page.charts if chart.press for it in chart.values if it["on"]), None)
    count = rows["files"] if rows else 0
    return f'<p><a href="{escape(address)}">{escape(say("statistics.see_files", count=count))}</a></p>'


def _draw_method(page: StatisticsPage) -> None:
    with st.expander(say("statistics.how_counted")):
        st.markdown(joined("  \n", [*page.about, *page.counted]))
        for chart in page.charts:
            if chart.sql:
                st.markdown(say("statistics.rows_of", chart=chart.title, rows=len(chart.rows)))
                st.code(chart.sql, language="sql")


def draw_explored(actor: Actor, page: StatisticsPage) -> None:
    """Draw the ledger turned by any two of its things."""
    names = {it: say(f"statistics.column_{it}") for it in TURNED}
    first, second = st.columns(2)
    with first:
        rows: str = st.selectbox(
            say("statistics.rows"), list(names), 3, format_func=names.__getitem__, key="p_rows"
        )
    with second:
        across: str = st.selectbox(
            say("statistics.across"), list(names), 1, format_func=names.__getitem__, key="p_columns"
        )
    frame: Any = portal().statistics.pivot(actor, page.wanted.codes, language(), rows, across)
    if frame.empty:
        st.markdown(say("statistics.nothing"))
        return
    st.dataframe(frame, width="stretch")  # pyright: ignore[reportUnknownMemberType] pandas' own
    st.bar_chart(frame.iloc[:-1, : max(1, frame.shape[1] - 1)], height=280)  # pyright: ignore[reportUnknownMemberType] pandas' own
    name = f"{rows}-{across}.csv"
    st.download_button(say("statistics.download_csv"), frame.to_csv().encode("utf-8-sig"), name, "text/csv")


def _cell(cell: ChartCell) -> str | Link:
    return Link(files_address(cell.behind), cell.text) if cell.behind else cell.text


def _files(chart: Chart, page: StatisticsPage) -> str:
    kinds = ("csv", "xlsx", "png") if chart.is_drawn else ("csv", "xlsx")
    links = (_file(f"{chart.code}.{it}", page.wanted.codes, it, chart.title) for it in kinds)
    mark = f"<span>{escape(page.mark)}</span>" if page.mark else ""
    return f'<p class="chart-files">{" ".join(links)} {mark}</p>'


def _file(name: str, address: Mapping[str, str], kind: str, about: str) -> str:
    text = say(f"statistics.download_{kind}")
    label = escape(f"{text} : {about}")
    return f'<a href="/figures/{name}?{escape(urlencode(address))}" aria-label="{label}">{escape(text)}</a>'

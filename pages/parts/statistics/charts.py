"""How figures stand on a screen: each chart with its title, its sentence, its table and its files."""

from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from core.domain.statistics.chart import Cell, Chart
from core.services.statistics.chart_svg import draw
from core.services.statistics.statistics import Page
from pages.parts.shell import browser
from pages.parts.shell.markdown import Markdown, escape, joined, plain
from pages.parts.shell.session import say
from pages.parts.shell.tables import Link, table


def draw_heading(page: Page, title: Markdown) -> None:
    """Draw the page's title, whether its data are made up, and what was counted."""
    st.title(title, anchor=False)
    if page.mark:
        st.info(say("statistics.made_up_means"))
    st.markdown(joined("  \n", page.about))


def draw_charts(page: Page) -> None:
    """Draw every chart of a page, and a way to its report."""
    st.html(f"<p>{_file('report.pdf', page.wanted.address, say('statistics.report'), '')}</p>")
    with st.container(key="figures"):
        for chart in page.charts:
            _draw(chart, page)


def _draw(chart: Chart, page: Page) -> None:
    st.header(plain(chart.title), anchor=False)
    st.markdown(plain(chart.says))
    if not chart.rows:
        return
    drawn, told = st.columns([1, 1], gap="large") if chart.is_drawn else (None, st.container())
    if drawn:
        with drawn:
            browser.show_chart(chart.code, chart.title, draw(chart))
    with told:
        st.html(table(chart.title, chart.columns, [[_cell(it) for it in row] for row in chart.rows]))
        st.html(_files(chart, page))


def _cell(cell: Cell) -> str | Link:
    return Link(cell.address, cell.text) if cell.address else cell.text


def _files(chart: Chart, page: Page) -> str:
    kinds = ("csv", "png") if chart.is_drawn else ("csv",)
    links = (
        _file(f"{chart.code}.{it}", page.wanted.address, say(f"statistics.download_{it}"), chart.title)
        for it in kinds
    )
    mark = f"<span>{escape(page.mark)}</span>" if page.mark else ""
    return f'<p class="chart-files">{" ".join(links)} {mark}</p>'


def _file(name: str, address: Mapping[str, str], text: str, about: str) -> str:
    named = f' aria-label="{escape(f"{text} : {about}")}"' if about else ""
    return f'<a href="/figures/{name}?{escape(urlencode(address))}"{named}>{escape(text)}</a>'

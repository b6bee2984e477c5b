"""How long decisions took lately, as a sentence and as a table."""

from typing import Any

import streamlit as st

from core.bootstrap import portal
from core.domain.statistics.chart import Chart, specification
from core.domain.statistics.periods import Period
from core.services.statistics.figure_words import FigureWords
from core.services.statistics.usual_waits import UsualWait
from pages.parts.shell.markdown import Markdown
from pages.parts.shell.session import language, say
from pages.parts.shell.tables import Cell, table


def draw_usual() -> None:
    """Draw within how many days decisions came in the last month told of; nothing where none is."""
    if waits := portal().usual_waits.usual():
        st.markdown(usual_sentence(waits[0]))
        draw_mark()


def usual_sentence(told: UsualWait) -> Markdown:
    """Return within how many days a month's decisions came."""
    return say("waiting.usual", month=_month(told), half=told.half, most=told.most)


def draw_picture(waits: tuple[UsualWait, ...]) -> None:
    """Draw each month as a line from the days of half its decisions to those of nine in ten."""
    rows = [
        {"label": _month(it), "half": it.half, "most": it.most,
         "says": f"{_month(it)} : {_days(it.half)}, {_days(it.most)}"}
        for it in waits
    ]  # fmt: skip
    y = {"field": "label", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 160}}
    x: dict[str, Any] = {"type": "quantitative", "title": say("waiting.caption"), "axis": {"tickMinStep": 1}}
    line = {
        "mark": {"type": "rule", "strokeWidth": 4, "color": "#b9c3dc", "aria": False},
        "encoding": {"y": y, "x": {**x, "field": "half"}, "x2": {"field": "most"}},
    }
    dots = [
        {"mark": {"type": "point", "filled": True, "size": 130, "color": color},
         "encoding": {"y": y, "x": {**x, "field": field}, "description": {"field": "says"}}}
        for field, color in (("half", "#26417d"), ("most", "#c8102e"))
    ]  # fmt: skip
    chart = Chart(
        "waits", say("waiting.caption"), "", (), (), {"data": {"name": "rows"}, "layer": [line, *dots]}
    )
    spec = {**specification(chart, language()), "datasets": {"rows": rows},
            "usermeta": {"embedOptions": {"renderer": "svg"}}}  # fmt: skip
    st.vega_lite_chart(  # pyright: ignore[reportUnknownMemberType] pandas' own
        None, spec, height=240, width="stretch", theme=None, alt=say("waiting.caption")
    )
    st.caption(say("waiting.legend"))


def draw_mark() -> None:
    """Say where the figures come from when they are made up."""
    if portal().usual_waits.is_made_up:
        st.caption(say("statistics.made_up_means"))


def table_text(waits: tuple[UsualWait, ...]) -> str:
    """Return the HTML of a table of months."""
    columns = [say(f"waiting.{name}") for name in ("month", "half", "most", "files")]
    return table(say("waiting.caption"), columns, [_row(it) for it in waits])


def _row(told: UsualWait) -> list[Cell]:
    return [_month(told), _days(told.half), _days(told.most), _telling().whole(told.files)]


def _days(count: int) -> str:
    return say("waiting.days" if count > 1 else "waiting.day", days=count)


def _month(told: UsualWait) -> str:
    return _telling().period(Period(told.month, told.month))


def _telling() -> FigureWords:
    return FigureWords(portal().library, language())

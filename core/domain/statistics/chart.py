"""A chart: what it shows in words, the table beside it, and which of its values are drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from core.domain.statistics.filters import FilesBehind


class ChartCell(NamedTuple):
    """One value as text and as a number.

    Shapes: `value` is None for words and for what is hidden; between `low` and `high` the true share lies;
            `behind` are the files it counts, where they may be looked at.
    Units:  shares from 0 to 1, working days, files.
    """

    text: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    behind: FilesBehind | None = None


@dataclass(frozen=True)
class Chart:
    """One figure of a page; the first cell of a row names it.

    Shapes: `says` tells in a sentence what there is to see; `spec` is a Vega-Lite specification over the
            source `rows`, whose rows are `values`; `press` names what pressing a row filters by; `sql` is
            how it was counted.
    """

    code: str
    title: str
    says: str
    columns: tuple[str, ...]
    rows: tuple[tuple[ChartCell, ...], ...]
    spec: Mapping[str, Any] = field(default_factory=dict[str, Any])
    values: tuple[Mapping[str, Any], ...] = ()
    press: str = ""
    height: int = 300
    sql: str = ""

    @property
    def is_drawn(self) -> bool:
        """Say whether there is anything to draw."""
        return bool(self.spec and self.values)


@dataclass(frozen=True)
class Report:
    """A page of figures on paper.

    Shapes: `lead` is the answer in a sentence; `about` tells what was counted; `figures` are label, value and
            note; `method` says how; `mark` is empty where real requests were.
    """

    language: str
    title: str
    lead: str
    about: Sequence[str]
    figures: Sequence[tuple[str, str, str]]
    charts: Sequence[Chart]
    method: Sequence[str] = ()
    mark: str = ""


class Painter(Protocol):
    """Makes files of charts."""

    def picture(self, chart: Chart, language: str, mark: str) -> bytes:
        """Draw a chart as a PNG picture, with its title and whether its data are made up."""
        ...

    def report(self, report: Report) -> bytes:
        """Draw a page of figures as a PDF."""
        ...


FONT = "Source Sans, Source Sans Pro, sans-serif"
MONTHS = {
    "fr": [
        "janv.",
        "févr.",
        "mars",
        "avr.",
        "mai",
        "juin",
        "juill.",
        "août",
        "sept.",
        "oct.",
        "nov.",
        "déc.",
    ],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
NUMBERS = {
    "fr": {
        "decimal": ",",
        "thousands": "\u00a0",
        "grouping": [3],
        "currency": ["", "$"],
        "percent": "\u00a0%",
    },
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["$", ""]},
}


def specification(chart: Chart, language: str) -> dict[str, Any]:
    """Return a chart's picture in one language, the same for screen and paper, its rows still apart."""
    locale = {"number": NUMBERS[language], "time": _times(language)}
    axis = {"labelFontSize": 13, "labelFont": FONT, "titleFont": FONT, "aria": False, "gridColor": "#e3e3e3"}
    look = {"font": FONT, "text": {"font": FONT}, "axis": axis, "view": {"stroke": None}, "locale": locale}
    return {**chart.spec, "config": look}


def _times(language: str) -> dict[str, Any]:
    days = [str(day) for day in range(7)]
    return {
        "dateTime": "%c", "date": "%Y-%m-%d", "time": "%H:%M", "periods": ["", ""], "days": days,
        "shortDays": days, "months": MONTHS[language], "shortMonths": MONTHS[language],
    }  # fmt: skip

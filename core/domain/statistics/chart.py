"""A chart: what it shows in words, the table beside it, and which of its values are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

Form = Literal["bars", "lines", "heat", "table"]


class Cell(NamedTuple):
    """One value as text and as a number.

    Shapes: `value` is None for words and for what is hidden; between `low` and `high` the true share lies;
            `address` leads to the files behind it.
    Units:  shares from 0 to 1, working days, files.
    """

    text: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    address: str = ""


@dataclass(frozen=True)
class Chart:
    """One figure of a page; the first cell of a row names it.

    Shapes: `says` tells in a sentence what there is to see; `drawn` are the places of the columns drawn;
            `unit` follows the numbers of a scale, a percent sign after shares; `short` are the
            headings of a heat map's picture, where whole names do not fit.
    """

    code: str
    title: str
    says: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    form: Form = "bars"
    drawn: tuple[int, ...] = (1,)
    unit: str = ""
    short: tuple[str, ...] = ()

    @property
    def is_drawn(self) -> bool:
        """Say whether there is anything to draw."""
        return self.form != "table" and any(
            row[it].value is not None for row in self.rows for it in self.drawn
        )

    @property
    def highest(self) -> float:
        """Return the largest value there is to draw, above 0."""
        cells = (row[it] for row in self.rows for it in self.drawn)
        return max((it.high or it.value or 0 for it in cells), default=0) or 1


@dataclass(frozen=True)
class Report:
    """A page of figures on paper.

    Shapes: `about` tells what was counted; `mark` is empty where real requests were.
    """

    language: str
    title: str
    about: Sequence[str]
    charts: Sequence[Chart]
    mark: str = ""


class Painter(Protocol):
    """Makes files of charts."""

    def picture(self, chart: Chart, mark: str) -> bytes:
        """Draw a chart as a PNG picture, with its title and whether its data are made up."""
        ...

    def report(self, report: Report) -> bytes:
        """Draw a page of figures as a PDF."""
        ...

"""A chart as its file tells it: words, a statement over the ledger, a picture, and who may see it."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from core.domain.accounts.identity import Role
from core.domain.application.content import Content, Text

Kind = Literal[
    "month", "reason", "regulator", "province", "language", "licence", "question", "step", "outcome",
    "rounds", "category", "place", "done", "files", "share", "days", "times", "change",
]  # fmt: skip
TEXTS = frozenset(
    {
        "reason",
        "regulator",
        "province",
        "language",
        "licence",
        "question",
        "step",
        "outcome",
        "rounds",
        "category",
        "place",
        "done",
    }
)
"""Kinds whose values are codes, written out in words."""


class Column(Content):
    """A column of a chart's table: its heading, and what its values are."""

    heading: Text
    kind: Kind


class ChartFile(Content):
    """One file of `data/charts`; `code` is its name.

    Shapes: `columns` maps what the statement gives to the table's columns, in order; `shares` maps a column
            to the two columns whose quotient it is, and brings `<name>_low` and `<name>_high`, between which
            the true share lies; `bar` tells which files stand behind a row, `$name` standing for a column's
            value, and `files` counting them; `press` is the column whose value filters everything; `spec` is
            a Vega-Lite specification of the data source `rows`; `whole` counts whatever reason was chosen.
    """

    code: str
    title: Text
    says: Text
    seen_by: tuple[Role, ...]
    protection: Literal["office", "published"] = "office"
    sql: str
    columns: Mapping[str, Column]
    shares: Mapping[str, tuple[str, str]] = Field(default_factory=dict[str, tuple[str, str]])
    bar: Mapping[str, str] = Field(default_factory=dict[str, str])
    press: str = ""
    whole: bool = False
    height: int = 300
    spec: Mapping[str, Any] = Field(default_factory=dict[str, Any])


class ChartView(Content):
    """Charts that are looked at together."""

    code: str
    title: Text
    charts: tuple[str, ...]


class Layout(Content):
    """What a page of figures shows: its views, the first of them open at first, and those on its report."""

    views: tuple[ChartView, ...]
    report: tuple[str, ...]


class Charts(Content):
    """Everything in `data/charts`."""

    files: Mapping[str, ChartFile]
    layouts: Mapping[str, Layout]

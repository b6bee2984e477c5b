"""Tables that a screen reader can walk through: caption, named columns, rows named by their first cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Link:
    """A cell that leads somewhere."""

    address: str
    text: str


@dataclass(frozen=True)
class Bar:
    """A figure with a bar beside it, which says to the eye what the figure says.

    Units: `share` is that of the longest bar, from 0 to 1.
    """

    text: str
    share: float


@dataclass(frozen=True)
class Marked:
    """A cell whose words stand out; `kind` is a class of the style sheet, never the only sign."""

    text: str
    mark: str
    kind: str


@dataclass(frozen=True)
class Sortable:
    """A column's name that sorts the table; `sorted` says how it is sorted by now, if it is."""

    address: str
    text: str
    sorted: str = ""


Cell = str | Link | Marked | Bar
Column = str | Sortable


def table(caption: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> str:
    """Return the HTML of a table; a narrow screen scrolls the table, never the page.

    Source: WCAG 2.1, 1.3.1 and 1.4.10.
    """
    head = "".join(_heading(column) for column in columns)
    body = "".join(_row(row) for row in rows)
    return (
        f'<div class="listing" role="region" aria-label="{escape(caption)}" tabindex="0"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _heading(column: Column) -> str:
    if isinstance(column, str):
        return f'<th scope="col">{escape(column)}</th>'
    how = f' aria-sort="{column.sorted}"' if column.sorted else ""
    return f'<th scope="col"{how}><a href="{escape(column.address)}">{escape(column.text)}</a></th>'


def _row(cells: Sequence[Cell]) -> str:
    first, *others = (_cell(cell) for cell in cells)
    rest = "".join(f"<td>{told}</td>" for told in others)
    return f'<tr><th scope="row">{first}</th>{rest}</tr>'


def _cell(cell: Cell) -> str:
    if isinstance(cell, Link):
        return f'<a href="{escape(cell.address)}">{escape(cell.text)}</a>'
    if isinstance(cell, Bar):
        bar = f'<span class="bar" style="inline-size: {min(cell.share, 1):.1%}"></span>' if cell.share else ""
        return f"{bar}{escape(cell.text)}"
    if isinstance(cell, Marked):
        return f'{escape(cell.text)} <span class="mark {cell.kind}">{escape(cell.mark)}</span>'
    return escape(cell)

"""Tables that a screen reader can walk through: caption, named columns, rows named by their first cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from pages.parts.shell.markdown import escape


@dataclass(frozen=True)
class Link:
    """A cell that leads somewhere."""

    address: str
    text: str


@dataclass(frozen=True)
class BarCell:
    """A figure with a bar beside it, which says to the eye what the figure says.

    Units: `share` is that of the longest bar, from 0 to 1.
    """

    text: str
    share: float


@dataclass(frozen=True)
class MarkedCell:
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


@dataclass(frozen=True)
class Short:
    """A cell that says in short what its title says whole, to the eye and to assistive technology."""

    text: str
    whole: str
    kind: str = ""


@dataclass(frozen=True)
class Chips:
    """A cell of short marks; the whole of each is its title."""

    marks: tuple[Short, ...]


Cell = str | Link | MarkedCell | BarCell | Short | Chips
Column = str | Sortable


def table(
    caption: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], kind: str = "listing"
) -> str:
    """Return the HTML of a table; a narrow screen scrolls the table, never the page.

    Shapes: each row bears the words of its first cell, by which a script knows it again.
    Source: WCAG 2.1, 1.3.1 and 1.4.10.
    """
    head = "".join(_heading(column) for column in columns)
    body = "".join(_row(row) for row in rows)
    return (
        f'<div class="{kind}" role="region" aria-label="{escape(caption)}" tabindex="0"><table>'
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
    name = f' data-row="{escape(cells[0].text)}"' if isinstance(cells[0], Link) else ""
    return f'<tr{name}><th scope="row">{first}</th>{rest}</tr>'


def _cell(cell: Cell) -> str:
    if isinstance(cell, Link):
        return f'<a href="{escape(cell.address)}">{escape(cell.text)}</a>'
    if isinstance(cell, BarCell):
        bar = f'<span class="bar" style="inline-size: {min(cell.share, 1):.1%}"></span>' if cell.share else ""
        return f"{bar}{escape(cell.text)}"
    if isinstance(cell, Short):
        return _short(cell)
    if isinstance(cell, Chips):
        return "".join(_short(mark) for mark in cell.marks)
    if isinstance(cell, MarkedCell):
        return f'{escape(cell.text)} <span class="mark {cell.kind}">{escape(cell.mark)}</span>'
    return escape(cell)


def _short(cell: Short) -> str:
    """Return a short text; what it leaves out is read aloud in its place."""
    kind = f' class="{escape(cell.kind)}"' if cell.kind else ""
    if cell.text == cell.whole:
        return f"<span{kind}>{escape(cell.text)}</span>"
    said = f'<span class="unseen">{escape(cell.whole)}</span>'
    shown = f'<span aria-hidden="true">{escape(cell.text)}</span>{said}'
    return f'<span{kind} title="{escape(cell.whole)}">{shown}</span>'

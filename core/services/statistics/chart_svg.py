"""Draws a chart as SVG: the same picture on the screen, in a PNG file and on paper."""

from collections.abc import Iterator, Sequence
from html import escape

from core.domain.statistics.chart import Cell, Chart
from core.services.statistics.chart_svg_lines import lines
from core.services.statistics.chart_svg_marks import (
    FAINT,
    HEAT,
    PAINTS,
    TYPE,
    WIDTH,
    Drawn,
    box,
    legend,
    mix,
    said,
    wrapped,
)

LABEL, LINE, BAR, GAP, INSET = 18, 15, 14, 10, 90
MOST_LETTERS = 80
"""Of a line of a row's name."""
DARK = 0.65
"""From which tint on white is read better than black; both contrast by 4.5 to 1 there."""
MARGIN = 10
CELL_WIDTH, CELL_HEIGHT, NAMES = 44, 30, 212


def draw(chart: Chart, mark: str = "", *, headed: bool = False) -> str:
    """Return a chart as SVG; `headed` draws its title, and above it whether the data are made up."""
    drawn = {"bars": _bars, "lines": lines, "heat": _heat}[chart.form](chart)
    head = list(_head(chart.title, mark)) if headed else []
    top = 26 * len(head) + (10 if head else 0)
    height = drawn.height + top
    ground = box(-MARGIN, -MARGIN, WIDTH + 2 * MARGIN, height + 2 * MARGIN, "#ffffff", "none")
    body = "".join([ground, *head, f'<g transform="translate(0 {top})">{drawn.body}</g>'])
    how = "group" if any(it.address for row in chart.rows for it in row) else "img"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg"'
        f' viewBox="{-MARGIN} {-MARGIN} {WIDTH + 2 * MARGIN} {height + 2 * MARGIN}"'
        f' width="{WIDTH + 2 * MARGIN}" height="{height + 2 * MARGIN}" role="{how}"'
        f' aria-label="{escape(f"{chart.title}. {chart.says}")}" {TYPE}>{body}</svg>'
    )


def _head(title: str, mark: str) -> Iterator[str]:
    told = [*wrapped(title, 60), *([mark] if mark else [])]
    for place, line in enumerate(told):
        weight = 400 if line == mark else 700
        yield said(0, 20 + 26 * place, line, size=16, weight=weight)


def _bars(chart: Chart) -> Drawn:
    body, y = legend([chart.columns[it] for it in chart.drawn]), 26 if len(chart.drawn) > 1 else 0
    scale = (WIDTH - INSET) / chart.highest
    for row in chart.rows:
        cells = [row[it] for it in chart.drawn]
        names = wrapped(row[0].text, MOST_LETTERS)
        named = "".join(said(0, y + 13 + LINE * place, line) for place, line in enumerate(names))
        y += LABEL + LINE * (len(names) - 1)
        body += _linked(row[0], named + _row_of_bars(cells, y, scale), cells)
        y += BAR * len(cells) + GAP
    return Drawn(body, y)


def _row_of_bars(cells: Sequence[Cell], y: int, scale: float) -> str:
    return "".join(_bar(cell, y + BAR * place, scale, place) for place, cell in enumerate(cells))


def _bar(cell: Cell, y: int, scale: float, place: int) -> str:
    if cell.value is None:
        return said(0, y + 11, cell.text, size=12)
    length, paint = max(cell.value * scale, 1), PAINTS[place]
    bar = box(0, y, length, BAR - 2, paint.fill, paint.line)
    end = length
    if cell.low is not None and cell.high is not None:
        bar += _whisker(cell.low * scale, cell.high * scale, y + (BAR - 2) / 2)
        end = max(length, cell.high * scale)
    return bar + said(end + 6, y + 11, cell.text, size=12)


def _whisker(low: float, high: float, y: float) -> str:
    ends = "".join(f"M{x:.1f} {y - 4}v8" for x in (low, high))
    return f'<path d="M{low:.1f} {y}H{high:.1f}{ends}" stroke="#1f1f1f" stroke-width="1.5" fill="none"/>'


def _linked(name: Cell, body: str, cells: Sequence[Cell]) -> str:
    """Return what is drawn of a row as a link to the files behind it, where it has any."""
    if not name.address:
        return body
    told = escape(f"{name.text} : {', '.join(it.text for it in cells)}")
    return f'<a href="{escape(name.address)}" aria-label="{told}">{body}</a>'


def _heat(chart: Chart) -> Drawn:
    shown = chart.drawn
    left, y = min(NAMES, WIDTH - CELL_WIDTH * len(shown)), 24
    body = "".join(
        said(left + CELL_WIDTH * place + CELL_WIDTH / 2, 16, name, size=12, anchor="middle")
        for place, name in enumerate(chart.short)
    )
    for row in chart.rows:
        for place, line in enumerate(wrapped(row[0].text, 34)[:2]):
            body += said(0, y + (13 if place == 0 else 26), line, size=12)
        for place, it in enumerate(shown):
            body += _tile(row, row[it], left + CELL_WIDTH * place, y, chart)
        y += CELL_HEIGHT
    return Drawn(body, y + 4)


def _tile(row: Sequence[Cell], cell: Cell, x: int, y: int, chart: Chart) -> str:
    share = (cell.value or 0) / chart.highest
    fill = FAINT if cell.value is None else mix(HEAT, share)
    ink = "#ffffff" if cell.value is not None and share > DARK else "#000000"
    tile = box(x, y, CELL_WIDTH - 2, CELL_HEIGHT - 2, fill, "#b4bdc8")
    tile += said(x + CELL_WIDTH / 2 - 1, y + 18, cell.text, size=11, anchor="middle", ink=ink)
    return _linked(Cell(row[0].text, address=cell.address), tile, [cell])

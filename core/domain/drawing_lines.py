"""Draws what changes from month to month as lines."""

from collections.abc import Sequence
from itertools import pairwise

from core.domain.chart import Cell, Chart
from core.domain.drawing_marks import PAINTS, WIDTH, Drawn, Paint, said, stroke

LEFT, TOP, PLOT, LEGEND_LINE = 56, 12, 200, 20
MOST_LABELS, STEPS = 8, 4


def lines(chart: Chart) -> Drawn:
    """Return lines over the rows' names, each with dashes and points of its own."""
    names = [chart.columns[it] for it in chart.drawn]
    head = "".join(
        f'<g transform="translate(0 {LEGEND_LINE * place})">{_named(name, PAINTS[place])}</g>'
        for place, name in enumerate(names)
    )
    top = LEGEND_LINE * len(names) + TOP
    body = f'<g transform="translate(0 {top})">{_grid(chart)}{_names(chart.rows)}{_every(chart)}</g>'
    return Drawn(head + body, top + PLOT + 30)


def _named(name: str, paint: Paint) -> str:
    return f'<path d="M0 8h30" {stroke(paint)}/>{said(38, 13, name, size=12)}'


def _every(chart: Chart) -> str:
    return "".join(
        _line(chart, [row[it] for row in chart.rows], PAINTS[place]) for place, it in enumerate(chart.drawn)
    )


def _line(chart: Chart, cells: Sequence[Cell], paint: Paint) -> str:
    points = [
        None if cell.value is None else (_x(place, len(cells)), _y(cell.value, chart.highest))
        for place, cell in enumerate(cells)
    ]
    joined = "".join(
        f"M{one[0]:.1f} {one[1]:.1f}L{other[0]:.1f} {other[1]:.1f}"
        for one, other in pairwise(points) if one and other
    )  # fmt: skip
    dots = "".join(
        f'<circle cx="{it[0]:.1f}" cy="{it[1]:.1f}" r="3" fill="{paint.fill}" stroke="{paint.line}"/>'
        for it in points if it
    )  # fmt: skip
    return f'<path d="{joined}" {stroke(paint)}/>{dots}'


def _grid(chart: Chart) -> str:
    body = ""
    for step in range(STEPS + 1):
        value = chart.highest * step / STEPS
        y = _y(value, chart.highest)
        body += f'<path d="M{LEFT} {y:.1f}H{WIDTH}" stroke="#d9dde2"/>'
        body += said(LEFT - 8, y + 4, _told(value, chart.unit), size=11, anchor="end")
    return body


def _told(value: float, unit: str) -> str:
    return f"{value * 100 if '%' in unit else value:.0f}{unit}"


def _names(rows: Sequence[Sequence[Cell]]) -> str:
    step = max(-(-len(rows) // MOST_LABELS), 1)
    shown = range(0, len(rows), step)
    return "".join(
        said(_x(place, len(rows)), PLOT + 20, rows[place][0].text, size=11, anchor="middle")
        for place in shown
    )


def _x(place: int, count: int) -> float:
    room = WIDTH - LEFT - 40
    return LEFT + 20 + (room * place / (count - 1) if count > 1 else room / 2)


def _y(value: float, highest: float) -> float:
    return PLOT * (1 - value / highest)

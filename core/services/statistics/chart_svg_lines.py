"""Draws what changes from month to month as lines."""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, floor, log10

from core.domain.statistics.chart import Cell, Chart
from core.services.statistics.chart_svg_marks import PAINTS, WIDTH, Drawn, Paint, said, stroke

LEFT, TOP, PLOT, LEGEND_LINE = 56, 12, 200, 20
MOST_LABELS, STEPS = 8, 5
ROUND, SLIGHTLY = (1, 2, 5, 10), 1e-9


def lines(chart: Chart) -> Drawn:
    """Return lines over the rows' names, each with dashes and points of its own."""
    names = [chart.columns[it] for it in chart.drawn]
    head = "".join(
        f'<g transform="translate(0 {LEGEND_LINE * place})">{_named(name, PAINTS[place])}</g>'
        for place, name in enumerate(names)
    )
    top, levels = LEGEND_LINE * len(names) + TOP, levels_up_to(chart.highest)
    plot = f"{_grid(levels, chart.unit)}{_names(chart.rows)}{_every(chart, levels[-1])}"
    return Drawn(f'{head}<g transform="translate(0 {top})">{plot}</g>', top + PLOT + 30)


def levels_up_to(highest: float) -> list[float]:
    """Return at most six evenly spaced values that people count in, from 0 to no less than the highest."""
    power = 10.0 ** floor(log10(highest / STEPS))
    step = next(it * power for it in ROUND if it * power * STEPS >= highest)
    return [step * place for place in range(ceil(highest / step - SLIGHTLY) + 1)]


def _named(name: str, paint: Paint) -> str:
    return f'<path d="M0 8h30" {stroke(paint)}/>{said(38, 13, name, size=12)}'


def _every(chart: Chart, top: float) -> str:
    return "".join(
        _line([row[it] for row in chart.rows], PAINTS[place], top) for place, it in enumerate(chart.drawn)
    )


def _line(cells: Sequence[Cell], paint: Paint, top: float) -> str:
    points = [
        None if cell.value is None else (_x(place, len(cells)), _y(cell.value, top))
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


def _grid(levels: Sequence[float], unit: str) -> str:
    body = ""
    for value in levels:
        y = _y(value, levels[-1])
        body += f'<path d="M{LEFT} {y:.1f}H{WIDTH}" stroke="#d9dde2"/>'
        body += said(
            LEFT - 8, y + 4, f"{value * 100 if '%' in unit else value:.4g}{unit}", size=12, anchor="end"
        )
    return body


def _names(rows: Sequence[Sequence[Cell]]) -> str:
    step = max(-(-len(rows) // MOST_LABELS), 1)
    shown = range(0, len(rows), step)
    return "".join(
        said(_x(place, len(rows)), PLOT + 20, rows[place][0].text, size=12, anchor="middle")
        for place in shown
    )


def _x(place: int, count: int) -> float:
    room = WIDTH - LEFT - 40
    return LEFT + 20 + (room * place / (count - 1) if count > 1 else room / 2)


def _y(value: float, highest: float) -> float:
    return PLOT * (1 - value / highest)

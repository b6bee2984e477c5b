"""Charts drawn as SVG: whole, harmless, and told apart without colours."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.statistics.chart import Cell, Chart
from core.services.statistics.chart_svg import DARK, draw
from core.services.statistics.chart_svg_lines import levels_up_to
from core.services.statistics.chart_svg_marks import HEAT, PAINTS, mix

SVG = "{http://www.w3.org/2000/svg}"
FILES = "/statistics-files?reason=x&only=1"
ROWS = (
    (Cell("Un <b>&\"motif'", address=FILES), Cell("40 %", 0.4, 0.3, 0.5), Cell("–")),
    (Cell("Deux"), Cell("masqué"), Cell("20 %", 0.2)),
    (Cell("Trois"), Cell("10 %", 0.1), Cell("30 %", 0.3)),
)  # fmt: skip


def chart(form, rows=ROWS, drawn=(1, 2)):
    return Chart(
        "reasons",
        "Motifs",
        "Ce qu'on voit.",
        ("Motif", "Part", "Avant"),
        rows,
        form,
        drawn,
        "\u00a0%",
        ("A", "B"),
    )


def drawn(form, *args, **told):
    return ET.fromstring(draw(chart(form), *args, **told))


def said(picture):
    return [it.text for it in picture.iter(f"{SVG}text")]


@pytest.mark.parametrize("form", ["bars", "heat"])
def test_every_value_is_said_and_every_row_with_files_is_a_named_link(form):
    picture = drawn(form)
    links = list(picture.iter(f"{SVG}a"))

    assert {"40 %", "masqué", "20 %", "–", "Deux", *(("A", "B") if form == "heat" else ())} <= set(
        said(picture)
    )
    if form == "bars":
        assert [it.get("href") for it in links] == [FILES]
        assert links[0].get("aria-label") == "Un <b>&\"motif' : 40 %, –"


@pytest.mark.parametrize("form", ["bars", "lines", "heat"])
def test_a_picture_says_what_it_shows_and_with_a_head_whether_the_data_are_made_up(form):
    plain, headed = drawn(form), drawn(form, "Données synthétiques", headed=True)

    assert plain.get("aria-label") == "Motifs. Ce qu'on voit."
    assert plain.get("role") == "group"
    assert "Motifs" not in said(plain)
    assert said(headed)[:2] == ["Motifs", "Données synthétiques"]
    assert float(headed.get("height")) > float(plain.get("height"))


def test_a_long_name_is_written_in_lines_none_of_them_lost():
    name = " ".join(f"mot{place}" for place in range(40))

    picture = ET.fromstring(draw(chart("bars", ((Cell(name), Cell("1 %", 0.01), Cell("–")),))))

    lines = [it for it in said(picture) if it.startswith("mot")]
    assert " ".join(lines) == name
    assert max(map(len, lines)) <= 80


def test_a_line_breaks_where_a_month_is_hidden():
    picture = drawn("lines")
    paths = [it.get("d") for it in picture.iter(f"{SVG}path") if it.get("stroke") == PAINTS[0].line]

    assert paths[-1] == ""
    assert len(list(picture.iter(f"{SVG}circle"))) == 4


@pytest.mark.parametrize(
    ("highest", "levels"),
    [
        (0.293, ["0", "10", "20", "30"]),
        (0.5, ["0", "10", "20", "30", "40", "50"]),
        (0.09, ["0", "2", "4", "6", "8", "10"]),
        (1.0, ["0", "20", "40", "60", "80", "100"]),
    ],
)
def test_the_lines_behind_a_chart_stand_at_round_values_and_none_is_above_the_last(highest, levels):
    rows = tuple((Cell(str(it)), Cell("", highest / (it + 1)), Cell("–")) for it in range(3))

    picture = ET.fromstring(draw(chart("lines", rows)))

    assert [it for it in said(picture) if it.endswith("\u00a0%")] == [f"{it}\u00a0%" for it in levels]
    assert min(float(it.get("cy")) for it in picture.iter(f"{SVG}circle")) >= 0


@given(st.floats(1e-6, 1e9))
def test_the_last_level_is_never_below_the_highest_value(highest):
    levels = levels_up_to(highest)

    assert levels[-1] >= highest * (1 - 1e-6)
    assert 2 <= len(levels) <= 6


def test_a_chart_whose_every_value_is_hidden_is_not_drawn():
    assert not chart("bars", ((Cell("Un"), Cell("masqué"), Cell("masqué")),)).is_drawn
    assert chart("bars").is_drawn


def test_lines_and_bars_are_told_apart_without_their_colours():
    assert len({it.dashes for it in PAINTS}) == len(PAINTS)
    assert PAINTS[1].fill == "#ffffff"


def luminance(color):
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [it / 12.92 if it <= 0.04045 else ((it + 0.055) / 1.055) ** 2.4 for it in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_what_is_written_on_a_tint_contrasts_with_it():
    for tint in range(101):
        ground = luminance(mix(HEAT, tint / 100))
        ink = 1.0 if tint / 100 > DARK else 0.0
        light, dark = sorted((ground, ink), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, tint

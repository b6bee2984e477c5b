"""Charts as files: a picture for a projector, a report for a meeting."""

import io

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

from core.adapters.operations.content_files import load
from core.adapters.statistics.painter import ChartPainter
from core.bootstrap import ROOT
from core.domain.statistics.chart import Chart, ChartCell, Report

MARK = "Données synthétiques"


@pytest.fixture(scope="module")
def painter():
    return ChartPainter(load(ROOT / "data").words)


SPEC = {
    "data": {"name": "rows"}, "mark": "bar",
    "encoding": {"y": {"field": "label"}, "x": {"field": "share", "type": "quantitative"}},
}  # fmt: skip


def chart(rows=3):
    told = tuple(
        (ChartCell(f"Motif numéro {place}"), ChartCell(f"{place},0 %", place / 100))
        for place in range(1, rows + 1)
    )
    values = tuple({"label": row[0].text, "share": row[1].value} for row in told)
    return Chart("reasons", "Motifs de refus", "Le premier est rare.", ("Motif", "Part"), told, SPEC, values)


def test_a_picture_is_a_png_wide_enough_for_a_projector(painter):
    picture = Image.open(io.BytesIO(painter.picture(chart(), "fr", MARK)))

    assert picture.format == "PNG"
    assert picture.width > 1000
    assert picture.convert("RGB").getpixel((2, 2)) == (255, 255, 255)
    assert len(picture.convert("L").getcolors()) > 10


def test_a_report_leads_with_the_answer_and_its_pages_say_whether_the_data_are_made_up(painter):
    figures = [("Taux de refus", "21,4 %", "19,1 à 23,9 %")] * 6
    told = Report(
        "fr", "Statistiques des refus", "21,4 % ont été refusés.", ("Période : 2025",), figures,
        (chart(), chart()), ("Compté le 2 mars.",), MARK,
    )  # fmt: skip

    data = painter.report(told)

    pages = [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(data)]
    assert len(pages) == 2
    assert all(MARK in page and f"{number} de 2" in page for number, page in enumerate(pages, 1))
    for words in ("Statistiques des refus", "21,4 % ont été refusés.", "Période : 2025", "19,1 à 23,9 %"):
        assert words in pages[0]
    assert "Motif numéro 3" in pages[1]
    assert "Compté le 2 mars." in pages[1]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.Root.Lang) == "fr-CA"
        assert pdf.docinfo["/Title"] == "Statistiques des refus"
        assert "/StructTreeRoot" in pdf.Root

"""Charts as files: a picture for a projector, a report for a meeting."""

import io

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

from core.adapters.operations.content_files import load
from core.adapters.statistics.painter import ChartPainter
from core.bootstrap import ROOT
from core.domain.statistics.chart import Cell, Chart, Report

MARK = "Données synthétiques"


@pytest.fixture(scope="module")
def painter():
    return ChartPainter(load(ROOT / "data").words)


def chart(rows=3, form="bars"):
    told = tuple(
        (Cell(f"Motif numéro {place}"), Cell(f"{place},0 %", place / 100)) for place in range(1, rows + 1)
    )
    return Chart(
        "reasons", "Motifs de refus", "Le premier est rare.", ("Motif", "Part"), told, form, (1,), "%"
    )


@pytest.mark.parametrize("form", ["bars", "lines", "heat"])
def test_a_picture_is_a_png_wide_enough_for_a_projector(painter, form):
    picture = Image.open(io.BytesIO(painter.picture(chart(form=form), MARK)))

    assert picture.format == "PNG"
    assert picture.width > 1000
    assert picture.convert("RGB").getpixel((2, 2)) == (255, 255, 255)
    assert len(picture.convert("L").getcolors()) > 10


def test_a_report_says_everything_on_numbered_marked_pages(painter):
    nothing = Chart("effects", "Changements", "Rien n'a changé.", ("Quoi",), ())
    told = Report("fr", "Statistiques des refus", ("Période : 2025",), (chart(), chart(60), nothing), MARK)

    data = painter.report(told)

    pages = [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(data)]
    text = "\n".join(pages)
    assert len(pages) > 2
    assert all(MARK in page and f"{number} de {len(pages)}" in page for number, page in enumerate(pages, 1))
    for words in (
        "Statistiques des refus",
        "Période : 2025",
        "Le premier est rare.",
        "Motif numéro 60",
        "Rien n'a",
    ):
        assert words in text
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.Root.Lang) == "fr-CA"
        assert pdf.docinfo["/Title"] == "Statistiques des refus"
        assert "/StructTreeRoot" in pdf.Root

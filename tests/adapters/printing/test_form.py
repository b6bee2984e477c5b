import io
import re
import tomllib
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
import zxingcpp
from PIL import Image

from core.adapters.printing.form import PaperWriter
from core.adapters.printing.pagination import NOTHING, Piece, PrintedSection, paginate
from core.adapters.printing.sheet import printable
from core.domain.application.content import Text
from core.domain.form.papers import FormRequest, FormRow, ReceiptRequest

WORDS_FILE = Path(__file__).parents[3] / "data" / "words" / "form.toml"
WORDS = {
    f"form.{key}": Text.model_validate(text)
    for key, text in tomllib.loads(WORDS_FILE.read_text(encoding="utf-8"))["form"].items()
}
WRITER = PaperWriter(WORDS)
LANGUAGES = ("fr", "en")
HAND_FILLED = (
    "representative_signature",
    "representative_date",
    "attestor_address",
    "attestor_telephone",
    "attestor_statement",
    "attestor_signature",
    "attestor_date",
)
PAPER = (215.9, 279.4)


def rows(*pairs):
    return tuple(FormRow(label=label, value=value) for label, value in pairs)


BLOCKS = {
    "request": rows(("Langue de correspondance", "Français"), ("Déjà inscrit?", "Non")),
    "representative": rows(
        ("Nom de famille", "Łukasz-Nguyễn"),
        ("Prénoms", "Ñuñez O'Brien O’Brien"),
        ("Autres noms", "Şahin Ðorđe Æsa Þóra Ẹ̀bùn Ɛsi Ɔkɔ ʻOkina"),
        ("Adresse d'affaires", "1200, rue de l'Exemple\nMontréal (Québec) H2X 1Y4"),
        ("Adresse électronique", "lukasz.nguyen@exemple.ca"),
    ),
    "identity": rows(("Première pièce", "Passeport"), ("Deuxième pièce", "Facture « Énergie »")),
    "attestation": rows(("Membre", "Marie-Ève Tremblay"), ("Numéro de membre", "900034")),
}


def request(language="fr", reference="RRA-7K2M-94QX", **blocks):
    return FormRequest(
        language=language,
        reference=reference,
        print_number=3,
        digest="0123456789abcdef" + "f" * 48,
        printed_on="2026-11-23",
        blocks={**BLOCKS, **blocks},
    )


@cache
def standard(language):
    return WRITER.form(request(language))


def page_pictures(pdf, dpi):
    return [page.render(scale=dpi / 72).to_pil().convert("L") for page in pdfium.PdfDocument(pdf)]


def page_texts(pdf):
    return [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(pdf)]


def squeezed(text):
    """Text without the spaces and line ends that depend on where lines were cut."""
    return re.sub(
        r"\s+", "", re.sub("[\x02\ufffe]", "-", text)
    )  # pdfium's signs for a hyphen at a line's end


def codes_read(picture):
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return sorted(code.text for code in found)


def codes_expected(page, reference="RRA-7K2M-94QX"):
    corners = ("bl", "br", "tl", "tr")
    return [f"IMM5661|{reference}|{page}|{corner}|3|0123456789abcdef" for corner in corners]


def inside(picture, place, dpi, inset):
    dots = dpi / 25.4
    left, top = place.x + inset, place.y + inset
    right, bottom = place.x + place.width - inset, place.y + place.height - inset
    return picture.crop(tuple(round(edge * dots) for edge in (left, top, right, bottom)))


def places_of(form, name):
    return [place for place in form.places if place.name == name]


# What is printed


@pytest.mark.clause("2.5")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_is_on_the_paper_in_both_languages(language):
    printed = squeezed("".join(page_texts(standard(language).data)))

    told = [text for block in BLOCKS.values() for row in block for text in (row.label, row.value)]
    assert [text for text in told if squeezed(text) not in printed] == []


@pytest.mark.clause("2.5")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_carries_the_title_and_says_that_it_is_a_prototype(language):
    pages = [squeezed(text) for text in page_texts(standard(language).data)]

    said = [squeezed(WORDS[f"form.{key}"].of(language)) for key in ("title", "prototype")]
    assert [[phrase in page for phrase in said] for page in pages] == [[True, True]] * len(pages)
    assert "Prototype–notanofficialform" in pages[0]


@pytest.mark.parametrize(("language", "word"), [("fr", "de"), ("en", "of")])
def test_every_page_says_its_number_out_of_how_many(language, word):
    long = rows(*[(f"Question {number}", "Réponse " * 12) for number in range(60)])

    form = WRITER.form(request(language, identity=long))

    counts = [re.findall(r"page (\d+) (\w+) (\d+)", text) for text in page_texts(form.data)]
    assert form.pages > 2
    assert counts == [[(str(page), word, str(form.pages))] for page in range(1, form.pages + 1)]


@pytest.mark.clause("2.8")
def test_the_blocks_come_in_the_order_in_which_they_are_filled_in():
    printed = squeezed("".join(page_texts(standard("fr").data)))

    keys = (
        "request",
        "representative",
        "representative_signature",
        "identity",
        "attestation",
        "attestor_statement",
    )
    starts = [printed.index(squeezed(WORDS[f"form.{key}"].fr)) for key in keys]
    assert starts == sorted(starts)


@pytest.mark.parametrize("value", ["Associée chargée des dossiers fictifs " * 16, "W" * 600, "x-" * 300])
def test_a_value_of_600_characters_is_wrapped_and_whole(value):
    form = WRITER.form(request(identity=rows(("Rôle", value))))

    assert squeezed(value) in squeezed("".join(page_texts(form.data)))
    assert no_text_beyond_the_margins(form.data)


def no_text_beyond_the_margins(pdf):
    dots = 100 / 25.4
    edges = [picture.crop((round(205 * dots), 0, *picture.size)) for picture in page_pictures(pdf, 100)]
    return all(edge.getextrema() == (255, 255) for edge in edges)


def test_a_value_longer_than_a_page_goes_on_under_its_label_and_loses_nothing():
    words = [f"mot-numéro-{number}," for number in range(1200)]

    form = WRITER.form(request(identity=rows(("Explication", " ".join(words)))))

    printed = squeezed("".join(page_texts(form.data)))
    assert [word for word in words if word not in printed] == []
    assert printed.count("Explication(suite)") == printed.count("Explication") - 1 > 1


def test_an_empty_answer_is_said_to_be_empty():
    form = WRITER.form(request("en", identity=rows(("Second document", " "))))

    assert "SeconddocumentNoanswer" in squeezed("".join(page_texts(form.data)))


def test_an_answer_that_holds_braces_stays_as_it_was_written():
    form = WRITER.form(request(identity=rows(("Organisation {title}", "{nb} & {page} **gras** <b>"))))

    printed = squeezed("".join(page_texts(form.data)))
    assert "Organisation{title}{nb}&{page}**gras**<b>" in printed


def test_a_block_that_the_form_does_not_know_is_refused_and_not_lost():
    with pytest.raises(ValueError, match=r"cannot print blocks \['fees'\]"):
        WRITER.form(request(fees=rows(("Frais", "0 $"))))


# Letters


def test_a_letter_of_no_known_type_shows_its_code_and_what_nobody_sees_nothing():
    form = WRITER.form(request(identity=rows(("Nom", "中 Tremblay\u200b\u202ea"))))

    assert "[U+4E2D]Tremblaya" in squeezed("".join(page_texts(form.data)))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("\ufb01n", "fin"),
        ("a\r\nb\rc\td", "a\nb\nc d"),
        ("soft\u00adhyphen", "softhyphen"),
        ("\u4e2d\U0001f600", "[U+4E2D][U+1F600]"),
    ],
)
def test_a_text_is_shown_in_the_characters_at_hand(text, shown):
    characters = {ord(sign) for sign in "\n abcdefghijklmnopqrstuvwxyzNễ"}

    assert printable(text, characters) == shown


def test_an_accented_letter_missing_from_the_type_is_put_together_from_its_parts():
    assert printable("Ḓ", {ord("D"), 0x32D}) == "D\u032d"


@pytest.mark.parametrize(
    ("name", "types"), [("Ɛsi Ɔkɔ", ["Roboto", "SourceSansPro"]), ("Łukasz", ["SourceSansPro"])]
)
def test_a_second_type_is_embedded_only_for_a_letter_that_the_first_lacks(name, types):
    form = WRITER.form(request(representative=rows(("Nom", name))))

    with pikepdf.open(io.BytesIO(form.data)) as pdf:
        names = {str(font.BaseFont) for page in pdf.pages for font in page.resources.Font.values()}
    assert sorted({re.sub(r"^/\w+\+(\w+?)(-\w+|Bold|Regular)?$", r"\1", name) for name in names}) == types


# Codes


@pytest.mark.clause("2.14")
@pytest.mark.parametrize("dpi", [100, 150, 200, 300])
def test_the_four_codes_of_every_page_are_read(dpi):
    form = standard("fr")

    read = [codes_read(picture) for picture in page_pictures(form.data, dpi)]

    assert read == [codes_expected(page) for page in range(1, form.pages + 1)]


def test_the_codes_are_read_at_100_dpi_when_the_reference_is_long():
    reference = "RRA-2026-0123456789ABC"
    form = WRITER.form(request("en", reference=reference))

    read = [codes_read(picture) for picture in page_pictures(form.data, 100)]

    assert read == [codes_expected(page, reference) for page in range(1, form.pages + 1)]


@pytest.mark.parametrize(("reference", "level"), [("RRA-7K2M-94QX", "M"), ("RRA-2026-0123456789ABC", "L")])
def test_a_code_is_as_redundant_as_its_large_modules_allow(reference, level):
    picture = page_pictures(WRITER.form(request(reference=reference)).data, 150)[0]

    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)

    assert [code.ec_level for code in found] == [level] * 4


def test_the_place_of_each_code_is_where_it_is_read():
    form = standard("fr")
    picture = page_pictures(form.data, 200)[0]

    for code in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode):
        corner = code.text.split("|")[3]
        place = next(place for place in places_of(form, f"qr_{corner}") if place.page == 1)
        start, end = code.position.top_left, code.position.bottom_right
        read = [length * 25.4 / 200 for length in (start.x, start.y, end.x, end.y)]
        assert read == pytest.approx([place.x, place.y, place.x + 14, place.y + 14], abs=0.4)


@pytest.mark.parametrize("language", LANGUAGES)
def test_four_modules_of_white_surround_every_code(language):
    form = WRITER.form(request(language, identity=rows(*[("Q" * 200, "W" * 300)] * 30)))
    pictures = page_pictures(form.data, 200)

    for place in (place for place in form.places if place.name.startswith("qr_")):
        picture = pictures[place.page - 1].copy()
        picture.paste(255, inside_box(place, 200, -0.1))
        assert picture.crop(inside_box(place, 200, -14 / 29 * 4)).getextrema() == (255, 255)


def inside_box(place, dpi, inset):
    dots = dpi / 25.4
    edges = (place.x + inset, place.y + inset, place.x + place.width - inset, place.y + place.height - inset)
    return tuple(round(edge * dots) for edge in edges)


# Boxes


@pytest.mark.clause("2.7", "2.8")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_box_to_fill_by_hand_has_one_place_and_every_page_four_codes(language):
    form = standard(language)

    names = sorted(place.name for place in form.places)
    codes = ["qr_bl", "qr_br", "qr_tl", "qr_tr"] * form.pages
    assert names == sorted([*HAND_FILLED, *codes])


@pytest.mark.parametrize("answers", [2, 20, 34, 37, 41])
def test_every_place_lies_inside_its_page_and_apart_from_the_others(answers):
    filler = rows(*[(f"Question {number}", "Réponse") for number in range(answers)])

    form = WRITER.form(request(identity=filler))

    assert all(lies_inside(place, form.pages) for place in form.places)
    assert [pair for pair in pairs(form.places) if overlap(*pair)] == []


def lies_inside(place, pages):
    right, bottom = place.x + place.width, place.y + place.height
    return (
        10 <= place.x < right <= PAPER[0] - 10
        and 10 <= place.y < bottom <= PAPER[1] - 10
        and place.page <= pages
    )


def pairs(places):
    return [
        (one, other)
        for number, one in enumerate(places)
        for other in places[:number]
        if one.page == other.page
    ]


def overlap(one, other):
    across = one.x < other.x + other.width and other.x < one.x + one.width
    return across and one.y < other.y + other.height and other.y < one.y + one.height


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_hand_filled_box_is_drawn_where_its_place_says_and_is_blank(language):
    form = standard(language)
    pictures = page_pictures(form.data, 200)

    for name in HAND_FILLED:
        place = places_of(form, name)[0]
        picture = pictures[place.page - 1]
        assert all(side_is_dark(picture, place, side) for side in ("left", "right", "top", "bottom")), name
        assert inside(picture, place, 200, 0.5).getextrema() == (255, 255), name


def side_is_dark(picture, place, side):
    """Say whether every dot along one side of a box is dark."""
    left, top, right, bottom = inside_box(place, 200, 0)
    lines = {
        "left": (left, top, left + 1, bottom),
        "right": (right, top, right + 1, bottom),
        "top": (left, top, right, top + 1),
        "bottom": (left, bottom, right, bottom + 1),
    }
    return picture.crop(lines[side]).getextrema()[1] < 128


@pytest.mark.parametrize("answers", range(1, 45, 4))
def test_a_signature_stays_on_the_page_of_what_it_signs(answers):
    filler = rows(*[(f"Question {number}", "Réponse") for number in range(answers)])

    form = WRITER.form(request(representative=filler))

    page = {place.name: place.page for place in form.places}
    texts = [squeezed(text) for text in page_texts(form.data)]
    assert page["attestor_statement"] == page["attestor_signature"] == page["attestor_date"]
    assert page["representative_signature"] == page["representative_date"]
    assert squeezed(WORDS["form.representative_statement"].fr) in texts[page["representative_signature"] - 1]


# Pages


def piece(name, height, log):
    return Piece(height, lambda y: log.append((name, y)))


def laid_out(heights, room):
    """Return (name, ordinate) of every piece, a list for each page; X stands before the heading."""
    log = []
    under = tuple(piece(name, height, log) for name, height in heights.items() if name != "X")
    section = PrintedSection(under, opening=piece("H", 10, log), reopening=piece("H again", 10, log))
    return [
        drawn_on(page, log)
        for page in paginate([PrintedSection((piece("X", heights["X"], log),)), section], room)
    ]


def drawn_on(page, log):
    start = len(log)
    for part, y in page:
        part.draw(y)
    return log[start:]


def test_a_heading_goes_to_the_next_page_with_its_first_piece_and_is_repeated_after():
    heights = {"X": 60, "a": 30, "b": 30, "c": 30}

    assert laid_out(heights, 80) == [
        [("X", 0.0)],
        [("H", 0.0), ("a", 10.0), ("b", 40.0)],
        [("H again", 0.0), ("c", 10.0)],
    ]


def test_a_heading_stays_beside_what_came_before_when_its_first_piece_fits():
    heights = {"X": 60, "a": 30, "b": 30}

    assert laid_out(heights, 104) == [
        [("X", 0.0), ("H", 64.0), ("a", 74.0)],
        [("H again", 0.0), ("b", 10.0)],
    ]


def test_a_piece_that_just_fits_stays_on_the_page():
    pieces = (Piece(50, NOTHING.draw), Piece(50, NOTHING.draw))

    assert [len(page) for page in paginate([PrintedSection(pieces)], 100)] == [3]
    assert [len(page) for page in paginate([PrintedSection(pieces)], 99.9)] == [2, 2]


# The document


@pytest.mark.parametrize(("language", "tag"), [("fr", "fr-CA"), ("en", "en-CA")])
def test_the_document_says_its_title_and_its_language(language, tag):
    with pikepdf.open(io.BytesIO(standard(language).data)) as pdf:
        assert str(pdf.Root.Lang) == tag
        assert str(pdf.docinfo.Title) == WORDS["form.title"].of(language)
        assert pdf.Root.ViewerPreferences.DisplayDocTitle == True  # noqa: E712  a PDF boolean
        assert [[float(edge) for edge in page.mediabox] for page in pdf.pages] == [[0, 0, 612, 792]] * 2


def test_all_text_is_tagged_or_marked_as_decoration():
    with pikepdf.open(io.BytesIO(standard("fr").data)) as pdf:
        bare = [shown for page in pdf.pages for shown in text_outside_marks(page)]
        kinds = [str(element.S) for element in pdf.Root.StructTreeRoot.K[0].K]

    assert bare == []
    assert kinds[:4] == ["/H1", "/P", "/P", "/H2"]
    assert (kinds.count("/H1"), kinds.count("/H2"), set(kinds)) == (1, 4, {"/H1", "/H2", "/P"})


def text_outside_marks(page):
    depth = 0
    for operands, operator in pikepdf.parse_content_stream(page):
        depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(str(operator), 0)
        if depth == 0 and str(operator) in ("Tj", "TJ", "'", '"', "Do", "re"):
            yield str(operator), operands


def test_every_tag_points_at_text_of_its_page():
    with pikepdf.open(io.BytesIO(standard("fr").data)) as pdf:
        elements = list(pdf.Root.StructTreeRoot.K[0].K)
        pointed = [sorted(int(e.K[0]) for e in elements if e.Pg.objgen == page.objgen) for page in pdf.pages]
        marked = [marks_of(page) for page in pdf.pages]

    assert pointed == marked
    assert all(marked)


def marks_of(page):
    found = pikepdf.parse_content_stream(page)
    return [int(operands[1].MCID) for operands, operator in found if str(operator) == "BDC"]


def test_only_the_letters_used_are_embedded():
    assert len(standard("fr").data) < 80_000


# The receipt


@pytest.mark.clause("2.16")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_receipt_says_what_it_was_given_on_one_page(language):
    asked = ReceiptRequest(
        language=language,
        title="Reçu – Łukasz Nguyễn Ɔkɔ",
        rows=rows(("Numéro", "RRA-7K2M-94QX"), ("Soumise le", "23 novembre 2026")),
        paragraphs=(
            "Le résultat vous parviendra par courriel. " * 4,
            "Regardez aussi dans les indésirables.",
        ),
    )

    pages = page_texts(WRITER.receipt(asked))

    told = [asked.title, *asked.paragraphs, *(text for row in asked.rows for text in (row.label, row.value))]
    told.append(WORDS["form.receipt_prototype"].of(language))
    assert len(pages) == 1
    assert [text for text in told if squeezed(text) not in squeezed(pages[0])] == []


def test_a_receipt_of_many_rows_goes_on_to_more_pages():
    asked = ReceiptRequest(
        language="en",
        title="Receipt",
        rows=rows(*[(f"Row {n}", "value") for n in range(80)]),
        paragraphs=("End.",),
    )

    pages = page_texts(WRITER.receipt(asked))

    assert [re.findall(r"page \d of \d", text) for text in pages] == [[f"page {n} of 3"] for n in (1, 2, 3)]
    assert "End." in pages[-1]


def test_the_receipt_says_its_title_and_its_language():
    asked = ReceiptRequest(language="en", title="Receipt", rows=(), paragraphs=("Thank you.",))

    with pikepdf.open(io.BytesIO(WRITER.receipt(asked))) as pdf:
        assert (str(pdf.Root.Lang), str(pdf.docinfo.Title)) == ("en-CA", "Receipt")


def test_a_picture_of_the_form_is_a_letter_page():
    picture = page_pictures(standard("fr").data, 100)[0]

    assert isinstance(picture, Image.Image)
    assert picture.size == (850, 1100)

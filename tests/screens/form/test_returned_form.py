"""The signed form on screen: what was seen of it, at once, with the place marked; kept as it is."""

import re
from html import unescape
from random import Random

import pytest
from offices import officer
from paperwork import printed, scan

from bench import sheets
from core.bootstrap import portal
from core.domain.form.papers import FormPlace, PrintedForm
from core.domain.form.returned_form import ATTESTATION, DATE, REACH, SIGNATURE

EVERYTHING = {SIGNATURE, DATE, *ATTESTATION, *REACH}
MARK = re.compile(r'<div class="mark" style="left:[\d.]+%;top:[\d.]+%;width:[\d.]+%;height:[\d.]+%"></div>')


def spaced(text):
    return re.sub(r"\s", " ", text)


def on_paper(person, number=-1):
    """Return one of somebody's prints as it lies before her."""
    row = person.seen.prints[number]
    places = tuple(FormPlace.model_validate(place) for place in row.places)
    return PrintedForm(data=portal().vault.read(row.vault_key), pages=row.pages, places=places)


def scanned(person, but=(), number=-1, pages=(1, 2)):
    """Return the scan of a print on which everything is filled in but these boxes."""
    found = [sheet for sheet in sheets.sheets(on_paper(person, number)) if sheet.number in pages]
    return sheets.as_pdf(*(sheets.filled(sheet, EVERYTHING - set(but), Random(5), "blue") for sheet in found))


def uploads(person, data, language="fr"):
    """Upload a form and return the page that comes next."""
    screen = person.open("upload", language, kind="imm5661")
    return screen.choose("file_imm5661", "formulaire.pdf", data).press("next")


@pytest.mark.clause("3.R3")
@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "fr",
            (
                "Serait refusé :",
                "Page 1 du fichier : la case de la signature du représentant est vide.",
                "Signez et datez dans les cases",
                "Encadré : signature du représentant.",
            ),
        ),
        (
            "en",
            (
                "Would be refused:",
                "Page 1 of the file: the box for the representative's signature is empty.",
                "Sign and date in the boxes",
                "Framed: signature of the representative.",
            ),
        ),
    ],
)  # fmt: skip
def test_right_after_the_upload_an_empty_box_is_told_and_marked_on_the_picture_of_its_page(language, told):
    person = printed()

    screen = uploads(person, scanned(person, but=(SIGNATURE,)), language)

    document = person.seen.documents["imm5661"]
    said = spaced(unescape(screen.text))
    assert [text for text in told if text not in said] == []
    assert f'src="/document/{document.id}/page/1?width=520"' in said
    assert len(MARK.findall(said)) == 1


def test_a_form_on_which_all_is_well_says_so_and_has_nothing_to_keep():
    person = printed()

    screen = uploads(person, scanned(person))

    assert any(text.startswith("Nous avons lu ce formulaire") for text in screen.notices("success"))
    assert not [key for key in screen.buttons if key.startswith("keep_")]


@pytest.mark.clause("3.R3")
def test_an_older_print_names_the_answers_that_have_changed_since():
    person = printed()
    person.answer("telephone", telephone="506 555-0142")
    person.print()

    screen = uploads(person, scanned(person, number=0), "en")

    assert "Pages 1, 2 of the file: this is print no. 1, made before answers changed." in screen.text
    assert "Answers changed since this print: “Telephone" in screen.text


def test_a_form_kept_as_it_is_may_be_sent_and_its_officer_sees_the_marked_page_and_the_choice():
    person = printed()
    kept = uploads(person, scanned(person, but=(SIGNATURE,)))
    key = next(key for key in kept.buttons if key.startswith("keep_"))

    kept.press(key)
    person.attach("first_id", "second_id").submit()
    case = officer().open("officer/case.py", request=person.seen.application.reference)

    assert any(text.startswith("Vous avez lu ces remarques et gardé") for text in kept.notices("info"))
    assert key not in kept.buttons
    assert "La case de signature de la personne est vide." in case.text
    assert "la case de la signature du représentant est vide." in case.text
    assert "La personne a lu ces remarques et a gardé le formulaire tel quel le" in case.text
    form = case.papers["documents"][0]
    assert (form["first"], list(form["marks"]), len(form["marks"]["1"]["frames"])) == (1, ["1"], 1)
    assert spaced(form["marks"]["1"]["text"]) == "Page 1 du fichier. Encadré : signature du représentant."


@pytest.mark.clause("2.14")
def test_a_file_in_which_no_form_is_seen_is_attached_and_never_closes_submit():
    person = printed().attach("first_id", "second_id")

    screen = uploads(person, scan("a holiday"), "en")

    assert "No page of the file could be recognised as a page of the form." in screen.text
    assert not screen.at.button(key="submit").disabled
    person.submit()
    case = officer().open("officer/case.py", "en", request=person.seen.application.reference)
    assert "who did not say that the form was kept as it is" in case.text

"""Uploading one document: attached when fit, refused in words when not."""

import pytest
from paperwork import printed, scan, somebody_printed, somebody_with_all_documents

PNG = scan("one")


@pytest.mark.clause("2.9", "2.14")
@pytest.mark.parametrize(
    ("language", "title", "label", "button"),
    [
        (
            "fr",
            "Téléverser la première pièce",
            "Un ou plusieurs fichiers PDF, JPEG, PNG, TIFF, HEIC ou WebP, d’au plus 25\u00a0Mo ensemble",
            "Suivant",
        ),
        (
            "en",
            "Upload the first document",
            "One or more PDF, JPEG, PNG, TIFF, HEIC or WebP files, at most 25 MB together",
            "Next",
        ),
    ],
)
def test_the_kinds_and_the_limit_are_said_beforehand(language, title, label, button):
    screen = somebody_printed().open("upload", language, kind="first_id")

    assert screen.title == title
    assert screen.at.file_uploader(key="file_first_id").label == label
    assert screen.buttons["next"] == button


@pytest.mark.clause("2.14")
def test_a_fit_file_is_attached_and_the_list_says_so():
    person = printed()

    screen = (
        person.open("upload", kind="first_id").choose("file_first_id", "passeport.png", PNG).press("next")
    )

    assert screen.title == "Documents présentés par le client"
    assert screen.notices("success")[0] == "Document joint\u00a0: Première pièce d’identité."
    assert person.seen.documents["first_id"].file_name == "passeport.png"


@pytest.mark.clause("2.14")
def test_a_wrong_file_is_replaced():
    person = printed().attach("first_id", name="erreur.png")

    screen = person.open("upload", kind="first_id")
    told = screen.notices("info")
    screen.choose("file_first_id", "bon.png", PNG).press("next")

    assert told == ["Un fichier a déjà été fourni. Il sera remplacé seulement si le nouveau est accepté."]
    assert person.seen.documents["first_id"].file_name == "bon.png"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Ce fichier n’est pas d’un type accepté"),
        ("en", "This file is not of an accepted kind"),
    ],
)
def test_a_file_that_only_bears_the_name_of_a_pdf_is_refused_and_nothing_is_lost(language, said):
    person = somebody_with_all_documents()
    before = person.seen.documents

    screen = person.open("upload", language, kind="first_id")
    screen.choose("file_first_id", "faux.pdf", b"<html>").press("next")

    assert said in screen.text
    assert "faux.pdf" in screen.text
    assert 'href="#file_first_id"' in screen.text
    assert person.seen.documents == before


def test_the_same_file_twice_is_refused_with_the_other_documents_name():
    person = printed().attach("first_id", data=PNG)

    screen = person.open("upload", "en", kind="second_id")
    screen.choose("file_second_id", "same.png", PNG).press("next")

    assert "already given for “First identity document”" in screen.text
    assert "second_id" not in person.seen.documents


def test_next_without_a_file_says_what_to_do():
    screen = somebody_printed().open("upload", "en", kind="imm5661").press("next")

    assert "No file has been chosen." in screen.text


def test_a_form_that_was_not_printed_takes_no_scan():
    person = printed()
    person.answer("family_name", family_name="Gagnon")

    screen = person.open("upload", kind="imm5661")

    assert list(screen.buttons) == ["to_form"]


def test_several_files_are_one_document_and_the_one_at_fault_is_named():
    person = printed()
    screen = person.open("upload", "en", kind="first_id")
    screen.at.file_uploader(key="file_first_id").set_value(
        [("front.png", PNG, "image/png"), ("back.heic", b"<html>", "image/heic")]
    )

    refused = screen.press("next").text
    screen.at.file_uploader(key="file_first_id").set_value(
        [("front.png", PNG, "image/png"), ("back.heic", scan("two"), "image/heic")]
    )
    screen.press("next")

    assert "back.heic: This file is not of an accepted kind" in refused
    assert (person.seen.documents["first_id"].pages, person.seen.documents["first_id"].file_name) == (
        2,
        "front.pdf",
    )

"""Looking at what was given, page by page; never at what somebody else gave."""

import pytest
from paperwork import somebody_printed, somebody_submitted, somebody_with_all_documents


@pytest.mark.clause("2.14")
@pytest.mark.parametrize(
    ("language", "title", "alt"),
    [
        ("fr", "Voir le formulaire IMM 5661", "Page 1 sur 3 du fichier fourni\u00a0: formulaire.tif"),
        ("en", "View form IMM 5661", "Page 1 of 3 of the file provided: formulaire.tif"),
    ],
)
def test_the_first_page_is_shown_with_its_file_and_every_page_is_within_reach(language, title, alt):
    person = somebody_with_all_documents()
    document = person.seen.documents["imm5661"]

    screen = person.open("viewer", language, document=str(document.id))

    assert screen.title == title
    assert f'src="/document/{document.id}/page/1?width=900" alt="{alt}"' in screen.text
    assert f'href="/document/{document.id}"' in screen.text
    assert screen.at.main.get("pagination")[0].proto.num_pages == 3


def test_a_file_name_is_shown_letter_for_letter():
    person = somebody_with_all_documents()

    screen = person.open("viewer", document=str(person.seen.documents["first_id"].id))

    assert "&quot;&gt;&lt;b&gt;.png" in screen.text
    assert "><b>.png" not in screen.text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_somebody_elses_document_is_not_shown(language):
    theirs = somebody_with_all_documents().seen.documents["imm5661"]

    screen = somebody_printed().open("viewer", language, document=str(theirs.id))

    assert "formulaire.tif" not in screen.text
    assert str(theirs.id) not in screen.text.replace(f"document%3D{theirs.id}", "")
    assert len(screen.notices("error")) == 1


def test_an_address_that_is_no_document_says_so():
    screen = somebody_printed().open("viewer", "en", document="one")

    assert screen.notices("error")[0].startswith("This file does not exist")


def test_what_was_sent_can_still_be_looked_at():
    person = somebody_submitted()

    screen = person.open("viewer", document=str(person.seen.documents["imm5661"].id))

    assert screen.buttons == {"back": "Retour à la confirmation"}

"""Documents an officer asks for: only those can be given; the rest is locked and readable."""

import pytest
from offices import asked_for_documents, returned
from paperwork import scan

from core.bootstrap import portal


def slot(person, place):
    return person.seen.slots[place]


def key(person, place):
    return slot(person, place).request.id.hex


def give(person, place, data=None):
    asked = slot(person, place)
    portal().documents.attach(
        person.actor, person.application_id, asked.kind, "nouveau.png", data or scan(), asked.request.id
    )
    return person


@pytest.mark.clause("3.5")
@pytest.mark.parametrize(
    ("language", "again", "additional", "locked"),
    [
        ("fr", "Demande requise", "Non fourni", "Documents déjà transmis"),
        ("en", "New copy requested", "Not provided", "Documents already sent"),
    ],
)
def test_each_document_asked_for_shows_its_state_and_its_reason(language, again, additional, locked):
    screen = asked_for_documents().open("documents", language)

    assert [header.value for header in screen.at.main.header][2] == locked
    assert again in screen.text
    assert additional in screen.text
    assert "La photo est floue." in screen.text
    assert "Le nom a changé." in screen.text


@pytest.mark.clause("3.5")
def test_only_what_is_asked_for_can_be_given_and_the_rest_can_be_read():
    person = asked_for_documents()

    screen = person.open("documents")

    assert list(screen.buttons) == [
        f"upload_{key(person, 0)}",
        f"upload_{key(person, 1)}",
        "use_specimens",
        "view_imm5661",
        "view_first_id",
        "view_second_id",
        "submit",
        "exit",
    ]
    assert screen.at.button(key="submit").disabled


def test_the_officers_words_are_shown_as_they_are():
    screen = asked_for_documents().open("documents")

    assert [header.value for header in screen.at.main.header][1] == r"Preuve de \<b\>nom\</b\>"
    assert "<b>nom" not in screen.text.replace(r"\<b\>nom", "")


@pytest.mark.clause("3.5")
@pytest.mark.parametrize("kind", ["second_id", "imm5661", "nonsense"])
def test_a_locked_document_cannot_be_reached_by_its_address(kind):
    assert asked_for_documents().open("upload", kind=kind).title == "Documents présentés par le client"


@pytest.mark.clause("3.5")
def test_a_new_copy_is_uploaded_for_its_own_demand():
    person = asked_for_documents()
    name = f"file_{key(person, 0)}"

    screen = person.open("upload", kind=key(person, 0)).choose(name, "copie.png", scan()).press("next")

    assert screen.title == "Documents présentés par le client"
    assert slot(person, 0).document.file_name == "copie.png"
    assert slot(person, 1).document is None


def test_a_document_given_for_a_demand_is_taken_back():
    person = give(asked_for_documents(), 1)

    screen = person.open("documents").press(f"remove_{key(person, 1)}")

    assert slot(person, 1).document is None
    assert screen.notices("success")[0] == "Document retiré\u00a0: Preuve de \\<b\\>nom\\</b\\>."


@pytest.mark.clause("3.6")
@pytest.mark.parametrize(
    ("language", "title", "said"),
    [
        ("fr", "Vos documents ont été transmis", "Elle est de retour auprès de l’agent"),
        ("en", "Your documents have been submitted", "It is back with the officer"),
    ],
)
def test_once_all_are_given_they_are_sent_and_confirmed(language, title, said):
    person = give(give(asked_for_documents(), 0), 1)

    screen = person.open("documents", language).press("submit")

    assert screen.title == title
    assert said in screen.notices("success")[0]
    assert person.seen.submission.number == 2


@pytest.mark.clause("3.6")
def test_every_document_sent_can_be_read_under_a_name_of_its_own():
    screen = returned().open("confirmation")

    names = list(screen.buttons.values())
    assert len(names) == len(set(names)) == 6


def test_a_document_sent_is_looked_at_and_leads_back_to_the_documents():
    person = asked_for_documents()

    screen = person.open("documents").press("view_first_id")

    assert screen.title == "La première pièce" or screen.title.endswith("la première pièce")
    assert screen.press("back").title == "Documents présentés par le client"


@pytest.mark.parametrize("screen", ["question", "review", "form"])
def test_answers_stay_closed_and_lead_to_the_documents(screen):
    assert asked_for_documents().open(screen).at.title[-1].value == "Documents présentés par le client"

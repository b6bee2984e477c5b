"""The review page: every question with its answer, 'Modifier' beside each, the print at its foot."""

import re

import pytest
from paperwork import ANSWERS, applicant, run_out, somebody_printed, somebody_submitted


def ways_back(screen):
    return re.findall(r'class="modify" href="([^"]+)" aria-label="([^"]+)">([^<]+)', screen.text)


@pytest.mark.clause("2.4")
@pytest.mark.parametrize(
    ("language", "title", "names"),
    [
        ("fr", "Révisez vos réponses", ["Modifier\u00a0: Nom de famille", "Modifier\u00a0: Prénom(s)"]),
        ("en", "Review your answers", ["Modify: Family name", "Modify: Given name(s)"]),
    ],
)
def test_every_question_stands_there_with_its_own_way_back(language, title, names):
    person = somebody_printed()

    screen = person.open("review", language)

    found = ways_back(screen)
    reference = person.seen.application.reference
    assert screen.title == title
    assert len(found) == len({name for _, name, _ in found}) == len(ANSWERS)
    assert [name for _, name, _ in found[:2]] == names
    assert found[0][0] == f"/question?request={reference}&amp;q=family_name&amp;from=review"


@pytest.mark.clause("2.4")
@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fr", ["27 mars 1985", "Barreau du Nouveau-Brunswick", "Nouveau-Brunswick"]),
        ("en", ["March 27, 1985", "Law Society of New Brunswick", "New Brunswick"]),
    ],
)
def test_answers_are_written_as_the_language_writes_them(language, told):
    screen = somebody_printed().open("review", language)

    assert [text for text in told if text not in screen.text] == []


def test_what_somebody_typed_is_shown_letter_for_letter():
    screen = somebody_printed().open("review")

    assert "Bail [résidentiel](x) &lt;b&gt;2026&lt;/b&gt;" in screen.text


@pytest.mark.clause("2.4n")
def test_answers_that_no_longer_apply_are_listed_as_removed_and_shown_nowhere_else():
    person = applicant()
    person.answer("regulator", regulator="LSO")
    person.answer("membership_number", membership_number="P99999")
    person.answer("regulator", regulator="LSNB")

    screen = person.open("review")

    assert '<ul class="removed"><li>Numéro de membre</li></ul>' in screen.text
    assert "P99999" not in screen.text


def test_what_is_explained_at_a_question_is_explained_here_too():
    person = applicant()
    person.answer("regulator")
    person.answer("licence", licence="student")

    screen = person.open("review")

    assert '<p class="caution">Une personne aux études, en stage ou candidate au permis' in screen.text


@pytest.mark.clause("2.3")
def test_unanswered_questions_are_said_and_nothing_is_printed_before_them():
    person = applicant()
    person.answer("family_name")

    screen = person.open("review")
    buttons = screen.buttons
    screen.press("go_on")

    assert buttons == {"go_on": "Continuer les questions", "exit": "Quitter"}
    assert screen.title == "Quels sont vos prénoms?"


@pytest.mark.clause("2.5")
@pytest.mark.parametrize(("language", "label"), [("fr", "Imprimer IMM 5661"), ("en", "Print IMM 5661")])
def test_printing_uses_the_language_of_correspondence_and_leads_to_the_print_page(language, label):
    person = applicant().answer_all()

    screen = person.open("review", language)
    buttons = screen.buttons
    screen.press("print")

    assert buttons["print"] == label
    assert screen.title == label
    assert [print.language for print in person.seen.prints] == ["fr"]


@pytest.mark.clause("2.6")
def test_quitting_goes_home_where_the_request_is_said_to_be_kept():
    screen = applicant().open("review").press("exit")

    assert screen.title == "Que voulez-vous faire aujourd’hui?"
    assert screen.buttons["leave"] == "Fermeture de session"


@pytest.mark.clause("2.17")
def test_an_expired_request_can_no_longer_be_changed():
    screen = run_out(applicant()).open("review")

    assert ways_back(screen) == []
    assert screen.buttons == {"home": "Retour à l’accueil"}


def test_a_submitted_request_leads_to_its_confirmation():
    assert somebody_submitted().open("review").title == "Votre demande a été transmise"


@pytest.mark.clause("2.17")
@pytest.mark.parametrize(
    ("language", "left"),
    [("fr", "30 jours restants (dernier jour\u00a0:"), ("en", "30 days left (last day:")],
)
def test_the_days_left_stand_on_the_page_and_beside_it(language, left):
    screen = somebody_printed().open("review", language)

    beside = "\n".join(element.proto.body for element in screen.at.sidebar.get("html"))
    assert [left in text for text in (screen.at.main.caption[0].value, beside)] == [True, True]


def test_the_task_list_says_in_words_what_is_done_and_what_comes_now():
    screen = somebody_printed().open("review")

    beside = screen.at.sidebar.get("html")[0].proto.body
    assert re.findall(r'class="status">([^<]+)', beside) == [
        "fait",
        "fait",
        "maintenant",
        "à faire",
        "à faire",
    ]
    assert beside.count('aria-current="step"') == 1


def test_somebody_elses_request_is_not_found():
    other = applicant()
    other.answer("family_name", family_name="Secretissime")

    screen = applicant().open("review", request=other.seen.application.reference)

    assert screen.title == "Demande introuvable"
    assert "Secretissime" not in screen.text

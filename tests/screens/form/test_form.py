"""The print page: the IMM 5661 on paper, printed again when an answer changes."""

import pytest
from paperwork import applicant, printed, run_out, somebody_printed, somebody_submitted


@pytest.mark.clause("2.5", "2.11")
@pytest.mark.parametrize(
    ("language", "title", "said"),
    [
        ("fr", "Imprimer IMM 5661", "Votre formulaire est prêt\u00a0: impression n°\u00a01"),
        ("en", "Print IMM 5661", "Your form is ready: print no. 1"),
    ],
)
def test_the_print_is_named_and_linked(language, title, said):
    person = somebody_printed()

    screen = person.open("form", language)

    address = f"/form/{person.seen.last_print.id}.pdf"
    assert screen.title == title
    assert screen.notices("success")[0].startswith(said)
    assert f'href="{address}"' in screen.text
    assert f'href="{address}?save=1"' in screen.text


@pytest.mark.clause("2.7", "2.8")
@pytest.mark.parametrize(
    ("language", "signature", "attestation"),
    [
        ("fr", "«\u00a0Renseignements sur le représentant\u00a0»", "«\u00a0Attestation d’identité\u00a0»"),
        ("en", "“Representative's information”", "“Identity attestation”"),
    ],
)
def test_what_to_do_on_paper_names_both_sections(language, signature, attestation):
    screen = somebody_printed().open("form", language)

    assert signature in screen.text
    assert attestation in screen.text


@pytest.mark.clause("2.12")
def test_continue_leads_to_the_documents():
    screen = somebody_printed().open("form").press("next")

    assert screen.title == "Documents présentés par le client"


@pytest.mark.clause("2.12")
def test_a_changed_answer_takes_continue_away_until_the_form_is_printed_again():
    person = printed()
    person.answer("family_name", family_name="Gagnon")

    screen = person.open("form")
    before = screen.buttons
    screen.press("print_fr")

    assert before == {
        "print_fr": "Imprimer IMM 5661 de nouveau",
        "to_review": "Revoir mes réponses",
        "exit": "Quitter",
    }
    assert person.seen.last_print.number == 2
    assert "next" in screen.buttons


def test_the_same_answers_are_printed_in_the_other_language():
    person = printed()

    screen = person.open("form").press("print_en")

    assert (person.seen.last_print.language, person.seen.is_printed) == ("en", True)
    assert screen.notices("success")[0].endswith("en anglais.")


def test_before_any_print_the_page_leads_to_the_review():
    screen = applicant().answer_all().open("form", "en")

    assert screen.buttons == {"to_review": "Review my answers"}


def test_while_answers_are_missing_the_page_leads_to_the_questions():
    screen = applicant().open("form", "en")

    assert screen.buttons == {"to_question": "Answer the questions"}


@pytest.mark.clause("2.17")
def test_a_request_that_ran_out_offers_neither_printing_nor_going_on():
    screen = run_out(printed()).open("form")

    assert list(screen.buttons) == ["home"]
    assert "a expiré" in screen.notices("warning")[0]


def test_a_request_that_was_sent_shows_its_confirmation_instead():
    assert somebody_submitted().open("form").title == "Votre demande a été transmise"


@pytest.mark.clause("2.6")
def test_exit_leaves_for_home_and_keeps_the_request():
    person = somebody_printed()

    screen = person.open("form").press("exit")

    assert screen.at.query_params["left"] == person.seen.application.reference
    assert person.seen.is_printed

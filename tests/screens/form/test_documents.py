"""Client-submitted documents: what is expected, what was given, and the sending."""

import pytest
from paperwork import (
    applicant,
    printed,
    run_out,
    somebody_printed,
    somebody_submitted,
    somebody_with_all_documents,
)


@pytest.mark.clause("2.13")
@pytest.mark.parametrize(
    ("language", "title", "headings", "state"),
    [
        (
            "fr",
            "Documents présentés par le client",
            ["Formulaire IMM 5661 signé", "Première pièce d’identité", "Deuxième pièce d’identité"],
            "État\u00a0: non fourni",
        ),
        (
            "en",
            "Client-submitted documents",
            ["Signed form IMM 5661", "First identity document", "Second identity document"],
            "State: not provided",
        ),
    ],
)
def test_each_expected_document_has_its_row_and_state(language, title, headings, state):
    screen = somebody_printed().open("documents", language)

    assert screen.title == title
    assert [header.value for header in screen.at.header][:3] == headings
    assert screen.text.count(state) == 3


@pytest.mark.clause("2.13")
def test_a_row_names_the_document_that_was_declared_and_hides_nothing_in_it():
    screen = somebody_printed().open("documents", "en")

    assert "Expected, according to your answers: Canadian or foreign passport, Canada." in screen.text
    assert "Bail [résidentiel](x) &lt;b&gt;2026&lt;/b&gt;." in screen.text


@pytest.mark.clause("2.14")
def test_every_button_of_a_given_document_has_a_name_of_its_own():
    screen = somebody_with_all_documents().open("documents")

    names = list(screen.buttons.values())
    assert len(names) == len(set(names))
    assert screen.buttons["view_second_id"] == "Voir la deuxième pièce"
    assert screen.buttons["upload_first_id"] == "Remplacer la première pièce"


@pytest.mark.clause("2.14")
def test_what_was_given_is_shown_with_its_first_page():
    person = somebody_with_all_documents()

    screen = person.open("documents")

    document = person.seen.documents["first_id"]
    assert f'<img src="/document/{document.id}/page/1?width=240"' in screen.text
    assert "&quot;&gt;&lt;b&gt;.png" in screen.text
    assert "><b>.png" not in screen.text


@pytest.mark.clause("2.14")
def test_a_document_is_taken_back_by_its_own_button():
    person = printed().attach()

    screen = person.open("documents").press("remove_second_id")

    assert [str(kind) for kind in person.seen.missing_documents] == ["second_id"]
    assert screen.notices("success")[0] == "Document retiré\u00a0: Deuxième pièce d’identité."
    assert screen.at.button(key="submit").disabled


@pytest.mark.clause("2.15")
@pytest.mark.parametrize(
    ("language", "reason"),
    [
        ("fr", "Il manque\u00a0: première pièce d’identité, deuxième pièce d’identité."),
        ("en", "Still missing: first identity document, second identity document."),
    ],
)
def test_submit_is_closed_with_its_reason_while_a_document_is_missing(language, reason):
    screen = printed().attach("imm5661").open("documents", language)

    assert screen.at.button(key="submit").disabled
    assert reason in screen.notices("info")[0]


@pytest.mark.clause("2.15")
def test_submit_freezes_the_request_and_shows_the_confirmation():
    person = printed().attach()

    screen = person.open("documents", "en").press("submit")

    assert screen.title == "Your request has been submitted"
    assert person.seen.submission.print_number == 1


@pytest.mark.clause("2.15")
def test_a_second_window_that_submits_too_sends_nothing_twice():
    person = printed().attach()
    one, other = person.open("documents"), person.open("documents")

    one.press("submit")
    first = person.seen.submission
    other.press("submit")

    assert other.title == "Votre demande a été transmise"
    assert person.seen.submission == first


@pytest.mark.clause("2.15")
def test_a_document_taken_back_in_another_window_keeps_submit_from_sending():
    person = printed().attach()
    one, other = person.open("documents"), person.open("documents")

    other.press("remove_imm5661")
    one.press("submit")

    assert person.seen.submission is None
    assert one.at.button(key="submit").disabled


@pytest.mark.clause("2.12")
def test_the_page_opens_only_once_the_current_answers_are_printed():
    person = printed()
    person.answer("family_name", family_name="Gagnon")

    screen = person.open("documents")

    assert screen.buttons == {"to_form": "Aller à la page d’impression"}


def test_a_payment_card_declared_as_second_document_is_explained_here_too():
    person = applicant().answer_all()
    person.answer("second_id", second_id_kind="credit_card", second_id_shows=["signature"])

    screen = person.print().open("documents", "en")

    (told,) = screen.notices("warning")
    assert told.startswith("As it stands your request would probably be refused, for 1 reason.")
    assert "above all do not attach a picture of the card" in screen.text


@pytest.mark.clause("2.17")
def test_a_request_that_ran_out_takes_no_more_documents():
    assert list(run_out(printed()).open("documents").buttons) == ["home"]


def test_somebody_elses_request_is_not_shown():
    mine, other = somebody_printed(), somebody_submitted()

    screen = mine.open("documents", "en", request=other.seen.application.reference)

    assert [title.value for title in screen.at.title] == ["Request not found"]
    assert list(screen.buttons) == ["home"]

"""The check before sending: what would be refused, what mends it, what could not be verified."""

from html import unescape

import pytest
from offices import asked_for_documents
from paperwork import ANSWERS, applicant, printed, somebody_with_all_documents


def with_answers(**changes):
    """Return somebody printed whose answers differ in some parts."""
    person = applicant()
    while question := person.seen.next_question:
        person.answer(question, **{**ANSWERS[question], **changes.get(question, {})})
    return person.print().attach()


def text_of(person, language="fr", screen="documents"):
    return unescape(person.open(screen, language).text)


@pytest.mark.clause("3.R2")
@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fr", ("Telle qu’elle est, votre demande serait probablement refusée, pour 1 raison.",
                "La deuxième pièce est une carte de crédit ou une carte bancaire",
                "Choisissez une autre deuxième pièce d’identité")),
        ("en", ("As it stands your request would probably be refused, for 1 reason.",
                "The second document is a credit or bank card", "Choose another second identity document")),
    ],
)  # fmt: skip
def test_what_would_be_refused_is_said_with_the_one_thing_that_mends_it(language, told):
    person = with_answers(second_id={"second_id_kind": "bank_card", "second_id_description": ""})

    said = text_of(person, language)

    assert [sentence in said for sentence in told] == [True, True, True]
    assert f'href="/question?request={person.seen.application.reference}&q=second_id&from=review"' in said


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "en numériserez toutes les pages"), ("en", "scan all of its pages")],
)
def test_a_remedy_that_changes_an_answer_says_that_the_form_is_printed_and_signed_anew(language, said):
    changed = with_answers(second_id={"second_id_kind": "bank_card", "second_id_description": ""})

    assert said in text_of(changed, language)
    assert said not in text_of(somebody_with_all_documents(), language)


def test_two_reasons_with_one_remedy_ask_for_one_thing():
    shown = {"second_id_kind": "bank_card", "second_id_description": "", "second_id_shows": ["nothing"]}
    said = text_of(with_answers(second_id=shown))

    assert "pour 2 raisons" in said
    assert said.count("Choisissez une autre deuxième pièce d’identité") == 1


def test_where_nothing_fails_it_is_said_and_what_is_not_verified_says_why():
    said = text_of(somebody_with_all_documents())

    assert "les règles que suivent les agents ne trouvent rien à redire" in said
    assert "Le registre ne permet pas de le dire : il n’est pas à notre disposition" in said
    assert "Le registre ne donne la personne ni comme sans exercice" in said


def test_what_is_in_order_is_folded_and_named():
    screen = somebody_with_all_documents().open("documents", "en")

    (folded,) = [it for it in screen.at.main.expander if it.label.startswith("Everything that is in order")]
    assert "The second document is not a payment card" in "".join(it.proto.body for it in folded.get("html"))


def test_a_form_not_attached_yet_is_said_beside_it_and_not_as_a_refusal():
    said = text_of(printed())

    assert "Le formulaire IMM 5661 n’est pas joint." not in said


def test_the_check_never_closes_submit():
    person = with_answers(second_id={"second_id_kind": "bank_card", "second_id_description": ""})

    screen = person.open("documents")

    assert not screen.at.button(key="submit").disabled
    screen.press("submit")
    assert person.seen.submission is not None


def refusable(**changes):
    """Return somebody who answered everything, and whose second document is a bank card."""
    person = applicant()
    card = {"second_id_kind": "bank_card", "second_id_description": ""}
    while question := person.seen.next_question:
        person.answer(question, **(ANSWERS[question] | (card if question == "second_id" else {})))
    return person


@pytest.mark.clause("2.4", "2.5", "3.R2")
@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fr", ("Vérification avant d’imprimer", "Avant d’imprimer : avec ces réponses",
                "Changer cette réponse", "Imprimer quand même")),
        ("en", ("Check before printing", "Before you print: with these answers your request would probably",
                "Change this answer", "Print anyway")),
    ],
)  # fmt: skip
def test_printing_what_would_be_refused_asks_first_and_prints_all_the_same(language, told):
    person = refusable()
    screen = person.open("review", language)
    before = told[0] in unescape(screen.text)

    screen.press("print")
    said, buttons = unescape(screen.text), screen.buttons
    asked = person.seen.prints
    screen.press("print_all_the_same")

    assert (before, asked, len(person.seen.prints)) == (True, (), 1)
    assert [sentence in said for sentence in told[1:3]] == [True, True]
    assert (buttons["print_all_the_same"], "print" in buttons) == (told[3], False)
    assert f'href="/question?request={person.seen.application.reference}&q=second_id&from=review"' in said


def test_a_check_of_the_documents_asked_for_says_that_it_looked_at_nothing_else():
    person = asked_for_documents()

    said = text_of(person)

    assert "Ici, nous avons regardé seulement les documents demandés." in said
    assert "Dans cette partie, les règles" in said

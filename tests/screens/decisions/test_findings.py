"""What the rules say of a request, on its officer's screen, and an officer who does not follow one."""

import re
from html import unescape

import pytest
from offices import at_case, officer
from paperwork import ANSWERS, applicant

from core.bootstrap import portal
from core.domain.application.application import Outcome


def with_a_payment_card():
    """Return somebody who sent a request that a rule would refuse."""
    person = applicant()
    card = {"second_id_kind": "bank_card", "second_id_description": ""}
    while question := person.seen.next_question:
        person.answer(question, **{**ANSWERS[question], **(card if question == "second_id" else {})})
    return person.print().attach().submit()


def opened_case(person, language="fr"):
    return at_case(officer(), person, language)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fr", ("Motif de refus :", "La deuxième pièce est une carte de crédit ou une carte bancaire.",
                "Carte bancaire", "Guide 3.R2.")),
        ("en", ("Ground of refusal:", "The second document is a credit or bank card.", "Bank card",
                "Guide 3.R2.")),
    ],
)  # fmt: skip
def test_a_failing_rule_shows_its_sentence_its_clause_and_the_facts_it_read(language, told):
    said = unescape(opened_case(with_a_payment_card(), language).text)

    assert [sentence in said for sentence in told] == [True] * 4


def test_every_rule_stands_in_one_of_three_groups():
    screen = opened_case(with_a_payment_card())

    folded = [it.label for it in screen.at.main.expander]
    rules = len(portal().outside.rule_book.rules)
    counts = [int(re.search(r"\((\d+)\)", label)[1]) for label in folded if "(" in label]
    told = sum(
        screen.text.count(f'class="finding {verdict}') for verdict in ("fails", "not_evaluated", "passes")
    )
    assert (sum(counts) > 0, told) == (True, rules)


def test_a_refusal_is_ticked_with_the_reasons_that_the_rules_propose():
    screen = opened_case(with_a_payment_card())
    screen.at.radio(key="outcome").set_value(Outcome.REFUSED)

    ticked = [it.key for it in screen.run().at.checkbox if it.value]

    assert ticked == ["reason_second_id_not_valid"]


def test_an_approval_against_a_failing_rule_asks_why_and_keeps_the_answer():
    person = with_a_payment_card()
    screen = opened_case(person)
    screen.at.radio(key="outcome").set_value(Outcome.APPROVED)
    screen.run().press("preview")
    assert "Une règle échoue, et votre décision ne la suit pas." in unescape(screen.text)

    screen.at.text_area(key="overruled_second_id_is_a_payment_card").set_value("Carte de bibliothèque.")
    screen.run().press("preview").press("confirm")

    (decision,) = person.seen.decisions
    assert decision.overruled == [{"rule": "second_id_is_a_payment_card", "why": "Carte de bibliothèque."}]


def test_unticking_what_a_rule_proposes_asks_why():
    screen = opened_case(with_a_payment_card())
    screen.at.radio(key="outcome").set_value(Outcome.REFUSED)
    screen.run().at.checkbox(key="reason_second_id_not_valid").uncheck()

    screen.run()

    assert "overruled_second_id_is_a_payment_card" in [it.key for it in screen.at.text_area]

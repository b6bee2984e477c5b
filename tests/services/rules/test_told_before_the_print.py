"""Twenty people who would be refused are told so before the print; twenty honest ones hear nothing false."""

import tomllib
from pathlib import Path

import pytest

from tests.domain.typed import WHOLE
from tests.services import steps
from tests.services.doubles import library
from tests.services.registers_of import keep_register

PEOPLE = tomllib.loads(Path(__file__).with_name("told_before_the_print.toml").read_text("utf-8"))["person"]
HERS = ("R900012", "Ñuñez O'Brien", "Zoé", "active")
ATTESTS = ("", "Łukasiewicz", "Jan", "active")


def answers(parts):
    """Return Zoé's answers with some parts otherwise."""
    told = {question: dict(value) for question, value in WHOLE.items()}
    places = {part.id: it.id for it in library().questionnaire.questions for part in it.parts}
    for part, value in parts.items():
        told[places[part]][part] = value
    return told


def refusing(findings):
    return {it.rule.id for it in findings if it.would_be_refused}


@pytest.mark.parametrize("person", PEOPLE, ids=lambda it: it["name"])
def test_what_would_be_refused_is_told_before_the_print_and_nothing_else(someone, person):
    portal, actor = someone
    keep_register(portal, "CICC", tuple(person.get("hers", HERS)))
    attesting = [tuple(it) for it in (person.get("attests", ATTESTS), person.get("besides")) if it]
    keep_register(portal, "LSNB", *attesting)
    application, told = steps.opened(portal, actor), set()

    for question, value in answers(person.get("parts", {})).items():
        portal.enrolment.answer(actor, application.id, question, value)
        told |= refusing(portal.judgements.at_question(actor, application.id, question).failing)
    on_review = refusing(portal.judgements.forecast(actor, application.id, "review"))

    expected = set(person.get("told", ()))
    assert (told, on_review) == (expected, expected)


def test_there_are_twenty_of_each():
    refused = [it["name"] for it in PEOPLE if it.get("told")]

    assert (len(refused), len(PEOPLE) - len(refused)) == (20, 20)
    assert len({it["name"] for it in PEOPLE}) == len(PEOPLE)

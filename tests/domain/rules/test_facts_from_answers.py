"""From answers to facts: what is unknown, what is absent, and what the answers say."""

from datetime import timedelta

import pytest

from core.domain.application.overview import overview
from core.domain.rules.facts_from_answers import answer_facts
from tests.domain.application.test_overview import application, said
from tests.domain.typed import TODAY, WHOLE, kept

WITHOUT_NUMBERS = {**WHOLE, "regulator": {"regulator": "LSNB"}, "licence": {"licence": "lawyer"}}


@pytest.fixture(scope="module")
def facts_of(content):
    """Return the facts that answers tell, on a day."""

    def told(answers, today=TODAY):
        rows = [said(question, value) for question, value in kept(content, answers).items()]
        return answer_facts(content, overview(content, application(), rows, today))

    return told


def with_part(question, **parts):
    return {**WHOLE, question: {**WHOLE[question], **parts}}


def test_a_whole_road_tells_every_fact_of_the_answers(facts_of):
    assert facts_of(WHOLE) == {
        "regulator": "CICC", "regulator_kind": "college", "licence": "rcic", "number_expected": True,
        "number_given": True, "number_form": "expected", "first_id_kind": "passport",
        "first_id_has_photo": True, "first_id_expired": False, "second_id_kind": "tax_assessment",
        "second_id_shows_detail": True,
        "second_id_is_the_first": False, "attestor_regulator_listed": True,
        "days_open": 0,
    }  # fmt: skip


def test_before_the_first_answer_everything_but_the_clock_is_unknown(facts_of):
    told = facts_of({"given_names": {"given_names": "Zoé"}})

    assert {name: value for name, value in told.items() if value is not None} == {"days_open": 0}


def test_where_a_regulator_issues_no_numbers_none_is_expected_and_none_is_unknown(facts_of):
    answers = {
        question: value for question, value in WITHOUT_NUMBERS.items() if question != "membership_number"
    }
    told = facts_of(answers)

    assert (told["number_expected"], told["number_given"], told["number_form"]) == (False, False, "none")


def test_a_regulator_with_one_kind_of_licence_has_none_to_tell(facts_of):
    answers = {question: value for question, value in WHOLE.items() if question != "licence"}
    told = facts_of({**answers, "regulator": {"regulator": "CNQ"}})

    assert told["licence"] in ("none", None)


@pytest.mark.parametrize(
    ("answers", "fact", "value"),
    [
        (with_part("membership_number", membership_number="M123456"), "number_form", "transitional"),
        (with_part("first_id", first_id_kind="driver_licence"), "first_id_has_photo", True),
        (with_part("second_id", second_id_shows=["nothing"]), "second_id_shows_detail", False),
        (with_part("second_id", second_id_shows=["photo"]), "second_id_shows_detail", True),
        (with_part("second_id", second_id_kind="passport"), "second_id_is_the_first", True),
    ],
)
def test_an_answer_tells_its_fact(facts_of, answers, fact, value):
    assert facts_of(answers)[fact] == value


def test_the_clock_tells_when_a_document_expires_and_how_old_the_request_is(facts_of):
    later = facts_of(WHOLE, TODAY + timedelta(days=1500))

    assert (later["first_id_expired"], later["days_open"]) == (True, 1500)

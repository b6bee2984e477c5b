"""Rules, findings and remedies: what is proposed, and the least that mends it."""

from datetime import date

import pytest
from pydantic import ValidationError

from core.domain.application.content import Text
from core.domain.rules.facts import FACTS, values_of
from core.domain.rules.rule_book import RuleBook, RuleCase, overlapping, rule_faults
from core.domain.rules.rules import Rule, Verdict, failing, fewest, found, reasons_proposed
from tests.domain.well import BOOK, NOTHING_WRONG

DAY = date(2026, 3, 2)
WORDS = Text(fr="Mots", en="Words")


def rule(**changes):
    whole = Rule(
        id="drafted", clause="2.8", title=WORDS, severity="refusal", reason="other", remedy="second_id",
        fails_when="true", applicant=WORDS, officer=WORDS,
    )  # fmt: skip
    return whole.model_copy(update=changes)


def findings(*failing_ids, unknown=()):
    """Return what the book found where only these rules fail."""
    values = [it.id in failing_ids or (None if it.id in unknown else False) for it in BOOK.rules]
    return found(BOOK.rules, 1, values, values_of(NOTHING_WRONG), DAY, lambda _: ())


def test_a_finding_tells_the_facts_its_rule_reads_with_their_values():
    (finding,) = found([rule()], 3, [True], values_of(NOTHING_WRONG), DAY, lambda _: ("licence", "days_open"))

    assert (finding.edition, finding.verdict, finding.facts) == (
        3,
        Verdict.FAILS,
        {"licence": "rcic", "days_open": 3},
    )


def test_a_rule_is_applied_from_its_first_day_until_the_day_before_its_last():
    dated = rule(since=date(2026, 3, 1), until=date(2026, 3, 3))

    assert [dated.is_in_force(date(2026, day // 100, day % 100)) for day in (228, 301, 302, 303)] == [
        False, True, True, False,
    ]  # fmt: skip
    assert found([dated], 1, [True], {}, date(2026, 3, 3), lambda _: ()) == ()


def test_the_gravest_failing_rule_comes_first():
    told = findings("member_number_unusual", "practice_restricted", "form_not_signed")

    assert [it.rule.id for it in failing(told)] == [
        "form_not_signed",
        "practice_restricted",
        "member_number_unusual",
    ]


def test_only_rules_that_would_refuse_propose_a_reason_and_each_reason_once():
    told = findings("form_not_signed", "form_not_attested", "practice_restricted", "first_id_expired")

    assert reasons_proposed(told) == ("identity_not_established", "form_not_complete")


@pytest.mark.parametrize(
    ("failing_ids", "remedies"),
    [
        ((), []),
        (("form_not_signed",), ["sign_form"]),
        (("form_not_signed", "form_not_attested"), ["sign_form", "attest_form"]),
        (("form_older_than_answers", "form_not_signed", "form_page_missing"), ["print_again"]),
        (("second_id_is_a_payment_card", "second_id_shows_nothing_else", "form_not_signed"), ["second_id"]),
        (("first_id_expired", "second_id_is_the_first"), ["first_id", "second_id"]),
        (("not_in_good_standing", "form_not_signed"), ["ask_regulator", "sign_form"]),
    ],
)
def test_the_fewest_remedies_clear_what_fails(failing_ids, remedies):
    assert [it.id for it in fewest(BOOK.remedies, findings(*failing_ids))] == remedies


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({}, []),
        ({"remedy": "prayer"}, ["rule_remedy_unknown"]),
        ({"applicant": None}, ["rule_applicant_text_missing"]),
        ({"audience": "officers"}, ["rule_applicant_text_of_an_officers_rule"]),
        ({"reason": ""}, ["rule_refusal_without_reason"]),
        ({"since": DAY, "until": DAY}, ["rule_ends_before_it_begins"]),
    ],
)
def test_what_a_rule_lacks_is_named(changes, faults):
    assert rule_faults(rule(**changes), BOOK.remedies) == faults


def test_two_texts_of_one_rule_may_follow_each_other_and_not_overlap():
    before, after = rule(until=DAY), rule(since=DAY)

    assert overlapping([before, after]) == []
    assert overlapping([before, rule(since=date(2026, 3, 1))]) == ["drafted"]


def test_a_book_whose_rules_do_not_hold_together_refuses_to_be_one():
    with pytest.raises(ValidationError, match="rule drafted: rule_refusal_without_reason"):
        RuleBook.model_validate({**dict(BOOK), "rules": (rule(reason=""),)})


def test_no_fact_may_be_missing_from_the_book():
    fewer = {name: row for name, row in BOOK.facts.items() if name != "days_open"}

    with pytest.raises(ValidationError, match="in this order"):
        RuleBook.model_validate({**dict(BOOK), "facts": fewer})


@pytest.mark.parametrize("told", [{"facts": {"shoe_size": 38}}, {"unknown": ("shoe_size",)}])
def test_a_case_may_name_no_fact_that_does_not_exist(told):
    with pytest.raises(ValueError, match="no such fact: shoe_size"):
        RuleCase(name="a case", verdict=Verdict.FAILS, **told).facts_over(BOOK.facts)


def test_a_case_may_give_no_value_that_a_fact_cannot_have():
    with pytest.raises(ValidationError):
        RuleCase(name="a case", verdict=Verdict.FAILS, facts={"form_signature": "sined"}).facts_over(
            BOOK.facts
        )


def test_every_fact_has_its_meaning_in_both_languages():
    assert list(BOOK.facts) == list(FACTS)
    assert all(row.meaning.fr and row.meaning.en for row in BOOK.facts.values())

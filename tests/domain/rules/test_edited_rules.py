"""A rule as it is typed in a form: every fault at its field, and the change that comes of it."""

from datetime import date

import pytest

from core.domain.errors import MalformedAnswerError
from core.domain.rules.edited_rules import change_typed, edited, period_typed
from core.domain.rules.replay import DecisionDays
from core.domain.rules.rule_book import RuleCase
from core.domain.rules.rule_changes import RuleChange
from core.domain.rules.rules import Verdict
from core.domain.rules.typed_rules import (
    TypedCase,
    cases_typed,
    rule_code,
    rule_typed,
    typed_case_of,
    typed_of,
)
from tests.services.doubles import rule_book
from tests.services.laboratory import CASES, NEW, OLD, text_of

NOTHING = RuleChange((), {}, date(2026, 3, 2))
TYPED = tuple(map(typed_case_of, CASES))


def faults_of(work):
    with pytest.raises(MalformedAnswerError) as refusal:
        work()
    return refusal.value.fields


@pytest.mark.parametrize("rule", rule_book().rules, ids=lambda rule: rule.id)
def test_every_rule_and_its_cases_read_back_as_they_are_shown(rule):
    cases = rule_book().cases[rule.id]

    assert rule_typed(rule.id, typed_of(rule)) == rule
    assert cases_typed(tuple(map(typed_case_of, cases))) == cases


def test_dates_are_read_and_written_with_the_year_first():
    dated = NEW.model_copy(update={"since": date(2026, 4, 1), "until": date(2026, 5, 1)})

    assert typed_of(dated)["since"] == "2026-04-01"
    assert rule_typed(dated.id, typed_of(dated)) == dated


def test_everything_that_is_missing_or_unreadable_is_told_at_its_field():
    typed = {**typed_of(NEW), "title_fr": " ", "officer_en": "", "applicant_en": "", "until": "demain"}
    here = edited(NOTHING, (), {}, "")
    cases = [TypedCase("", "days_open = 3"), TypedCase("a", "days_open = x"), TypedCase("b", "dayz = 1")]

    told = faults_of(lambda: change_typed(here, typed, [*cases, TypedCase("c", "days_open")], "2026-02-30"))

    assert told == {
        "title_fr": "rule_field_needed", "officer_en": "rule_field_needed",
        "applicant_en": "rule_field_needed", "until": "day_unreadable", "case_1_name": "rule_field_needed",
        "case_2_facts": "case_value_unreadable", "case_3_facts": "case_fact_unknown",
        "case_4_facts": "case_line_unreadable", "effective_from": "day_unreadable",
    }  # fmt: skip


def test_a_case_of_which_nothing_is_typed_is_none_and_words_for_truth_are_read_in_both_languages():
    told = cases_typed([TypedCase(), TypedCase("a", "form_given = faux\n\nnumber_given = TRUE\nlicence = ?")])

    facts = {"form_given": False, "number_given": True}
    assert told == (RuleCase(name="a", facts=facts, unknown=("licence",), verdict=Verdict.FAILS),)


def test_a_new_rule_gets_a_code_that_no_other_has():
    typed = {**typed_of(NEW), "title_en": "Request older, than 30 DAYS!"}
    here = edited(NOTHING, rule_book().rules, {}, "")

    change = change_typed(here, typed, TYPED, "2026-03-02")

    assert change.touched == ("request_older_than_30_days_2",)
    assert change.cases == {"request_older_than_30_days_2": CASES}
    assert rule_code("...", {"rule"}) == "rule_2"


def test_one_text_of_a_rule_is_edited_and_the_others_and_the_other_rules_stay():
    first = text_of(OLD).model_copy(update={"until": date(2026, 4, 1)})
    second = text_of(OLD).model_copy(update={"since": date(2026, 4, 1)})
    change = RuleChange((NEW, first, second), {NEW.id: CASES}, date(2026, 3, 2))
    here = edited(change, rule_book().rules, rule_book().cases, OLD, 0)

    told = change_typed(here, {**typed_of(first), "severity": "advice"}, TYPED, "2026-03-09")

    milder = first.model_copy(update={"severity": "advice"})
    assert told == RuleChange((NEW, milder, second), {NEW.id: CASES, OLD: CASES}, date(2026, 3, 9))


@pytest.mark.parametrize(("place", "text"), [(None, 1), (0, 0), (1, 1), (7, 1), (-1, 1)])
def test_the_last_text_is_edited_unless_another_one_is_named(place, text):
    texts = tuple(text_of(OLD).model_copy(update={"clause": clause}) for clause in ("1.1", "1.2"))

    assert edited(NOTHING, texts, {}, OLD, place).text == texts[text]


def test_a_rule_that_nobody_knows_is_not_edited():
    assert edited(NOTHING, rule_book().rules, {}, "no_such_rule") is None


@pytest.mark.parametrize(
    ("since", "until", "faults"),
    [
        ("2026-01-01", "x", {"period_until": "day_unreadable"}),
        ("", "2026-01-01", {"period_since": "day_unreadable"}),
        ("2026-01-02", "2026-01-01", {"period_until": "period_backwards"}),
    ],
)
def test_a_period_that_cannot_be_read_or_ends_before_it_begins_is_refused(since, until, faults):
    assert faults_of(lambda: period_typed(since, until)) == faults


def test_a_period_is_read():
    assert period_typed(" 2026-01-01", "2026-01-01") == DecisionDays(date(2026, 1, 1), date(2026, 1, 1))

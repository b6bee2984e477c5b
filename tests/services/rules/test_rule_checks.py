"""A rule book looked over before anybody is judged by it."""

from datetime import date

import pytest

from core.adapters.operations.content_files import load_cases
from core.domain.application.content import Text
from core.domain.rules.rule_book import RuleCase
from core.domain.rules.rules import Rule, Verdict
from core.services.rules.rule_checks import book_faults
from tests.services.doubles import ROOT, library, rule_book

WORDS = Text(fr="Mots", en="Words")
CASES = load_cases(ROOT / "data" / "cases")
RULES = rule_book().rules
DRAFTED = Rule(
    id="drafted", clause="2.8", title=WORDS, severity="refusal", reason="name_differs", remedy="second_id",
    fails_when="days_open > 10", applicant=WORDS, officer=WORDS,
)  # fmt: skip
OF_DRAFTED = (
    RuleCase(name="eleven days", facts={"days_open": 11}, verdict=Verdict.FAILS),
    RuleCase(name="ten days", facts={"days_open": 10}, verdict=Verdict.PASSES),
    RuleCase(name="nobody knows", unknown=("days_open",), verdict=Verdict.NOT_EVALUATED),
)
UNREADABLE = RuleCase(name="shoes", facts={"shoes": 2}, verdict=Verdict.FAILS)


def faults(portal, rules=(), cases=CASES):
    return [(it.about, it.refusal.code) for it in book_faults(portal.outside, (*RULES, *rules), cases)]


def drafted(portal, cases=OF_DRAFTED, **changes):
    rule = DRAFTED.model_copy(update=changes)
    found = book_faults(portal.outside, (*RULES, rule), {**CASES, "drafted": cases})
    return [it.refusal.code for it in found if it.about == "drafted"]


def test_the_book_of_the_data_folder_has_no_fault(portal):
    assert faults(portal) == []


def test_a_rule_with_its_cases_has_no_fault(portal):
    assert drafted(portal) == []


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"fails_when": "days_opened > 10"}, ["rule_unknown_fact"]),
        ({"fails_when": "days_open"}, ["rule_needs_truth"]),
        ({"reason": ""}, ["rule_refusal_without_reason"]),
        ({"reason": "bad_luck"}, ["rule_reason_unknown"]),
        ({"remedy": "prayer"}, ["rule_remedy_unknown"]),
        ({"applicant": None}, ["rule_applicant_text_missing"]),
        ({"audience": "officers"}, ["rule_applicant_text_of_an_officers_rule"]),
        ({"fails_when": "days_open > 9"}, ["rule_case_wrong"]),
    ],
)
def test_a_faulty_rule_is_told_what_is_wrong_with_it(portal, changes, codes):
    assert drafted(portal, **changes) == codes


@pytest.mark.parametrize(
    ("cases", "codes"),
    [
        ((), ["rule_case_missing"] * 3),
        (OF_DRAFTED[:2], ["rule_case_missing"]),
        ((*OF_DRAFTED, UNREADABLE), ["rule_case_unreadable"]),
    ],
)
def test_a_rule_without_a_case_for_each_verdict_is_told_so(portal, cases, codes):
    assert drafted(portal, cases) == codes


def test_two_texts_on_one_day_cases_without_rule_and_reasons_without_rule_are_named(portal):
    again = RULES[0].model_copy(update={"since": date(2026, 3, 2)})
    without = tuple(rule for rule in RULES if rule.reason != "name_differs")

    unreached = [(it.about, it.refusal.code) for it in book_faults(portal.outside, without, CASES)]

    assert (RULES[0].id, "rule_dates_overlap") in faults(portal, [again])
    assert ("ghost", "rule_cases_without_rule") in faults(portal, cases={**CASES, "ghost": ()})
    assert ("name_differs", "rule_reason_unreached") in unreached


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_fault_can_be_said(portal, language):
    texts = ("", "x", "1 +", "days_open / 0 > 1", "licence = 'poet'", "'", "upper(licence)", "1 -- a")
    for changes in [*({"fails_when": text} for text in texts), {"reason": ""}, {"remedy": "x"}]:
        rule = DRAFTED.model_copy(update=changes)
        for fault in book_faults(portal.outside, (rule,), {}):
            assert library().say(f"errors.{fault.refusal.code}", language, **fault.refusal.values)

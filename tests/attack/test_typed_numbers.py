"""What is typed into an address or a condition is answered with our sentence, whatever it holds."""

import pytest

from core.adapters.rules.rule_grammar import MOST_NESTED, read_condition
from core.domain.errors import RuleError
from pages.parts.shell.request import whole_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [("7", 7), ("007", 7), ("99", 50), ("²", 3), ("٣", 3), ("-1", 3), ("1.5", 3), ("", 3), ("9" * 5000, 3)],
)
def test_a_number_in_an_address_is_read_or_left_out(typed, number):
    assert whole_number(typed, 50, 3) == number


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("(" * 490 + "TRUE" + ")" * 490, "rule_too_deep"),
        ("(" * 490, "rule_too_deep"),
        ("- " * 300 + "1 = 1", "rule_too_much_arithmetic"),
        ("-" * 300 + "1 = 1", "rule_comment"),
        ("NOT " * 200 + "TRUE", "rule_too_deep"),
        ("(TRUE AND " * 80 + "TRUE" + ")" * 80, "rule_too_deep"),
        ("1 IN (" * 120, "rule_too_deep"),
        ("1 = " * 200 + "1", "rule_needs_truth"),
    ],
)
def test_a_condition_that_would_exhaust_who_reads_it_is_refused_at_the_word(condition, code):
    with pytest.raises(RuleError) as refusal:
        read_condition(condition, {})

    assert refusal.value.code == code
    assert refusal.value.values["position"] >= 1


def test_a_condition_as_deep_as_may_be_is_read():
    assert read_condition("(" * MOST_NESTED + "TRUE" + ")" * MOST_NESTED, {}).facts == ()

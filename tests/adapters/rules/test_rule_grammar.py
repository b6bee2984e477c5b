"""The language of rules: what it understands, and where it stops at what it does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.adapters.rules.rule_grammar import read_condition
from core.domain.errors import RuleError
from tests.domain.well import BOOK


def read(text):
    return read_condition(text, BOOK.codes)


def refusal(text):
    with pytest.raises(RuleError) as refused:
        read(text)
    return refused.value.code, refused.value.values["position"], refused.value.values["word"]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("days_open > 30", ("days_open",)),
        ("NOT in_register", ("in_register",)),
        ("first_id_expired", ("first_id_expired",)),
        ("second_id_kind IN ('credit_card', 'bank_card')", ("second_id_kind",)),
        ("licence NOT IN ('student') AND days_open BETWEEN 1 AND 3", ("licence", "days_open")),
        ("in_register = number_given OR (in_register <> true)", ("in_register", "number_given")),
        ("days_open / NULLIF(days_open - 1, 0) >= 2.5", ("days_open",)),
        ("coalesce(in_register, FALSE)", ("in_register",)),
        ("nullif(licence, 'none') = 'student'", ("licence",)),
        ("-days_open < 3 and days_open * 2 + 1 > 0", ("days_open",)),
        ("true", ()),
    ],
)
def test_a_condition_over_facts_is_understood_with_the_facts_it_reads(text, facts):
    assert read(text).facts == facts


@pytest.mark.parametrize(
    ("text", "code", "position", "word"),
    [
        ("", "rule_empty", 1, ""),
        ("   ", "rule_empty", 1, ""),
        ("x" * 1001, "rule_too_long", 1000, ""),
        ("in_registre", "rule_unknown_fact", 1, "in_registre"),
        ("days_open > 30 AND judged_on", "rule_unknown_fact", 20, "judged_on"),
        ("days_open", "rule_needs_truth", 1, "days_open"),
        ("NOT licence", "rule_needs_truth", 5, "licence"),
        ("days_open > 'x'", "rule_needs_number", 13, "'x'"),
        ("form_signature = 3", "rule_needs_code", 18, "3"),
        ("form_signature = 'sined'", "rule_unknown_code", 18, "'sined'"),
        ("licence IN ('lawyer', 'poet')", "rule_unknown_code", 23, "'poet'"),
        ("licence = 'é'", "rule_code", 11, "é"),
        ("days_open / 0 > 1", "rule_division", 13, "0"),
        ("days_open / days_open > 1", "rule_division", 13, "days_open"),
        ("days_open / nullif(days_open, 1) > 1", "rule_division", 13, "nullif"),
        ("upper(licence) = 'x'", "rule_unknown_function", 1, "upper"),
        ("cast(days_open as text) = '1'", "rule_unknown_function", 1, "cast"),
        ("days_open::text = '1'", "rule_not_a_word", 10, "::"),
        ("in_register IS NULL", "rule_not_a_word", 13, "IS"),
        ("in_register = NULL", "rule_not_a_word", 15, "NULL"),
        ("licence LIKE 'a'", "rule_not_a_word", 9, "LIKE"),
        ("licence || 'a' = 'b'", "rule_not_a_word", 9, "||"),
        ("in_register; DROP TABLE facts", "rule_not_a_word", 12, ";"),
        ("in_register -- true", "rule_comment", 1, "in_register"),
        ("days_open > (SELECT 1)", "rule_not_a_word", 14, "SELECT"),
        ('"in_register"', "rule_not_a_word", 1, "in_register"),
        ("facts.in_register", "rule_unknown_fact", 1, "facts"),
        ("days_open > 1e400", "rule_number", 13, "1e400"),
        ("days_open > 12345678901", "rule_number", 13, "12345678901"),
        ("'a", "rule_unfinished", 2, "a"),
        ("in_register number_given", "rule_not_understood", 13, "number_given"),
        ("in_register AND", "rule_not_understood", 13, "AND"),
        ("(in_register", "rule_not_understood", 2, "in_register"),
        ("in_register AND " * 9 + "\n in_register OR", "rule_not_understood", 159, "OR"),
        ("days_open IN ()", "rule_not_understood", 1, "days_open"),
        ("licence IN (regulator)", "rule_needs_values", 13, "regulator"),
        ("in_register = *", "rule_not_understood", 15, "*"),
        ("days_open > 1+1+1+1+1+1+1+1+1+1", "rule_too_much_arithmetic", 30, "+"),
        ("in_register\x00", "rule_unknown_fact", 1, "in_register\x00"),
    ],
)
def test_anything_else_is_refused_where_it_stands(text, code, position, word):
    assert refusal(text) == (code, position, word)


@given(st.text(max_size=60) | st.text("in_register days_open'()<>=+-*/,. ANDORNOT01:;\"", max_size=40))
def test_no_text_does_anything_but_be_understood_or_refused(text):
    position = 1
    try:
        read(text)
    except RuleError as refused:
        position = refused.values["position"]

    assert 1 <= position <= max(len(text), 1)


def test_every_database_is_told_the_same_with_brackets_around_each_piece():
    condition = read("NOT in_register = number_given OR days_open - 1 > 2")

    assert condition.sql("duckdb") == (
        "((NOT (in_register = number_given))"
        " OR ((CAST(days_open AS DOUBLE) - CAST(1 AS DOUBLE)) > CAST(2 AS DOUBLE)))"
    )
    assert condition.sql("postgres") == condition.sql("duckdb").replace("DOUBLE", "DOUBLE PRECISION")

"""Every rule of the book, by its cases in data/cases, read aloud."""

import tomllib
from pathlib import Path

import pytest

from core.adapters.rules.evaluation import SqlEvaluator
from core.adapters.store.store import SqlStore
from core.domain.rules.rule_book import RuleCase
from core.domain.rules.rules import VERDICTS, Verdict
from tests.domain.well import BOOK, NOTHING_WRONG

FOLDER = Path(__file__).parents[3] / "data" / "cases"
RULES = {rule.id: rule for rule in BOOK.rules}


def cases():
    for path in sorted(FOLDER.glob("*.toml")):
        for row in tomllib.loads(path.read_text("utf-8"))["case"]:
            yield pytest.param(path.stem, RuleCase.model_validate(row), id=f"{path.stem}: {row['name']}")


@pytest.fixture(scope="module")
def evaluator():
    return SqlEvaluator(SqlStore("duckdb:///:memory:"), BOOK.codes)


@pytest.mark.parametrize(("rule", "case"), cases())
def test_a_rule_says_what_its_case_says(evaluator, rule, case):
    (value,) = evaluator.verdicts([RULES[rule]], case.facts_over(BOOK.facts))

    assert VERDICTS[value] == case.verdict


def test_where_nothing_is_wrong_every_rule_passes(evaluator):
    assert set(evaluator.verdicts(BOOK.rules, NOTHING_WRONG)) == {False}


def test_every_rule_has_cases_and_every_case_a_rule():
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_a_case_for_each_verdict(rule):
    rows = tomllib.loads((FOLDER / f"{rule}.toml").read_text("utf-8"))["case"]

    assert {row["verdict"] for row in rows} == set(Verdict)


@pytest.mark.parametrize("fact", BOOK.facts)
def test_every_fact_is_read_by_a_rule_or_explains_one(evaluator, fact):
    read = {name for rule in BOOK.rules for name in evaluator.facts_read(rule.fails_when)}
    explaining = {"regulator", "regulator_kind", "first_id_kind"}

    assert fact in read | explaining

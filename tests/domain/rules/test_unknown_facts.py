"""Every rule of the book: nobody passes one because a fact it reads is missing."""

from pathlib import Path

import pytest

from core.adapters.operations.content_files import load_rules
from core.adapters.rules.evaluation import SqlEvaluator
from core.adapters.store.store import SqlStore
from core.domain.rules.facts import FACTS
from core.domain.rules.rule_book import RuleCase
from core.domain.rules.rules import Verdict

DATA = Path(__file__).parents[3] / "data"


@pytest.fixture(scope="module")
def book(library):
    return load_rules(DATA, library)


@pytest.fixture(scope="module")
def evaluator(book):
    return SqlEvaluator(SqlStore("duckdb:///:memory:"), book.codes)


@pytest.mark.parametrize("fact", FACTS)
def test_no_rule_that_reads_an_unknown_fact_passes(book, evaluator, fact):
    unknown = RuleCase(name="", unknown=(fact,), verdict=Verdict.NOT_EVALUATED).facts_over(book.facts)
    told = dict(zip([rule.id for rule in book.rules], evaluator.verdicts(book.rules, unknown), strict=True))

    reading = [rule.id for rule in book.rules if fact in evaluator.facts_read(rule.fails_when)]
    assert [rule for rule in reading if told[rule] is False] == []

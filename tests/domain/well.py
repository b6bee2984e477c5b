"""The facts of a request with which nothing is wrong; a case says what is different."""

from pathlib import Path

from core.adapters.operations.content_files import load, load_rules
from core.domain.rules.rule_book import RuleCase
from core.domain.rules.rules import Verdict

DATA = Path(__file__).parents[2] / "data"
BOOK = load_rules(DATA, load(DATA))
NOTHING_WRONG = RuleCase(name="nothing is wrong", verdict=Verdict.PASSES).facts_over(BOOK.facts)

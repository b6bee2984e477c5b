"""The facts of a request with which nothing is wrong; a case says what is different."""

from pathlib import Path

from core.adapters.content_files import load, load_rules
from core.domain.rule_book import RuleCase
from core.domain.rules import Verdict

DATA = Path(__file__).parents[2] / "data"
BOOK = load_rules(DATA, load(DATA))
NOTHING_WRONG = RuleCase(name="nothing is wrong", verdict=Verdict.PASSES).facts_over(BOOK.facts)

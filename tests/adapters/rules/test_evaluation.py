"""Rules evaluated in the database: nothing in their language can raise, and every database says the same."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.three_valued import value_of
from core.adapters.operations.system import new_id
from core.adapters.rules.evaluation import SqlEvaluator
from core.domain.application.content import Text
from core.domain.rules.facts import FACTS, Facts, kind_of, values_of
from core.domain.rules.rules import Judgement, Rule
from tests.domain.well import BOOK, NOTHING_WRONG

TRUTHS, NUMBERS, CODES = ([name for name in FACTS if kind_of(name) is kind] for kind in (bool, int, str))
WORDS = Text(fr="Mots", en="Words")
MANY = 25
"""Conditions evaluated at once, so that a database is asked rarely."""


def rule(fails_when, id="drafted"):
    return Rule(
        id=id, clause="2.8", title=WORDS, severity="look", fails_when=fails_when, officer=WORDS,
        applicant=WORDS,
    )  # fmt: skip


def reckoned(numbers):
    """Numbers, and sums of few enough numbers."""
    signs = st.sampled_from(["+", "-", "*"])
    whole = st.builds("({} {} {})".format, numbers, signs, numbers)
    parts = st.builds("({} / NULLIF({}, 0))".format, whole, numbers)
    return st.one_of(numbers, whole, parts, st.builds("(-{})".format, parts))


digits = st.one_of(
    st.integers(0, 999_999_999).map(str), st.decimals(0, 99, places=3).map(str), st.just("0"), st.just("1")
)
numbers = reckoned(st.one_of(st.sampled_from(NUMBERS), digits))
codes = st.sampled_from(CODES)
truths = st.sampled_from([*TRUTHS, "TRUE", "FALSE"])


@st.composite
def about_codes(draw):
    name = draw(codes)
    listed = draw(st.lists(st.sampled_from(sorted(BOOK.codes[name])), min_size=1, max_size=3))
    told = ", ".join(f"'{code}'" for code in listed)
    form = draw(
        st.sampled_from(
            ["{} IN ({})", "{} NOT IN ({})", "COALESCE({}, {}) = 'none'", "NULLIF({}, {}) <> 'none'"]
        )
    )
    return form.format(name, told if "IN" in form else f"'{listed[0]}'")


simple = st.one_of(
    truths,
    about_codes(),
    st.builds("{} {} {}".format, numbers, st.sampled_from(["=", "<>", "<", "<=", ">", ">="]), numbers),
    st.builds("{} BETWEEN {} AND {}".format, numbers, numbers, numbers),
)
conditions = st.recursive(
    simple,
    lambda inner: st.one_of(
        st.builds("({} AND {})".format, inner, inner),
        st.builds("({} OR {})".format, inner, inner),
        st.builds("(NOT {})".format, inner),
        st.builds("(({}) = ({}))".format, inner, inner),
        st.builds("COALESCE({}, FALSE)".format, inner),
    ),
    max_leaves=4,
)


def possible(name):
    kinds = {bool: st.booleans(), int: st.integers(-(2**31), 2**31 - 1)}
    if kind_of(name) in kinds:
        return st.none() | kinds[kind_of(name)]
    return st.none() | st.sampled_from(sorted(BOOK.codes[name]))


some_facts = st.fixed_dictionaries({name: possible(name) for name in FACTS}).map(
    lambda told: Facts.model_construct(**{**dict(NOTHING_WRONG), **told})
)


@pytest.fixture
def evaluator(url, opened):
    return SqlEvaluator(opened(url), BOOK.codes)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(conditions, min_size=MANY, max_size=MANY), some_facts)
def test_no_condition_raises_and_each_says_what_an_independent_reading_says(evaluator, texts, facts):
    told = evaluator.verdicts([rule(text) for text in texts if fits(text)], facts)

    assert told == tuple(value_of(text, values_of(facts)) for text in texts if fits(text))


def fits(text):
    """Say whether a condition has few enough signs; one with more is refused before a database sees it."""
    return sum(text.count(sign) for sign in ("+", "-", "*", "/")) <= 8 and len(text) <= 1000


def test_a_condition_tells_the_facts_it_reads(evaluator):
    assert evaluator.facts_read("NOT in_register AND days_open > 3") == ("in_register", "days_open")


def test_no_rule_gives_no_verdict(evaluator):
    assert evaluator.verdicts([], NOTHING_WRONG) == ()


def judged(facts):
    return facts.model_copy(update={"id": new_id(), "application_id": new_id()})


def test_all_judgements_are_evaluated_at_once_each_by_the_same_conditions(url, opened):
    store = opened(url)
    several = [
        judged(NOTHING_WRONG.model_copy(update=changed))
        for changed in ({}, {"in_register": False}, {"in_register": None}, {"first_id_expired": True})
    ]
    with store.write() as tx:
        for facts in several:
            tx.add(facts)
    evaluator = SqlEvaluator(store, BOOK.codes)

    first, again = evaluator.judge_all(BOOK.rules, 1), evaluator.judge_all(BOOK.rules, 1)

    assert (first, again) == (4, 0)
    with store.read() as tx:
        kept = {it.id: it for it in tx.find(Judgement)}
    assert {id: it.verdicts for id, it in kept.items()} == {
        facts.id: evaluator.verdicts(BOOK.rules, facts) for facts in several
    }
    assert {(it.edition, it.number, it.judged_on) for it in kept.values()} == {
        (1, 1, NOTHING_WRONG.judged_on)
    }

"""Looks a rule book over before anybody is judged by it: language, reasons, dates, cases."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from core.domain.errors import PortalError, RuleError
from core.domain.ports.office import HasLibrary
from core.domain.ports.rules import HasEvaluator, HasRuleBook
from core.domain.rules.rule_book import Cases, RuleCase, overlapping, rule_faults
from core.domain.rules.rule_changes import RuleChange, Texts, applied
from core.domain.rules.rules import VERDICTS, Rule, Verdict


class RuleChecksPorts(HasEvaluator, HasRuleBook, HasLibrary, Protocol):
    """What rule checks ask of the outside world."""


@dataclass(frozen=True)
class RuleFault:
    """What is wrong with one rule or reason, as a refusal that can be said."""

    about: str
    refusal: PortalError


def book_faults(outside: RuleChecksPorts, rules: tuple[Rule, ...], cases: Cases) -> list[RuleFault]:
    """Return everything that is wrong with a rule book, rule by rule, then what no rule reaches."""
    one_by_one = ((it.id, faults_of(outside, it, cases.get(it.id, ()))) for it in rules)
    found = [RuleFault(id, refusal) for id, refusals in one_by_one for refusal in refusals]
    twice = [RuleFault(id, RuleError("rule_dates_overlap")) for id in overlapping(rules)]
    strange = sorted(set(cases) - {rule.id for rule in rules})
    return [
        *found,
        *twice,
        *(RuleFault(id, RuleError("rule_cases_without_rule")) for id in strange),
        *(RuleFault(code, RuleError("rule_reason_unreached")) for code in _unreached(outside, rules)),
    ]


def change_faults(outside: RuleChecksPorts, base: Texts, change: RuleChange) -> list[RuleFault]:
    """Return what is wrong with the rules that a change touches, and with the book as it would then be."""
    after = applied(base, change.rules)
    one_by_one = ((it.id, faults_of(outside, it, change.cases.get(it.id, ()))) for it in change.rules)
    found = [RuleFault(id, refusal) for id, refusals in one_by_one for refusal in refusals]
    mute = (it.id for it in change.rules if it.severity == "refusal" and not it.remedy)
    unreached = (code for code in _unreached(outside, after) if code not in _unreached(outside, base))
    return [
        *found,
        *(RuleFault(id, RuleError("rule_refusal_without_remedy")) for id in mute),
        *(RuleFault(id, RuleError("rule_dates_overlap")) for id in overlapping(after)),
        *(RuleFault(code, RuleError("rule_reason_unreached")) for code in unreached),
    ]


def faults_of(outside: RuleChecksPorts, rule: Rule, cases: Iterable[RuleCase]) -> list[PortalError]:
    """Return what is wrong with one rule and its cases, the gravest first."""
    told: list[PortalError] = [RuleError(code) for code in rule_faults(rule, outside.rule_book.remedies)]
    if rule.reason and rule.reason not in outside.library.reasons:
        told.append(RuleError("rule_reason_unknown", reason=rule.reason))
    if rule.clause not in outside.rule_book.clauses:
        told.append(RuleError("rule_clause_unknown", clause=rule.clause))
    try:
        outside.evaluator.facts_read(rule.fails_when)
    except RuleError as refusal:
        return [refusal, *told]
    return [*told, *_case_faults(outside, rule, tuple(cases))]


def _case_faults(outside: RuleChecksPorts, rule: Rule, cases: tuple[RuleCase, ...]) -> list[PortalError]:
    missing = set(Verdict) - {case.verdict for case in cases}
    lacking = [RuleError("rule_case_missing", verdict=str(verdict)) for verdict in sorted(missing)]
    return [*lacking, *(refusal for case in cases if (refusal := _wrong(outside, rule, case)))]


def _wrong(outside: RuleChecksPorts, rule: Rule, case: RuleCase) -> PortalError | None:
    """Return how a case does not come out as it says, or None."""
    try:
        facts = case.facts_over(outside.rule_book.facts)
    except ValueError:
        return RuleError("rule_case_unreadable", case=case.name)
    (value,) = outside.evaluator.verdicts([rule], facts)
    if VERDICTS[value] == case.verdict:
        return None
    return RuleError("rule_case_wrong", case=case.name, verdict=str(VERDICTS[value]))


def _unreached(outside: RuleChecksPorts, rules: tuple[Rule, ...]) -> list[str]:
    """Return the reasons in use that no rule proposes and that are not left to officers."""
    reached = {rule.reason for rule in rules}
    reasons = outside.library.reasons.values()
    return [it.code for it in reasons if it.code not in reached and not (it.by_hand or it.until)]

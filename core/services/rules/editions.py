"""The editions of the rule book: which applies to whom."""

import json
from datetime import date
from hashlib import sha256
from typing import Any, Protocol

from core.domain.application.application import Application
from core.domain.ports.rules import HasRuleBook
from core.domain.ports.secrets import MakesKeys
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import TellsTime
from core.domain.rules.rule_book import Cases, RuleCase
from core.domain.rules.rule_changes import Texts
from core.domain.rules.rules import Judgement, RuleEdition


class RulesEditionsPorts(HasStore, TellsTime, MakesKeys, HasRuleBook, Protocol):
    """What editions ask of the outside world."""


def ensure_first(outside: RulesEditionsPorts) -> None:
    """Keep the rule book of the data folder as edition one, unless the store has an edition already."""
    with outside.store.write() as tx:
        if not tx.find(RuleEdition, limit=1):
            book = outside.rule_book
            tx.add(edition(outside, 1, book.rules, book.cases, outside.today()))


def edition(
    outside: RulesEditionsPorts, number: int, rules: Texts, cases: Cases, day: date, note: str = ""
) -> RuleEdition:
    """Return an edition published now that takes effect on a day."""
    told = rules_told(rules)
    return RuleEdition(
        id=outside.new_id(),
        number=number,
        rules=told,
        digest=digest_of(told),
        effective_from=day,
        published_at=outside.now(),
        note=note,
        cases=cases_told(cases),
    )


def rules_told(rules: Texts) -> list[dict[str, Any]]:
    """Return rules as JSON."""
    return [rule.model_dump(mode="json") for rule in rules]


def cases_told(cases: Cases) -> dict[str, Any]:
    """Return cases as JSON."""
    return {id: [case.model_dump(mode="json") for case in rows] for id, rows in cases.items()}


def digest_of(rules: list[dict[str, Any]]) -> str:
    """Return the digest of an edition's rules."""
    return sha256(json.dumps(rules, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def newest(tx: Transaction) -> RuleEdition:
    """Return the edition published last, whether or not it has taken effect: what a change begins from."""
    return tx.find(RuleEdition, order="-number", limit=1)[0]


def cases_of(outside: RulesEditionsPorts, kept: RuleEdition, id: str) -> tuple[RuleCase, ...]:
    """Return an edition's cases of a rule; those of the data folder where it was kept without any."""
    rows = kept.cases.get(id)
    return outside.rule_book.cases.get(id, ()) if rows is None else tuple(map(RuleCase.model_validate, rows))


def current(tx: Transaction, day: date) -> RuleEdition:
    """Return the edition that requests not yet sent follow on a day."""
    editions = tx.find(RuleEdition, order="-number")
    return next((it for it in editions if it.effective_from <= day), editions[-1])


def edition_for(tx: Transaction, application: Application, day: date) -> RuleEdition:
    """Return the edition a request is judged by: its first submission's, or else the current one."""
    if application.submitted_at is not None:
        first = tx.find(Judgement, application_id=application.id, order="number", limit=1)
        if first:
            return tx.find(RuleEdition, number=first[0].edition)[0]
    return current(tx, day)

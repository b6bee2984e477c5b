"""The editions of the rule book: which applies to whom."""

import json
from datetime import date
from hashlib import sha256
from typing import Any

from core.domain.application import Application
from core.domain.ports import Outside, Transaction
from core.domain.rules import Judgement, Rule, RuleEdition


def ensure_first(outside: Outside) -> None:
    """Keep the rule book of the data folder as edition one, unless the store has an edition already."""
    with outside.store.write() as tx:
        if not tx.find(RuleEdition, limit=1):
            tx.add(_edition(outside, 1, outside.rule_book.rules))


def _edition(outside: Outside, number: int, rules: tuple[Rule, ...]) -> RuleEdition:
    told = [rule.model_dump(mode="json") for rule in rules]
    return RuleEdition(
        id=outside.new_id(),
        number=number,
        rules=told,
        digest=digest_of(told),
        effective_from=outside.today(),
        published_at=outside.now(),
    )


def digest_of(rules: list[dict[str, Any]]) -> str:
    """Return the digest of an edition's rules."""
    return sha256(json.dumps(rules, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


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

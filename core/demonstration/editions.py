"""The demonstration's two editions of the rule book: one of the past, and the store's own since then."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any

from core.adapters.operations.outside import Outside
from core.demonstration.calendar import OfficeSpan
from core.demonstration.seeded_outside import SeededSecrets
from core.demonstration.workshop import Workshop
from core.domain.rules.early_findings import place_told
from core.domain.rules.proposals import RuleProposal
from core.domain.rules.rules import Judgement, Rule, RuleEdition
from core.services.rules.editions import current, digest_of, rules_told

Told = Mapping[str, Any]
BOOK = {
    "edition": "INTEGER",
    "refusing": "STRUCT(place INTEGER, id VARCHAR, reason VARCHAR, screen VARCHAR, since DATE, until DATE)[]",
    "looking": "STRUCT(place INTEGER, id VARCHAR, since DATE, until DATE)[]",
}


@dataclass(frozen=True)
class Editions:
    """Both editions, with the day of the change."""

    past: RuleEdition
    present: RuleEdition

    @property
    def changed_on(self) -> date:
        """Return the first day of the present edition."""
        return self.present.effective_from


def keep_editions(outside: Outside, seeded: SeededSecrets, span: OfficeSpan, told: Told) -> Editions:
    """Keep the two editions; one that nobody was judged by yet gives way to them.

    Shapes: the present edition has the rules that are in force in the store today.
    """
    changed_on = span.at(told["changed"]).replace(day=1)
    with outside.store.write() as tx:
        now = current(tx, span.today)
        known = tx.find(RuleEdition)
        if not (tx.find(Judgement, limit=1) or tx.find(RuleProposal, limit=1)):
            tx.erase(RuleEdition, id=[it.id for it in known])
            known = []
        number = max((it.number for it in known), default=0)
        before = now.with_rules(rules_told(_as_before(now.read(), told)))
        past = _edition(seeded, span, before, number + 1, span.begins, told["past"])
        present = _edition(seeded, span, now, number + 2, changed_on, told["present"])
        tx.add(past)
        tx.add(present)
    return Editions(past, present)


def _as_before(rules: Sequence[Rule], told: Told) -> tuple[Rule, ...]:
    kept = (it for it in rules if it.id not in told["absent"])
    return tuple(it.graver() if it.id in told["refusing"] else it for it in kept)


def _edition(
    seeded: SeededSecrets, span: OfficeSpan, texts: RuleEdition, number: int, day: date, note: str
) -> RuleEdition:
    """Return an edition with the rules of another, and their cases."""
    published_at, known = span.midnight(day).replace(tzinfo=UTC), {rule["id"] for rule in texts.rules}
    return RuleEdition(
        id=seeded.id(published_at),
        number=number,
        rules=texts.rules,
        digest=digest_of(texts.rules),
        effective_from=day,
        published_at=published_at,
        note=note,
        cases={id: rows for id, rows in texts.cases.items() if id in known},
    )


def lay_out_editions(workshop: Workshop, outside: Outside, editions: Editions) -> None:
    """Make the draft table of which rules refuse and which ask for a look, by place in each edition."""

    def screen(rule: Rule) -> str:
        """Return where a rule is told to applicants; empty where it never is."""
        content, meanings = outside.library.questionnaire, outside.rule_book.facts
        is_told = rule.audience == "everybody"
        return place_told(content, meanings, rule, outside.evaluator.facts_read) if is_told else ""

    rows = [
        {
            "edition": edition.number,
            "refusing": [
                {**row, "reason": rule.reason, "screen": screen(rule)}
                for rule, row in _placed(edition, "refusal")
            ],
            "looking": [row for _, row in _placed(edition, "look")],
        }
        for edition in (editions.past, editions.present)
    ]
    workshop.table("book", BOOK, rows)
    workshop.learn(past=editions.past.number, present=editions.present.number, changed_on=editions.changed_on)


def _placed(edition: RuleEdition, severity: str) -> Iterator[tuple[Rule, dict[str, Any]]]:
    """Yield an edition's rules of one severity, with their places and dates."""
    for place, rule in enumerate(edition.read(), 1):
        if rule.severity == severity:
            dates = {"since": rule.since or date.min, "until": rule.until or date.max}
            yield rule, {"place": place, "id": rule.id, **dates}

"""What a change of the rule book is: whole texts of rules put in the place of those before them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from core.domain.rules.rule_book import Cases
from core.domain.rules.rules import Rule

Texts = tuple[Rule, ...]
"""Texts of rules in their order; a rule may have several, one after another in time."""


@dataclass(frozen=True)
class RuleChange:
    """What would change: all texts of each rule it touches, with their cases, from a day on."""

    rules: Texts
    cases: Cases
    effective_from: date

    @property
    def touched(self) -> tuple[str, ...]:
        """Return the ids of the rules it changes or adds, each once."""
        return ids_of(self.rules)


def ids_of(rules: Iterable[Rule]) -> tuple[str, ...]:
    """Return the ids of rules, each once, in their order."""
    return tuple(dict.fromkeys(rule.id for rule in rules))


def texts_of(rules: Iterable[Rule], id: str) -> Texts:
    """Return every text of one rule."""
    return tuple(rule for rule in rules if rule.id == id)


def in_force(rules: Iterable[Rule], day: date) -> Texts:
    """Return the texts that are applied on a day."""
    return tuple(rule for rule in rules if rule.is_in_force(day))


def applied(base: Texts, change: Texts) -> Texts:
    """Return a rule book with the texts of some rules replaced, and new rules at its end."""
    return tuple(_applied(base, change))


def _applied(base: Texts, change: Texts) -> Iterator[Rule]:
    touched, told = set(ids_of(change)), set[str]()
    for rule in (*base, *change):
        if rule.id not in touched:
            yield rule
        elif rule.id not in told:
            told.add(rule.id)
            yield from texts_of(change, rule.id)


def differing(before: Texts, after: Texts) -> tuple[str, ...]:
    """Return the ids of the rules whose texts are not the same in two rule books."""
    return tuple(id for id in ids_of((*before, *after)) if texts_of(before, id) != texts_of(after, id))


def restored(before: Texts, after: Texts, day: date) -> Texts:
    """Return the texts that undo what one rule book changed in another; what it added ends on a day."""
    found: list[Rule] = []
    for id in differing(before, after):
        found += texts_of(before, id) or ended(texts_of(after, id), day)
    return tuple(found)


def ended(texts: Texts, day: date) -> Texts:
    """Return the texts of a rule that is no longer applied from a day on; a rule is never taken away.

    Shapes: where every text would only begin later, the first keeps no beginning, and so never begins.
    """
    begun = (rule for rule in texts if rule.since is None or rule.since < day)
    kept = tuple(rule.ending(day) for rule in begun)
    return kept or (texts[0].never_begun(day),)


def first_day_of_difference(before: Texts, after: Texts, day: date) -> date:
    """Return the first day, from one on, on which two rule books do not apply the same texts.

    Shapes: the day itself where they never differ.
    """
    ends = {end for rule in (*before, *after) for end in (rule.since, rule.until) if end and end > day}
    days = [day, *sorted(ends)]
    return next((it for it in days if in_force(before, it) != in_force(after, it)), day)


def changed_fields(before: Rule | None, after: Rule | None) -> tuple[str, ...]:
    """Return which fields of a rule differ between two texts; every field of a text that stands alone."""
    names = tuple(name for name in Rule.model_fields if name != "id")
    return tuple(name for name in names if getattr(before, name, None) != getattr(after, name, None))


def paired(before: Sequence[Rule], after: Sequence[Rule]) -> list[tuple[Rule | None, Rule | None]]:
    """Return the texts of one rule side by side, those that begin together on one line."""
    begins = {rule.since: rule for rule in before}
    if len(before) == len(after):
        return list(zip(before, after, strict=True))
    follow = [(begins.pop(rule.since, None), rule) for rule in after]
    return [*((rule, None) for rule in begins.values()), *follow]

"""One rule of a change as somebody edits it: what surrounds it, and the change that a form then tells."""

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from core.domain.errors import MalformedAnswerError
from core.domain.rules.replay import DecisionDays
from core.domain.rules.rule_book import Cases
from core.domain.rules.rule_changes import RuleChange, Texts, ids_of, texts_of
from core.domain.rules.rules import Rule
from core.domain.rules.typed_rules import Typed, TypedCase, cases_typed, day_typed, rule_code, rule_typed


@dataclass(frozen=True)
class EditedRule:
    """The rule that is edited, in the change it belongs to.

    Shapes: `id` is empty for a new rule. `texts` are all its texts, `place` is that of the one edited, from
            0; `cases` are the rule's. `taken` are the ids of all rules there are.
    """

    change: RuleChange
    id: str
    texts: Texts
    place: int
    cases: Cases
    taken: frozenset[str]

    @property
    def text(self) -> Rule | None:
        """Return the text that is edited; None for a new rule."""
        return self.texts[self.place] if self.texts else None

    def with_rule(self, rule: Rule, cases: Cases, day: date) -> RuleChange:
        """Return the change with another wording of the rule, from a day on."""
        texts = (*self.texts[: self.place], rule, *self.texts[self.place + 1 :])
        others = tuple(it for it in self.change.rules if it.id != rule.id)
        return RuleChange((*others, *texts), {**self.change.cases, **cases}, day)


def edited(
    change: RuleChange, base: Texts, cases: Cases, id: str, place: int | None = None
) -> EditedRule | None:
    """Return a rule as it is edited: the change's texts of it, or else those of the book; the last of them.

    Shapes: None where the book and the change know no such rule; an empty id is a new rule.
    """
    texts = texts_of(change.rules, id) or texts_of(base, id)
    if id and not texts:
        return None
    here = len(texts) - 1 if place is None or not 0 <= place < len(texts) else place
    told = change.cases.get(id) or cases.get(id, ())
    return EditedRule(change, id, texts, max(here, 0), {id: told}, frozenset(ids_of((*base, *change.rules))))


def change_typed(here: EditedRule, typed: Typed, cases: Sequence[TypedCase], day: str) -> RuleChange:
    """Return the change that a form tells.

    Raises: MalformedAnswerError naming each field that lacks something.
    """
    faults: dict[str, str] = {}
    id = here.id or rule_code(typed.get("title_en", ""), here.taken)
    with _gathering(faults):
        rule = rule_typed(id, typed)
    with _gathering(faults):
        told = cases_typed(cases)
    with _gathering(faults):
        effective = _day("effective_from", day)
    if faults:
        raise MalformedAnswerError(faults)
    return here.with_rule(rule, {id: told}, effective)


def period_typed(since: str, until: str) -> DecisionDays:
    """Return the period that two fields tell.

    Raises: MalformedAnswerError.
    """
    faults: dict[str, str] = {}
    days: Mapping[str, str] = {"period_since": since, "period_until": until}
    for name, text in days.items():
        with _gathering(faults):
            _day(name, text)
    if faults:
        raise MalformedAnswerError(faults)
    period = DecisionDays(day_typed(since), day_typed(until))
    if period.until < period.since:
        raise MalformedAnswerError({"period_until": "period_backwards"})
    return period


@contextmanager
def _gathering(faults: dict[str, str]) -> Generator[None]:
    try:
        yield
    except MalformedAnswerError as refusal:
        faults.update(refusal.fields)


def _day(name: str, text: str) -> date:
    try:
        return day_typed(text)
    except ValueError as fault:
        raise MalformedAnswerError({name: "day_unreadable"}) from fault

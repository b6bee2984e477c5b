"""The statements of a replay: what is decided, what each rule says of it, and for whom that changes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from core.adapters.store.tables import TABLES
from core.domain.application.application import Application, Decision, Outcome, State
from core.domain.rules.facts import Facts
from core.domain.rules.replay import BookComparison, ChangedFile, RulePair, Span, Which
from core.domain.rules.rules import Rule

Column = sa.ColumnElement[Any]
REQUESTS, JUDGED, DECISIONS = TABLES[Application].c, TABLES[Facts].c, TABLES[Decision].c
DECIDED = (State.APPROVED, State.REFUSED, State.ENROLLED)
FILE = ("id", "reference", "name", "regulator", "decided_at", "approved", "added", "removed", "against")
OF_RULE = ("newly", "no_longer", "unknown")


@dataclass(frozen=True)
class Says:
    """What rules say of a file, out of the columns that hold the values of their conditions.

    Shapes: `places` names the column of each condition.
    """

    columns: Any
    places: Mapping[str, str]

    def value(self, rule: Rule) -> Column:
        """Return the value of a rule's condition: true, false or unknown."""
        return self.columns[self.places[rule.fails_when]]

    def fails(self, rule: Rule | None) -> Column:
        """Say whether a rule is applied and fails."""
        return sa.func.coalesce(self.value(rule), sa.false()) if rule else sa.false()

    def refuses(self, rule: Rule | None) -> Column:
        """Say whether a rule proposes a refusal."""
        return self.fails(rule) if rule and rule.severity == "refusal" else sa.false()

    def newly(self, pair: RulePair) -> Column:
        """Say whether a rule fails that did not."""
        return self.fails(pair.after) & ~self.fails(pair.before)

    def no_longer(self, pair: RulePair) -> Column:
        """Say whether a rule failed that does so no longer."""
        return self.fails(pair.before) & ~self.fails(pair.after)

    def freed(self, pair: RulePair) -> Column:
        """Say whether a rule refuses no longer: it passes, or has become milder."""
        return self.refuses(pair.before) & ~self.refuses(pair.after)

    def unknown(self, pair: RulePair) -> Column:
        """Say whether a rule is applied and cannot be evaluated."""
        return self.value(pair.after).is_(None) if pair.after else sa.false()

    def matters(self, pair: RulePair) -> Column:
        """Say whether a changed rule may say something else of a file, or says nothing."""
        if pair.before and pair.after and pair.before.severity == pair.after.severity:
            differs = self.value(pair.before).is_distinct_from(self.value(pair.after))
        else:
            differs = self.fails(pair.before) | self.fails(pair.after)
        return differs | self.unknown(pair)


class ReplayStatement:
    """One replay as SQL, the same for both databases.

    Shapes: `condition` writes a condition for the database. The last submission is the one whose number is
            the request's round: nobody submits again once it is decided.
    """

    def __init__(self, compared: BookComparison, span: Span, condition: Callable[[str], str]) -> None:
        self.pairs = compared.pairs
        self.changed = tuple(pair for pair in compared.pairs if pair.changes_a_verdict)
        self._places = {text: f"c{place}" for place, text in enumerate(_conditions(self.pairs))}
        self._valued = _valued({name: condition(text) for text, name in self._places.items()})
        self._decided = _decided(span)

    def decided(self) -> sa.Select[*tuple[Any, ...]]:
        """Return the statement of how many were decided: regulator, month's place, files, approved."""
        c = self._decided.c
        groups = (c.regulator, c.month)
        return sa.select(*groups, sa.func.count(), _many(c.approved)).group_by(*groups)

    def verdicts(self) -> sa.Select[*tuple[Any, ...]]:
        """Return the statement of one row: how many files, then for each condition two numbers.

        Shapes: in how many files it holds, and in how many it is known.
        """
        columns = [self._valued.c[name] for name in self._places.values()]
        counts = [it for column in columns for it in (_many(column), sa.func.count(column))]
        return sa.select(sa.func.count(), *counts).select_from(self._last(self._valued))

    def place(self, rule: Rule) -> int:
        """Return the place of a rule's first number in the row of `verdicts`."""
        return 1 + 2 * list(self._places).index(rule.fails_when)

    def changes(self) -> sa.Select[*tuple[Any, ...]]:
        """Return the statement of what changes: a row for each regulator and month.

        Shapes: regulator, month's place, the last five of `ReplayCounts`, then four for each changed rule.
        """
        c = self._files().c
        counted = [c.added, c.added & c.approved, c.removed, c.removed & c.against, c.not_evaluated]
        for place in range(len(self.changed)):
            newly = c[f"newly{place}"]
            counted += [newly, newly & c.approved, c[f"no_longer{place}"], c[f"refused{place}"]]
        groups = (c.regulator, c.month)
        return sa.select(*groups, *map(_many, counted)).group_by(*groups)

    def files(self, which: Which, after: UUID | None, limit: int) -> sa.Select[Any]:
        """Return the statement of the files that change, the newest first, after one of them."""
        c = self._files().c
        told = (c[f"{name}{place}"] for place in range(len(self.changed)) for name in OF_RULE)
        wanted = c.added | c.removed if which == "changed" else c[which]
        query = sa.select(*(c[name] for name in FILE), *told).where(wanted)
        if after is not None:
            query = query.where(c.id < after)
        return query.order_by(c.id.desc()).limit(limit)

    def file(self, row: Sequence[Any]) -> ChangedFile:
        """Return a file as a row of `files` tells it."""
        told = row[len(FILE) :]

        def ids(first: int) -> tuple[str, ...]:
            holds = told[first :: len(OF_RULE)]
            return tuple(pair.id for pair, value in zip(self.changed, holds, strict=True) if value)

        return ChangedFile(*row[: len(FILE)], newly=ids(0), no_longer=ids(1), not_evaluated=ids(2))

    def _last(self, judged: sa.Subquery) -> sa.Join:
        """Return the decided requests with what is judged of their last submission."""
        here = self._decided.c
        return judged.join(
            self._decided, (here.id == judged.c.application_id) & (here.round == judged.c.number)
        )

    def _files(self) -> sa.Subquery:
        """Return the decided requests of which some changed rule says something else, or nothing.

        Shapes: only what changed rules say goes through the joins, which cost by the column.
        """
        c, says = self._valued.c, Says(self._valued.c, self._places)
        told = (c[self._places[text]] for text in _conditions(self.changed))
        stay = (pair.after for pair in self.pairs if pair not in self.changed)
        stays = _any(map(says.refuses, stay)).label("stays")
        judged = (
            sa.select(c.application_id, c.number, *told, stays)
            .where(_any(map(says.matters, self.changed)))
            .subquery("judged")
        )
        refused = (DECISIONS.application_id == self._decided.c.id) & (DECISIONS.outcome == Outcome.REFUSED)
        source = self._last(judged).outerjoin(TABLES[Decision], refused)
        labels = (value.label(name) for name, value in self._effects(judged).items())
        return sa.select(self._decided, *labels).select_from(source).subquery("files")

    def _effects(self, judged: sa.Subquery) -> dict[str, Column]:
        """Return what all refusing rules together, and each changed one, say that is new of a file."""
        says, approved, stays = Says(judged.c, self._places), self._decided.c.approved, judged.c.stays
        before = _any(says.refuses(pair.before) for pair in self.changed)
        after = _any(says.refuses(pair.after) for pair in self.changed)
        added, removed = ~stays & after & ~before, ~stays & before & ~after
        freed = _any(says.freed(pair) & _given(pair.reason) for pair in self.changed)
        effects = {
            "added": added,
            "removed": removed,
            "against": (added & approved) | (removed & ~approved & freed),
            "not_evaluated": _any(map(says.unknown, self.changed)),
        }
        for place, pair in enumerate(self.changed):
            told = (says.newly(pair), says.no_longer(pair), says.unknown(pair))
            effects |= {f"{name}{place}": value for name, value in zip(OF_RULE, told, strict=True)}
            effects[f"refused{place}"] = says.no_longer(pair) & ~approved & _given(pair.reason)
        return effects


def _conditions(pairs: Iterable[RulePair]) -> list[str]:
    """Return the conditions of rules, each once."""
    rules = (rule for pair in pairs for rule in (pair.before, pair.after) if rule)
    return list(dict.fromkeys(rule.fails_when for rule in rules))


def _valued(conditions: Mapping[str, str]) -> sa.Subquery:
    """Return every judgement's facts with the value of each condition, by the names of their columns."""
    values: list[Column] = [sa.literal_column(it).label(name) for name, it in conditions.items()]
    return sa.select(JUDGED.application_id, JUDGED.number, *values).subquery("valued")


def _decided(span: Span) -> sa.Subquery:
    """Return the requests decided in a period, each with the place of its month."""
    names = ("id", "reference", "name", "regulator", "decided_at", "round")
    approved = (REQUESTS.state != State.REFUSED).label("approved")
    at = REQUESTS.decided_at
    return (
        sa.select(*(REQUESTS[name] for name in names), approved, _month(at, span.begins, 0).label("month"))
        .where(REQUESTS.state.in_(DECIDED), at >= span.begins[0], at < span.ends)
        .subquery("decided")
    )


def _month(at: Column, begins: Sequence[datetime], first: int) -> Column:
    """Return the place of the month in which something was decided, by halves."""
    if len(begins) == 1:
        return sa.literal(first)
    half = len(begins) // 2
    earlier, later = _month(at, begins[:half], first), _month(at, begins[half:], first + half)
    return sa.case((at < begins[half], earlier), else_=later)


def _given(reason: str) -> Column:
    """Say whether an officer refused for a reason; both databases know `array_position`."""
    if not reason:
        return sa.false()
    return sa.func.coalesce(sa.func.array_position(DECISIONS.reason_codes, reason), 0) > 0


def _any(values: Iterable[Column]) -> Column:
    return sa.or_(sa.false(), *values)


def _many(value: Column) -> Column:
    """Return for how many rows something is true; a sum is quicker than a filtered count."""
    return sa.func.coalesce(sa.func.sum(sa.cast(value, sa.Integer)), 0)

"""The replay of the portal of memory: file by file, in Python, by the second reading of rules."""

from collections import defaultdict
from dataclasses import dataclass

from bench.three_valued import value_of
from core.adapters.rules.rule_grammar import read_condition
from core.domain.application.application import Application, Decision, Outcome, State
from core.domain.ports.store import Store
from core.domain.rules.facts import Facts, values_of
from core.domain.rules.replay import ChangedFile, ReplayCounts, ReplayFigures, RuleCounts, summed
from tests.domain.well import BOOK

DECIDED = (State.APPROVED, State.REFUSED, State.ENROLLED)


@dataclass(frozen=True)
class File:
    """One decided request with its facts, if it was ever judged, and the reasons of its refusal."""

    request: Application
    facts: dict | None
    reasons: tuple

    @property
    def approved(self):
        return self.request.state is not State.REFUSED

    def says(self, rule):
        return value_of(rule.fails_when, self.facts) if rule and self.facts else False

    def fails(self, rule):
        return self.says(rule) is True

    def refuses(self, rule):
        return self.fails(rule) and rule.severity == "refusal"

    def newly(self, pair):
        return self.fails(pair.after) and not self.fails(pair.before)

    def no_longer(self, pair):
        return self.fails(pair.before) and not self.fails(pair.after)

    def was_refused_for(self, pair):
        return not self.approved and pair.reason in self.reasons


@dataclass(frozen=True)
class MemoryReplay:
    """The Replay port over any store."""

    store: Store

    def figures(self, compared, span):
        _refuse_unreadable(compared)
        files = self._files(span)
        cells = defaultdict(ReplayCounts)
        for file in files:
            month = max(month for month, begins in zip(span.months, span.begins, strict=True)
                        if begins <= file.request.decided_at)  # fmt: skip
            cell = (file.request.regulator, month)
            cells[cell] = cells[cell].plus(_counted(file, compared))
        total, regulators, months = summed(cells)
        return ReplayFigures(
            day=compared.day, total=total, regulators=regulators, months=months,
            rules=tuple(_rule_counted(files, pair) for pair in compared.pairs),
        )  # fmt: skip

    def files(self, compared, span, which, after, limit):
        _refuse_unreadable(compared)
        changed = [pair for pair in compared.pairs if pair.changes_a_verdict]
        told = (_changed(file, compared, changed) for file in self._files(span))
        wanted = [it for it in told if _is_wanted(it, which) and (after is None or it.application_id < after)]
        return sorted(wanted, key=lambda it: it.application_id, reverse=True)[:limit]

    def _files(self, span):
        with self.store.read() as tx:
            decided = [it for it in tx.find(Application, state=DECIDED) if it.decided_at is not None]
            inside = [it for it in decided if span.begins[0] <= it.decided_at < span.ends]
            return [_file(tx, it) for it in inside]


def _refuse_unreadable(compared):
    for rule in (rule for pair in compared.pairs for rule in (pair.before, pair.after) if rule):
        read_condition(rule.fails_when, BOOK.codes)


def _file(tx, request):
    last = tx.find(Facts, application_id=request.id, number=request.round)
    refusals = tx.find(Decision, application_id=request.id, outcome=Outcome.REFUSED)
    return File(request, values_of(last[0]) if last else None, refusals[0].reason_codes if refusals else ())


def _effects(file, compared):
    before = any(file.refuses(pair.before) for pair in compared.pairs)
    after = any(file.refuses(pair.after) for pair in compared.pairs)
    freed = any(
        file.refuses(pair.before) and not file.refuses(pair.after) and file.was_refused_for(pair)
        for pair in compared.pairs
    )
    return after and not before, before and not after, freed


def _unknown(file, pair):
    return pair.changes_a_verdict and pair.after is not None and file.says(pair.after) is None


def _counted(file, compared):
    added, removed, freed = _effects(file, compared)
    return ReplayCounts(
        files=1, approved=file.approved, refused=not file.approved, added=added,
        added_though_approved=added and file.approved, removed=removed,
        removed_though_refused=removed and freed,
        not_evaluated=any(_unknown(file, pair) for pair in compared.pairs),
    )  # fmt: skip


def _rule_counted(files, pair):
    def many(test):
        return sum(bool(test(file)) for file in files)

    return RuleCounts(
        id=pair.id,
        fails_before=many(lambda it: it.fails(pair.before)),
        fails_after=many(lambda it: it.fails(pair.after)),
        newly=many(lambda it: it.newly(pair)),
        newly_though_approved=many(lambda it: it.newly(pair) and it.approved),
        no_longer=many(lambda it: it.no_longer(pair)),
        no_longer_though_refused=many(lambda it: it.no_longer(pair) and it.was_refused_for(pair)),
        not_evaluated=many(lambda it: it.says(pair.after) is None),
    )


def _changed(file, compared, changed):
    added, removed, freed = _effects(file, compared)
    request = file.request
    return ChangedFile(
        application_id=request.id, reference=request.reference, name=request.name,
        regulator=request.regulator,
        decided_at=request.decided_at, approved=file.approved, added=added, removed=removed,
        against=(added and file.approved) or (removed and freed),
        newly=tuple(pair.id for pair in changed if file.newly(pair)),
        no_longer=tuple(pair.id for pair in changed if file.no_longer(pair)),
        not_evaluated=tuple(pair.id for pair in changed if _unknown(file, pair)),
    )  # fmt: skip


def _is_wanted(file, which):
    if which == "changed":
        return file.added or file.removed
    return bool(getattr(file, which))

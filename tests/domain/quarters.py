"""Quarters of made-up files, counted by hand, for tests of what is published of them."""

from collections import Counter
from dataclasses import dataclass

from core.domain.statistics.cube import BY, BY_MONTH_ALONE, OVERALL, QuarterCount
from core.domain.statistics.periods import Month, Period

QUARTER = Month.read("2026-04").quarter
CATEGORIES = {
    "regulator": ["CICC", "LSO", "BQ", "CNQ"], "province": ["ON", "QC", ""], "language": ["fr", "en"],
    "licence": ["rcic", "lawyer", "notary"],
}  # fmt: skip
REASONS = ["wrong_member_number", "form_not_complete"]


@dataclass(frozen=True)
class File:
    """One request that was decided, or ran out; each thing it is counted by, as a place in its list."""

    month: int
    regulator: int
    province: int
    language: int
    licence: int
    outcome: str
    asked: bool
    reasons: frozenset

    def place(self, by):
        if by == "month":
            return str(QUARTER.first.plus(self.month))
        return CATEGORIES[by][getattr(self, by)]

    @property
    def measures(self):
        if self.outcome == "expired":
            return ["ended", "expired"]
        told = ["decided", "ended", *(["asked"] if self.asked else [])]
        return [*told, "refused", *self.reasons] if self.outcome == "refused" else told


def cells(files, period: Period = QUARTER):
    """Count files by one thing at a time."""
    counts = Counter()
    for file in files:
        for measure in file.measures:
            known = ("month",) if measure in BY_MONTH_ALONE else BY
            counts.update((measure, by, file.place(by)) for by in known)
            counts[measure, OVERALL, OVERALL] += 1
    return [QuarterCount(*key, files) for key, files in counts.items()]

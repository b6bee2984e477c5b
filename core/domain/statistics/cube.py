"""What stakeholders may see: the counts of quarters that are over, each protected once and for all.

A quarter is counted by one thing at a time, never by two together; whatever is shown, for one quarter or for
several, is made of the protected counts alone, so that no choice of filters tells more than another.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from core.domain.statistics.filters import DIMENSIONS
from core.domain.statistics.periods import Period
from core.domain.statistics.rates import Rate
from core.domain.statistics.suppression import PartOfTotal, Protection, hidden_parts, lot_of

Key = tuple[str, str, str]
"""What is counted, by what, and which of these."""
OVERALL = ""
"""Stands for all of a quarter, beside what it is counted by."""
BY = ("month", *DIMENSIONS)
"""By what a quarter is counted, one at a time."""
SHARE_OF = {"decided": "", "refused": "decided", "asked": "decided", "ended": "", "expired": "ended"}
"""What is counted, and of what each count is a share; a reason is a share of the refused."""
BY_MONTH_ALONE = ("ended", "expired")
"""What is counted of requests of which little may be known, because they were never sent."""


class QuarterCount(NamedTuple):
    """Files of a quarter counted once: what, by what, and which."""

    measure: str
    by: str
    category: str
    files: int


@dataclass(frozen=True)
class Quarter:
    """A quarter's counts as they may be published; None is hidden.

    Shapes: `counts` maps (measure, by, category) to a rounded number.
    """

    period: Period
    counts: Mapping[Key, int | None]


@dataclass(frozen=True)
class Shown:
    """A count over several quarters: the sum of what may be shown, and in how many quarters nothing may."""

    files: int
    hidden: int
    of: int

    @property
    def is_hidden(self) -> bool:
        """Say whether nothing at all may be shown."""
        return self.hidden == self.of


def measures(reasons: Iterable[str]) -> dict[str, str]:
    """Return what is counted, and of what each is a share, in an order where that comes first."""
    return {**SHARE_OF, **dict.fromkeys(reasons, "refused")}


@dataclass(frozen=True)
class Protector:
    """Protects quarters: which reasons are published, and the categories of each thing they are counted by.

    Shapes: a category that can occur and has no file counts like any other, as a small number; one that
            cannot occur is not among the `categories`. `secret` draws the lots, and is never shown.
    """

    protection: Protection
    reasons: Sequence[str]
    categories: Mapping[str, Sequence[str]]
    secret: str

    def protect(self, period: Period, cells: Iterable[QuarterCount]) -> Quarter:
        """Return a quarter's counts as they may be published."""
        listed = {**self.categories, "month": [str(month) for month in period]}
        tables = _Tables(self.protection, measures(self.reasons), listed, cells, self.secret)
        withheld: set[str] = set()
        while isinstance(hidden := tables.hidden(withheld), str):
            withheld.add(hidden)
        rounded = self.protection.rounded
        return Quarter(
            period, {key: None if key in hidden else rounded(files) for key, files in tables.counts.items()}
        )


class _Tables:
    """The tables of one quarter as they are counted.

    Shapes: `counts` maps every key that is published to its files.
    """

    def __init__(
        self,
        protection: Protection,
        tree: Mapping[str, str],
        listed: Mapping[str, Sequence[str]],
        cells: Iterable[QuarterCount],
        secret: str,
    ) -> None:
        self.protection, self.tree, self.secret = protection, tree, secret
        told = {(it.measure, it.by, it.category): it for it in cells}
        seen = {by: sorted({it.category for it in told.values() if it.by == by}) for by in BY}
        codes = {by: list(dict.fromkeys([*listed[by], *seen[by]])) for by in BY}
        lines = ((it, by) for it in tree for by in (("month",) if it in BY_MONTH_ALONE else BY))
        self.lines = {(measure, by): codes[by] for measure, by in lines}
        keys = [(measure, OVERALL, OVERALL) for measure in tree]
        keys += [(*line, code) for line, codes in self.lines.items() for code in codes]
        self.counts = {key: told[key].files if key in told else 0 for key in keys}

    def hidden(self, withheld: Set[str]) -> set[Key] | str:
        """Return which counts are hidden, or what cannot be published at all because its parts cannot."""
        hidden: set[Key] = set()
        for measure, whole in self.tree.items():
            total = (measure, OVERALL, OVERALL)
            is_small = self.protection.is_small(self.counts[total])
            if is_small or measure in withheld or (whole, OVERALL, OVERALL) in hidden:
                hidden.add(total)
        for (measure, by), codes in self.lines.items():
            found = self._line(measure, by, codes, hidden)
            if found is None:
                return measure
            hidden |= {(measure, by, code) for code in found}
        return hidden

    def _line(self, measure: str, by: str, codes: list[str], hidden: Set[Key]) -> Iterable[str] | None:
        """Return which categories of one count are hidden; all of them where its total is."""
        if (measure, OVERALL, OVERALL) in hidden:
            return codes
        whole, counts = self.tree[measure], self.counts
        parts = {
            code: PartOfTotal(
                counts[measure, by, code],
                counts[whole, by, code] if whole else None,
                (whole, by, code) in hidden,
            )
            for code in codes
        }
        return hidden_parts(parts, self.protection, lambda code: self._lot(by, code))

    def _lot(self, by: str, code: str) -> float:
        """Return the lot of a category: one for all that is counted of its files, so that few are hidden."""
        return lot_of(f"{self.secret} {by} {code}")


@dataclass(frozen=True)
class PublishedQuarters:
    """Several quarters together; nothing but what each of them shows."""

    quarters: Sequence[Quarter]

    def shown(self, measure: str, by: str = OVERALL, category: str = OVERALL) -> Shown:
        """Return a count over all quarters."""
        counts = [it.counts.get((measure, by, category)) for it in self.quarters]
        told = [count for count in counts if count is not None]
        return Shown(sum(told), len(counts) - len(told), len(counts))

    def rate(self, measure: str, whole: str, by: str = OVERALL, category: str = OVERALL) -> Rate:
        """Return a share, of nothing unless every quarter shows both its counts.

        Shapes: shares over different quarters are not comparable, so that none is given.
        """
        part, of = self.shown(measure, by, category), self.shown(whole, by, category)
        return Rate(0, 0) if part.hidden or of.hidden else Rate(min(part.files, of.files), of.files)

    def categories(self, by: str) -> list[str]:
        """Return the categories that some quarter tells of, in their order."""
        found = (category for it in self.quarters for _, known, category in it.counts if known == by)
        return list(dict.fromkeys(found))

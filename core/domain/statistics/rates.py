"""Shares with their uncertainty, and waiting times from how many waited how long."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

Z = 1.959964
"""The normal quantile of an interval that holds the true share 19 times in 20."""


@dataclass(frozen=True)
class Rate:
    """How many of how many."""

    part: int
    whole: int

    @property
    def share(self) -> float | None:
        """Return the share, or None of nothing."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Return between which shares the true one lies, 19 times in 20; None of nothing.

        Source: Wilson 1927, score interval: sound for small numbers and for shares near 0 and 1.
        """
        if not self.whole:
            return None
        share, squared = self.part / self.whole, Z * Z / self.whole
        centre = (share + squared / 2) / (1 + squared)
        half = Z * sqrt(share * (1 - share) / self.whole + squared / self.whole / 4) / (1 + squared)
        return max(0.0, centre - half), min(1.0, centre + half)

    def differs_from(self, other: "Rate") -> bool:
        """Say whether chance hardly explains the difference to another share.

        Source: two-proportion z-test, two-sided at 1 in 20.
        """
        if not (self.whole and other.whole):
            return False
        pooled = (self.part + other.part) / (self.whole + other.whole)
        spread = pooled * (1 - pooled) * (1 / self.whole + 1 / other.whole)
        apart = abs(self.part / self.whole - other.part / other.whole)
        return bool(spread) and apart > Z * sqrt(spread)


def percentile(counts: Mapping[int, int], fraction: float) -> float | None:
    """Return the value below which a fraction lies, from how often each value occurs; None of nothing.

    Shapes: between two values it is drawn out as SQL's `percentile_cont` does.
    """
    total = sum(counts.values())
    if not total:
        return None
    place = fraction * (total - 1)
    low, rest = int(place), place - int(place)
    below, above = _at(counts, low), _at(counts, min(low + 1, total - 1))
    return below + (above - below) * rest


def _at(counts: Mapping[int, int], place: int) -> int:
    """Return the value at a place among all of them in order, counted from 0."""
    seen = 0
    for value in sorted(counts):
        seen += counts[value]
        if seen > place:
            return value
    raise IndexError(place)

"""The six figures that a page of statistics leads with, each beside the period before."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

from core.domain.statistics.rates import Rate, percentile

NOW, BEFORE = "now", "before"


class FilesAlike(NamedTuple):
    """Files of a period that have something in common; what a row does not tell is None.

    Units: working days.
    """

    period: str
    outcome: str | None
    asked: bool | None
    days: int | None
    reasons: str | None
    told: str | None
    files: int


@dataclass(frozen=True)
class Headline:
    """What is known of one period; `decided` counts whatever reason was chosen.

    Units: working days.
    """

    decided: int
    refused: Rate
    half: float | None
    most: float | None
    asked: Rate
    expired: Rate
    told: Rate
    first: str
    first_share: Rate


def headline(period: str, here: Sequence[FilesAlike], whole: int, expired: Rate) -> Headline:
    """Return a period's figures.

    Shapes: `here` are the files of the chosen reason, or all; `whole` is how many were decided for any.
    """
    mine = [it for it in here if it.period == period]
    refused = _sum(it.files for it in mine if it.asked is not None and it.outcome == "refused")
    days = Counter({it.days: it.files for it in mine if it.days is not None})
    given = [it for it in mine if it.reasons is not None and it.outcome == "refused"]
    told = _sum(it.files for it in given if _was_told(it))
    reasons = Counter[str]()
    for it in given:
        reasons.update(dict.fromkeys((it.reasons or "").split(), it.files))
    first = min(reasons, key=lambda code: (-reasons[code], code), default="")
    asked = _sum(it.files for it in mine if it.asked)
    return Headline(
        decided=whole,
        refused=Rate(refused, whole),
        half=percentile(days, 0.5),
        most=percentile(days, 0.9),
        asked=Rate(asked, _sum(it.files for it in mine if it.asked is not None)),
        expired=expired,
        told=Rate(told, refused),
        first=first,
        first_share=Rate(reasons[first], refused),
    )


def apart(now: Rate, before: Rate) -> tuple[float, float, float] | None:
    """Return by how much one share exceeds another, and between what the true difference lies.

    Source: Newcombe 1998, method 10: from the two score intervals.
    """
    one, other = now.interval, before.interval
    if one is None or other is None or now.share is None or before.share is None:
        return None
    difference = now.share - before.share
    low = difference - sqrt((now.share - one[0]) ** 2 + (other[1] - before.share) ** 2)
    high = difference + sqrt((one[1] - now.share) ** 2 + (before.share - other[0]) ** 2)
    return difference, low, high


def _was_told(it: FilesAlike) -> bool:
    """Say whether files were sent all the same with a reason told, and refused for it."""
    told = {word.partition(":")[0] for word in (it.told or "").split() if word.endswith(":sent")}
    return not told.isdisjoint((it.reasons or "").split())


def _sum(counts: Iterable[int]) -> int:
    return sum(counts)

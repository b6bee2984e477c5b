"""Which requests statistics count, and which of them stand behind one bar; both as codes tell them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from core.domain.rules.early_findings import DONE, PLACES
from core.domain.statistics.file_counts import EXPIRED, STEPS
from core.domain.statistics.periods import Month, Period, latest

USUAL, LONGEST = 12, 60
"""Months of the period when none is chosen, and of the longest."""
EARLIEST = Month.read("2000-01")
"""There was no portal earlier; an earlier month means this one."""
NONE = "none"
"""Asks for those who said nothing, or whose province lies abroad."""
DIMENSIONS = ("regulator", "province", "language", "licence")
"""What tells requests apart, in the order the screens offer it."""
OUTCOMES = ("refused", "approved")
LAPSED = "lapsed"
BAR_STEPS = (*STEPS, EXPIRED, LAPSED)
MOST_DAYS, MOST_DIGITS = 60, 5
"""Working days from which on files are counted together; digits of a number of days."""
NOBODY, SENT = "nobody", "sent"
"""Say of a telling that there was none; that the request was sent all the same."""
Told = Mapping[str, str]


@dataclass(frozen=True)
class Filter:
    """Which requests count: a period, what tells requests apart, a reason given; empty is no condition."""

    period: Period
    regulator: str = ""
    province: str = ""
    language: str = ""
    licence: str = ""
    reason: str = ""

    @property
    def chosen(self) -> dict[str, str]:
        """Return the conditions there are, `none` still standing for nothing."""
        told = {name: getattr(self, name) for name in DIMENSIONS}
        return {name: value for name, value in told.items() if value}

    @property
    def codes(self) -> dict[str, str]:
        """Return the filter as codes tell it."""
        reason = {"reason": self.reason} if self.reason else {}
        return {"from": str(self.period.first), "to": str(self.period.last), **self.chosen, **reason}


def filter_of(
    told: Told, offered: Mapping[str, Sequence[str]], today: date, reasons: Sequence[str] = ()
) -> Filter:
    """Return the filter that codes tell; what they cannot mean is as if it were not said.

    Shapes: `offered` are the codes of each thing that tells requests apart.
    """
    chosen = {name: told.get(name, "") for name in DIMENSIONS}
    known = {name: code for name, code in chosen.items() if code == NONE or code in offered[name]}
    reason = told.get("reason", "")
    return Filter(_period(told, today), **known, reason=reason if reason in reasons else "")


def _period(told: Told, today: date) -> Period:
    usual = latest(today, USUAL)
    last = min(_month(told.get("to", ""), usual.last), usual.last)
    first = _month(told.get("from", ""), last.plus(1 - USUAL))
    return Period(max(min(first, last), last.plus(1 - LONGEST)), last)


def _month(text: str, otherwise: Month) -> Month:
    try:
        return max(Month.read(text), EARLIEST)
    except ValueError:
        return otherwise


@dataclass(frozen=True)
class BarFilter:
    """What the files of one bar have in common, within a filter; empty is no condition.

    Shapes: `other` is a second reason beside `reason`; `rounds` of three means three or more; `told` is where
            its applicant was told of `reason`, `nobody` where she was not; with no reason `sent`, for one of
            those given was sent all the same; `warned` is a reason told, given or not, `told` then what came
            of it; `days` are working days, sixty for sixty and more; `step` is one that a request came to,
            counted by the month of its opening, `question` where it stopped; `lapsed` are those never sent,
            by the month of their last day.
    Units:  working days.
    """

    outcome: str = ""
    reason: str = ""
    other: str = ""
    only: bool = False
    asked: bool = False
    rounds: int = 0
    warned: str = ""
    told: str = ""
    days: int | None = None
    step: str = ""
    question: str = ""

    @property
    def codes(self) -> dict[str, str]:
        """Return the bar as codes tell it."""
        told = {
            "outcome": self.outcome, "reason": self.reason, "other": self.other,
            "only": "1" if self.only else "", "asked": "1" if self.asked else "",
            "rounds": str(self.rounds or ""), "warned": self.warned, "told": self.told,
            "days": "" if self.days is None else str(self.days), "step": self.step, "question": self.question,
        }  # fmt: skip
        return {name: value for name, value in told.items() if value}


class FilesBehind(NamedTuple):
    """The files behind one bar of what a filter counts."""

    wanted: Filter
    bar: BarFilter


def bar_of(told: Told, reasons: Sequence[str]) -> BarFilter | None:
    """Return the bar that codes tell, or None when they tell of none."""
    outcome, rounds = told.get("outcome", ""), told.get("rounds", "")
    named = {name: code for name in ("reason", "other", "warned") if (code := told.get(name, "")) in reasons}
    bar = BarFilter(
        outcome=outcome if outcome in OUTCOMES else "",
        only=told.get("only") == "1" and "reason" in named,
        asked=told.get("asked") == "1",
        rounds=int(rounds) if rounds in ("1", "2", "3") else 0,
        told=told.get("told", "") if _fits(told, named) else "",
        days=int(days) if (days := told.get("days", "")).isdecimal() and len(days) < MOST_DIGITS else None,
        step=step if (step := told.get("step", "")) in BAR_STEPS else "",
        question=told.get("question", "") if step == EXPIRED else "",
        **named,
    )
    return bar if bar.codes and bool(bar.warned) <= bool(bar.told) else None


def _fits(told: Told, named: Told) -> bool:
    """Say whether what is said of a telling is what can be asked of the reasons named."""
    kinds = DONE if "warned" in named else (NOBODY, *PLACES) if "reason" in named else (SENT,)
    return told.get("told") in kinds

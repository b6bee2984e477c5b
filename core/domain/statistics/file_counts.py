"""What a database counts for statistics: rows of a few columns and how many files they stand for.

Shapes: a month is its place (`Month.place`); of the period before, only what is told by month is counted.
Every figure is computed from these rows, so that whoever counts otherwise can be compared row by row.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class DecidedFiles(NamedTuple):
    """Files decided in a month; `asked` is whether documents were required before."""

    month: int
    refused: bool
    asked: bool
    files: int


class Rounds(NamedTuple):
    """Files decided in a month after so many submissions."""

    month: int
    rounds: int
    files: int


class FileWaits(NamedTuple):
    """Files decided in a month that took so many working days: `all`, `ours` or `theirs`, the applicant's."""

    month: int
    whose: str
    days: int
    files: int


class OpenedOn(NamedTuple):
    """Files decided in the period, opened on a day: a reason given, `refused`, or empty for all."""

    day: date
    code: str
    files: int


class ReasonSet(NamedTuple):
    """Files refused in a month for exactly these reasons, in the order of their codes."""

    month: int
    codes: tuple[str, ...]
    files: int


class RefusedAt(NamedTuple):
    """Files of a regulator's members decided in the period: a reason given, `refused`, or empty for all."""

    regulator: str
    code: str
    files: int


class EndedRequests(NamedTuple):
    """Requests whose last day to submit fell in a month and is over."""

    month: int
    expired: bool
    files: int


class ReachedSteps(NamedTuple):
    """Requests opened in the period by how far they came; `question` is where somebody stopped answering."""

    step: str
    question: str
    is_under_way: bool
    files: int


class TouchedQuestions(NamedTuple):
    """Files decided in the period at one of whose questions something was `opened`, or answered `again`."""

    how: str
    question: str
    codes: tuple[str, ...]
    files: int


REFUSED, EVERY = "refused", ""
"""Stand for a reason's code where all refused files are counted, or all decided ones."""
EXPIRED = "expired"
STEPS = ("opened", "printed", "documents", "submitted", "decided")
"""How far a request can come, in order."""


@dataclass(frozen=True)
class FileCounts:
    """Everything the statistics of one filter are computed from; each list in order, without empty rows."""

    decided: tuple[DecidedFiles, ...] = ()
    rounds: tuple[Rounds, ...] = ()
    waited: tuple[FileWaits, ...] = ()
    opened_on: tuple[OpenedOn, ...] = ()
    reason_sets: tuple[ReasonSet, ...] = ()
    refused_at: tuple[RefusedAt, ...] = ()
    ended: tuple[EndedRequests, ...] = ()
    reached: tuple[ReachedSteps, ...] = ()
    touched: tuple[TouchedQuestions, ...] = ()

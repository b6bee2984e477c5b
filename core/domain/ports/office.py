"""What the office has laid down: its words, its practice, its registers, its figures."""

from collections.abc import Callable
from typing import Protocol

from core.domain.application.content import Library
from core.domain.decisions.office_practice import Practice
from core.domain.statistics.figures_port import Tally


class HasLibrary(Protocol):
    """Knows the content: questions, words, letters, reasons."""

    @property
    def library(self) -> Library:
        """Return the content."""
        ...


class HasPractice(Protocol):
    """Knows how the office works around a decision."""

    @property
    def practice(self) -> Practice:
        """Return the practice."""
        ...


class ComparesNames(Protocol):
    """Compares names."""

    @property
    def alike(self) -> Callable[[str, str], float]:
        """Return what compares two names."""
        ...


class HasRegisterDays(Protocol):
    """Knows how old a register may be, and how much one may turn."""

    @property
    def register_days(self) -> int:
        """Return after how many days a register is too old."""
        ...

    @property
    def register_percent(self) -> int:
        """Return which percentage of open requests a register may turn before a reason is asked."""
        ...


class HasFigures(Protocol):
    """Counts figures."""

    @property
    def figures(self) -> Tally:
        """Return what counts."""
        ...

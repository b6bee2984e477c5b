"""What evaluates rules, and the book they stand in."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from core.domain.rules.facts import Facts
from core.domain.rules.replay import BookComparison, ChangedFile, ReplayFigures, Span, Which
from core.domain.rules.rule_book import RuleBook
from core.domain.rules.rules import Rule


class Evaluator(Protocol):
    """Evaluates rules where the facts are: one judgement's, or all of them."""

    def facts_read(self, fails_when: str) -> tuple[str, ...]:
        """Return the facts a condition reads, in the order they stand there.

        Raises: RuleError with the position of what is not in the language.
        """
        ...

    def verdicts(self, rules: Sequence[Rule], facts: Facts) -> tuple[bool | None, ...]:
        """Return the value of each rule's condition over one judgement's facts."""
        ...

    def judge_all(self, rules: Sequence[Rule], edition: int) -> int:
        """Store an edition's verdicts over every judgement's facts not judged yet; return how many."""
        ...


class Replay(Protocol):
    """Tells what another rule book would have said of the applications that officers decided."""

    def figures(self, compared: BookComparison, span: Span) -> ReplayFigures:
        """Return what would change for the applications decided in a period.

        Raises: RuleError with the position of what is not in the language.
        """
        ...

    def files(
        self, compared: BookComparison, span: Span, which: Which, after: UUID | None, limit: int
    ) -> list[ChangedFile]:
        """Return the applications that change, the newest first, that follow one of them."""
        ...


class HasEvaluator(Protocol):
    """Evaluates rules."""

    @property
    def evaluator(self) -> Evaluator:
        """Return what evaluates."""
        ...


class HasReplay(Protocol):
    """Replays rule books over what was decided."""

    @property
    def replay(self) -> Replay:
        """Return what replays."""
        ...


class HasRuleBook(Protocol):
    """Knows the rule book of the data folder."""

    @property
    def rule_book(self) -> RuleBook:
        """Return the book of the data folder."""
        ...

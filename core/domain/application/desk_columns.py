"""What the desk shows, sorts and filters a request by: value objects, kept as columns side by side."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self
from uuid import UUID

from core.domain.records import Audited

LAST_RANK = 10_000_000
"""Beyond the number of any day: a clock that stands is sorted after all that run."""


@dataclass(frozen=True)
class Claim:
    """Whose hands a request is in; one that a manager gave bears no `seen_at` and does not run out."""

    officer: UUID
    since: datetime
    seen_at: datetime | None


@dataclass(frozen=True)
class AgeClock:
    """A request's age: had it run without a pause since `since`, the age would be the same.

    Shapes: while it stands, `stopped_on` and `age` say since when and at what age.
    Units:  working days.
    """

    since: date
    stopped_on: date | None = None
    age: int | None = None

    @property
    def rank(self) -> int:
        """Return what sorts: clocks that run first, within those that run or stand the oldest first."""
        return self.since.toordinal() if self.age is None else LAST_RANK - self.age


@dataclass(frozen=True)
class Hold:
    """Up to and including which day a request is put aside, and for which coded reason."""

    until: date
    reason: str

    def lasts(self, today: date) -> bool:
        """Say whether the request is still put aside."""
        return today <= self.until


@dataclass(frozen=True)
class NoticePeriod:
    """Up to and including which day a notice may be answered."""

    answer_by: date

    def is_over(self, today: date) -> bool:
        """Say whether its days have passed, whether or not that was recorded yet."""
        return self.answer_by < today


class DeskColumns(Audited):
    """The columns of the desk, copied from the answers at submission and kept at each turn.

    Shapes: `officer_id` is who asked for documents or decided; `round` counts submissions; `proposed` are the
            reasons of the rules that failed then; `province` is that of the business address, empty abroad;
            `search_key` is name, number and reference, folded; `changed_at` is the latest submission or
            decision. `mark` says why it came back to the office. The officers in `barred` have decided it
            once and may not reconsider it. `turns` counts what changed hands beside submissions and
            decisions. Clock, claim, hold and notice are read and written as value objects. `lane` says what
            it needs, by the rules whose `marks` are told; `lane_as_of` by which day, rules and registers.
            `papers_given` of `papers_expected` documents are there. Officers in `let_go_by` gave it back and
            are not offered it again.
    """

    submitted_at: datetime | None = None
    name: str = ""
    name_key: str = ""
    regulator: str = ""
    membership_number: str = ""
    language: str = ""
    proposed: tuple[str, ...] = ()
    officer_id: UUID | None = None
    round: int = 0
    decided_at: datetime | None = None
    province: str = ""
    search_key: str = ""
    changed_at: datetime | None = None
    clock_since: date | None = None
    clock_stopped_on: date | None = None
    clock_age: int | None = None
    clock_rank: int | None = None
    claimed_by: UUID | None = None
    claimed_at: datetime | None = None
    claim_seen_at: datetime | None = None
    mark: str = ""
    held_until: date | None = None
    held_for: str = ""
    answer_by: date | None = None
    barred: tuple[UUID, ...] = ()
    turns: int = 0
    lane: str = ""
    marks: tuple[str, ...] = ()
    lane_as_of: str = ""
    papers_given: int = 0
    papers_expected: int = 0
    let_go_by: tuple[UUID, ...] = ()

    @property
    def clock(self) -> AgeClock | None:
        """Return the clock of its age; None before it was sent."""
        return self.clock_since and AgeClock(self.clock_since, self.clock_stopped_on, self.clock_age)

    def with_clock(self, clock: AgeClock) -> Self:
        """Return the request with its clock set."""
        return self.but(
            clock_since=clock.since,
            clock_stopped_on=clock.stopped_on,
            clock_age=clock.age,
            clock_rank=clock.rank,
        )

    @property
    def claim(self) -> Claim | None:
        """Return whose hands it was last put in, whether or not that has run out."""
        if self.claimed_by is None or self.claimed_at is None:
            return None
        return Claim(self.claimed_by, self.claimed_at, self.claim_seen_at)

    def with_claim(self, claim: Claim | None) -> Self:
        """Return the request in an officer's hands, or in nobody's."""
        if claim is None:
            return self.but(claimed_by=None, claimed_at=None, claim_seen_at=None)
        return self.but(claimed_by=claim.officer, claimed_at=claim.since, claim_seen_at=claim.seen_at)

    @property
    def hold(self) -> Hold | None:
        """Return until when it was put aside, whether or not that day has passed."""
        return self.held_until and Hold(self.held_until, self.held_for)

    def with_hold(self, hold: Hold | None) -> Self:
        """Return the request put aside, or no longer."""
        return self.but(held_until=hold and hold.until, held_for=hold.reason if hold else "")

    @property
    def notice_period(self) -> NoticePeriod | None:
        """Return until when a notice may be answered; None where none was given."""
        return self.answer_by and NoticePeriod(self.answer_by)

    def with_notice(self, period: NoticePeriod | None) -> Self:
        """Return the request with a notice to be answered, or with none."""
        return self.but(answer_by=period and period.answer_by)

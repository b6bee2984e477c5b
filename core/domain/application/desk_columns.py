"""What the desk shows, sorts and filters a request by."""

from datetime import date, datetime
from uuid import UUID

from core.domain.accounts.identity import Record


class Queued(Record):
    """The columns of the desk, copied from the answers at submission and kept at each turn.

    Shapes: `officer_id` is who asked for documents or decided; `round` counts submissions; `proposed` are the
            reasons of the rules that failed then; `province` is that of the business address, empty abroad;
            `search_key` is name, number and reference, folded; `changed_at` is the latest submission or
            decision. Had the clock run without a pause since `clock_since` the age would be the same; while
            it stands, `clock_stopped_on` and `clock_age` say since when and at how many working days.
            `clock_rank` sorts: clocks that run first, within those that run or stand the oldest first.
            A claim whose `claim_seen_at` is empty was given by a manager and does not run out.
            `mark` says why it came back to the office; `held_until` is its last day on hold, for the reason
            `held_for`; `answer_by` the last day to answer a notice. The officers in `barred` have decided it
            once and may not reconsider it. `turns` counts what changed hands beside submissions and
            decisions.
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

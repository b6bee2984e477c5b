"""The desk: which queues there are, how a view of one is filtered and sorted, what of it an officer keeps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal, Protocol
from uuid import UUID

from core.domain.application.application import Application, State
from core.domain.desk.request_age import UNDECIDED, applicant_has_to_act
from core.domain.desk.view import Mark, View, words_of

PAGE = 50
OLDEST = 999
"""Working days beyond which nobody asks."""
DECIDED = (State.APPROVED, State.REFUSED, State.ENROLLED)
RETURNING_MARKS = ("notice_answered", "notice_over", "objected", "taken_back", "undone")
"""Why a request came back to one officer, beside documents asked for."""


class Known(StrEnum):
    """What a condition compares with that depends on who asks, and when."""

    ME = "me"
    TEAM = "team"
    GONE = "gone"
    IDLE_SINCE = "idle_since"
    LATELY = "lately"
    TODAY = "today"
    MIDNIGHT = "midnight"
    MONDAY = "monday"


@dataclass(frozen=True)
class Condition:
    """One comparison of a column with a value, or with something known of who asks.

    Shapes: a comparison with an empty column never holds, except `empty` and `is_not`; `at_least`, `at_most`,
            `below` and `after` compare numbers, days and instants, `has` and `lacks` look into a list,
            `contains` into a text, `near` too, for a word with one wrong letter.
    """

    column: str
    how: Literal[
        "is",
        "is_not",
        "in",
        "at_least",
        "at_most",
        "below",
        "after",
        "empty",
        "has",
        "lacks",
        "contains",
        "near",
    ]
    value: Any = None


AnyOf = tuple[Condition, ...]
Wanted = tuple[AnyOf, ...]
"""All of these must hold; of each, any one condition."""


@dataclass(frozen=True)
class DeskReader:
    """Who looks at the desk, and what their conditions compare with.

    Shapes: claims not seen since `idle_since` are over; `gone` are officers whose accounts are closed;
            `day_of_age` gives the latest day that is so many working days old; `midnight` began today and
            `monday` this week.
    Units:  `amber` and `red` are the working days from which a request is nearly late, and late.
    """

    me: UUID
    team: tuple[UUID, ...]
    gone: tuple[UUID, ...]
    idle_since: datetime
    lately: datetime
    midnight: datetime
    monday: datetime
    amber: int
    red: int
    day_of_age: Callable[[int], date]

    @property
    def today(self) -> date:
        """Return the day on which somebody looks: the latest one that is no working day old."""
        return self.day_of_age(0)


def _states(*states: State) -> AnyOf:
    return (Condition("state", "in", states),)


RUNNING_CLAIM = (
    Condition("claim_seen_at", "empty"),
    Condition("claim_seen_at", "at_least", Known.IDLE_SINCE),
)
"""Of a claimed request: its claim is a manager's, or its officer was at work on it not long ago."""
FREE = (Condition("claimed_by", "empty"), Condition("claim_seen_at", "below", Known.IDLE_SINCE))
NOTICE_OVER = Condition("answer_by", "below", Known.TODAY)
"""Nobody answered a notice in time: with the office again, whether or not that was recorded yet."""
UNANSWERED = _states(State.SUBMITTED, State.NOTICE_GIVEN)
WITH_THE_OFFICE = (Condition("state", "is", State.SUBMITTED), NOTICE_OVER)
TO_DECIDE = (UNANSWERED, WITH_THE_OFFICE)
ON_HOLD = (Condition("held_until", "at_least", Known.TODAY),)
"""Whatever changes hands is on hold no longer: no state need be looked at."""
NOT_ON_HOLD = (Condition("held_until", "empty"), Condition("held_until", "below", Known.TODAY))
NOT_BARRED = (Condition("barred", "lacks", Known.ME),)
"""Not refused or countersigned before by who asks: another officer reconsiders."""
NOT_LET_GO = (Condition("let_go_by", "lacks", Known.ME),)
"""Not given back before by who asks: it is offered to others first."""
TO_WORK_ON = (*TO_DECIDE, NOT_ON_HOLD, NOT_BARRED)
TO_COUNTERSIGN = _states(State.TO_COUNTERSIGN)
NOT_MY_OWN = (Condition("officer_id", "is_not", Known.ME),)
STILL_OPEN = _states(*sorted(UNDECIDED))
WAITING = _states(*(state for state in sorted(UNDECIDED) if applicant_has_to_act(state)))
IN_TIME = (Condition("answer_by", "empty"), Condition("answer_by", "at_least", Known.TODAY))
HAVE_BEEN_DECIDED = _states(*DECIDED)
DECIDED_LATELY = (Condition("decided_at", "at_least", Known.LATELY),)
RETURNED = (Condition("round", "at_least", 2), Condition("mark", "in", RETURNING_MARKS))
CLAIMED_BY_ME = (Condition("claimed_by", "is", Known.ME),)
ASKED_BY_ME = (Condition("officer_id", "is", Known.ME),)
RETURNED_TO_NOBODY = (Condition("officer_id", "empty"), Condition("officer_id", "in", Known.GONE))
FOR_ANYBODY = (
    (Condition("round", "below", 2), *RETURNED_TO_NOBODY),
    (Condition("mark", "in", ("", "reconsideration")), *RETURNED_TO_NOBODY),
)
"""Not returned to a colleague who still works here."""
ASKED_BY_TEAM = Condition("officer_id", "in", Known.TEAM)
CLAIMED_OR_ASKED_BY_TEAM = (Condition("claimed_by", "in", Known.TEAM), ASKED_BY_TEAM)
RUNNING_OR_ASKED_BY_TEAM = (*RUNNING_CLAIM, ASKED_BY_TEAM)


@dataclass(frozen=True)
class Queue:
    """One queue: what is in it, how it is sorted at first, and whether only one who decides has one."""

    name: str
    wanted: Wanted
    sort: str = "-age"
    own: bool = False


QUEUES: Mapping[str, Queue] = {
    queue.name: queue
    for queue in (
        Queue("to_take", (*TO_WORK_ON, FREE, *FOR_ANYBODY)),
        Queue("mine", (*TO_WORK_ON, CLAIMED_BY_ME, RUNNING_CLAIM), own=True),
        Queue("returned", (*TO_WORK_ON, FREE, RETURNED, ASKED_BY_ME), own=True),
        Queue("to_countersign", (TO_COUNTERSIGN, NOT_MY_OWN, NOT_BARRED), own=True),
        Queue("waiting", (WAITING, IN_TIME), "changed"),
        Queue("on_hold", (ON_HOLD,)),
        Queue("team", (STILL_OPEN, CLAIMED_OR_ASKED_BY_TEAM, RUNNING_OR_ASKED_BY_TEAM)),
        Queue("open", (STILL_OPEN,)),
        Queue("all", (_states(*sorted({*UNDECIDED, *DECIDED})),), "-changed"),
        Queue("decided", (HAVE_BEEN_DECIDED, DECIDED_LATELY), "-changed"),
    )
}
"""Every queue, in the order of the page; another one is another row, with its words in `queue.toml`."""


@dataclass(frozen=True)
class Order:
    """A column to sort by, ties by id in the same direction."""

    column: str
    down: bool = False

    def turned(self) -> "Order":
        """Return the opposite order."""
        return Order(self.column, not self.down)


SHOWN_STATES = frozenset({*UNDECIDED, *DECIDED})
"""The states of a request that was sent: what there is to filter by."""
SORTS: Mapping[str, Order] = {
    "-age": Order("clock_rank"),
    "age": Order("clock_rank", down=True),
    "name": Order("name_key"),
    "-name": Order("name_key", down=True),
    "regulator": Order("regulator"),
    "-regulator": Order("regulator", down=True),
    "changed": Order("changed_at"),
    "-changed": Order("changed_at", down=True),
    "lane": Order("lane"),
    "-lane": Order("lane", down=True),
}
"""Each way to sort, and its column."""
OLDEST_FIRST = SORTS["-age"]


def order_of(view: View) -> Order:
    """Return how a view is sorted: as it says, else as its queue is."""
    return SORTS[view.sort or QUEUES[view.queue].sort]


def wanted_of(view: View, asking: DeskReader) -> Wanted:
    """Return all that a request must be to stand in a view."""
    return resolved((*QUEUES[view.queue].wanted, *_filtered(view, asking)), asking)


def to_be_taken(view: View, asking: DeskReader) -> Wanted:
    """Return all that a request of a view must be for somebody to take it."""
    wanted = (*QUEUES[view.queue].wanted, *_filtered(view, asking), *TO_WORK_ON, FREE, NOT_LET_GO)
    return resolved(wanted, asking)


def resolved(wanted: Wanted, asking: DeskReader) -> Wanted:
    """Return conditions in which what is known of who asks has taken its place."""
    return tuple(tuple(_resolved(it, asking) for it in any_of) for any_of in wanted)


def _resolved(condition: Condition, asking: DeskReader) -> Condition:
    if not isinstance(condition.value, Known):
        return condition
    return Condition(condition.column, condition.how, getattr(asking, condition.value))


def _filtered(view: View, asking: DeskReader) -> Wanted:
    plain = {name: getattr(view, name) for name in ("state", "regulator", "province", "lane")}
    found: list[AnyOf] = [(Condition(column, "is", value),) for column, value in plain.items() if value]
    if view.reason:
        found.append((Condition("proposed", "has", view.reason),))
    if view.age:
        found += _aged(view.age, asking.day_of_age(view.age))
    if view.when:
        found += _at(view.when, asking)
    if view.officer:
        found += _in_the_hands_of(view.officer)
    return (*found, *seeking(view.text, near=view.near))


def seeking(text: str, *, near: bool = False) -> Wanted:
    """Return the conditions of a search: every word stands somewhere in what a request is found by."""
    how = "near" if near else "contains"
    return tuple((Condition("search_key", how, word),) for word in words_of(text))


WHENS = ("late", "nearly", "in_time", "came_today", "came_week", "went_today", "went_week", "due")
"""What the figures above the desk count, and a view can be narrowed to; the late ones come first."""


def _at(when: str, asking: DeskReader) -> list[AnyOf]:
    """Return the conditions of one figure: by the age of what waits, or by when it came or went."""
    if when in INSTANTS:
        column, since = INSTANTS[when]
        return [
            (Condition(column, "at_least", since),),
            *([HAVE_BEEN_DECIDED] if column == "decided_at" else []),
        ]
    bounds = {"late": (asking.red, 0), "nearly": (asking.amber, asking.red), "in_time": (0, asking.amber),
              "due": (asking.red - 1, asking.red)}  # fmt: skip
    least, below = bounds[when]
    running = [_states(State.SUBMITTED, State.TO_COUNTERSIGN), (Condition("clock_stopped_on", "empty"),)]
    if least:
        running.append((Condition("clock_since", "at_most", asking.day_of_age(least)),))
    if below:
        running.append((Condition("clock_since", "after", asking.day_of_age(below)),))
    return running


INSTANTS = {
    "came_today": ("submitted_at", Known.MIDNIGHT),
    "came_week": ("submitted_at", Known.MONDAY),
    "went_today": ("decided_at", Known.MIDNIGHT),
    "went_week": ("decided_at", Known.MONDAY),
}


def figures_of(asking: DeskReader) -> Mapping[str, Wanted]:
    """Return what each figure above the desk counts."""
    return {when: wanted_of(figure_view(when), asking) for when in WHENS}


def figure_view(when: str) -> View:
    """Return the view that lists what a figure counts."""
    return View("all" if when in INSTANTS else "open", when=when)


def _aged(age: int, day: date) -> list[AnyOf]:
    """Return the conditions of an age reached: by a clock that runs, or when it was stopped."""
    reached = Condition("clock_age", "at_least", age)
    since = Condition("clock_since", "at_most", day)
    return [(Condition("clock_stopped_on", "empty"), reached), (since, reached)]


def _in_the_hands_of(officer: UUID) -> list[AnyOf]:
    asked = Condition("officer_id", "is", officer)
    return [(Condition("claimed_by", "is", officer), asked), (*RUNNING_CLAIM, asked)]


class Desk(Protocol):
    """The queues, as one transaction sees them."""

    def page(self, wanted: Wanted, order: Order, after: Mark | None, limit: int) -> list[Application]:
        """Return the requests that follow a place in an order, `limit` at most.

        Shapes: a request that was there before and after is never left out and never told twice, whatever
                happens to others between two pages.
        """
        ...

    def search(
        self, wanted: Wanted, order: Order, after: Mark | None, limit: int
    ) -> tuple[list[Application], int]:
        """Return a page as `page` does, and how many requests there are in all, looked for once.

        Shapes: for views that are filtered, where looking twice would cost twice.
        """
        ...

    def count(self, queues: Mapping[str, Wanted]) -> dict[str, int]:
        """Return how many requests there are in each queue, all counted at once."""
        ...

    def pick(self, wanted: Wanted, order: Order) -> Application | None:
        """Return the first request that nobody else is picking, held until the transaction ends.

        Shapes: in a transaction opened with `latest=True`.
        """
        ...

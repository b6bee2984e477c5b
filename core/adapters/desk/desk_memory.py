"""The queues of the tests' store."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from core.domain.application.application import Application
from core.domain.desk.queues import Condition, Order, Wanted
from core.domain.desk.view import Mark, one_letter_off

HOW: Mapping[str, Callable[[Any, Any], bool]] = {
    "is": lambda kept, value: kept == value,
    "in": lambda kept, value: kept in value,
    "at_least": lambda kept, value: kept >= value,
    "at_most": lambda kept, value: kept <= value,
    "below": lambda kept, value: kept < value,
    "after": lambda kept, value: kept > value,
    "has": lambda kept, value: value in kept,
    "lacks": lambda kept, value: value not in kept,
    "contains": lambda kept, value: value in kept,
    "near": lambda kept, value: re.search(one_letter_off(value), kept) is not None,
}


def _holds(request: Application, condition: Condition) -> bool:
    kept = getattr(request, condition.column)
    if condition.how == "is_not":
        return kept != condition.value
    if condition.how == "empty" or kept is None:
        return condition.how == "empty" and kept is None
    return HOW[condition.how](kept, condition.value)


def _stands(request: Application, wanted: Wanted) -> bool:
    return all(any(_holds(request, condition) for condition in any_of) for any_of in wanted)


class MemoryDesk:
    """The Desk port over one state of the memory."""

    def __init__(self, requests: Iterable[Application]) -> None:
        self._requests = list(requests)

    def page(self, wanted: Wanted, order: Order, after: Mark | None, limit: int) -> list[Application]:
        """Return the requests that follow a place in an order."""

        def place(request: Application) -> tuple[Any, Any]:
            return getattr(request, order.column), request.id

        found = sorted((it for it in self._requests if _stands(it, wanted)), key=place, reverse=order.down)
        if after:
            mark = (after.value, after.id)
            found = [it for it in found if (place(it) < mark if order.down else place(it) > mark)]
        return found[:limit]

    def search(
        self, wanted: Wanted, order: Order, after: Mark | None, limit: int
    ) -> tuple[list[Application], int]:
        """Return a page, and how many requests there are in all."""
        return self.page(wanted, order, after, limit), self.count({"all": wanted})["all"]

    def count(self, queues: Mapping[str, Wanted]) -> dict[str, int]:
        """Return how many requests there are in each queue."""
        return {name: sum(_stands(it, wanted) for it in self._requests) for name, wanted in queues.items()}

    def pick(self, wanted: Wanted, order: Order) -> Application | None:
        """Return the first request that nobody else is picking: here there is one writer only."""
        return next(iter(self.page(wanted, order, None, 1)), None)

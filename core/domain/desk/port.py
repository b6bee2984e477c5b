"""What the desk asks of the store; a port apart, because it is one for a transaction."""

from collections.abc import Mapping
from typing import Protocol

from core.domain.application.application import Application
from core.domain.desk.queues import Order, Wanted
from core.domain.desk.view import Mark


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

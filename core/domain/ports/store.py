"""The port behind which records live."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeVar
from uuid import UUID

from core.domain.decisions.review_port import Review
from core.domain.desk.queues import Desk
from core.domain.records import Record

R = TypeVar("R", bound=Record)


class Transaction(Protocol):
    """Reads and writes that happen together or not at all."""

    def get(self, kind: type[R], id: UUID) -> R:
        """Return one record.

        Raises: NotFoundError.
        """
        ...

    def find(self, kind: type[R], *, order: str = "id", limit: int | None = None, **equals: Any) -> list[R]:
        """Return the records whose columns equal the given values.

        Shapes: a list or tuple as value means any of them; `order` names a column, `-` before it reverses.
        """
        ...

    def add(self, record: Record) -> None:
        """Keep a new record.

        Raises: StaleError when its key or a unique column is taken.
        """
        ...

    def add_all(self, records: Iterable[Record]) -> None:
        """Keep many new records of one kind at once.

        Raises: StaleError when a key or a unique column is taken.
        """
        ...

    def replace(self, record: R) -> R:
        """Keep a changed record that carries the version it was read at; return it with the next version.

        Raises: StaleError when somebody else changed it first.
        """
        ...

    def erase(self, kind: type[Record], **equals: Any) -> int:
        """Remove rows for good (spent tickets, retention) and return how many."""
        ...

    @property
    def desk(self) -> Desk:
        """Return the queues."""
        ...

    @property
    def review(self) -> Review:
        """Return what was decided, beside what the rules had said."""
        ...


class Store(Protocol):
    """Where records live."""

    def read(self) -> AbstractContextManager[Transaction]:
        """Open a transaction that only reads."""
        ...

    def write(self, *, latest: bool = False) -> AbstractContextManager[Transaction]:
        """Open a transaction; it commits at the end, or undoes everything on an error.

        Shapes: `latest` sees what others commit meanwhile, to pick what they have left.
        """
        ...


class HasStore(Protocol):
    """Keeps records."""

    @property
    def store(self) -> Store:
        """Return where records live."""
        ...

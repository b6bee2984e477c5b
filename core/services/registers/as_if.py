"""A store as it would be if a regulator's register were another one; nothing is kept."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast
from uuid import UUID

from core.domain.application.content import Regulator
from core.domain.decisions.review_port import Review
from core.domain.desk.queues import Desk
from core.domain.ports.store import Transaction
from core.domain.records import Record
from core.domain.registers.names import Name, NameWords
from core.domain.registers.register import RegisterEdition, RegisterMember, member_id
from core.domain.registers.register_file import RegisterRow, listed
from core.domain.registers.sounds import Sounds, sounds

R = TypeVar("R", bound=Record)
UNHEARD = Sounds("", "", "", "")


class Unkept:
    """The members of an edition that is not kept: found by number, or by sound where none is issued."""

    def __init__(
        self, words: NameWords, regulator: Regulator, edition: RegisterEdition, rows: Sequence[RegisterRow]
    ) -> None:
        self._edition, self._numbers = edition, regulator.numbers
        self._by_id = {
            member_id(edition.id, self._numbers.key(row.number), it): row for it, row in _lines(rows)
        }
        self._by_sound: dict[tuple[str, str], list[RegisterMember]] = defaultdict(list)
        if not regulator.issues_member_numbers:
            for line, row in _lines(rows):
                heard = sounds(words, Name(row.family_name, row.given_names))
                member = listed(edition.id, self._numbers, line, row, heard)
                for column in Sounds._fields:
                    self._by_sound[column, getattr(member, column)].append(member)

    def found(self, equals: Mapping[str, Any]) -> list[RegisterMember]:
        """Return those with one of some ids, or one of some sounds."""
        if "id" in equals:
            rows = (self._by_id[id] for id in _each(equals["id"]) if id in self._by_id)
            return [listed(self._edition.id, self._numbers, 0, row, UNHEARD) for row in rows]
        if equals.get("edition_id") != self._edition.id:
            return []
        column = next(it for it in equals if it in Sounds._fields)
        return [it for sound in _each(equals[column]) for it in self._by_sound[column, sound]]


class AsIf:
    """A transaction that answers as if only these editions of one regulator's register counted."""

    def __init__(
        self, tx: Transaction, regulator: str, editions: Sequence[RegisterEdition], unkept: Unkept | None
    ) -> None:
        self._tx, self._regulator, self._editions, self._unkept = tx, regulator, list(editions), unkept

    def get(self, kind: type[R], id: UUID) -> R:
        """Return one record as it is kept."""
        return self._tx.get(kind, id)

    def find(self, kind: type[R], *, order: str = "id", limit: int | None = None, **equals: Any) -> list[R]:
        """Return the records found, a register's as it would be."""
        if kind is RegisterEdition and equals == {"regulator": self._regulator}:
            return cast("list[R]", self._editions)
        kept = self._tx.find(kind, order=order, limit=limit, **equals)
        if kind is RegisterMember and self._unkept and not kept:
            return cast("list[R]", self._unkept.found(equals))
        return kept

    def add(self, record: Record) -> None:
        """Keep nothing: this is a trial."""

    def add_all(self, records: Iterable[Record]) -> None:
        """Keep nothing: this is a trial."""

    def replace(self, record: R) -> R:
        """Keep nothing: this is a trial."""
        return record

    def erase(self, kind: type[Record], **equals: Any) -> int:  # noqa: ARG002 the port's own names
        """Erase nothing: this is a trial."""
        return 0

    @property
    def desk(self) -> Desk:
        """Return the queues as they are."""
        return self._tx.desk

    @property
    def review(self) -> Review:
        """Return what was decided, as it is."""
        return self._tx.review


def _lines(rows: Sequence[RegisterRow]) -> Iterable[tuple[int, RegisterRow]]:
    return enumerate(rows, 1)


def _each(value: Any) -> list[Any]:
    return list(cast("Iterable[Any]", value)) if isinstance(value, (list, tuple)) else [value]

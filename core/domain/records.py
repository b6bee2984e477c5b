"""What is kept: frozen rows whose columns are their fields, and the one place where one becomes another.

Source: ADR 0020.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, Literal, Self, Union, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel, ConfigDict

Kinds = frozenset[type]
NOTHING: Kinds = frozenset()
EXACT = (int, date)
"""Types from which another thing is derived: a bool is no number, an instant no day."""


class Value(BaseModel):
    """Something frozen: a change is a new value."""

    model_config = ConfigDict(frozen=True)

    def but(self, **changed: Any) -> Self:
        """Return the same with some fields changed; its own verbs call this, and nobody else does.

        Raises: TypeError for a field that is not there, or a value of another type.
        """
        refuse_faulty(type(self), changed)
        return self.model_copy(update=changed)


class Record(Value):
    """A stored row."""

    id: UUID

    def at_version(self, version: int) -> Self:
        """Return the row as the store keeps it now."""
        return self.but(version=version)


class Audited(Record):
    """A row that the audit tells of: it counts its entries, and bears the digest of the latest."""

    def chained(self, number: int, digest: str) -> Self:
        """Return the row with its place in the audit's chain."""
        return self.but(events=number, chain=digest)


def refuse_faulty(kind: type[BaseModel], values: Mapping[str, Any]) -> None:
    """Refuse a name that is no field, and a value that the field cannot have.

    Raises: TypeError naming the field, never the value: it may be somebody's.
    """
    columns, lists = _columns(kind)
    for name, value in values.items():
        if type(value) not in columns.get(name, NOTHING):
            _refuse_other(kind, name, value)
    for name, within in lists:
        elements = values.get(name) or ()
        if not all(type(it) in within or _is_one_of(it, within) for it in elements):
            raise TypeError(f"{kind.__name__}.{name} holds what it cannot")


def _refuse_other(kind: type[BaseModel], name: str, value: Any) -> None:
    """Refuse a value unless it is of a type derived from the field's."""
    if name not in kind.model_fields:
        raise TypeError(f"{kind.__name__} has no {name}")
    if not _is_one_of(value, _columns(kind)[0][name]):
        raise TypeError(f"{kind.__name__}.{name} cannot be of {type(value)}")


def _is_one_of(value: Any, allowed: Kinds) -> bool:
    """Say whether a value is of a type derived from one that is allowed."""
    return object in allowed or any(isinstance(value, kind) for kind in allowed if kind not in EXACT)


@cache
def _columns(kind: type[BaseModel]) -> tuple[dict[str, Kinds], tuple[tuple[str, Kinds], ...]]:
    """Return the types of each field, and those of the elements of each that is a tuple."""
    told = {name: it.annotation for name, it in kind.model_fields.items()}
    lists = ((name, _within(it)) for name, it in told.items())
    return {name: _kinds(it) for name, it in told.items()}, tuple(it for it in lists if it[1])


def _kinds(annotation: Any) -> Kinds:
    plain = get_origin(annotation) or annotation
    if plain in (Union, UnionType):
        return frozenset[type]().union(*map(_kinds, get_args(annotation)))
    if plain is Literal:
        return frozenset({str})
    return frozenset({object if plain is Any else type(None) if plain is None else plain})


def _within(annotation: Any) -> Kinds:
    """Return the types of a tuple's elements; what JSON holds is not looked at."""
    if get_origin(annotation) in (Union, UnionType):
        return frozenset[type]().union(*map(_within, get_args(annotation)))
    return _kinds(get_args(annotation)[0]) if get_origin(annotation) is tuple else frozenset()

"""Rules evaluated a second time, in Python and from their own text, to hold against the database."""

import operator
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from sqlglot import exp, parse_one

COMPARED = {
    exp.EQ: operator.eq, exp.NEQ: operator.ne, exp.LT: operator.lt, exp.LTE: operator.le, exp.GT: operator.gt,
    exp.GTE: operator.ge,
}  # fmt: skip
RECKONED = {exp.Add: operator.add, exp.Sub: operator.sub, exp.Mul: operator.mul, exp.Div: operator.truediv}
Facts = Mapping[str, Any]


@lru_cache(1000)
def parsed(fails_when: str) -> exp.Expression:
    return parse_one(fails_when, read="duckdb")


def value_of(fails_when: str, facts: Facts) -> bool | None:
    """Return true, false or None, as SQL's three values."""
    return _value(parsed(fails_when), facts)


def _value(node: Any, facts: Facts) -> Any:
    reader = READERS.get(type(node))
    if reader is not None:
        return reader(node, facts)
    sign = COMPARED.get(type(node)) or RECKONED[type(node)]
    left, right = _value(node.left, facts), _value(node.right, facts)
    if left is None or right is None:
        return None
    return sign(*((float(left), float(right)) if type(node) in RECKONED else (left, right)))


def _and(node: Any, facts: Facts) -> bool | None:
    values = _value(node.left, facts), _value(node.right, facts)
    return False if False in values else None if None in values else True


def _or(node: Any, facts: Facts) -> bool | None:
    values = _value(node.left, facts), _value(node.right, facts)
    return True if True in values else None if None in values else False


def _not(node: Any, facts: Facts) -> bool | None:
    value = _value(node.this, facts)
    return None if value is None else not value


def _in(node: Any, facts: Facts) -> bool | None:
    value = _value(node.this, facts)
    return None if value is None else value in [_value(it, facts) for it in node.expressions]


def _between(node: Any, facts: Facts) -> bool | None:
    value, low, high = (_value(it, facts) for it in (node.this, node.args["low"], node.args["high"]))
    above = None if None in (value, low) else value >= low
    below = None if None in (value, high) else value <= high
    return False if False in (above, below) else None if None in (above, below) else True


def _coalesce(node: Any, facts: Facts) -> Any:
    values = (_value(it, facts) for it in [node.this, *node.expressions])
    return next((value for value in values if value is not None), None)


def _nullif(node: Any, facts: Facts) -> Any:
    one, other = _value(node.this, facts), _value(node.expression, facts)
    return None if one == other else one


def _literal(node: Any, _: Facts) -> str | float:
    return node.name if node.is_string else float(node.name)


def _negative(node: Any, facts: Facts) -> float | None:
    value = _value(node.this, facts)
    return None if value is None else -value


READERS: dict[type[exp.Expression], Callable[[Any, Facts], Any]] = {
    exp.Paren: lambda node, facts: _value(node.this, facts),
    exp.Column: lambda node, facts: facts[node.name],
    exp.Boolean: lambda node, _: node.this,
    exp.Literal: _literal, exp.Neg: _negative, exp.And: _and, exp.Or: _or, exp.Not: _not, exp.In: _in,
    exp.Between: _between, exp.Coalesce: _coalesce, exp.Nullif: _nullif,
}  # fmt: skip

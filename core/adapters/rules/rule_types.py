"""What each piece of a rule's condition is (truth, number or code), and its tree made unmistakable."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from sqlglot import exp
from sqlglot.expressions.core import Expr

from core.domain.errors import RuleError
from core.domain.rules.facts import kind_of

WORD = re.compile(r"'[^']*'|[\w.]+|\S")
TRUTH, NUMBER, CODE = "truth", "number", "code"
KINDS = {bool: TRUTH, int: NUMBER, str: CODE}
NEEDED = {TRUTH: "rule_needs_truth", NUMBER: "rule_needs_number", CODE: "rule_needs_code"}
COMPARED = (exp.LT, exp.LTE, exp.GT, exp.GTE)
ARITHMETIC = (exp.Add, exp.Sub, exp.Mul, exp.Div)
WHOLE = (exp.Column, exp.Literal, exp.Boolean, exp.Identifier, exp.Paren, exp.Coalesce, exp.Nullif)
"""Pieces that need no brackets around them."""
DOUBLE = exp.DataType.build("DOUBLE PRECISION", dialect="postgres")


class TypedTree:
    """Says of what kind each node is, and refuses what is not in the language or does not fit.

    Shapes: `codes` maps a fact to the codes it may have; a fact that is not there takes any code.
    """

    def __init__(self, codes: Mapping[str, frozenset[str]], text: str) -> None:
        self._codes = codes
        self._text = text
        self._kinds: dict[Any, Callable[[Any], str]] = {
            exp.Paren: lambda node: self.kind(node.this),
            exp.Column: self._column,
            exp.Literal: lambda node: CODE if node.is_string else NUMBER,
            exp.Boolean: lambda _: TRUTH,
            exp.And: self._both_truths,
            exp.Or: self._both_truths,
            exp.Not: lambda node: self._expect(node.this, TRUTH),
            exp.Neg: lambda node: self._expect(node.this, NUMBER),
            exp.EQ: self._equal,
            exp.NEQ: self._equal,
            exp.In: self._in,
            exp.Between: self._between,
            exp.Coalesce: lambda node: self._alike([node.this, *node.expressions]),
            exp.Nullif: lambda node: self._alike([node.this, node.expression]),
            **dict.fromkeys(COMPARED, self._compared),
            **dict.fromkeys(ARITHMETIC, self._arithmetic),
        }

    def expect_truth(self, tree: Expr) -> None:
        """Refuse a condition that is not true or false.

        Raises: RuleError.
        """
        self._expect(tree, TRUTH)

    def kind(self, node: Any) -> str:
        """Return what a node is.

        Raises: RuleError when it is not in the language.
        """
        known = self._kinds.get(type(node))
        if known is None:
            raise self._at(node, "rule_not_understood")
        return known(node)

    def _expect(self, node: Any, wanted: str) -> str:
        if self.kind(node) != wanted:
            raise self._at(node, NEEDED[wanted])
        return wanted

    def _column(self, node: Any) -> str:
        return KINDS[kind_of(node.name)]

    def _both_truths(self, node: Any) -> str:
        return self._expect(node.left, TRUTH) and self._expect(node.right, TRUTH)

    def _equal(self, node: Any) -> str:
        self._alike([node.left, node.right])
        return TRUTH

    def _compared(self, node: Any) -> str:
        self._expect(node.left, NUMBER)
        self._expect(node.right, NUMBER)
        return TRUTH

    def _between(self, node: Any) -> str:
        for part in (node.this, node.args["low"], node.args["high"]):
            self._expect(part, NUMBER)
        return TRUTH

    def _in(self, node: Any) -> str:
        listed = node.expressions
        if not listed:
            raise self._at(node, "rule_not_understood")
        for value in listed:
            if not isinstance(value, exp.Literal | exp.Boolean):
                raise self._at(value, "rule_needs_values")
        self._alike([node.this, *listed])
        return TRUTH

    def _arithmetic(self, node: Any) -> str:
        self._expect(node.left, NUMBER)
        self._expect(node.right, NUMBER)
        if isinstance(node, exp.Div) and not _cannot_be_zero(node.right):
            raise self._at(node.right, "rule_division")
        return NUMBER

    def _alike(self, nodes: list[Any]) -> str:
        """Refuse values of different kinds, and codes that the fact beside them cannot have."""
        wanted = self.kind(nodes[0])
        for node in nodes[1:]:
            self._expect(node, wanted)
        known = [self._codes[node.name] for node in nodes if _is_fact(node) and node.name in self._codes]
        possible = {code for codes in known for code in codes if all(code in other for other in known)}
        for node in nodes:
            if wanted == CODE and isinstance(node, exp.Literal) and known:
                self._refuse_unknown_code(node, possible)
        return wanted

    def _refuse_unknown_code(self, node: exp.Literal, possible: set[str]) -> None:
        if node.name not in possible:
            raise self._at(node, "rule_unknown_code", codes=", ".join(sorted(possible)))

    def _at(self, node: Any, code: str, **values: Any) -> RuleError:
        """Return a refusal at the first word of a node, or at the word that does not belong there."""
        strange = node.args["alias"] if isinstance(node, exp.Alias) else node
        starts = [it.meta["start"] for it in strange.walk() if "start" in it.meta]
        start = min(starts, default=0)
        found = WORD.match(self._text, start)
        return RuleError(code, position=start + 1, word=found[0] if found else "", **values)


def _is_fact(node: Any) -> bool:
    return isinstance(node, exp.Column)


def _cannot_be_zero(node: Any) -> bool:
    """Say whether a divisor is NULLIF(…, 0), or a number other than zero."""
    bare = node.unnest()
    if isinstance(bare, exp.Literal):
        return not bare.is_string and float(bare.name) != 0
    zero = bare.args.get("expression") if isinstance(bare, exp.Nullif) else None
    return isinstance(zero, exp.Literal) and not zero.is_string and float(zero.name) == 0


def unmistakable(tree: Expr) -> Expr:
    """Return a condition that every database reads alike: each piece in brackets, arithmetic in doubles.

    Shapes: whole numbers would overflow; doubles of so few signs do not.
    """
    whole = exp.Paren(this=tree.copy())
    nodes = [node for node in whole.walk() if node is not whole]
    reckons = any(isinstance(node, (*ARITHMETIC, exp.Neg)) for node in nodes)
    for node in reversed(nodes):
        if reckons and _is_number(node):
            node.replace(exp.Cast(this=node.copy(), to=DOUBLE.copy()))
        elif not isinstance(node, WHOLE):
            node.replace(exp.Paren(this=node.copy()))
    return whole.this


def _is_number(node: Any) -> bool:
    if isinstance(node, exp.Column):
        return kind_of(node.name) is int
    return isinstance(node, exp.Literal) and not node.is_string

"""The closed language of rules: conditions over facts in which nothing can raise, on either database.

Columns of `Facts`, codes, numbers, AND OR NOT, = <> < <= > >=, IN, BETWEEN, + - * /, COALESCE and NULLIF; a
division only by NULLIF(…, 0); no cast, no NULL, no other function, nothing else.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlglot import Token, TokenType, parse_one, tokenize
from sqlglot.errors import ParseError, TokenError
from sqlglot.expressions.core import Expr

from core.adapters.rules.rule_types import TypedTree, unmistakable
from core.domain.errors import RuleError
from core.domain.rules.facts import FACTS

LONGEST = 1000
MOST_SIGNS = 8
"""Arithmetic signs in one condition: with numbers of nine digits no product of nine of them overflows."""
MOST_NESTED = 30
"""Brackets and NOT within one another: who reads them does so by calling itself, and not for ever."""
DIALECT = "duckdb"
SIGNS = frozenset({TokenType.PLUS, TokenType.DASH, TokenType.STAR, TokenType.SLASH})
WORDS = frozenset({
    TokenType.AND, TokenType.OR, TokenType.NOT, TokenType.IN, TokenType.BETWEEN, TokenType.TRUE,
    TokenType.FALSE, TokenType.EQ, TokenType.NEQ, TokenType.LT, TokenType.LTE, TokenType.GT, TokenType.GTE,
    TokenType.L_PAREN, TokenType.R_PAREN, TokenType.COMMA,
})  # fmt: skip
FUNCTIONS = frozenset({"coalesce", "nullif"})


@dataclass(frozen=True)
class ParsedCondition:
    """A condition that was read: the facts it reads, in the order they first stand there, and its tree."""

    facts: tuple[str, ...]
    tree: Expr

    def sql(self, dialect: str) -> str:
        """Return it written for one database."""
        return self.tree.sql(dialect=dialect)


def read_condition(text: str, codes: Mapping[str, frozenset[str]]) -> ParsedCondition:
    """Return a condition, read and found safe.

    Shapes: `codes` maps a fact to the codes it may have; a fact that is not there takes any code.
    Raises: RuleError with the position and the word that stands there.
    """
    tokens = _tokens(text)
    for place, token in enumerate(tokens):
        _refuse_strange(tokens, place, token)
    if further := [token for token in tokens if token.token_type in SIGNS][MOST_SIGNS:]:
        raise at(further[0], "rule_too_much_arithmetic", most=MOST_SIGNS)
    _refuse_deep(tokens)
    tree = _tree(text, tokens)
    TypedTree(codes, text).expect_truth(tree)
    return ParsedCondition(tuple(dict.fromkeys(_facts(tokens))), unmistakable(tree))


def _tokens(text: str) -> list[Token]:
    if not text.strip():
        raise RuleError("rule_empty", position=1, word="")
    if len(text) > LONGEST:
        raise RuleError("rule_too_long", most=LONGEST, position=LONGEST, word="")
    try:
        if tokens := tokenize(text, read=DIALECT):
            return tokens
        # nothing but a comment
        raise RuleError("rule_comment", position=1, word=text[:1])
    except TokenError:
        # only a quotation mark that is never closed ends so
        raise RuleError("rule_unfinished", position=len(text), word=text[-1]) from None


def _refuse_strange(tokens: list[Token], place: int, token: Token) -> None:
    """Refuse a word that is not in the language.

    Raises: RuleError.
    """
    if token.comments:
        raise at(token, "rule_comment")
    if token.token_type in WORDS | SIGNS:
        return
    if token.token_type is TokenType.NUMBER:
        _refuse_number(token)
    elif token.token_type is TokenType.STRING:
        _refuse_code(token)
    else:
        _refuse_name(tokens, place, token)


def _refuse_deep(tokens: list[Token]) -> None:
    """Refuse brackets within brackets without end; each NOT counts as one that is never closed.

    Raises: RuleError.
    """
    depth = 0
    for token in tokens:
        depth += token.token_type in (TokenType.L_PAREN, TokenType.NOT)
        depth -= token.token_type is TokenType.R_PAREN
        if depth > MOST_NESTED:
            raise at(token, "rule_too_deep", most=MOST_NESTED)


def _refuse_number(token: Token) -> None:
    whole, _, rest = token.text.partition(".")
    if not (whole.isdecimal() and len(whole) <= 9 and (rest == "" or (rest.isdecimal() and len(rest) <= 6))):
        raise at(token, "rule_number")


def _refuse_code(token: Token) -> None:
    if not token.text.isascii() or not token.text.replace("_", "a").isalnum():
        raise at(token, "rule_code")


def _refuse_name(tokens: list[Token], place: int, token: Token) -> None:
    if token.token_type is not TokenType.VAR:
        raise at(token, "rule_not_a_word")
    called = place + 1 < len(tokens) and tokens[place + 1].token_type is TokenType.L_PAREN
    if called:
        if token.text.lower() not in FUNCTIONS:
            raise at(token, "rule_unknown_function", functions=", ".join(sorted(FUNCTIONS)).upper())
    elif token.text not in FACTS:
        raise at(token, "rule_unknown_fact")


def _tree(text: str, tokens: list[Token]) -> Expr:
    try:
        tree: Any = parse_one(text, read=DIALECT)
    except ParseError as fault:
        raise _where(fault, tokens) from None
    return tree


def _where(fault: ParseError, tokens: list[Token]) -> RuleError:
    """Return the refusal at the word where reading stopped, or else at the last one."""
    told = fault.errors[0] if fault.errors else {}
    place = (told.get("line"), told.get("col"))
    word = next((token for token in tokens if (token.line, token.col) == place), tokens[-1])
    return at(word, "rule_not_understood")


def _facts(tokens: list[Token]) -> Iterator[str]:
    return (token.text for token in tokens if token.token_type is TokenType.VAR and token.text in FACTS)


def at(token: Token, code: str, **values: Any) -> RuleError:
    """Return a refusal at one word.

    Units: positions count characters from 1.
    """
    return RuleError(code, position=token.start + 1, word=token.text, **values)

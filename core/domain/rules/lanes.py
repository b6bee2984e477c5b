"""Lanes of the desk: what a request needs from an officer, told by what the rules found in it."""

from collections.abc import Iterable
from typing import Literal

from core.domain.rules.rules import Finding, Verdict, failing

Lane = Literal["nothing", "look", "refusal", "unknown"]
LANES: tuple[Lane, ...] = ("nothing", "look", "refusal", "unknown")
UNKNOWN = "?"
"""Stands before the mark of a rule that could not be evaluated."""


def lane_of(findings: Iterable[Finding]) -> Lane:
    """Return a request's lane: a refusal proposed, else not evaluable, else to verify, else nothing found."""
    told = {(it.verdict, it.rule.severity) for it in findings}
    if (Verdict.FAILS, "refusal") in told:
        return "refusal"
    if (Verdict.NOT_EVALUATED, "refusal") in told:
        return "unknown"
    return "look" if (Verdict.FAILS, "look") in told else "nothing"


def marks_of(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return the rules to look at: those that fail, the gravest first, then the unknown."""
    known = tuple(findings)
    fails = (it.rule.id for it in failing(known) if it.rule.severity != "advice")
    open_ones = (it for it in known if it.verdict is Verdict.NOT_EVALUATED and it.rule.severity == "refusal")
    return (*fails, *(f"{UNKNOWN}{it.rule.id}" for it in open_ones))

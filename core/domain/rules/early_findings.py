"""What applicants are told by the rules, where: at the first screen at which all that a rule reads is known.

Source: guide 2.3a, 2.15, 3.R1 to 3.R3.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal
from uuid import UUID

from core.domain.accounts.identity import Record
from core.domain.application.content import Questionnaire
from core.domain.application.overview import Overview
from core.domain.rules.facts import FactMeaning
from core.domain.rules.facts_from_answers import SOUGHT_BY, is_unknown
from core.domain.rules.rules import Finding, Rule, Verdict

What = Literal["told", "mended", "printed", "sent"]
"""What happened: told for the first time; then mended, printed all the same, or sent all the same."""
Meanings = Mapping[str, FactMeaning]
Read = Callable[[str], Sequence[str]]
"""The facts that a condition reads."""
HOME, DOCUMENTS, PRINT = "screen:home", "screen:documents", "screen:print"
PLACES = ("question", "review", "print", "documents")
"""Where somebody can be told, in the order in which she comes there."""
DONE = ("mended", "told", "printed", "sent")
"""What came of it: mended, nothing more known, printed or sent all the same; the last one weighs most."""
OF_ENTRY = {"in_register", "register_name", "register_standing"}
"""The facts that a register's own entry for the applicant tells."""
NEITHER = "number_and_name"
"""The remedy where number and name do not agree, which does not say which of the two is wrong."""


class RuleTold(Record):
    """That a rule's failing was told to an applicant, or what was done after; it says nothing of anybody.

    Shapes: `reason` is the ground of refusal that the rule proposed then, or empty; `screen` is the address
            at which it was told or done, a question as `question:ID`.
    """

    application_id: UUID
    rule: str
    reason: str
    screen: str
    what: What
    told_on: date


def place_of_facts(content: Questionnaire, facts: Iterable[FactMeaning]) -> str:
    """Return the earliest screen at which all these facts are known: the last of theirs."""
    return max((fact.known_at for fact in facts), key=lambda place: _rank(content, place))


def place_told(content: Questionnaire, meanings: Meanings, rule: Rule, read: Read) -> str:
    """Return the first screen that tells a rule: the first question at which it is judged, or the papers'."""
    for question in content.questions:
        answered = {it.id for it in content.questions[: content.places[question.id] + 1]}
        if rule in _touched(meanings, (rule,), read, question.id) and all(
            _asks(fact.known_at) in answered for fact in _facts(meanings, rule, read)
        ):
            return f"question:{question.id}"
    places = {fact.known_at for fact in _facts(meanings, rule, read)}
    return DOCUMENTS if DOCUMENTS in places else HOME


def rules_at(
    content: Questionnaire, meanings: Meanings, rules: Iterable[Rule], read: Read, seen: Overview, here: str
) -> tuple[Rule, ...]:
    """Return the rules for everybody that an answer to a question may decide, as far as all else is known."""
    return tuple(
        rule
        for rule in _touched(meanings, rules, read, here)
        if rule.audience == "everybody"
        and not any(_is_unknown(content, seen, fact) for fact in _facts(meanings, rule, read))
    )


def may_be_told(content: Questionnaire, meanings: Meanings, seen: Overview, here: str) -> bool:
    """Say whether an answer to a question made any fact known, or changed one: else no rule need be read."""
    touched = (it for it in meanings.values() if here == _asks(it.known_at) or here in it.changed_at)
    return any(not _is_unknown(content, seen, fact) for fact in touched)


def newly_told(
    told: Iterable[RuleTold], findings: Iterable[Finding]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the rules that now fail and were never told, and those that were told and now pass."""
    last = {row.rule: row.what for row in told}
    verdicts = {it.rule.id: it.verdict for it in findings}
    new = tuple(id for id, verdict in verdicts.items() if verdict is Verdict.FAILS and id not in last)
    mended = tuple(
        id
        for id, verdict in verdicts.items()
        if verdict is Verdict.PASSES and last.get(id) in ("told", "printed")
    )
    return new, mended


def tellings(rows: Iterable[RuleTold]) -> str:
    """Return of which reasons somebody was told, where first, and what came of it: `other:review:sent`.

    Shapes: one word for each reason, in their order, as the ledger of figures keeps them; `rows` are all of
            one request, in the order of their writing.
    """
    places: dict[str, str] = {}
    fates: dict[tuple[str, str], int] = {}
    for row in (it for it in rows if it.reason):
        kind, _, screen = row.screen.partition(":")
        if row.what == "told":
            places.setdefault(row.reason, kind if kind == "question" else screen)
        fates[row.reason, row.rule] = DONE.index(row.what)
    words: list[str] = []
    for reason, place in places.items():
        gravest = max(fate for (other, _), fate in fates.items() if other == reason)
        words.append(f"{reason}:{place}:{DONE[gravest]}")
    return " ".join(sorted(words))


def _touched(meanings: Meanings, rules: Iterable[Rule], read: Read, here: str) -> list[Rule]:
    """Return the rules that read a fact which an answer to this question makes known or changes."""
    return [
        rule
        for rule in rules
        if any(here == _asks(it.known_at) or here in it.changed_at for it in _facts(meanings, rule, read))
    ]


def _facts(meanings: Meanings, rule: Rule, read: Read) -> list[FactMeaning]:
    return [meanings[name] for name in read(rule.fails_when)]


def _is_unknown(content: Questionnaire, seen: Overview, fact: FactMeaning) -> bool:
    if fact.known_at.startswith("screen:"):
        return True
    asks = (_asks(fact.known_at), *(SOUGHT_BY if fact.source == "register" else ()))
    return any(is_unknown(content, seen, question) for question in asks)


def _asks(place: str) -> str:
    return place.removeprefix("question:")


def _rank(content: Questionnaire, place: str) -> int:
    if place == HOME:
        return -1
    return content.places.get(_asks(place), len(content.questions))


def as_applicant_reads(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings as an applicant may read them: where number and name do not agree, that alone is told.

    Shapes: a number that nobody bears and one that somebody else bears read the same, or the register would
            say who holds a number.
    """
    findings = tuple(findings)
    known = {name: value for it in findings for name, value in it.facts.items()}
    if known.get("in_register") is not False and known.get("register_name") != "significant":
        return findings
    shown = (it for it in findings if not OF_ENTRY & set(it.facts) or it.verdict is Verdict.FAILS)
    return tuple(_without_entry(it) if OF_ENTRY & set(it.facts) else it for it in shown)


def _without_entry(finding: Finding) -> Finding:
    return replace(finding, rule=finding.rule.model_copy(update={"remedy": NEITHER}), facts={})

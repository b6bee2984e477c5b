"""Whom a register would turn: open requests judged with it and without it, approved people looked up in both.

Source: guide 2.3a, 3.R1.
"""

from collections.abc import Iterable, Sequence

from core.domain.application.application import Application, State
from core.domain.application.content import Regulator, Text
from core.domain.application.overview import Overview
from core.domain.desk.request_age import UNDECIDED
from core.domain.desk.traits import Trait, key_of
from core.domain.name_keys import person_key
from core.domain.ports.store import Transaction
from core.domain.registers.register_file import RegisterRow
from core.domain.rules.register_care import RegisterEffect, Turned
from core.domain.rules.rules import Finding, Verdict
from core.services.overviews import read_answers, read_overview
from core.services.rules.judgement import JudgementPorts, judge
from core.services.rules.request_facts import register_facts

AT_ONCE = 500
"""Keys sought in one statement."""


def register_effect(
    outside: JudgementPorts, before: Transaction, after: Transaction, regulator: Regulator,
    touched: Sequence[RegisterRow],
) -> RegisterEffect:  # fmt: skip
    """Return whom a register would turn, of those who have a request open or approved here."""
    waiting = before.find(Application, state=sorted(UNDECIDED))
    sharing = _sharing(before, regulator, touched)
    asked = (it for it in waiting if it.regulator == regulator.code or it.id in sharing)
    turned: list[Turned] = []
    certain = 0
    for application in asked:
        seen = read_answers(outside, before, application)
        if _reads_otherwise(outside, before, after, seen) and (
            found := _turned(outside, before, after, read_overview(outside, before, application))
        ):
            turned.append(found[0])
            certain += found[1]
    return RegisterEffect(len(waiting), tuple(turned), certain, _enrolled(outside, before, after, sharing))


def _sharing(tx: Transaction, regulator: Regulator, touched: Sequence[RegisterRow]) -> frozenset[object]:
    """Return the requests whose applicant or attestor is one of these members."""
    keys = sorted({key_of("member", f"{regulator.code} {_key(regulator, row)}") for row in touched})
    groups = (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))
    return frozenset(it.application_id for some in groups for it in tx.find(Trait, key=some))


def _key(regulator: Regulator, row: RegisterRow) -> str:
    return regulator.numbers.key(row.number) or person_key(row.given_names, row.family_name)


def _reads_otherwise(
    outside: JudgementPorts, before: Transaction, after: Transaction, seen: Overview
) -> bool:
    today = outside.today()
    return register_facts(outside, before, seen, today) != register_facts(outside, after, seen, today)


def _turned(
    outside: JudgementPorts, before: Transaction, after: Transaction, seen: Overview
) -> tuple[Turned, bool] | None:
    """Return which rules turn for a request, and whether one of them has a verdict now; None if none."""
    was = {it.rule.id: it for it in judge(outside, before, seen).findings}
    now = [it for it in judge(outside, after, seen).findings if it.verdict != was[it.rule.id].verdict]
    if not now:
        return None

    def titles(found: Iterable[Finding]) -> tuple[Text, ...]:
        return tuple(it.rule.title for it in found)

    told = Turned(
        seen.application.reference,
        fails=titles(it for it in now if it.verdict is Verdict.FAILS),
        fails_no_longer=titles(it for it in now if was[it.rule.id].verdict is Verdict.FAILS),
        unknown=titles(it for it in now if it.verdict is Verdict.NOT_EVALUATED),
    )
    return told, any(was[it.rule.id].verdict is not Verdict.NOT_EVALUATED for it in now)


def _enrolled(
    outside: JudgementPorts, before: Transaction, after: Transaction, sharing: frozenset[object]
) -> tuple[str, ...]:
    """Return the references of approved people whom the registers would tell otherwise."""
    approved = before.find(Application, id=list(sharing), state=State.APPROVED) if sharing else []
    seen = (read_answers(outside, before, it) for it in approved)
    return tuple(it.application.reference for it in seen if _reads_otherwise(outside, before, after, it))

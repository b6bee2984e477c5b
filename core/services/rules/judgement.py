"""Judges a request as it stands, and keeps what was judged with what was sent.

Source: guide 2.3a, 2.15, 3.R1 to 3.R3.
"""

from dataclasses import dataclass
from typing import Any, Protocol

from core.domain.application.application import Application
from core.domain.application.overview import Overview
from core.domain.desk.traits import Trait, traits_of
from core.domain.ports.office import ComparesNames, HasLibrary, HasRegisterDays
from core.domain.ports.rules import HasEvaluator
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import HasZone, TellsTime
from core.domain.rules.facts import Facts, values_of
from core.domain.rules.rules import Finding, Judgement, Rule, RuleEdition, found
from core.services.rules.editions import edition_for
from core.services.rules.request_facts import gathered


class JudgementPorts(
    HasStore,
    TellsTime,
    HasZone,
    MakesKeys,
    MakesSecrets,
    HasEvaluator,
    HasLibrary,
    HasRegisterDays,
    ComparesNames,
    Protocol,
):
    """What judgement asks of the outside world."""


@dataclass(frozen=True)
class JudgedFacts:
    """The rules' findings over one row of facts."""

    facts: Facts
    edition: int
    verdicts: tuple[bool | None, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Verdicts:
    """What the rules said when a request was last sent, and what they would say of it today.

    Shapes: `record` is None for a request that was sent before there were rules.
    """

    record: JudgedFacts | None
    today: JudgedFacts

    @property
    def changed(self) -> tuple[Finding, ...]:
        """Return today's findings whose verdict is no longer the one on record."""
        if self.record is None:
            return ()
        before = {it.rule.id: it.verdict for it in self.record.findings}
        return tuple(it for it in self.today.findings if before.get(it.rule.id) != it.verdict)


def verdicts_on(outside: JudgementPorts, tx: Transaction, seen: Overview) -> Verdicts:
    """Return what the rules said of a request and what they say today."""
    return Verdicts(recorded(outside, tx, seen.application), judge(outside, tx, seen))


def judge(outside: JudgementPorts, tx: Transaction, seen: Overview, number: int = 1) -> JudgedFacts:
    """Judge a request as it stands now, by the edition that applies to it."""
    edition = edition_for(tx, seen.application, outside.today())
    rules, facts = edition.read(), gathered(outside, tx, seen, number)
    return judged(outside, edition.number, rules, facts, outside.evaluator.verdicts(rules, facts))


def recorded(outside: JudgementPorts, tx: Transaction, application: Application) -> JudgedFacts | None:
    """Return the latest judgement on record, with the facts and the edition it was made by."""
    judgements = tx.find(Judgement, application_id=application.id, order="-number", limit=1)
    if not judgements:
        return None
    (edition,) = tx.find(RuleEdition, number=judgements[0].edition)
    facts = tx.get(Facts, judgements[0].id)
    return judged(outside, edition.number, edition.read(), facts, judgements[0].verdicts)


def judged(
    outside: JudgementPorts,
    edition: int,
    rules: tuple[Rule, ...],
    facts: Facts,
    verdicts: tuple[bool | None, ...],
) -> JudgedFacts:
    """Return verdicts with what each rule found and the facts it read."""
    known, read = values_of(facts), outside.evaluator.facts_read
    return JudgedFacts(
        facts, edition, verdicts, found(rules, edition, verdicts, known, facts.judged_on, read)
    )


def freeze(outside: JudgementPorts, tx: Transaction, seen: Overview, number: int) -> JudgedFacts:
    """Keep the facts, the verdicts and the traits of a submission, in its transaction.

    Source: guide 2.15.
    """
    told = judge(outside, tx, seen, number)
    kept = told.facts.kept_as(outside.new_id())
    tx.add(kept)
    tx.add(
        Judgement(
            id=kept.id,
            application_id=seen.application.id,
            number=number,
            edition=told.edition,
            judged_on=kept.judged_on,
            verdicts=told.verdicts,
        )
    )
    _keep_traits(outside, tx, seen)
    return told


def _keep_traits(outside: JudgementPorts, tx: Transaction, seen: Overview) -> None:
    application = seen.application
    known = {(it.kind, it.key) for it in tx.find(Trait, application_id=application.id)}
    for kind, key in traits_of(seen.known).items():
        if (kind, key) not in known:
            whose: dict[str, Any] = {"application_id": application.id, "account_id": application.account_id}
            tx.add(Trait(id=outside.new_id(), kind=kind, key=key, **whose))

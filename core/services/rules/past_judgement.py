"""A past request reopened as it was judged: its verdict reached again, its facts gathered again.

Source: guide 2.15, 3.2.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol
from uuid import UUID

from core.domain.application.application import (
    Application,
    Document,
    Event,
    EventValues,
    Print,
    Submission,
)
from core.domain.application.overview import Overview, answers_digest, by_kind
from core.domain.application.questionnaire import known_values
from core.domain.errors import NotFoundError, RuleError
from core.domain.ports.office import ComparesNames, HasLibrary, HasRegisterDays
from core.domain.ports.rules import HasEvaluator, HasRuleBook
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import HasZone, TellsTime
from core.domain.registers.register import RegisterWithdrawal
from core.domain.rules.facts import Facts, values_of
from core.domain.rules.rules import Judgement, RuleEdition
from core.services.registers.registers import edition_of
from core.services.rules.editions import digest_of
from core.services.rules.judgement import JudgedFacts, judged
from core.services.rules.request_facts import gathered


class PastJudgementPorts(
    HasStore,
    TellsTime,
    HasZone,
    MakesKeys,
    MakesSecrets,
    HasEvaluator,
    HasRuleBook,
    HasLibrary,
    HasRegisterDays,
    ComparesNames,
    Protocol,
):
    """What judging a past request again asks of the outside world."""


SENT = ("application.submitted", "application.returned")


@dataclass(frozen=True)
class Difference:
    """A fact that comes out differently when it is gathered again, and why.

    Shapes: `why` is a code, `told` the values of its sentence.
    """

    fact: str
    recorded: Any
    gathered: Any
    why: str
    told: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True)
class JudgedSubmission:
    """One submission as it was judged, and judged again.

    Shapes: `numbers` are those of the request's submissions that were judged. `on_record` and `again` are
            edition and verdicts as bytes, `again` None where the portal reads a condition no longer.
            `seals` maps edition, answers, documents and audit to whether each is still what was kept; None is
            unknown.
    """

    application: Application
    numbers: tuple[int, ...]
    number: int
    record: JudgedFacts
    on_record: bytes
    again: bytes | None
    seals: Mapping[str, bool | None]
    differences: tuple[Difference, ...]

    @property
    def same(self) -> bool:
        """Say whether the verdict reached again is the one on record, byte for byte."""
        return self.on_record == self.again


def as_judged(
    outside: PastJudgementPorts, tx: Transaction, application: Application, number: int
) -> JudgedSubmission:
    """Return a submission as it was judged; number 0 is the latest one.

    Raises: NotFoundError when it was never judged.
    """
    judgements = {it.number: it for it in tx.find(Judgement, application_id=application.id, order="number")}
    number = number or max(judgements, default=0)
    if number not in judgements:
        raise NotFoundError("never_judged")
    kept = judgements[number]
    (edition,) = tx.find(RuleEdition, number=kept.edition)
    (submission,) = tx.find(Submission, application_id=application.id, number=number)
    facts = tx.get(Facts, kept.id)
    return JudgedSubmission(
        application=application,
        numbers=tuple(judgements),
        number=number,
        record=judged(outside, edition.number, edition.read(), facts, kept.verdicts),
        on_record=_bytes(kept.edition, kept.verdicts),
        again=_again(outside, edition, facts),
        seals=_seals(tx, application, submission, edition, kept),
        differences=_differences(outside, tx, facts, _frozen(outside, tx, application, submission, facts)),
    )


def _bytes(edition: int, verdicts: tuple[bool | None, ...]) -> bytes:
    return json.dumps({"edition": edition, "verdicts": verdicts}, separators=(",", ":")).encode()


def _again(outside: PastJudgementPorts, edition: RuleEdition, facts: Facts) -> bytes | None:
    try:
        return _bytes(edition.number, outside.evaluator.verdicts(edition.read(), facts))
    except RuleError:
        return None


def _seals(
    tx: Transaction, application: Application, submission: Submission, edition: RuleEdition, kept: Judgement
) -> dict[str, bool | None]:
    """Return what is still as it was kept."""
    documents = tx.find(Document, id=[UUID(id) for id in submission.document_ids])
    digest = answers_digest(application.reference, submission.answers)
    return {
        "edition": digest_of(edition.rules) == edition.digest,
        "answers": digest == submission.answers_digest,
        "documents": {*submission.documents.values()} <= {it.sha256 for it in documents},
        "audit": _audit_says_so(tx, application, submission, kept),
    }


def _audit_says_so(
    tx: Transaction, application: Application, submission: Submission, kept: Judgement
) -> bool | None:
    """Say whether the audit tells of the same verdict; None when retention erased its values."""
    sent = tx.find(Event, subject_id=application.id, name=SENT, order="number")
    place = submission.number - 1
    values = tx.find(EventValues, id=sent[place].id) if place < len(sent) else []
    if not values:
        return None
    told = (values[0].values["answers"], values[0].values["edition"], values[0].values["verdicts"])
    return told == (submission.answers_digest, kept.edition, list(kept.verdicts))


def _frozen(
    outside: PastJudgementPorts,
    tx: Transaction,
    application: Application,
    submission: Submission,
    facts: Facts,
) -> Overview:
    """Return the request as it was sent, and not as it has become since."""
    content, day, at = outside.library.questionnaire, facts.judged_on, submission.submitted_at
    answers = submission.answers
    rows = tx.find(Document, id=[UUID(id) for id in submission.document_ids])
    given = tuple(sorted(rows, key=lambda it: submission.document_ids.index(str(it.id))))
    prints = tx.find(Print, application_id=application.id, order="number")
    then = application.before_round(submission.number)
    count = len(answers)
    seen = Overview(then, answers, (), known_values(content, answers, day), day, count, count, None)
    printed = tuple(it for it in prints if it.printed_at <= at)
    return replace(seen, prints=printed, given=given, documents=by_kind(given))


def _differences(
    outside: PastJudgementPorts, tx: Transaction, facts: Facts, seen: Overview
) -> tuple[Difference, ...]:
    """Return each fact that comes out differently from what was frozen, as of the day it was judged."""
    now = values_of(gathered(outside, tx, seen, facts.number, facts.judged_at))
    differ = ((name, value) for name, value in values_of(facts).items() if value != now[name])
    return tuple(
        Difference(name, value, now[name], *_why(outside, tx, facts, seen, name)) for name, value in differ
    )


def _why(
    outside: PastJudgementPorts, tx: Transaction, facts: Facts, seen: Overview, name: str
) -> tuple[str, dict[str, Any]]:
    """Return why a fact comes out differently, and the values of the sentence that says so."""
    source = outside.rule_book.facts[name].source
    if source != "register":
        return source, {}
    regulator = str(seen.known.get("attestor_regulator" if name.startswith("attestor_") else "regulator"))
    for gone in tx.find(RegisterWithdrawal, regulator=regulator, order="-withdrawn_at"):
        if gone.withdrawn_at > facts.judged_at:
            return "register_withdrawn", {"withdrawn_at": gone.withdrawn_at}
    edition = edition_of(tx, regulator, facts.judged_on)
    if edition is None or edition.imported_at <= facts.judged_at:
        return source, {}
    return "register_came_later", {"as_of": edition.as_of, "imported_at": edition.imported_at}

"""What an applicant is told before she prints, and the record of it, which names nobody.

Source: guide 2.3a, 2.15, 3.R1 to 3.R3.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol

from core.domain.application.content import Text
from core.domain.application.overview import Overview
from core.domain.ports.office import ComparesNames, HasLibrary, HasRegisterDays
from core.domain.ports.rules import HasEvaluator, HasRuleBook
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import HasZone, TellsTime
from core.domain.rules.early_findings import DOCUMENTS, RuleTold, What, newly_told, rules_at
from core.domain.rules.facts import values_of
from core.domain.rules.rule_book import RuleBook
from core.domain.rules.rules import Finding, Verdict, failing, found
from core.services.rules.editions import edition_for
from core.services.rules.judgement import judge, recorded
from core.services.rules.request_facts import gathered_for


class EarlyFindingsPorts(
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
    """What finding early asks of the outside world."""


def forecast(outside: EarlyFindingsPorts, tx: Transaction, seen: Overview) -> tuple[Finding, ...]:
    """Return what the rules for the applicant's eyes say of a request as it stands."""
    return tuple(it for it in judge(outside, tx, seen).findings if it.rule.audience == "everybody")


def found_at(
    outside: EarlyFindingsPorts, tx: Transaction, seen: Overview, question: str
) -> tuple[Finding, ...]:
    """Return what the rules say that the answer to a question decides, once all that they read is known."""
    content, meanings, read = (
        outside.library.questionnaire,
        outside.rule_book.facts,
        outside.evaluator.facts_read,
    )
    edition = edition_for(tx, seen.application, outside.today())
    rules = rules_at(content, meanings, edition.read(), read, seen, question)
    if question not in seen.answers or not rules:
        return ()
    wanted = {name for rule in rules for name in read(rule.fails_when)}
    facts = gathered_for(outside, tx, seen, wanted)
    verdicts = outside.evaluator.verdicts(rules, facts)
    return found(rules, edition.number, verdicts, values_of(facts), facts.judged_on, read)


def names_alike(findings: Iterable[Finding]) -> bool:
    """Say whether a register was found to write the applicant's own name a little otherwise."""
    return any(it.facts.get("register_name") == "slight" for it in findings)


def before_papers(outside: EarlyFindingsPorts, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that read no papers: what can be known before the print."""
    meanings = outside.rule_book.facts
    return tuple(it for it in findings if all(meanings[name].known_at != DOCUMENTS for name in it.facts))


def told_before_print(outside: EarlyFindingsPorts, tx: Transaction, seen: Overview) -> tuple[Finding, ...]:
    """Return what answers and registers would have refused, whatever is on paper."""
    findings = before_papers(outside, forecast(outside, tx, seen))
    return tuple(it for it in findings if it.would_be_refused)


def questions_of(book: RuleBook, reason: str, remedies: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the questions at which a reason of refusal can be mended: its remedies', or else its rules'."""
    rules = (it.remedy for it in book.rules if it.reason == reason and it.remedy)
    places = (book.remedies[id].leads_to for id in tuple(remedies) or tuple(rules))
    return tuple(dict.fromkeys(_question(place) for place in places if _question(place)))


def _question(place: str) -> str:
    return place.removeprefix("question:") if place.startswith("question:") else ""


def questions_failing(
    outside: EarlyFindingsPorts, tx: Transaction, seen: Overview
) -> dict[str, tuple[Text, ...]]:
    """Return the questions whose answers were found wrong in an earlier request, each with why.

    Shapes: by the reasons of its refusal and the rules that failed when it was sent, or would fail today.
    """
    book, found = outside.rule_book, recorded(outside, tx, seen.application)
    findings = found.findings if found else forecast(outside, tx, seen)
    wrong = defaultdict[str, list[Text]](list)
    for it in failing(findings):
        remedy = book.remedies.get(it.rule.remedy)
        if it.rule.applicant and it.rule.severity == "refusal" and remedy and _question(remedy.leads_to):
            wrong[_question(remedy.leads_to)].append(it.rule.applicant)
    rejected = seen.decision.reason_codes if seen.decision else ()
    for code in (it for it in rejected if it not in {it.rule.reason for it in failing(findings)}):
        for question in questions_of(book, code):
            wrong[question].append(outside.library.reasons[code].text)
    return {question: tuple(texts) for question, texts in wrong.items()}


def note_told(
    outside: EarlyFindingsPorts, tx: Transaction, seen: Overview, screen: str, findings: Iterable[Finding]
) -> None:
    """Keep which failing rules are told for the first time, and which of those told no longer fail."""
    findings = tuple(findings)
    new, mended = newly_told(tx.find(RuleTold, application_id=seen.application.id), findings)
    _note(outside, tx, seen, screen, "told", [it for it in findings if it.rule.id in new])
    _note(outside, tx, seen, screen, "mended", [it for it in findings if it.rule.id in mended])


def note_done(
    outside: EarlyFindingsPorts, tx: Transaction, seen: Overview, what: What, findings: Iterable[Finding]
) -> None:
    """Keep what was done all the same with rules that were told and still fail: printing, or sending."""
    told = {row.rule for row in tx.find(RuleTold, application_id=seen.application.id)}
    still = [it for it in findings if it.rule.id in told and it.verdict is Verdict.FAILS]
    _note(outside, tx, seen, "screen:review" if what == "printed" else "screen:documents", what, still)


def _note(
    outside: EarlyFindingsPorts,
    tx: Transaction,
    seen: Overview,
    screen: str,
    what: What,
    findings: Iterable[Finding],
) -> None:
    id, today = seen.application.id, outside.today()
    for it in findings:
        row = RuleTold(
            id=outside.new_id(), application_id=id, rule=it.rule.id, reason=it.rule.reason, screen=screen,
            what=what, told_on=today,
        )  # fmt: skip
        tx.add(row)

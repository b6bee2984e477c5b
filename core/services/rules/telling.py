"""What an applicant is told before she prints, and the record of it, which names nobody.

Source: guide 2.3a, 2.15, 3.R1 to 3.R3.
"""

from collections.abc import Iterable

from core.domain.application.overview import Overview
from core.domain.ports import Outside, Transaction
from core.domain.rules.facts import values_of
from core.domain.rules.rules import Finding, Verdict, found
from core.domain.rules.telling import DOCUMENTS, Telling, What, newly_told, rules_at
from core.services.rules.editions import edition_for
from core.services.rules.gathering import gathered_for
from core.services.rules.judgement import judge


def forecast(outside: Outside, tx: Transaction, seen: Overview) -> tuple[Finding, ...]:
    """Return what the rules for the applicant's eyes say of a request as it stands."""
    return tuple(it for it in judge(outside, tx, seen).findings if it.rule.audience == "everybody")


def found_at(outside: Outside, tx: Transaction, seen: Overview, question: str) -> tuple[Finding, ...]:
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


def before_papers(outside: Outside, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that read no papers: what can be known before the print."""
    meanings = outside.rule_book.facts
    return tuple(it for it in findings if all(meanings[name].known_at != DOCUMENTS for name in it.facts))


def told_before_print(outside: Outside, tx: Transaction, seen: Overview) -> tuple[Finding, ...]:
    """Return what answers and registers would have refused, whatever is on paper."""
    findings = before_papers(outside, forecast(outside, tx, seen))
    return tuple(it for it in findings if it.would_be_refused)


def note_told(
    outside: Outside, tx: Transaction, seen: Overview, screen: str, findings: Iterable[Finding]
) -> None:
    """Keep which failing rules are told for the first time, and which of those told no longer fail."""
    findings = tuple(findings)
    new, mended = newly_told(tx.find(Telling, application_id=seen.application.id), findings)
    _note(outside, tx, seen, screen, "told", new)
    _note(outside, tx, seen, screen, "mended", mended)


def note_done(
    outside: Outside, tx: Transaction, seen: Overview, what: What, findings: Iterable[Finding]
) -> None:
    """Keep what was done all the same with rules that were told and still fail: printing, or sending."""
    told = {row.rule for row in tx.find(Telling, application_id=seen.application.id)}
    rules = [it.rule.id for it in findings if it.rule.id in told and it.verdict is Verdict.FAILS]
    _note(outside, tx, seen, "screen:review" if what == "printed" else "screen:documents", what, rules)


def _note(
    outside: Outside, tx: Transaction, seen: Overview, screen: str, what: What, rules: Iterable[str]
) -> None:
    id, today = seen.application.id, outside.today()
    for rule in rules:
        key = outside.new_id()
        tx.add(Telling(id=key, application_id=id, rule=rule, screen=screen, what=what, told_on=today))

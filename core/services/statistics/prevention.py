"""What could prevent a refusal for a reason: the questions as they read, and the rules as they tell it."""

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from core.domain.ports.office import HasLibrary
from core.domain.ports.rules import HasRuleBook
from core.domain.rules.rules import Rule
from core.services.rules.early_findings import questions_of


class PreventionPorts(HasLibrary, HasRuleBook, Protocol):
    """What prevention asks of the outside world."""


class QuestionWording(NamedTuple):
    """A question as applicants read it: its title, and what its help and its why say."""

    title: str
    texts: tuple[str, ...]


class RuleLine(NamedTuple):
    """A rule as an applicant's checklist tells it; `place` is that of its text among those of its id."""

    id: str
    place: int
    title: str
    says: str
    remedy: str


@dataclass(frozen=True)
class Prevention:
    """Where a reason can be prevented; without a question or a rule, somebody could add one."""

    code: str
    label: str
    questions: tuple[QuestionWording, ...]
    rules: tuple[RuleLine, ...]


def prevention_of(
    outside: PreventionPorts, rules: tuple[Rule, ...], reason: str, language: str
) -> Prevention:
    """Return what could prevent refusals for a reason, by an edition's rules."""
    library, book = outside.library, outside.rule_book
    asked = questions_of(book, reason)
    questions = (it for it in library.questionnaire.questions if it.id in asked)
    label = library.reasons[reason].label.of(language) if reason in library.reasons else reason
    return Prevention(
        reason,
        label,
        tuple(
            QuestionWording(
                it.title.of(language), tuple(text.of(language) for text in (it.help, it.why) if text)
            )
            for it in questions
        ),
        tuple(_lines(outside, rules, reason, language)),
    )


def _lines(outside: PreventionPorts, rules: tuple[Rule, ...], reason: str, language: str) -> list[RuleLine]:
    places, lines = Counter[str](), list[RuleLine]()
    for rule in rules:
        places[rule.id] += 1
        if rule.reason == reason:
            remedy = outside.rule_book.remedies.get(rule.remedy)
            says = rule.applicant.of(language) if rule.applicant else ""
            told = remedy.text.of(language) if remedy else ""
            lines.append(RuleLine(rule.id, places[rule.id], rule.title.of(language), says, told))
    return lines

"""Which question is asked, which comes next, what a change brings and takes: pure functions of content."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.domain.application.content import Advice, Question, Questionnaire
from core.domain.application.contradictions import contradictions
from core.domain.name_keys import folded

Answers = Mapping[str, Mapping[str, Any]]
"""Question id to the values of its parts."""
Known = Mapping[str, Any]
"""Part id, or derived name, to value: what conditions read."""


def known_values(content: Questionnaire, answers: Answers, today: date) -> dict[str, Any]:
    """Return what conditions may read: every answered part, and what follows from it."""
    known: dict[str, Any] = {}
    for value in answers.values():
        known.update(value)
    return with_derived(content, known, today)


def with_derived(content: Questionnaire, parts: Known, today: date) -> dict[str, Any]:
    """Return the values of parts with what follows from them."""
    known = dict(parts)
    known.update(_of_regulator(content, known, "regulator"))
    known.update(_of_regulator(content, known, "attestor_regulator"))
    if "organisation" in known:
        known["has_organisation"] = bool(known["organisation"])
    known["first_id_expired"] = bool(expiry := known.get("first_id_expiry")) and expiry < today.isoformat()
    return known | _numbers(content, known)


def _of_regulator(content: Questionnaire, known: Known, part: str) -> dict[str, Any]:
    found = content.regulator_of.get(known.get(part, ""))
    if found is None:
        return {}
    return {
        f"{part}_kind": found.kind,
        f"{part}_issues_numbers": found.issues_member_numbers,
        f"{part}_licences": "several" if len(found.licences) > 1 else "one",
    }


def _numbers(content: Questionnaire, known: Known) -> dict[str, Any]:
    """Return the keys of the numbers given, each with its regulator, and how the applicant's looks."""
    keys: dict[str, str] = {}
    for whose, number in (("", "membership_number"), ("attestor_", "attestor_number")):
        code, told = str(known.get(f"{whose}regulator") or ""), str(known.get(number) or "")
        key = content.numbers_of(code).key(told) if told else ""
        keys[f"{whose or 'membership_'}key"] = f"{code} {key}" if key else ""
    mine = content.numbers_of(str(known.get("regulator") or ""))
    return {
        **keys,
        "attestor_is_applicant": _attests_herself(known, keys),
        "membership_number_form": mine.form(str(known.get("membership_number") or "")),
    }


def _attests_herself(known: Known, keys: Mapping[str, str]) -> bool:
    """Say whether who attests has the applicant's number, or her name and no number of another."""
    mine, theirs = keys["membership_key"], keys["attestor_key"]
    if mine and theirs:
        return mine == theirs
    names = [
        sorted(folded(str(known.get(f"{whose}{name}") or "")) for name in ("family_name", "given_names"))
        for whose in ("", "attestor_")
    ]
    return names[0] == names[1] and any(names[0])


def holds(when: Mapping[str, list[Any]], known: Known) -> bool:
    """Say whether every condition holds; a value of several codes holds when one of them does."""
    for name, codes in when.items():
        value = known.get(name)
        if isinstance(value, list):
            if not any(code in codes for code in value):  # pyright: ignore[reportUnknownVariableType] JSON
                return False
        elif value not in codes:
            return False
    return True


def asked(content: Questionnaire, known: Known) -> list[Question]:
    """Return the questions that apply, in order."""
    return [
        question for question in content.questions if not question.ask_when or holds(question.ask_when, known)
    ]


def longest_road(content: Questionnaire, known: Known) -> list[Question]:
    """Return the questions that apply and those that still may, in order: their number only shrinks."""
    return [
        question
        for question in content.questions
        if holds(question.ask_when, known) or any(name not in known for name in question.ask_when)
    ]


def next_question(content: Questionnaire, answers: Answers, known: Known, after: str = "") -> Question | None:
    """Return the first unanswered question that applies, from `after` on and then from the start.

    Source: guide 2.3.
    """
    here = content.places.get(after, -1)
    waiting = [place for id, place in content.places.items() if id not in answers and place != here]
    for place in sorted(waiting, key=lambda place: place < here):
        question = content.questions[place]
        if holds(question.ask_when, known):
            return question
    return None


def question_before(content: Questionnaire, known: Known, here: str) -> Question | None:
    """Return the question before this one among those that apply."""
    before: Question | None = None
    for question in asked(content, known):
        if question.id == here:
            return before
        before = question
    return before


def applicable(content: Questionnaire, answers: Answers, known: Known) -> dict[str, Mapping[str, Any]]:
    """Return the answers that belong to the form, in the order of the questions."""
    return {question.id: answers[question.id] for question in asked(content, known) if question.id in answers}


@dataclass(frozen=True)
class Consequences:
    """What an answer changed in the rest of the form.

    Shapes: ids of questions, in order: `withdrawn` lost their answers, `newly_asked` wait for one.
    """

    withdrawn: tuple[str, ...] = ()
    newly_asked: tuple[str, ...] = ()


def settle(
    content: Questionnaire, before: Answers, question: Question, value: Mapping[str, Any], today: date
) -> tuple[dict[str, Mapping[str, Any]], Consequences]:
    """Return the answers once one has changed, and what that change withdrew and brought.

    Source: guide 2.4n.
    """
    old = before.get(question.id)
    after = {**before, question.id: value}
    if old is None:
        return _pruned(content, after, today, before)
    changed = {part for part in {*old, *value} if old.get(part) != value.get(part)}
    for other in content.questions:
        if other.id in after and changed.intersection(other.void_when_changed):
            del after[other.id]
    return _pruned(content, after, today, before)


def _pruned(
    content: Questionnaire, after: Answers, today: date, before: Answers
) -> tuple[dict[str, Mapping[str, Any]], Consequences]:
    after = still_asked(content, after, today)
    were_asked = {question.id for question in asked(content, known_values(content, before, today))}
    withdrawn = tuple(
        question.id for question in content.questions if question.id in before and question.id not in after
    )
    known = known_values(content, after, today)
    waiting = [question.id for question in asked(content, known) if question.id not in after]
    newly = tuple(id for id in waiting if id not in were_asked or id in withdrawn)
    return after, Consequences(withdrawn, newly)


def still_asked(content: Questionnaire, answers: Answers, today: date) -> dict[str, Mapping[str, Any]]:
    """Return the answers without those whose question no longer applies, until nothing more falls away."""
    kept = dict(answers)
    while True:
        known = known_values(content, kept, today)
        fewer = applicable(content, kept, known)
        if len(fewer) == len(kept):
            return kept
        kept = fewer


def advice_for(question: Question, known: Known, today: date) -> list[Advice]:
    """Return what should be explained, or asked, about the answers given to a question; it never blocks."""
    if not question.advice:
        return []
    told = {**known, **contradictions(known, today)}
    return [advice.told(told) for advice in question.advice if holds(advice.when, told)]


def question_of(content: Questionnaire, id: str) -> Question | None:
    """Return the question with this id."""
    place = content.places.get(id)
    return None if place is None else content.questions[place]


def progress(content: Questionnaire, answers: Answers, known: Known) -> tuple[int, int]:
    """Return how many questions of the longest road are answered, and how many it has."""
    ahead = longest_road(content, known)
    return sum(question.id in answers for question in ahead), len(ahead)


def codes(rows: Iterable[Any]) -> tuple[str, ...]:
    """Return the codes of choices or regulators, in order."""
    return tuple(row.code for row in rows)

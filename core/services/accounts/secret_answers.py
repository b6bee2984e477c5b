"""Answers to secret questions, compared with their hashes in whichever form they were once hashed."""

from typing import Protocol, TypeVar

from core.domain.accounts.identity import RecoveryQuestion, SecurityQuestion, answer_forms, normalised
from core.domain.ports.secrets import HasHasher, MakesKeys
from core.domain.ports.store import Transaction


class SecretAnswersPorts(MakesKeys, HasHasher, Protocol):
    """What secret answers ask of the outside world."""


Question = TypeVar("Question", RecoveryQuestion, SecurityQuestion)


def fits(outside: SecretAnswersPorts, answer: str, kept: str | None) -> bool:
    """Say whether an answer is the one that was hashed; equal work where nothing was."""
    matching = [outside.hasher.matches(form, kept) for form in answer_forms(answer)]
    return any(matching)


def has_older_form(answer: str) -> bool:
    """Say whether an answer would once have been hashed otherwise."""
    return len(answer_forms(answer)) > 1


def renewed(outside: SecretAnswersPorts, tx: Transaction, question: Question, answer: str) -> None:
    """Keep the hash of a right answer in today's form, where it was kept in an older one."""
    if not has_older_form(answer) or outside.hasher.matches(normalised(answer), question.answer_hash):
        return
    tx.erase(type(question), id=question.id)
    tx.add(question.hashed_anew(outside.new_id(), outside.hasher.hash(normalised(answer))))

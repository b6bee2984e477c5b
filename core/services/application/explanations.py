"""The explanations at a question: that one was opened, and how they read since when."""

from dataclasses import dataclass
from typing import Literal, Protocol
from uuid import UUID

from core.domain.accounts.identity import Actor, Role
from core.domain.application.question_wording import HELP, HelpOpened, WordingEdition, wording_digest
from core.domain.application.questionnaire import question_of
from core.domain.errors import NotFoundError
from core.domain.ports.office import HasLibrary
from core.domain.ports.secrets import MakesKeys
from core.domain.ports.store import HasStore
from core.domain.ports.time import TellsTime
from core.services.ownership import own
from core.services.rights import may


class ExplanationsPorts(HasStore, TellsTime, MakesKeys, HasLibrary, Protocol):
    """What explanations ask of the outside world."""


Explained = Literal["help", "terms"]


@dataclass(frozen=True)
class Explanations:
    """The verbs of the questions' explanations."""

    outside: ExplanationsPorts

    @may(Role.APPLICANT)
    def opened(self, actor: Actor, application_id: UUID, question_id: str, what: Explained) -> None:
        """Note that an applicant opened an explanation: no entry of the audit, because nothing changed.

        Raises: NotFoundError.
        """
        question = question_of(self.outside.library.questionnaire, question_id)
        if question is None:
            raise NotFoundError("question_not_asked")
        with self.outside.store.write() as tx:
            application = own(tx, actor, application_id)
            tx.add(
                HelpOpened(
                    id=self.outside.new_id(),
                    application_id=application.id,
                    question=question.id,
                    term=HELP if what == HELP else " ".join(question.terms),
                    opened_at=self.outside.now(),
                )
            )


def ensure_wordings(outside: ExplanationsPorts) -> None:
    """Keep an edition of every question whose wording is not the one it last had."""
    questions = outside.library.questionnaire.questions
    with outside.store.read() as tx:
        latest = {row.question: row.digest for row in tx.find(WordingEdition, order="since")}
    changed = [it for it in questions if latest.get(it.id) != wording_digest(it)]
    if not changed:
        return
    with outside.store.write() as tx:
        for question in changed:
            digest = wording_digest(question)
            row = WordingEdition(
                id=outside.new_id(), question=question.id, digest=digest, since=outside.now()
            )
            tx.add(row)

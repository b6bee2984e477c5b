"""Reconsideration: after a refusal the applicant may ask once that another officer look at it again.

Source: guide 3.2.
"""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from core.domain.accounts.identity import Actor, Role
from core.domain.application.application import EXPECTED, DocumentKind, DocumentRequest
from core.domain.application.lifecycle import Action
from core.domain.application.overview import Overview
from core.domain.application.proceedings import LONGEST_ANSWER, Reconsideration
from core.domain.errors import MalformedAnswerError, StateError
from core.domain.ports.office import ComparesNames, HasLibrary, HasPractice, HasRegisterDays
from core.domain.ports.rules import HasEvaluator, HasRuleBook
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore
from core.domain.ports.time import HasWorkingDays, HasZone, TellsTime
from core.services.audit import record
from core.services.form import submission
from core.services.overviews import read_overview
from core.services.ownership import own
from core.services.rights import may
from core.services.transition import refuse_impossible


class ReconsiderationPorts(
    HasStore,
    TellsTime,
    HasZone,
    HasWorkingDays,
    MakesKeys,
    MakesSecrets,
    HasEvaluator,
    HasRuleBook,
    HasLibrary,
    HasPractice,
    HasRegisterDays,
    ComparesNames,
    Protocol,
):
    """What reconsideration asks of the outside world."""


KINDS = (*EXPECTED, DocumentKind.ADDITIONAL)


@dataclass(frozen=True)
class Reconsiderations:
    """The verbs of whoever asks for a reconsideration; officers then decide as always."""

    outside: ReconsiderationPorts

    @may(Role.APPLICANT)
    def open_documents(self, actor: Actor, application_id: UUID) -> None:
        """Make room for documents in support; none need be given.

        Raises: StateError once a reconsideration can no longer be asked for; NotFoundError.
        """
        with self.outside.store.write() as tx:
            seen = read_overview(self.outside, tx, own(tx, actor, application_id))
            refusal = self._refusal(seen)
            if seen.asked_now:
                return
            for kind in KINDS:
                tx.add(
                    DocumentRequest(
                        id=self.outside.new_id(),
                        application_id=seen.application.id,
                        decision_id=refusal,
                        kind=kind,
                        again=kind in EXPECTED,
                        name="",
                        reason="",
                        asked_at=self.outside.now(),
                        may_stay_empty=True,
                    )
                )
            record(self.outside, tx, seen.application, "application.reconsideration_prepared", actor)

    @may(Role.APPLICANT)
    def ask(self, actor: Actor, application_id: UUID, text: str) -> Reconsideration:
        """Ask that another officer look again, with a text and the documents given.

        Raises: MalformedAnswerError without a text; StateError; NotFoundError.
        """
        if not text.strip():
            raise MalformedAnswerError({"text": "reconsideration_text_needed"})
        if len(text) > LONGEST_ANSWER:
            raise MalformedAnswerError({"text": "text_over_4000"})
        with self.outside.store.write() as tx:
            seen = read_overview(self.outside, tx, own(tx, actor, application_id))
            asked = Reconsideration(
                id=self.outside.new_id(),
                application_id=seen.application.id,
                decision_id=self._refusal(seen),
                text=text.strip(),
                asked_at=self.outside.now(),
            )
            refuse_impossible(self.outside, seen.application, Action.ASK_RECONSIDERATION, actor)
            tx.add(asked)
            submission.freeze(
                self.outside, tx, actor, seen, Action.ASK_RECONSIDERATION, barred=_who_refused(seen)
            )
        return asked

    def _refusal(self, seen: Overview) -> UUID:
        """Return the refusal that may be looked at again.

        Raises: StateError.
        """
        if seen.decision is None or not seen.may_ask_reconsideration:
            raise StateError("reconsideration_not_possible")
        return seen.decision.id


def _who_refused(seen: Overview) -> tuple[UUID, ...]:
    """Return who may not look again: whoever refused or countersigned, and whoever knows the person."""
    refused = seen.decision.signatories.officers if seen.decision else ()
    return tuple(dict.fromkeys((*seen.application.barred, *refused)))

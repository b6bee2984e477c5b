"""The verbs of the signed form as it came back: told to who gave it, kept as it is, looked at.

Source: guide 2.8, 2.9, 3.R3.
"""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from core.domain.accounts.identity import Actor, Role
from core.domain.application.application import Application, Document, Print
from core.domain.application.lifecycle import Action
from core.domain.application.overview import Overview
from core.domain.errors import NotFoundError
from core.domain.form.returned_form import FormKept, PageSeen
from core.domain.form.returned_notices import FormTold, codes_of
from core.domain.ports.office import HasLibrary
from core.domain.ports.paper import HasReader
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import HasWorkingDays, HasZone, TellsTime
from core.services.audit import record
from core.services.overviews import read_answers, read_papers
from core.services.ownership import own
from core.services.rights import any_of, may
from core.services.rules.facts_from_form import form_told, places_of
from core.services.transition import refuse_impossible


class ReturnedFormsPorts(
    HasStore, TellsTime, HasZone, HasWorkingDays, MakesKeys, MakesSecrets, HasReader, HasLibrary, Protocol
):
    """What returned forms ask of the outside world."""


@dataclass(frozen=True)
class Scans:
    """The verbs of the signed form that was given."""

    outside: ReturnedFormsPorts

    @may(Role.APPLICANT)
    def told(self, actor: Actor, application_id: UUID) -> FormTold | None:
        """Return what is told of the form that counts now; None where none was given or read.

        Source: guide 2.9, 3.R3.
        """
        with self.outside.store.read() as tx:
            return form_told(tx, self._seen(tx, own(tx, actor, application_id)))

    @may(Role.APPLICANT)
    def keep(self, actor: Actor, document_id: UUID) -> None:
        """Keep a form as it is after reading what was seen of it, so that her officer knows that she did.

        Raises: StateError, NotFoundError.
        Source: guide 2.9, 2.15.
        """
        with self.outside.store.write() as tx:
            seen = self._seen(tx, own(tx, actor, tx.get(Document, document_id).application_id))
            refuse_impossible(self.outside, seen.application, Action.ATTACH, actor)
            told = form_told(tx, seen)
            wanted = {slot.document.id for slot in seen.slots if slot.document}
            if told is None or told.document.id != document_id or document_id not in wanted:
                raise NotFoundError("not_found")
            if told.notices and told.kept is None:
                self._keep(tx, actor, seen, told)

    def _keep(self, tx: Transaction, actor: Actor, seen: Overview, told: FormTold) -> None:
        kept = FormKept(
            id=self.outside.new_id(),
            document_id=told.document.id,
            application_id=seen.application.id,
            answers_digest=seen.digest,
            notices=tuple(codes_of(told.notices)),
            kept_at=self.outside.now(),
        )
        tx.add(kept)
        values = {"sha256": told.document.sha256, "notices": list(kept.notices)}
        record(self.outside, tx, seen.application, "document.kept_as_it_is", actor, **values)

    def _seen(self, tx: Transaction, application: Application) -> Overview:
        return read_papers(tx, read_answers(self.outside, tx, application))

    @any_of(Role.PORTAL)
    def look(self, data: bytes) -> tuple[PageSeen, ...]:
        """Return what is seen of a file, its boxes too where it bears the code of a request known here."""
        pages = self.outside.reader.read(data, "", {})
        reference = next((page.reference for page in pages if page.reference), None)
        with self.outside.store.read() as tx:
            found = tx.find(Application, reference=reference) if reference else []
            prints = tx.find(Print, application_id=found[0].id) if found else []
        return self.outside.reader.read(data, found[0].reference, places_of(prints)) if prints else pages

"""Pages looked at: kept per officer and page, asked for before a decision.

Source: guide 3.0.
"""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from core.domain.accounts.identity import Actor, Role
from core.domain.application.application import Document
from core.domain.application.overview import Overview
from core.domain.decisions.page_looks import OfficerLooks, PageLook, pages_required
from core.domain.errors import NotFoundError, StateError
from core.domain.form.returned_form import ATTESTATION, returned
from core.domain.ports.office import HasLibrary
from core.domain.ports.secrets import MakesKeys
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import TellsTime
from core.services.overviews import read_overview, read_submitted
from core.services.ownership import account_of
from core.services.rights import may
from core.services.rules.facts_from_form import form_read


class PageLooksPorts(HasStore, TellsTime, MakesKeys, HasLibrary, Protocol):
    """What looking at pages asks of the outside world."""


def refuse_unlooked(tx: Transaction, actor: Actor, seen: Overview) -> None:
    """Refuse a decision by whoever has not looked at what it rests on.

    Raises: StateError with how many pages are missing.
    """
    if missing := looked_at(tx, actor, seen).missing:
        raise StateError("pages_not_looked_at", count=len(missing))


def looked_at(tx: Transaction, actor: Actor, seen: Overview) -> OfficerLooks:
    """Return which pages of a request an officer has looked at, and which she still must."""
    mine = tx.find(PageLook, application_id=seen.application.id, account_id=account_of(actor))
    keys = frozenset(f"{it.document_id}/{it.page}" for it in mine)
    return OfficerLooks(keys, pages_required(seen.documents or {}, _attested_on(tx, seen)))


def _attested_on(tx: Transaction, seen: Overview) -> set[int]:
    """Return the pages of the form that counts on which boxes of the attestation were seen."""
    _, reading = form_read(tx, seen)
    if reading is None:
        return set()
    form = returned(reading.seen, seen.application.reference, seen.digest, seen.prints)
    return {page for name in ATTESTATION for page, _ in form.boxes(name)}


@dataclass(frozen=True)
class PageLooks:
    """The verbs of looking at pages."""

    outside: PageLooksPorts

    @may(Role.OFFICER)
    def look(self, actor: Actor, document_id: UUID, page: int) -> None:
        """Keep that a page was on the officer's screen long enough to be read; once is enough.

        Raises: NotFoundError for what is not there, or was never sent.
        """
        me = account_of(actor)
        with self.outside.store.write() as tx:
            document = tx.get(Document, document_id)
            read_submitted(tx, document.application_id)
            if not 1 <= page <= document.pages:
                raise NotFoundError("not_found")
            if tx.find(PageLook, document_id=document_id, account_id=me, page=page):
                return
            tx.add(
                PageLook(
                    id=self.outside.new_id(),
                    application_id=document.application_id,
                    account_id=me,
                    document_id=document_id,
                    page=page,
                    looked_at=self.outside.now(),
                )
            )

    @may(Role.OFFICER)
    def pages(self, actor: Actor, application_id: UUID) -> OfficerLooks:
        """Return what the officer has looked at of a request, and what she still must before she decides."""
        with self.outside.store.read() as tx:
            return looked_at(tx, actor, read_overview(self.outside, tx, read_submitted(tx, application_id)))

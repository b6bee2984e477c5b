"""What stands around a request on an officer's desk: changes, neighbours, notes, tags."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from core.domain.accounts.identity import Account, Actor, Role
from core.domain.application.application import (
    Answer,
    Application,
    Submission,
)
from core.domain.application.changes_between_rounds import RoundChanges, changes_between
from core.domain.desk.notebook import LONGEST_NOTE, Note, Tagging, tags_on
from core.domain.desk.relations import Relations
from core.domain.errors import MalformedAnswerError
from core.domain.ports.office import HasLibrary
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import TellsTime
from core.services.audit import record
from core.services.desk.relations import relations_of
from core.services.overviews import read_submitted
from core.services.ownership import account_of
from core.services.rights import any_of, may


class SurroundingsPorts(HasStore, TellsTime, MakesKeys, MakesSecrets, HasLibrary, Protocol):
    """What surroundings ask of the outside world."""


STAFF = (Role.OFFICER, Role.MANAGER)


@dataclass(frozen=True)
class Surroundings:
    """What stands around a request.

    Shapes: notes the newest first; `people` names those who wrote them, by account.
    """

    changes: RoundChanges
    relations: Relations
    notes: tuple[Note, ...]
    tags: tuple[str, ...]
    people: Mapping[UUID, str]


@dataclass(frozen=True)
class Casebook:
    """The verbs of what officers write beside a request, and read around it."""

    outside: SurroundingsPorts

    @any_of(*STAFF)
    def look(self, application_id: UUID) -> Surroundings:
        """Return what stands around a request that was sent."""
        with self.outside.store.read() as tx:
            application = read_submitted(tx, application_id)
            notes = tuple(tx.find(Note, application_id=application_id, order="-id"))
            return Surroundings(
                changes=changes_between(
                    tx.find(Submission, application_id=application_id, order="number"),
                    tx.find(Answer, application_id=application_id),
                ),
                relations=relations_of(tx, application),
                notes=notes,
                tags=tags_on(tx.find(Tagging, application_id=application_id)),
                people={id: tx.get(Account, id).name for id in {note.account_id for note in notes}},
            )

    @may(*STAFF)
    def write(self, actor: Actor, application_id: UUID, text: str) -> Note:
        """Add a note, for those who work here; its event says that there is one, not what it says.

        Raises: MalformedAnswerError for an empty note, and for one that is too long.
        """
        if not text.strip() or len(text.strip()) > LONGEST_NOTE:
            raise MalformedAnswerError({"note": "note_too_long" if text.strip() else "note_empty"})
        with self.outside.store.write() as tx:
            application = read_submitted(tx, application_id)
            last = tx.find(Note, application_id=application_id, order="-id", limit=1)
            if last and (last[0].account_id, last[0].text) == (account_of(actor), text.strip()):
                return last[0]
            note = Note(
                id=self.outside.new_id(),
                application_id=application_id,
                account_id=account_of(actor),
                text=text.strip(),
                written_at=self.outside.now(),
            )
            tx.add(note)
            record(self.outside, tx, application, "application.noted", actor, note=str(note.id))
        return note

    @may(*STAFF)
    def tag(self, actor: Actor, application_id: UUID, on: frozenset[str], off: frozenset[str]) -> None:
        """Put tags on a request and take others off; each change has its event, what changes nothing none.

        Raises: MalformedAnswerError for a tag that is not in the list.
        """
        if (on | off) - set(self.outside.library.tags):
            raise MalformedAnswerError({"tags": "tag_unknown"})
        with self.outside.store.write() as tx:
            application = read_submitted(tx, application_id)
            before = set(tags_on(tx.find(Tagging, application_id=application_id)))
            for tag in sorted((on - before) | (off & before)):
                application = self._turn(tx, actor, application, tag, is_on=tag in on)

    def _turn(
        self, tx: Transaction, actor: Actor, application: Application, tag: str, *, is_on: bool
    ) -> Application:
        tx.add(
            Tagging(
                id=self.outside.new_id(),
                application_id=application.id,
                account_id=account_of(actor),
                tag=tag,
                is_on=is_on,
                tagged_at=self.outside.now(),
            )
        )
        name = "application.tagged" if is_on else "application.untagged"
        return record(self.outside, tx, application, name, actor, tag=tag)

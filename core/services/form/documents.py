"""Documents: attached, looked at, replaced and taken back before submission."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from core.domain.accounts.identity import Actor, Role
from core.domain.application.application import Application, Document, DocumentKind, DocumentRemoval
from core.domain.application.lifecycle import Action
from core.domain.application.overview import Overview
from core.domain.errors import DocumentRefusedError, NotFoundError
from core.domain.ports.office import HasLibrary
from core.domain.ports.paper import HasReader
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import HasWorkingDays, HasZone, TellsTime
from core.domain.ports.vault import HasVault, InspectedFile
from core.services.audit import record
from core.services.form.kept_files import kept_file, let_go
from core.services.overviews import read_answers, read_papers
from core.services.ownership import own
from core.services.rights import may
from core.services.rules.facts_from_form import Heard, read_form, reading_of
from core.services.transition import refuse_impossible, transition


class DocumentsPorts(
    HasStore,
    TellsTime,
    HasZone,
    HasWorkingDays,
    MakesKeys,
    MakesSecrets,
    HasVault,
    HasReader,
    HasLibrary,
    Protocol,
):
    """What documents ask of the outside world."""


LONGEST_NAME = 120
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/tiff": "tif"}
FOREIGN, PICTURES = ("heic", "heif", "webp"), ("jpg", "jpeg", "png", "tif", "tiff")
"""Endings of pictures that are kept as another kind, and of those that are unless they are joined."""
STAFF = (Role.OFFICER, Role.MANAGER)
READERS = (Role.APPLICANT, Role.REPRESENTATIVE, *STAFF)


@dataclass(frozen=True)
class Documents:
    """The verbs of the files given for a request."""

    outside: DocumentsPorts

    @may(Role.APPLICANT)
    def attach(
        self, actor: Actor, application_id: UUID, kind: DocumentKind, name: str,
        data: bytes | Sequence[bytes], request_id: UUID | None = None, heard: Heard | None = None,
    ) -> Document:  # fmt: skip
        """Keep a file, or several as one, for a document expected or asked for, in place of an earlier one.

        Shapes: the signed form is read on the way; `heard` hears how far; `name` is that of the first file.
        Raises: DocumentRefusedError saying what is wrong with the file; StateError; NotFoundError.
        Source: guide 2.14, 3.5.
        """
        files = [data] if isinstance(data, bytes) else data
        with self.outside.store.read() as tx:
            seen = self._slot(tx, actor, application_id, kind, request_id)
        fit = self.outside.vault.inspect(*files, person=_person(actor))
        if given := _same(seen, kind, request_id, fit.sha256):
            return given
        is_form = kind is DocumentKind.IMM5661
        pages = read_form(self.outside, seen, fit.data, heard, _person(actor)) if is_form else ()
        with kept_file(self.outside.vault, fit.data, fit.media_type, fit.pictures) as key:
            document = self._row(application_id, kind, name, fit, request_id, key)
            with self.outside.store.write() as tx:
                seen = self._slot(tx, actor, application_id, kind, request_id)
                _refuse_twice(seen, document)
                former = next((row for row in seen.given if _same_place(row, document)), None)
                gone = let_go(tx, former) if former else None
                tx.add(document)
                if is_form:
                    tx.add(reading_of(self.outside, document, pages))
                transition(
                    self.outside, tx, seen.application, Action.ATTACH, by=actor, told=_told(document, fit)
                )
        if gone:
            self.outside.vault.erase(gone)
        return document

    def _row(
        self, application_id: UUID, kind: DocumentKind, name: str, fit: InspectedFile,
        request_id: UUID | None, key: str,
    ) -> Document:  # fmt: skip
        return Document(
            id=self.outside.new_id(),
            application_id=application_id,
            kind=kind,
            file_name=_plain_name(name, fit.media_type),
            media_type=fit.media_type,
            size=len(fit.data),
            pages=fit.pages,
            sha256=fit.sha256,
            vault_key=key,
            given_at=self.outside.now(),
            request_id=request_id,
        )

    def _slot(
        self, tx: Transaction, actor: Actor, application_id: UUID, kind: DocumentKind, request_id: UUID | None
    ) -> Overview:
        """Return the application if a file may be given for this document now.

        Raises: StateError; NotFoundError when the document is not expected now.
        """
        seen = self._seen(tx, own(tx, actor, application_id))
        refuse_impossible(self.outside, seen.application, Action.ATTACH, actor)
        wanted = {(slot.kind, slot.request.id if slot.request else None) for slot in seen.slots}
        if (kind, request_id) not in wanted:
            raise NotFoundError("document_not_expected")
        return seen

    def _seen(self, tx: Transaction, application: Application) -> Overview:
        return read_papers(tx, read_answers(self.outside, tx, application))

    @may(Role.APPLICANT)
    def remove(self, actor: Actor, document_id: UUID) -> None:
        """Take back a document that was not sent yet.

        Raises: StateError, NotFoundError.
        Source: guide 2.14.
        """
        with self.outside.store.write() as tx:
            document = tx.get(Document, document_id)
            seen = self._seen(tx, own(tx, actor, document.application_id))
            refuse_impossible(self.outside, seen.application, Action.REMOVE, actor)
            if document not in [slot.document for slot in seen.slots]:
                raise NotFoundError("not_found")
            tx.add(
                DocumentRemoval(
                    id=self.outside.new_id(),
                    application_id=seen.application.id,
                    document_id=document.id,
                    removed_at=self.outside.now(),
                )
            )
            gone = let_go(tx, document)
            told = {"kind": document.kind, "sha256": document.sha256}
            transition(self.outside, tx, seen.application, Action.REMOVE, by=actor, told=told)
        if gone:
            self.outside.vault.erase(gone)

    @may(*READERS)
    def document(self, actor: Actor, document_id: UUID) -> Document:
        """Return a document of one's own, or, for officers, of a request that was sent."""
        with self.outside.store.read() as tx:
            return self._visible(tx, actor, document_id)

    @may(*READERS)
    def file(self, actor: Actor, document_id: UUID) -> tuple[bytes, str, str]:
        """Return a document's bytes, its media type and its name; an officer's look is recorded.

        Raises: NotFoundError, also for somebody else's document.
        """
        document = self._looked_at(actor, document_id)
        return self.outside.vault.read(document.vault_key), document.media_type, document.file_name

    @may(*READERS)
    def page(self, actor: Actor, document_id: UUID, number: int, width: int) -> bytes:
        """Return one page of a document as a JPEG picture; an officer's look at the first is recorded.

        Units:  width in pixels; pages counted from 1.
        Raises: NotFoundError.
        """
        look = self._looked_at if number == 1 else self.document
        document = look(actor, document_id)
        return self.outside.vault.page(document.vault_key, document.media_type, number, width, _person(actor))

    def _looked_at(self, actor: Actor, document_id: UUID) -> Document:
        if actor.role not in STAFF:
            return self.document(actor, document_id)
        with self.outside.store.write() as tx:
            document = self._visible(tx, actor, document_id)
            told = {"kind": document.kind, "document": str(document.id)}
            application = tx.get(Application, document.application_id)
            record(self.outside, tx, application, "document.looked_at", actor, **told)
        return document

    def _visible(self, tx: Transaction, actor: Actor, document_id: UUID) -> Document:
        document = tx.get(Document, document_id)
        if actor.role in STAFF:
            if tx.get(Application, document.application_id).submitted_at is None:
                raise NotFoundError("not_found")
        else:
            own(tx, actor, document.application_id)
        return document


def _same(seen: Overview, kind: DocumentKind, request_id: UUID | None, sha256: str) -> Document | None:
    """Return the file that counts there now, where it is the very one that is given again."""
    for slot in seen.slots:
        if (slot.kind, slot.request.id if slot.request else None) == (kind, request_id):
            return slot.document if slot.document and slot.document.sha256 == sha256 else None
    return None


def _person(actor: Actor) -> str:
    """Return whose turn it is at the doors of the rooms in which files are opened."""
    return str(actor.credential_id or "")


def _refuse_twice(seen: Overview, wanted: Document) -> None:
    """Refuse a file that already stands for another document of the same request."""
    for row in seen.given:
        if row.sha256 == wanted.sha256 and not _same_place(row, wanted):
            raise DocumentRefusedError("same_file_twice", other=str(row.kind))


def _same_place(row: Document, other: Document) -> bool:
    return (row.kind, row.request_id) == (other.kind, other.request_id)


def _told(document: Document, fit: InspectedFile) -> dict[str, object]:
    """Return what the audit tells of a document given."""
    told = document.model_dump(include={"kind", "sha256", "file_name", "pages"})
    return {**told, "left_out": list(fit.left_out)} if fit.left_out else told


def _plain_name(name: str, media_type: str) -> str:
    """Return a file name without its folder or invisible signs, ending as what is kept does.

    Shapes: the name given stands where it says the same kind, for people to recognise their file.
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(c for c in last if c.isprintable())[-LONGEST_NAME:] or "document"
    stem, _, ending = plain.rpartition(".")
    if ending.lower() in FOREIGN and stem:
        return f"{stem}.{ENDINGS[media_type]}"
    is_other = media_type == "application/pdf" and ending.lower() in PICTURES
    return f"{stem}.pdf" if is_other and stem else plain

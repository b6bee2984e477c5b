"""Documents: attached, looked at, replaced and taken back before submission."""

from dataclasses import dataclass
from uuid import UUID

from core.domain.application import Application, Document, DocumentKind, DocumentRemoval
from core.domain.errors import DocumentRefusedError, NotFoundError
from core.domain.identity import Actor, Role
from core.domain.lifecycle import moved
from core.domain.overview import current_documents
from core.domain.ports import Outside, Transaction
from core.services.enrolment import own
from core.services.recording import record
from core.services.rights import may

MEGABYTES = 4
LONGEST_NAME = 120


@dataclass(frozen=True)
class Documents:
    """The verbs of the files given for a request."""

    outside: Outside

    @may(Role.APPLICANT)
    def attach(
        self, actor: Actor, application_id: UUID, kind: DocumentKind, name: str, data: bytes
    ) -> Document:
        """Keep a file for one of the documents expected, in place of an earlier one.

        Raises: DocumentRefusedError saying what is wrong with the file; StateError.
        Source: guide 2.14.
        """
        fit = self.outside.vault.inspect(data)
        with self.outside.store.read() as tx:
            moved(own(tx, actor, application_id), "attach", actor.role, self.outside.today())
        key = self.outside.vault.keep(fit.data, fit.media_type)
        document = Document(
            id=self.outside.new_id(),
            application_id=application_id,
            kind=kind,
            file_name=_plain_name(name),
            media_type=fit.media_type,
            size=len(fit.data),
            pages=fit.pages,
            sha256=fit.sha256,
            vault_key=key,
            given_at=self.outside.now(),
        )
        with self.outside.store.write() as tx:
            application = moved(own(tx, actor, application_id), "attach", actor.role, self.outside.today())
            _refuse_twice(self._current(tx, application_id), kind, fit.sha256)
            tx.add(document)
            told = {"kind": kind, "sha256": fit.sha256, "file_name": document.file_name, "pages": fit.pages}
            record(self.outside, tx, application, "document.attached", actor, **told)
        return document

    def _current(self, tx: Transaction, application_id: UUID) -> dict[DocumentKind, Document]:
        rows = tx.find(Document, application_id=application_id)
        return current_documents(rows, tx.find(DocumentRemoval, application_id=application_id))

    @may(Role.APPLICANT)
    def remove(self, actor: Actor, document_id: UUID) -> None:
        """Take back a document before submission.

        Raises: StateError, NotFoundError.
        Source: guide 2.14.
        """
        with self.outside.store.write() as tx:
            document, application = self._mine(tx, actor, document_id)
            application = moved(application, "remove", actor.role, self.outside.today())
            if self._current(tx, application.id).get(document.kind) != document:
                raise NotFoundError("not_found")
            tx.add(
                DocumentRemoval(
                    id=self.outside.new_id(),
                    application_id=application.id,
                    document_id=document.id,
                    removed_at=self.outside.now(),
                )
            )
            told = {"kind": document.kind, "sha256": document.sha256}
            record(self.outside, tx, application, "document.removed", actor, **told)

    @may(Role.APPLICANT)
    def document(self, actor: Actor, document_id: UUID) -> Document:
        """Return one of one's own documents."""
        with self.outside.store.read() as tx:
            return self._mine(tx, actor, document_id)[0]

    @may(Role.APPLICANT)
    def file(self, actor: Actor, document_id: UUID) -> tuple[bytes, str, str]:
        """Return a document's bytes, its media type and its name.

        Raises: NotFoundError, also for somebody else's document.
        """
        document = self.document(actor, document_id)
        return self.outside.vault.read(document.vault_key), document.media_type, document.file_name

    @may(Role.APPLICANT)
    def page(self, actor: Actor, document_id: UUID, number: int, width: int) -> bytes:
        """Return one page of a document as a PNG picture.

        Units:  width in pixels; pages counted from 1.
        Raises: NotFoundError.
        """
        document = self.document(actor, document_id)
        return self.outside.vault.page(document.vault_key, document.media_type, number, width)

    def _mine(self, tx: Transaction, actor: Actor, document_id: UUID) -> tuple[Document, Application]:
        document = tx.get(Document, document_id)
        return document, own(tx, actor, document.application_id)


def _refuse_twice(current: dict[DocumentKind, Document], kind: DocumentKind, sha256: str) -> None:
    for other, row in current.items():
        if row.sha256 == sha256 and other is not kind:
            raise DocumentRefusedError("same_file_twice", other=str(other))


def _plain_name(name: str) -> str:
    """Return a file name without its folder or invisible signs, for people to recognise their file."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable())[-LONGEST_NAME:] or "document"

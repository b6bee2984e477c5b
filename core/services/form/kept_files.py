"""Files and the rows that name them: no file stays that no row names.

Source: guide 2.14; ADR 0022.
"""

from collections.abc import Generator
from contextlib import contextmanager

from core.domain.application.application import Document, Submission
from core.domain.ports.store import Transaction
from core.domain.ports.vault import NO_PICTURES, Pictures, Vault


@contextmanager
def kept_file(vault: Vault, data: bytes, media_type: str, pictures: Pictures = NO_PICTURES) -> Generator[str]:
    """Keep a file while the row that names it is written; it goes again if that row is not."""
    key = vault.keep(data, media_type, pictures)
    try:
        yield key
    except BaseException:
        vault.erase(key)
        raise


def let_go(tx: Transaction, document: Document) -> str | None:
    """Let a row name its file no longer, and return the key to erase after the commit.

    Shapes: None for what was sent once, and for a file that other rows name too; both stay. Called before
            another row is added: rows are read in the order they were added.
    """
    sent = (
        id for row in tx.find(Submission, application_id=document.application_id) for id in row.document_ids
    )
    if str(document.id) in sent or len(tx.find(Document, vault_key=document.vault_key)) > 1:
        return None
    tx.erase(Document, id=document.id)
    tx.add(document.without_file())
    return document.vault_key

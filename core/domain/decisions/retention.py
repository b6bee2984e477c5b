"""What retention leaves of a request: that its personal data were erased, and which files were theirs."""

from datetime import datetime
from typing import Self
from uuid import UUID

from core.domain.records import Record


class Erasure(Record):
    """The files of a request whose personal data are gone; `vault_keys` empties once they are gone too."""

    application_id: UUID
    vault_keys: tuple[str, ...]
    erased_at: datetime
    version: int = 1

    def finished(self) -> Self:
        """Return it once the files are gone too."""
        return self.but(vault_keys=())

"""What draws the form and reads it again."""

from typing import Protocol

from core.domain.form.papers import FormReader, FormWriter


class HasPaper(Protocol):
    """Draws forms and receipts."""

    @property
    def paper(self) -> FormWriter:
        """Return what draws."""
        ...


class HasReader(Protocol):
    """Reads a form that came back."""

    @property
    def reader(self) -> FormReader:
        """Return what reads."""
        ...

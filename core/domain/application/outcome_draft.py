"""An outcome being prepared by an officer: what was chosen and written so far.

Source: guide 3.0 to 3.5.
"""

from dataclasses import dataclass

from core.domain.application.application import DocumentKind, Outcome


@dataclass(frozen=True)
class WantedDocument:
    """A document an officer asks for: a new copy of one given, or an additional one, and why."""

    kind: DocumentKind
    again: bool
    name: str
    reason: str


@dataclass(frozen=True)
class Draft:
    """An outcome being prepared: reasons as code and text, documents to ask for, rules overruled and why.

    Shapes: `without_notice` says why a refusal needs no notice first, to those who work here only.
    """

    outcome: Outcome
    reasons: tuple[tuple[str, str], ...] = ()
    wanted: tuple[WantedDocument, ...] = ()
    overruled: tuple[tuple[str, str], ...] = ()
    without_notice: str = ""

"""What writes figures in the person's language."""

from core.bootstrap import portal
from core.services.statistics.figure_words import Telling
from pages.parts.shell.session import language


def telling() -> Telling:
    """Return what writes figures in the person's language."""
    return Telling(portal().library, language())

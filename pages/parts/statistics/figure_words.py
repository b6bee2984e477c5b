"""What writes figures in the person's language."""

from core.bootstrap import portal
from core.services.statistics.figure_words import FigureWords
from pages.parts.shell.session import language


def figure_words() -> FigureWords:
    """Return what writes figures in the person's language."""
    return FigureWords(portal().library, language())

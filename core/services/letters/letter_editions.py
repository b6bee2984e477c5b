"""The texts that a letter is written in: the newest edition, and later always that same one."""

from core.domain.application.application import Message
from core.domain.application.content import Letter, Library
from core.domain.letters.letters import LetterEdition
from core.domain.ports.store import Transaction

OF_THE_FILE = 1
"""The number of the edition that stands in the data folder."""


def newest_edition(tx: Transaction, letter: str) -> int:
    """Return the number of a letter's newest edition."""
    found = tx.find(LetterEdition, letter=letter, order="-number", limit=1)
    return found[0].number if found else OF_THE_FILE


def form_of(tx: Transaction, library: Library, message: Message) -> Letter:
    """Return the texts that a message was written in."""
    return form(tx, library, message.letter, message.edition)


def form(tx: Transaction, library: Library, letter: str, edition: int) -> Letter:
    """Return one edition of a letter's texts."""
    kept = library.letters[letter]
    if edition == OF_THE_FILE:
        return kept
    (found,) = tx.find(LetterEdition, letter=letter, number=edition)
    return Letter(id=letter, leads_to=kept.leads_to, **found.texts)

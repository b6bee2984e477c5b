"""The texts of letters: read, tried and published anew by a manager; earlier editions stay."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from core.domain.accounts.identity import Account, Actor, Credential, Role
from core.domain.application.content import LANGUAGES, Letter, Text
from core.domain.errors import MalformedAnswerError, NotFoundError, StaleError
from core.domain.letters.letters import PLACES, LetterEdition, letter_faults, variables_of
from core.domain.ports.office import HasLibrary
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import TellsTime
from core.services.audit import record
from core.services.letters import letters
from core.services.letters.letter_editions import OF_THE_FILE, form, newest_edition
from core.services.letters.letters import DAYS, Preview
from core.services.ownership import account_of
from core.services.rights import any_of, may


class LetterTextsPorts(HasStore, TellsTime, MakesKeys, MakesSecrets, HasLibrary, Protocol):
    """What letter texts ask of the outside world."""


MOST = {"subject": 200, "body": 6000, "inbox": 6000}
"""Characters of each text."""
Texts = Mapping[str, str]
"""A letter's texts by name, such as `body_fr`."""


@dataclass(frozen=True)
class Edition:
    """When and by whom an edition was published; the data folder's has neither."""

    number: int
    published_at: datetime | None = None
    by: str = ""


@dataclass(frozen=True)
class LetterWording:
    """A letter as it is worded now, its variables, and its editions, the newest first."""

    letter: Letter
    editions: tuple[Edition, ...]
    variables: tuple[str, ...]

    @property
    def number(self) -> int:
        """Return the number of the edition in use."""
        return self.editions[0].number


@dataclass(frozen=True)
class LetterTexts:
    """The verbs of letters' texts."""

    outside: LetterTextsPorts

    @any_of(Role.MANAGER)
    def all(self) -> list[Letter]:
        """Return every letter as it is worded now."""
        library = self.outside.library
        with self.outside.store.read() as tx:
            return [form(tx, library, id, newest_edition(tx, id)) for id in library.letters]

    @any_of(Role.MANAGER)
    def look(self, letter: str) -> LetterWording:
        """Return a letter with its editions.

        Raises: NotFoundError.
        """
        self._refuse_unknown(letter)
        with self.outside.store.read() as tx:
            kept = tx.find(LetterEdition, letter=letter, order="-number")
            editions = [
                Edition(it.number, it.published_at, tx.get(Account, it.published_by).name) for it in kept
            ]
            number = kept[0].number if kept else OF_THE_FILE
            worded = form(tx, self.outside.library, letter, number)
        return LetterWording(worded, (*editions, Edition(OF_THE_FILE)), tuple(sorted(variables_of(letter))))

    @any_of(Role.MANAGER)
    def preview(self, letter: str, texts: Texts) -> tuple[Preview, ...]:
        """Return how a letter would be read, in each language first, with examples for its variables.

        Raises: MalformedAnswerError naming each text that cannot be used; NotFoundError.
        """
        worded = self._worded(letter, texts)
        told = self._examples(letter)
        return tuple(
            Preview(it, letters.written(worded, told, it), *letters.inbox(worded, told, it))
            for it in LANGUAGES
        )

    @may(Role.MANAGER)
    def publish(self, actor: Actor, letter: str, seen_number: int, texts: Texts) -> LetterEdition:
        """Use these texts from now on; letters already written keep theirs.

        Raises: MalformedAnswerError; StaleError when another edition was published meanwhile.
        """
        worded = self._worded(letter, texts)
        with self.outside.store.write() as tx:
            number = newest_edition(tx, letter)
            if number != seen_number:
                raise StaleError("letter_changed_meanwhile")
            if worded == form(tx, self.outside.library, letter, number):
                raise MalformedAnswerError({"body_fr": "letter_unchanged"})
            edition = LetterEdition(
                id=self.outside.new_id(),
                letter=letter,
                number=number + 1,
                texts=worded.model_dump(include=set(PLACES)),
                published_at=self.outside.now(),
                published_by=account_of(actor),
            )
            tx.add(edition)
            self._record(tx, actor, edition)
        return edition

    def _record(self, tx: Transaction, actor: Actor, edition: LetterEdition) -> None:
        if actor.credential_id is None:
            raise NotFoundError("not_found")
        credential = tx.get(Credential, actor.credential_id)
        told = {"letter": edition.letter, "number": edition.number}
        record(self.outside, tx, credential, "letter.reworded", actor, **told)

    def _refuse_unknown(self, letter: str) -> None:
        if letter not in self.outside.library.letters:
            raise NotFoundError("not_found")

    def _worded(self, id: str, texts: Texts) -> Letter:
        """Return a letter in these texts.

        Raises: MalformedAnswerError; NotFoundError.
        """
        self._refuse_unknown(id)
        kept = self.outside.library.letters[id]
        places = [place for place in PLACES if getattr(kept, place)]
        told = {
            f"{place}_{it}": texts.get(f"{place}_{it}", "").strip() for place in places for it in LANGUAGES
        }
        faults = {name: "letter_text_missing" for name, text in told.items() if not text}
        faults |= {
            name: "letter_too_long" for name, text in told.items() if len(text) > MOST[name.split("_")[0]]
        }
        if not faults:
            worded: dict[str, Any] = {
                place: Text(fr=told[f"{place}_fr"], en=told[f"{place}_en"]) for place in places
            }
            letter = Letter(id=id, leads_to=kept.leads_to, **worded)
            faults = letter_faults(letter)
            if not faults:
                return letter
        raise MalformedAnswerError(faults)

    def _examples(self, letter: str) -> dict[str, Any]:
        """Return an example for each variable, in both languages."""
        library, later = self.outside.library, self.outside.today() + timedelta(days=30)
        words = (name for name in variables_of(letter) if name not in DAYS)
        told: dict[str, Any] = dict.fromkeys(DAYS, later.isoformat())
        return told | {
            name: {it: library.say(f"letter_texts.example_{name}", it) for it in LANGUAGES} for name in words
        }

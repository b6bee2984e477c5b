"""What the core asks of the outside world."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from core.domain.application.content import Library
from core.domain.deadlines import open_day
from core.domain.decisions.office_practice import USUAL_PRACTICE, Practice
from core.domain.decisions.review_port import Review
from core.domain.desk.queues import Desk
from core.domain.desk.working_days import WorkingDays
from core.domain.form.printed import FormReader, FormWriter
from core.domain.letters.letters import Delivered, Written
from core.domain.records import Record
from core.domain.rules.facts import Facts
from core.domain.rules.replay import Compared, Figures, FileChanged, Span, Which
from core.domain.rules.rule_book import RuleBook
from core.domain.rules.rules import Rule
from core.domain.statistics.figures_port import Tally

R = TypeVar("R", bound=Record)


class Transaction(Protocol):
    """Reads and writes that happen together or not at all."""

    def get(self, kind: type[R], id: UUID) -> R:
        """Return one record.

        Raises: NotFoundError.
        """
        ...

    def find(self, kind: type[R], *, order: str = "id", limit: int | None = None, **equals: Any) -> list[R]:
        """Return the records whose columns equal the given values.

        Shapes: a list or tuple as value means any of them; `order` names a column, `-` before it reverses.
        """
        ...

    def add(self, record: Record) -> None:
        """Keep a new record.

        Raises: StaleError when its key or a unique column is taken.
        """
        ...

    def add_all(self, records: Iterable[Record]) -> None:
        """Keep many new records of one kind at once.

        Raises: StaleError when a key or a unique column is taken.
        """
        ...

    def replace(self, record: R) -> R:
        """Keep a changed record that carries the version it was read at; return it with the next version.

        Raises: StaleError when somebody else changed it first.
        """
        ...

    def erase(self, kind: type[Record], **equals: Any) -> int:
        """Remove rows for good (spent tickets, retention) and return how many."""
        ...

    @property
    def desk(self) -> Desk:
        """Return the queues."""
        ...

    @property
    def review(self) -> Review:
        """Return what was decided, beside what the rules had said."""
        ...


class Store(Protocol):
    """Where records live."""

    def read(self) -> AbstractContextManager[Transaction]:
        """Open a transaction that only reads."""
        ...

    def write(self, *, latest: bool = False) -> AbstractContextManager[Transaction]:
        """Open a transaction; it commits at the end, or undoes everything on an error.

        Shapes: `latest` sees what others commit meanwhile, to pick what they have left.
        """
        ...


class Clock(Protocol):
    """The time, so that tests own it."""

    def now(self) -> datetime:
        """Return the instant, aware, in UTC."""
        ...


class Hasher(Protocol):
    """One-way hashing of passwords and of answers to recovery and security questions."""

    def hash(self, secret: str) -> str:
        """Return a salted hash."""
        ...

    def matches(self, secret: str, hashed: str | None) -> bool:
        """Say whether the secret made the hash; as slow when there is no hash."""
        ...


class Inspected(BaseModel):
    """A file found fit to be kept, as it will be kept.

    Units: pages counted from 1; `media_type` was read from the content.
    """

    model_config = ConfigDict(frozen=True)
    data: bytes
    media_type: str
    pages: int
    sha256: str


class Vault(Protocol):
    """Where files live: under random keys, found fit before they are kept."""

    def inspect(self, data: bytes) -> Inspected:
        """Check a file by its content and return it cleaned (images re-encoded, no metadata).

        Raises: DocumentRefusedError, with a code for each way a file can be unfit.
        """
        ...

    def keep(self, data: bytes, media_type: str) -> str:
        """Store bytes under a new random key and return the key."""
        ...

    def put_back(self, key: str, data: bytes) -> None:
        """Store bytes under the key they had, when a backup is restored."""
        ...

    def read(self, key: str) -> bytes:
        """Return the bytes kept under a key.

        Raises: NotFoundError.
        """
        ...

    def erase(self, key: str) -> None:
        """Remove the bytes kept under a key for good; nothing happens when there are none."""
        ...

    def page(self, key: str, media_type: str, number: int, width: int) -> bytes:
        """Return one page as a PNG picture, `width` pixels wide at most.

        Raises: NotFoundError when there is no such page.
        """
        ...

    def keys(self) -> Iterator[str]:
        """Walk over every key kept."""
        ...


class Proven(BaseModel):
    """What a Sign-In Partner proved: who issued the proof, and for whom."""

    model_config = ConfigDict(frozen=True)
    issuer: str
    subject: str


class Mailer(Protocol):
    """Takes a letter to its address."""

    def send(self, message_id: str, address: str, letter: Written) -> None:
        """Hand one letter over; returning means it was accepted.

        Raises: DoubtfulError when nobody knows whether it was; any OSError when it was not.
        """
        ...

    def delivered(self) -> list[Delivered]:
        """Return the letters of a demonstration, the newest first; none where letters really leave."""
        ...


class DoubtfulError(Exception):
    """The letter was handed over and no answer came back: it may or may not have been accepted."""


class Sealer(Protocol):
    """Hides a text from everybody who has not the portal's key."""

    def seal(self, text: str) -> str:
        """Return the text sealed."""
        ...

    def open(self, sealed: str) -> str:
        """Return the text again.

        Raises: ValueError for what was sealed under another key.
        """
        ...


class Scanner(Protocol):
    """Looks for malware in a file."""

    def fault(self, data: bytes) -> str | None:
        """Return the name of what was found, or None."""
        ...


class Evaluator(Protocol):
    """Evaluates rules where the facts are: one judgement's, or all of them."""

    def facts_read(self, fails_when: str) -> tuple[str, ...]:
        """Return the facts a condition reads, in the order they stand there.

        Raises: RuleError with the position of what is not in the language.
        """
        ...

    def verdicts(self, rules: Sequence[Rule], facts: Facts) -> tuple[bool | None, ...]:
        """Return the value of each rule's condition over one judgement's facts."""
        ...

    def judge_all(self, rules: Sequence[Rule], edition: int) -> int:
        """Store an edition's verdicts over every judgement's facts not judged yet; return how many."""
        ...


class Replay(Protocol):
    """Tells what another rule book would have said of the applications that officers decided."""

    def figures(self, compared: Compared, span: Span) -> Figures:
        """Return what would change for the applications decided in a period.

        Raises: RuleError with the position of what is not in the language.
        """
        ...

    def files(
        self, compared: Compared, span: Span, which: Which, after: UUID | None, limit: int
    ) -> list[FileChanged]:
        """Return the applications that change, the newest first, that follow one of them."""
        ...


@dataclass(frozen=True)
class Outside:
    """The outside world as a service sees it: every port, the content and the portal's time zone."""

    store: Store
    vault: Vault
    clock: Clock
    hasher: Hasher
    paper: FormWriter
    reader: FormReader
    mailer: Mailer
    sealer: Sealer
    evaluator: Evaluator
    figures: Tally
    replay: Replay
    library: Library
    rule_book: RuleBook
    zone: ZoneInfo
    working_days: WorkingDays
    new_id: Callable[[], UUID]
    new_secret: Callable[[], str]
    alike: Callable[[str, str], float]
    register_days: int
    practice: Practice = USUAL_PRACTICE

    def now(self) -> datetime:
        """Return the instant, aware, in UTC."""
        return self.clock.now()

    def today(self) -> date:
        """Return the day it is in the portal's time zone."""
        return self.now().astimezone(self.zone).date()

    def open_day(self) -> date:
        """Return the day by which deadlines are counted: the last not to have ended everywhere in Canada."""
        return open_day(self.now())

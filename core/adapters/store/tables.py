"""One table for each kind of record: a column for every field, and what may stand only once."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator, TypeEngine

from core.domain.accounts.identity import (
    Acceptance,
    Account,
    Credential,
    CredentialMove,
    MoveCode,
    PartnerAttempt,
    RecoveryQuestion,
    SecurityQuestion,
    Session,
    Ticket,
)  # fmt: skip
from core.domain.accounts.pin import Pin
from core.domain.accounts.tries import KnownBrowser, Tries
from core.domain.application.application import (
    Answer,
    Application,
    Decision,
    Document,
    DocumentRemoval,
    DocumentRequest,
    Event,
    EventValues,
    Message,
    Print,
    Submission,
)  # fmt: skip
from core.domain.application.kept_texts import KeptText
from core.domain.application.proceedings import (
    Countersignature,
    DraftDecision,
    Notice,
    NoticeAnswer,
    Reconsideration,
    UndoneDecision,
)
from core.domain.application.question_wording import HelpOpened, WordingEdition
from core.domain.decisions.checklist import ChecklistAnswer
from core.domain.decisions.page_looks import PageLook
from core.domain.decisions.retention import Erasure
from core.domain.desk.claim import LostClaim
from core.domain.desk.notebook import Note, Tagging
from core.domain.desk.traits import Trait
from core.domain.desk.view import SavedView
from core.domain.form.returned_form import FormKept, FormReading
from core.domain.letters.email_check import EmailCheck
from core.domain.letters.letters import LetterEdition
from core.domain.records import Record, refuse_faulty
from core.domain.registers.register import Register, RegisterEdition, RegisterMember, RegisterWithdrawal
from core.domain.rules.early_findings import RuleTold
from core.domain.rules.facts import Facts
from core.domain.rules.proposals import ProposalNote, ReplayReport, RuleFile, RuleProposal
from core.domain.rules.rules import Judgement, RuleEdition
from core.domain.statistics.ledger import OutcomeEntry, StepEntry
from core.domain.statistics.publication import PublicationSecret, PublishedCount, PublishedQuarter

UNIQUE: dict[type[Record], tuple[tuple[str, ...], ...]] = {
    Credential: (("user_code",), ("issuer", "subject")),
    Tries: (("subject",),),
    KnownBrowser: (("credential_id", "mark"),),
    RecoveryQuestion: (("credential_id", "place"),),
    Account: (),
    Session: (("token_digest",),),
    Ticket: (("ticket_digest",),),
    Acceptance: (),
    PartnerAttempt: (("state_digest",),),
    Application: (("reference",),),
    Answer: (),
    Print: (("application_id", "number"),),
    Document: (),
    DocumentRemoval: (),
    Submission: (("application_id", "number"),),
    Event: (("subject_id", "number"),),
    EventValues: (),
    Message: (),
    Decision: (("application_id", "number"),),
    DocumentRequest: (),
    Pin: (),
    SecurityQuestion: (("account_id", "place"),),
    CredentialMove: (("stop_digest",),),
    MoveCode: (("code_digest",),),
    Facts: (("application_id", "number"),),
    RuleEdition: (("number",),),
    Judgement: (),
    RuleTold: (),
    Trait: (),
    FormReading: (("document_id",),),
    FormKept: (("document_id", "answers_digest"),),
    Register: (("regulator",),),
    RegisterEdition: (("regulator", "number"),),
    RegisterMember: (),
    RegisterWithdrawal: (("edition_id",),),
    EmailCheck: (),
    HelpOpened: (),
    WordingEdition: (),
    RuleProposal: (),
    ProposalNote: (),
    ReplayReport: (),
    RuleFile: (("number",),),
    SavedView: (("account_id", "name"),),
    LostClaim: (),
    Note: (),
    Tagging: (),
    Notice: (("application_id", "number"),),
    NoticeAnswer: (("notice_id",),),
    DraftDecision: (("application_id", "number"),),
    Countersignature: (("draft_id",),),
    UndoneDecision: (("decision_id",),),
    Reconsideration: (("application_id",),),
    LetterEdition: (("letter", "number"),),
    Erasure: (("application_id",),),
    KeptText: (("account_id", "place", "field"),),
    PageLook: (("account_id", "document_id", "page"),),
    ChecklistAnswer: (),
    OutcomeEntry: (),
    StepEntry: (),
    PublishedQuarter: (("quarter", "revision"),),
    PublishedCount: (),
    PublicationSecret: (("quarter",),),
}


class Instant(TypeDecorator[datetime]):
    """An aware instant outside, UTC without a zone in the database."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002 SQLAlchemy's
        """Return what the database keeps."""
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002 SQLAlchemy's
        """Return what the record holds."""
        return value and value.replace(tzinfo=UTC)


class Code(TypeDecorator[StrEnum]):
    """One of a closed list of codes, kept as text."""

    impl = sa.String
    cache_ok = True

    def __init__(self, codes: type[StrEnum]) -> None:
        self.codes = codes
        super().__init__()

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:  # noqa: ARG002 SQLAlchemy's
        """Return what the database keeps."""
        return None if value is None else str(self.codes(value))

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> StrEnum | None:  # noqa: ARG002 SQLAlchemy's
        """Return what the record holds."""
        return None if value is None else self.codes(value)


PLAIN: dict[Any, TypeEngine[Any]] = {
    UUID: sa.Uuid(), datetime: Instant(), date: sa.Date(), int: sa.Integer(), str: sa.String(),
    bool: sa.Boolean(), dict: sa.JSON(none_as_null=True), list: sa.JSON(none_as_null=True),
}  # fmt: skip


class ListColumn(TypeDecorator[tuple[Any, ...]]):
    """Several values of one kind, which SQL may look into."""

    impl = sa.ARRAY
    cache_ok = True

    def __init__(self, of: TypeEngine[Any]) -> None:
        self.of = of
        super().__init__(of)

    def process_result_value(self, value: list[Any] | None, dialect: sa.Dialect) -> tuple[Any, ...] | None:  # noqa: ARG002 SQLAlchemy's
        """Return what the record holds."""
        return None if value is None else tuple(value)


def _column(name: str, annotation: Any) -> sa.Column[Any]:
    kind, optional = _without_none(annotation)
    return sa.Column(name, _type(kind), primary_key=name == "id", nullable=optional)


def _without_none(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) not in (Union, UnionType):
        return annotation, False
    kinds = get_args(annotation)
    return next(kind for kind in kinds if kind is not type(None)), type(None) in kinds


def _type(kind: Any) -> TypeEngine[Any]:
    plain = get_origin(kind) or kind
    if plain is Literal:
        return PLAIN[str]
    if plain is tuple:
        return ListColumn(_type(_without_none(get_args(kind)[0])[0]))
    return Code(plain) if issubclass(plain, StrEnum) else PLAIN[plain]


def _table(kind: type[Record]) -> sa.Table:
    words = "".join("_" + c.lower() if c.isupper() else c for c in kind.__name__).lstrip("_")
    columns = [_column(name, field.annotation) for name, field in kind.model_fields.items()]
    return sa.Table(words, METADATA, *columns, *(sa.UniqueConstraint(*names) for names in UNIQUE[kind]))


METADATA = sa.MetaData()
TABLES: dict[type[Record], sa.Table] = {kind: _table(kind) for kind in UNIQUE}


@cache
def _instants(kind: type[Record]) -> tuple[str, ...]:
    return tuple(column.name for column in TABLES[kind].c if isinstance(column.type, Instant))


def row_of(record: Record) -> dict[str, Any]:
    """Return a record's fields by column, the same for every store.

    Raises: TypeError for what is no column, or not of its type; ValueError when an instant has no zone,
            because it would be read back as another one.
    """
    row = dict(vars(record))
    refuse_faulty(type(record), row)
    for name in _instants(type(record)):
        instant = row[name]
        if instant is not None and instant.tzinfo is None:
            raise ValueError(f"{type(record).__name__}.{name} has no time zone")
    return row


def refuse_unknown(kind: type[Record], names: Iterable[str]) -> None:
    """Refuse to look for a record by what is no column of it.

    Raises: TypeError.
    """
    if unknown := [name for name in names if name not in kind.model_fields]:
        raise TypeError(f"{kind.__name__} has no {', '.join(unknown)}")

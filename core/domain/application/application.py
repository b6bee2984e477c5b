"""One enrolment request and what belongs to it, from opening to outcome."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from core.domain.application import given_reasons
from core.domain.application.desk_columns import DeskColumns
from core.domain.records import Record, Value


class State(StrEnum):
    """Where an application stands."""

    OPEN = "open"
    SUBMITTED = "submitted"
    DOCUMENTS_REQUIRED = "documents_required"
    NOTICE_GIVEN = "notice_given"
    TO_COUNTERSIGN = "to_countersign"
    APPROVED = "approved"
    REFUSED = "refused"
    ENROLLED = "enrolled"
    EXPIRED = "expired"


class DocumentKind(StrEnum):
    """A file expected: the signed form and the two identity documents.

    Source: guide 2.9.
    """

    IMM5661 = "imm5661"
    FIRST_ID = "first_id"
    SECOND_ID = "second_id"
    ADDITIONAL = "additional"


EXPECTED = (DocumentKind.IMM5661, DocumentKind.FIRST_ID, DocumentKind.SECOND_ID)
"""The documents every request needs."""


class Application(DeskColumns):
    """An enrolment request; `chain` is the digest of its latest audit entry.

    Shapes: `erased_at` is set once its personal data are gone.
    Shapes: `licence` and `at_question` are what statistics tell requests apart by, beside some of the desk's
            columns (`profile_of`).
    """

    account_id: UUID
    reference: str
    state: State
    opened_on: date
    opened_at: datetime
    last_day: date
    copied_from: UUID | None = None
    erased_at: datetime | None = None
    licence: str = ""
    at_question: str = ""
    events: int = 0
    chain: str = ""
    version: int = 1

    def shown_without_notice(self) -> Self:
        """Return it as whoever only looks sees it: with the office, its notice over."""
        return self.shown_as(State.SUBMITTED)

    def shown_as(self, state: State) -> Self:
        """Return it as whoever only looks sees it: in another state, without a notice to answer."""
        return self.but(state=state, answer_by=None)

    def before_round(self, number: int) -> Self:
        """Return it as it was when it was about to be sent for the n-th time."""
        return self.but(round=number - 1)

    def shown_with(self, proposed: tuple[str, ...]) -> Self:
        """Return it as if the rules had proposed these reasons."""
        return self.but(proposed=proposed)


class OfApplication(TypedDict):
    """What rows of one request have in common, as the store is asked for them."""

    application_id: UUID


class Answer(Record):
    """What was said to one question at one moment; the newest counts, None withdraws it.

    Shapes: value maps each field of the question to a JSON value; `times` counts the answers the question had
            by then, 0 where one was withdrawn.
    """

    application_id: UUID
    question: str
    value: dict[str, Any] | None
    answered_at: datetime
    times: int = 1


class Print(Record):
    """One printing of the IMM 5661: which answers were on paper, and where its boxes lie.

    Shapes: `places` are the boxes and codes drawn, as `FormPlace` tells them.
    Source: guide 2.5.
    """

    application_id: UUID
    number: int
    digest: str
    language: str
    printed_at: datetime
    pages: int
    places: list[dict[str, Any]]
    vault_key: str
    sha256: str


class Document(Record):
    """A file given for an application; of removed and replaced ones the row stays.

    Shapes: `vault_key` is empty once the file is gone: replaced or taken back before it was sent.
    Source: guide 2.14.
    """

    application_id: UUID
    kind: DocumentKind
    file_name: str
    media_type: str
    size: int
    pages: int
    sha256: str
    vault_key: str
    given_at: datetime
    request_id: UUID | None = None

    def without_file(self) -> Self:
        """Return it once its file is gone."""
        return self.but(vault_key="")


class DocumentRemoval(Record):
    """A document taken back before submission; a row of its own, because documents are append-only."""

    application_id: UUID
    document_id: UUID
    removed_at: datetime


class Screening(Value):
    """The three answers that establish the link with the Ministry; None is not answered yet.

    Source: guide 2.1.
    """

    has_pin: bool | None = None
    is_institution: bool | None = None
    is_representative: bool | None = None

    def answered(self, question: str, said: bool) -> Self:
        """Return them with one more answer."""
        return self.but(**{question: said})

    def outcome(self) -> str:
        """Return what follows: the question to ask, another way to go, or `account`."""
        if self.has_pin is None or self.has_pin:
            return "ask_pin" if self.has_pin is None else "pin"
        if self.is_institution is None or self.is_institution:
            return "ask_institution" if self.is_institution is None else "institution"
        if self.is_representative is None:
            return "ask_representative"
        return "account" if self.is_representative else "other_service"


class Submission(Record):
    """What was frozen when the request was sent: answers and documents together.

    Source: guide 2.15.
    """

    application_id: UUID
    number: int
    answers: dict[str, dict[str, Any]]
    answers_digest: str
    documents: dict[str, str]
    document_ids: list[str]
    print_number: int
    submitted_at: datetime

    def without_texts(self) -> Self:
        """Return it without what the applicant sent."""
        return self.but(answers={}, answers_digest="", documents={}, document_ids=[])


class Outcome(StrEnum):
    """What an officer may decide, and nothing else.

    Source: guide 3.0.
    """

    APPROVED = "approved"
    REFUSED = "refused"
    DOCUMENTS_REQUIRED = "documents_required"


@dataclass(frozen=True)
class Signatories:
    """Who signed a decision: the officer, and the second one where it was countersigned."""

    officer: UUID
    second: UUID | None = None

    @property
    def officers(self) -> tuple[UUID, ...]:
        """Return both, or the one."""
        return (self.officer, self.second) if self.second else (self.officer,)


class Decision(Record):
    """An officer's outcome, as it was given.

    Shapes: `reasons` lists code and, where one was written, text; `reason_codes` are the codes alone;
            `overruled` lists rule and why, for each rule the officer disagreed with; `without_notice` says
            why no notice came first. `reconsider_by` is the last day to ask for reconsideration,
            `reconsidered` what became of an earlier refusal: upheld or overturned. `round` numbers the
            submission decided on; `checklist` is what its officer answered.
    """

    application_id: UUID
    number: int
    outcome: Outcome
    reasons: list[given_reasons.GivenReason]
    reason_codes: tuple[str, ...] = ()
    overruled: list[given_reasons.OverruledRule] = Field(default_factory=list[given_reasons.OverruledRule])
    officer_id: UUID
    decided_at: datetime
    countersigned_by: UUID | None = None
    without_notice: str = ""
    reconsider_by: date | None = None
    reconsidered: str = ""
    round: int = 0
    checklist: list[given_reasons.CheckedItem] = Field(default_factory=list[given_reasons.CheckedItem])

    @property
    def signatories(self) -> Signatories:
        """Return who signed it."""
        return Signatories(self.officer_id, self.countersigned_by)

    def without_texts(self) -> Self:
        """Return it without what its officers wrote."""
        reasons = given_reasons.without_words(self.reasons)
        overruled = given_reasons.without_whys(self.overruled)
        return self.but(reasons=reasons, overruled=overruled, without_notice="")


class DocumentRequest(Record):
    """A document asked for: a new copy of one already given, or an additional one.

    Shapes: `again` tells « Demande requise » from « Non fourni »; `name` is free text for an additional one;
            `decision_id` is what asks: a decision, or a notice, whose documents may stay empty.
    Source: guide 3.5.
    """

    application_id: UUID
    decision_id: UUID
    kind: DocumentKind
    again: bool
    name: str
    reason: str
    asked_at: datetime
    may_stay_empty: bool = False

    def without_texts(self) -> Self:
        """Return it without what its officer wrote."""
        return self.but(name="", reason="")


class Event(Record):
    """One entry of the audit, chained to the one before it about the same subject.

    Shapes: `subject_id` is an application's id, or a credential's for what concerns no application.
    """

    subject_id: UUID
    number: int
    name: str
    occurred_at: datetime
    role: str
    account_id: UUID | None
    session_id: UUID | None
    values_digest: str
    previous: str
    digest: str

    def bearing(self, digest: str) -> Self:
        """Return it with its own digest."""
        return self.but(digest=digest)


class EventValues(Record):
    """The values of an audit entry, apart so that retention may erase them; `id` is the entry's."""

    subject_id: UUID
    salt: str
    values: dict[str, Any]


class Message(Record):
    """What waits in the inbox and, where an address is known, in the outbox.

    Shapes: `state` is queued, sent, kept (no address), doubtful, failed or withdrawn; `told` holds the values
            of the letter's variables, `edition` numbers its texts; `sealed` is the one variable that nobody
            may read, erased when the letter has left.
    """

    account_id: UUID
    application_id: UUID | None
    letter: str
    told: dict[str, Any]
    language: str
    address: str | None
    created_at: datetime
    state: str = "queued"
    tries: int = 0
    next_try_at: datetime | None = None
    sent_at: datetime | None = None
    read_at: datetime | None = None
    fault: str = ""
    decision_id: UUID | None = None
    sealed: str | None = None
    edition: int = 1
    version: int = 1

    def telling(self, told: Mapping[str, str]) -> Self:
        """Return it with more variables."""
        return self.but(told=self.told | dict(told))

    def sealing(self, sealed: str) -> Self:
        """Return it with the one variable that nobody may read."""
        return self.but(sealed=sealed)

    def of_decision(self, decision: UUID, leaves_at: datetime | None) -> Self:
        """Return it as a decision's, which leaves once that can no longer be undone."""
        return self.but(decision_id=decision, next_try_at=leaves_at)

    def read(self, at: datetime) -> Self:
        """Return it read."""
        return self.but(read_at=at)

    def withdrawn(self) -> Self:
        """Return it taken back before it left, its secret gone."""
        return self.but(state="withdrawn", sealed=None)

    def kept(self) -> Self:
        """Return it as one that goes to no address."""
        return self.but(state="kept", sealed=None)

    def sending(self, until: datetime) -> Self:
        """Return it while it is handed over; what is not over by then was cut off."""
        return self.but(state="sending", next_try_at=until)

    def cut_off(self) -> Self:
        """Return it as one that may or may not have left, because nobody saw the end."""
        return self.but(state="doubtful", sealed=None, fault="cut off")

    def sent(self, at: datetime) -> Self:
        """Return it accepted."""
        tries = self.tries + 1
        return self.but(state="sent", tries=tries, sent_at=at, fault="", next_try_at=None, sealed=None)

    def doubtful(self, fault: str) -> Self:
        """Return it as one that may or may not have been accepted."""
        return self.but(state="doubtful", tries=self.tries + 1, fault=fault, sealed=None)

    def failed(self, fault: str) -> Self:
        """Return it given up, its secret gone."""
        return self.but(state="failed", tries=self.tries + 1, fault=fault, sealed=None)

    def postponed(self, fault: str, until: datetime) -> Self:
        """Return it waiting for another try."""
        return self.but(state="queued", tries=self.tries + 1, fault=fault, next_try_at=until)

    def given_up(self) -> Self:
        """Return it after its last try, its secret gone."""
        return self.but(state="failed", sealed=None)

    def queued_again(self) -> Self:
        """Return it in the outbox, as if it had never been tried."""
        return self.but(state="queued", tries=0, next_try_at=None, fault="")

    def waits(self, now: datetime) -> bool:
        """Say whether it tells a decision that may still be undone: nobody reads it yet."""
        is_kept_back = self.next_try_at is not None and self.next_try_at > now
        return self.state == "queued" and self.tries == 0 and is_kept_back

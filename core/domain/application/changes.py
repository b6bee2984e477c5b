"""What an action changes on a request beside its state; the door of every change applies it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from core.domain.application.application import Application
from core.domain.application.desk_columns import AgeClock, Claim, Hold, NoticePeriod
from core.domain.application.profile import Profile
from core.domain.name_keys import person_key


class ApplicationChange(Protocol):
    """A typed change of a request."""

    def on(self, application: Application) -> Application:
        """Return the request changed."""
        ...


@dataclass(frozen=True)
class ChangedHands:
    """The request went to the office, to its applicant, or to an end: nobody's claim, hold or notice stays.

    Shapes: `mark` says why it came back; `turns` counts what is neither a submission nor a decision.
    """

    at: datetime
    clock: AgeClock | None
    mark: str
    turns: int

    def on(self, application: Application) -> Application:
        """Return the request in other hands."""
        turns = application.turns + self.turns
        application = application.but(changed_at=self.at, mark=self.mark, turns=turns, let_go_by=())
        application = application.with_claim(None).with_hold(None).with_notice(None)
        return application.with_clock(self.clock) if self.clock else application


@dataclass(frozen=True)
class Claimed:
    """An officer has it in hand; what a manager gave does not run out."""

    officer: UUID
    at: datetime
    runs_out: bool = True

    def on(self, application: Application) -> Application:
        """Return the request in her hands."""
        return application.with_claim(Claim(self.officer, self.at, self.at if self.runs_out else None))


@dataclass(frozen=True)
class ClaimEnded:
    """Nobody has it in hand any more; who gave it back of her own will is not offered it again."""

    let_go_by: UUID | None = None

    def on(self, application: Application) -> Application:
        """Return the request in the queue."""
        free = application.with_claim(None)
        if self.let_go_by is None:
            return free
        others = (it for it in free.let_go_by if it != self.let_go_by)
        return free.but(let_go_by=(*others, self.let_go_by))


@dataclass(frozen=True)
class StoodAside:
    """An officer knows the person: she is out of it for good."""

    officer: UUID

    def on(self, application: Application) -> Application:
        """Return the request that this officer may no longer decide, and does not have in hand."""
        barred = tuple(dict.fromkeys((*application.barred, self.officer)))
        hers = application.claimed_by == self.officer
        return (application.with_claim(None) if hers else application).but(barred=barred)


@dataclass(frozen=True)
class Papers:
    """How many documents are expected of it, and how many of them were given."""

    given: int
    expected: int

    def on(self, application: Application) -> Application:
        """Return the request with its documents counted."""
        return application.but(papers_given=self.given, papers_expected=self.expected)


@dataclass(frozen=True)
class Laned:
    """What it needs, by the rules that say so; judged by a day, an edition and registers (`as_of`)."""

    lane: str
    marks: tuple[str, ...]
    as_of: str
    papers: Papers

    def on(self, application: Application) -> Application:
        """Return the request in its lane."""
        laned = application.but(lane=self.lane, marks=self.marks, lane_as_of=self.as_of)
        return self.papers.on(laned)


@dataclass(frozen=True)
class AtWork:
    """Its officer was seen to be still at work on it."""

    at: datetime

    def on(self, application: Application) -> Application:
        """Return the request with its claim begun anew."""
        return application.but(claim_seen_at=self.at)


@dataclass(frozen=True)
class Held:
    """An officer put it aside; it stays in her hands."""

    until: date
    reason: str
    officer: UUID
    at: datetime

    def on(self, application: Application) -> Application:
        """Return the request put aside."""
        claimed = Claimed(self.officer, self.at, runs_out=False).on(application)
        return claimed.with_hold(Hold(self.until, self.reason))


@dataclass(frozen=True)
class Released:
    """An officer took it up again before its day; it stays in her hands if it was in them."""

    officer: UUID
    at: datetime

    def on(self, application: Application) -> Application:
        """Return the request as any other."""
        is_hers = application.claimed_by == self.officer
        return (Claimed(self.officer, self.at).on(application) if is_hers else application).with_hold(None)


@dataclass(frozen=True)
class NoticeGiven:
    """An officer told the applicant for which reasons it would be refused."""

    officer: UUID
    answer_by: date

    def on(self, application: Application) -> Application:
        """Return the request with a notice to be answered."""
        return application.but(officer_id=self.officer).with_notice(NoticePeriod(self.answer_by))


@dataclass(frozen=True)
class DecisionDrafted:
    """An officer made a decision that another must countersign."""

    officer: UUID

    def on(self, application: Application) -> Application:
        """Return the request in the name of who drafted."""
        return application.but(officer_id=self.officer)


@dataclass(frozen=True)
class DecisionTaken:
    """A decision took effect; a second signature is one turn more.

    Shapes: `at` is the decision's very instant, by which it is known to be the last thing that happened.
    """

    officer: UUID
    at: datetime
    papers: Papers
    is_countersigned: bool

    def on(self, application: Application) -> Application:
        """Return the request decided."""
        turns = application.turns + self.is_countersigned
        told = self.papers.on(application)
        return told.but(officer_id=self.officer, decided_at=self.at, changed_at=self.at, turns=turns)


@dataclass(frozen=True)
class Undone:
    """An officer took the latest decision back: whoever had made it has the request in hand again.

    Shapes: `decided_at` is when the decision before was given; None where there was none.
    """

    by: UUID
    at: datetime
    decided_at: datetime | None

    def on(self, application: Application) -> Application:
        """Return the request as it was before the decision."""
        undecided = application.but(decided_at=self.decided_at)
        return Claimed(self.by, self.at).on(undecided) if application.officer_id == self.by else undecided


@dataclass(frozen=True)
class Profiled:
    """Its answers say something else of what statistics tell requests apart by."""

    profile: Profile

    def on(self, application: Application) -> Application:
        """Return the request with its profile."""
        told = self.profile
        return application.but(
            regulator=told.regulator,
            province=told.province,
            language=told.language,
            licence=told.licence,
            at_question=told.at_question,
        )


@dataclass(frozen=True)
class Sent:
    """It was sent: what the queue shows, and what a PIN is compared with.

    Shapes: the officers in `barred` may not decide it any more; none where it is no reconsideration.
    """

    at: datetime
    round: int
    given_names: str
    family_name: str
    membership_number: str
    search_key: str
    profile: Profile
    proposed: tuple[str, ...]
    laned: Laned
    barred: tuple[UUID, ...] = ()

    def on(self, application: Application) -> Application:
        """Return the request as it was sent."""
        sent = (
            Profiled(self.profile)
            .on(self.laned.on(application))
            .but(
                submitted_at=self.at,
                round=self.round,
                name=f"{self.given_names} {self.family_name}".strip(),
                name_key=person_key(self.given_names, self.family_name),
                membership_number=self.membership_number,
                search_key=self.search_key,
                language=self.profile.language or "fr",
                proposed=self.proposed,
            )
        )
        return sent.but(officer_id=None, barred=self.barred) if self.barred else sent


@dataclass(frozen=True)
class Enrolled:
    """Whom it was about has enrolled; it belongs to that account."""

    account: UUID

    def on(self, application: Application) -> Application:
        """Return the request of that account."""
        return application.but(account_id=self.account)


@dataclass(frozen=True)
class Forgotten:
    """Its personal data are gone."""

    at: datetime

    def on(self, application: Application) -> Application:
        """Return the request without them."""
        emptied = application.but(name="", name_key="", membership_number="", search_key="", held_for="")
        return emptied.with_claim(None).but(erased_at=self.at)


@dataclass(frozen=True)
class Placed:
    """It has its place on the desk, which an older edition of the portal did not know."""

    clock: AgeClock | None
    province: str
    search_key: str

    def on(self, application: Application) -> Application:
        """Return the request as the desk would have kept it."""
        instants = [it for it in (application.submitted_at, application.decided_at) if it]
        changed_at = max(instants, default=None)
        placed = application.but(province=self.province, search_key=self.search_key, changed_at=changed_at)
        return placed.with_clock(self.clock) if self.clock else placed

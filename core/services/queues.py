"""The desk as somebody who works at it sees it: a page of a view, the counts, the views one keeps."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from core.domain.application import Application
from core.domain.claim import CLAIM_LIFE, LostClaim
from core.domain.desk import PAGE, QUEUES, SHOWN_STATES, Asking, Order, Wanted, order_of, resolved, wanted_of
from core.domain.errors import MalformedAnswerError, NotFoundError
from core.domain.identity import Actor, Credential, Role
from core.domain.ports import Desk, Outside, Transaction
from core.domain.viewing import Mark, Place, SavedView, View
from core.services import exporting
from core.services.enrolment import account_of
from core.services.office import Office, office_of
from core.services.recording import record
from core.services.rights import may
from core.services.turning import as_counted

STAFF = (Role.OFFICER, Role.MANAGER)
START = Place()
LONGEST_NAME = 60


@dataclass(frozen=True)
class Page:
    """Fifty requests at most, and where the pages before and after them begin."""

    rows: tuple[Application, ...]
    previous: Mark | None
    next: Mark | None

    @property
    def is_whole(self) -> bool:
        """Say whether these are all the requests there are."""
        return bool(self.rows) and self.previous is None and self.next is None


@dataclass(frozen=True)
class Sight:
    """Everything the desk shows, read at once.

    Shapes: `counts` by queue; `found` counts the view where it is filtered; claims not seen since
            `idle_since` are over.
    """

    page: Page
    counts: Mapping[str, int]
    found: int | None
    office: Office
    saved: tuple[SavedView, ...]
    lost: tuple[LostClaim, ...]
    today: date
    idle_since: datetime


@dataclass(frozen=True)
class Queues:
    """The verbs of the desk's queues."""

    outside: Outside
    claim_life: timedelta = CLAIM_LIFE

    @may(*STAFF)
    def look(self, actor: Actor, view: View, place: Place = START) -> Sight:
        """Return a page of a view, with all that stands around it.

        Source: guide 3.0, 3.6.
        """
        with self.outside.store.read() as tx:
            office = office_of(self.outside, tx, actor, self.claim_life)
            asking, me = office.asking, office.asking.me
            wanted = wanted_of(view, asking)
            page = _page(tx.desk, wanted, order_of(view), place)
            counted = _counted(asking, actor.role)
            if view.is_filtered and not page.is_whole:
                counted["found"] = wanted
            counts = tx.desk.count(counted)
            return Sight(
                page=page,
                found=counts.pop("found", len(page.rows)) if view.is_filtered else None,
                counts=counts,
                office=office,
                saved=tuple(tx.find(SavedView, account_id=me, order="name")),
                lost=tuple(tx.find(LostClaim, account_id=me, read_at=None)),
                today=self.outside.today(),
                idle_since=asking.idle_since,
            )

    @may(Role.PORTAL)
    def catch_up(self, actor: Actor) -> int:  # noqa: ARG002 the role is the whole check
        """Give the requests of an edition that had no desk their place on it; return how many there were."""
        with self.outside.store.read() as tx:
            late = tx.find(Application, state=sorted(SHOWN_STATES), clock_since=None)
        for application in late:
            with self.outside.store.write() as tx:
                tx.replace(as_counted(self.outside, tx, tx.get(Application, application.id)))
        return len(late)

    @may(*STAFF)
    def save(self, actor: Actor, name: str, view: View) -> SavedView:
        """Keep a view under a name.

        Raises: MalformedAnswerError for a name that is missing, too long or taken.
        """
        me = account_of(actor)
        with self.outside.store.write() as tx:
            kept = SavedView(
                id=self.outside.new_id(), account_id=me, name=_name(tx, me, name), wanted=dict(view.told)
            )
            tx.add(kept)
        return kept

    @may(*STAFF)
    def rename(self, actor: Actor, saved_id: UUID, name: str) -> SavedView:
        """Give one of one's own views another name.

        Raises: MalformedAnswerError; NotFoundError.
        """
        with self.outside.store.write() as tx:
            kept = _own(tx, actor, saved_id)
            if kept.name == name.strip():
                return kept
            return tx.replace(kept.model_copy(update={"name": _name(tx, kept.account_id, name)}))

    @may(*STAFF)
    def remove(self, actor: Actor, saved_id: UUID) -> None:
        """Forget one of one's own views.

        Raises: NotFoundError.
        """
        with self.outside.store.write() as tx:
            tx.erase(SavedView, id=_own(tx, actor, saved_id).id)

    @may(*STAFF)
    def export(self, actor: Actor, view: View, language: str) -> Iterator[str]:
        """Return a view as the lines of a CSV file; who took it, and of what view, is recorded first.

        Shapes: read page by page, so that a slow reader holds no transaction open.
        """
        with self.outside.store.write() as tx:
            if actor.credential_id is None:
                raise NotFoundError("not_found")
            office = office_of(self.outside, tx, actor, self.claim_life)
            credential = tx.get(Credential, actor.credential_id)
            record(self.outside, tx, credential, "queue.exported", actor, view=view.told)
        return exporting.lines(self.outside, office, view, language)


def _counted(asking: Asking, role: Role) -> dict[str, Wanted]:
    """Return the queues that a role has, to be counted whole."""
    decides = role is Role.OFFICER
    had = (queue for queue in QUEUES.values() if decides or not queue.own)
    return {queue.name: resolved(queue.wanted, asking) for queue in had}


def _page(desk: Desk, wanted: Wanted, order: Order, place: Place) -> Page:
    if place.before:
        rows = desk.page(wanted, order.turned(), place.before, PAGE + 1)
        shown = rows[:PAGE][::-1]
        is_first, is_last = len(rows) <= PAGE, False
    else:
        rows = desk.page(wanted, order, place.after, PAGE + 1)
        shown = rows[:PAGE]
        is_first, is_last = place.after is None, len(rows) <= PAGE
    if not shown:
        return Page((), None, None)
    first, last = (Mark(getattr(row, order.column), row.id) for row in (shown[0], shown[-1]))
    return Page(tuple(shown), None if is_first else first, None if is_last else last)


def _own(tx: Transaction, actor: Actor, saved_id: UUID) -> SavedView:
    kept = tx.get(SavedView, saved_id)
    if kept.account_id != account_of(actor):
        raise NotFoundError("not_found")
    return kept


def _name(tx: Transaction, account_id: UUID, name: str) -> str:
    """Return a view's name without the spaces around it.

    Raises: MalformedAnswerError.
    """
    name = name.strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise MalformedAnswerError({"view_name": "view_name_length"})
    if tx.find(SavedView, account_id=account_id, name=name):
        raise MalformedAnswerError({"view_name": "view_name_taken"})
    return name

"""The desk as somebody who works at it sees it: a page of a view, the counts, the views one keeps."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Protocol
from uuid import UUID

from core.domain.accounts.identity import Actor, Credential, Role
from core.domain.application.application import Application
from core.domain.desk.claim import CLAIM_LIFE, LostClaim, holder
from core.domain.desk.queues import (
    PAGE,
    QUEUES,
    SHOWN_STATES,
    WHENS,
    Desk,
    DeskReader,
    Wanted,
    figures_of,
    order_of,
    resolved,
    wanted_of,
)
from core.domain.desk.view import Mark, Place, SavedView, View
from core.domain.errors import MalformedAnswerError, NotFoundError
from core.domain.ports.office import HasLibrary
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import HasWorkingDays, HasZone, TellsTime
from core.domain.rules.lanes import LANES
from core.services.audit import record
from core.services.desk import exports
from core.services.desk.handover import place_of
from core.services.desk.office import USUAL_BANDS, Bands, Office, office_of
from core.services.ownership import account_of
from core.services.rights import any_of, may
from core.services.transition import set_right


class QueuesPorts(
    HasStore, TellsTime, HasZone, HasWorkingDays, MakesKeys, MakesSecrets, HasLibrary, Protocol
):
    """What queues ask of the outside world."""


STAFF = (Role.OFFICER, Role.MANAGER)
START = Place()
LONGEST_NAME = 60


@dataclass(frozen=True)
class QueuePage:
    """Fifty requests at most, and where the pages before and after them begin.

    Shapes: `total` counts all pages of a view that is filtered; of a whole queue the counts tell. `is_near`
            says that nothing bears what was sought, and that these bear something like it.
    """

    rows: tuple[Application, ...]
    previous: Mark | None
    next: Mark | None
    total: int | None
    is_near: bool = False


@dataclass(frozen=True)
class Sight:
    """Everything the desk shows, read at once.

    Shapes: `counts` by queue, `lanes` those of the view by lane, `figures` by what they count.
    """

    page: QueuePage
    counts: Mapping[str, int]
    lanes: Mapping[str, int]
    figures: Mapping[str, int]
    office: Office
    saved: tuple[SavedView, ...]
    lost: tuple[LostClaim, ...]
    today: date

    @cached_property
    def holders(self) -> Mapping[UUID, UUID]:
        """Return who has each request of the page in hand, where somebody has."""
        had = ((row.id, holder(row, self.office.asking.idle_since)) for row in self.page.rows)
        return {id: has_it for id, has_it in had if has_it}


@dataclass(frozen=True)
class Queues:
    """The verbs of the desk's queues."""

    outside: QueuesPorts
    claim_life: timedelta = CLAIM_LIFE
    bands: Bands = USUAL_BANDS

    @may(*STAFF)
    def look(self, actor: Actor, view: View, place: Place = START) -> Sight:
        """Return a page of a view, with all that stands around it.

        Source: guide 3.0, 3.6.
        """
        with self.outside.store.read() as tx:
            office = office_of(self.outside, tx, actor, self.claim_life, self.bands)
            asking, me = office.asking, office.asking.me
            page = _page(tx.desk, view, asking, place)
            if view.text and not page.rows:
                near = _page(tx.desk, replace(view, near=True), asking, place)
                page = replace(near, is_near=bool(near.rows))
            lanes = {f"lane {lane}": wanted_of(replace(view, lane=lane), asking) for lane in LANES}
            figures = {f"when {when}": wanted for when, wanted in figures_of(asking).items()}
            counts = tx.desk.count({**_counted(asking, actor.role), **lanes, **figures})
            return Sight(
                page=page,
                counts={name: counts[name] for name in counts if " " not in name},
                lanes={lane: counts[f"lane {lane}"] for lane in LANES},
                figures={when: counts[f"when {when}"] for when in WHENS},
                office=office,
                saved=tuple(tx.find(SavedView, account_id=me, order="name")),
                lost=tuple(tx.find(LostClaim, account_id=me, read_at=None)),
                today=self.outside.today(),
            )

    @any_of(Role.PORTAL)
    def catch_up(self) -> int:
        """Give the requests of an edition that had no desk their place on it; return how many there were."""
        with self.outside.store.read() as tx:
            late = tx.find(Application, state=sorted(SHOWN_STATES), clock_since=None)
        for application in late:
            with self.outside.store.write() as tx:
                found = tx.get(Application, application.id)
                set_right(tx, found, place_of(self.outside, tx, found))
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
            return tx.replace(kept.renamed(_name(tx, kept.account_id, name)))

    @may(*STAFF)
    def remove(self, actor: Actor, saved_id: UUID) -> None:
        """Forget one of one's own views.

        Raises: NotFoundError.
        """
        with self.outside.store.write() as tx:
            tx.erase(SavedView, id=_own(tx, actor, saved_id).id)

    @may(*STAFF)
    def export(self, actor: Actor, view: View) -> Iterator[str]:
        """Return a view as the lines of a CSV file; who took it, and of what view, is recorded first.

        Shapes: read page by page, so that a slow reader holds no transaction open.
        """
        return exports.lines(self.outside, self._exported(actor, view), view)

    @may(*STAFF)
    def workbook(self, actor: Actor, view: View, language: str) -> bytes:
        """Return a view as an XLSX workbook in the reader's language; recorded as a CSV file is."""
        return exports.book(self.outside, self._exported(actor, view), view, language)

    def _exported(self, actor: Actor, view: View) -> Office:
        """Record that a view is taken along, and return the office as its reader sees it."""
        with self.outside.store.write() as tx:
            if actor.credential_id is None:
                raise NotFoundError("not_found")
            office = office_of(self.outside, tx, actor, self.claim_life)
            credential = tx.get(Credential, actor.credential_id)
            record(self.outside, tx, credential, "queue.exported", actor, view=view.told)
        return office


def _counted(asking: DeskReader, role: Role) -> dict[str, Wanted]:
    """Return the queues that a role has, to be counted whole."""
    decides = role is Role.OFFICER
    had = (queue for queue in QUEUES.values() if (decides or not queue.own) and queue.name != "all")
    return {queue.name: resolved(queue.wanted, asking) for queue in had}


def _page(desk: Desk, view: View, asking: DeskReader, place: Place) -> QueuePage:
    order, mark = order_of(view), place.before or place.after
    told = (wanted_of(view, asking), order.turned() if place.before else order, mark, PAGE + 1)
    rows, total = desk.search(*told) if view.is_filtered else (desk.page(*told), None)
    shown, more = rows[:PAGE], len(rows) > PAGE
    if place.before:
        shown.reverse()
    if not shown:
        return QueuePage((), None, None, total)
    first, last = (Mark(getattr(row, order.column), row.id) for row in (shown[0], shown[-1]))
    has_previous, has_next = (more, True) if place.before else (mark is not None, more)
    return QueuePage(tuple(shown), first if has_previous else None, last if has_next else None, total)


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

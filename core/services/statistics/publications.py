"""Publishes quarters, once each; a revision is made on purpose, by a manager who says why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from core.domain.accounts.identity import Account, Actor, Role
from core.domain.application.answers import PROVINCES
from core.domain.application.content import Library
from core.domain.deadlines import ONE_PRESS
from core.domain.errors import MalformedAnswerError, NotFoundError
from core.domain.ports.office import HasFigures, HasLibrary
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import TellsTime
from core.domain.statistics.cube import OVERALL, Key, Protector, Quarter, QuarterCount
from core.domain.statistics.periods import Month, Period, closed_quarters
from core.domain.statistics.publication import (
    FIRST,
    PUBLISHED_AFTER,
    Kept,
    PublicationSecret,
    PublishedCount,
    PublishedQuarter,
    first_edition,
    quarter_of,
    revised,
)
from core.domain.statistics.suppression import Protection
from core.services.ownership import account_of
from core.services.rights import any_of, may


class PublicationsPorts(HasStore, TellsTime, HasFigures, HasLibrary, MakesKeys, MakesSecrets, Protocol):
    """What publishing a quarter asks of the outside world."""


USUAL = Protection()
LONGEST_WHY = 1000
"""Letters of a revision's reason."""
WHOLE = ("decided", "refused", "asked", "ended", "expired")
"""What a quarter counts of everybody, in the order in which it is told."""


class EditionShown(NamedTuple):
    """An edition of a quarter with who made it; empty for the portal itself."""

    edition: PublishedQuarter
    by: str


class CountChange(NamedTuple):
    """A published count that a revision would show otherwise; None is hidden."""

    key: Key
    before: int | None
    after: int | None


@dataclass(frozen=True)
class RevisionPreview:
    """What a revision of a quarter would show otherwise, before anybody publishes it.

    Shapes: `since` maps what is counted of everybody to how many it was when published, and is now: exact
            numbers, for the office alone.
    """

    quarter: Period
    revision: int
    since: Mapping[str, tuple[int, int]]
    changes: tuple[CountChange, ...]


@dataclass(frozen=True)
class Publications:
    """The verbs of publication."""

    outside: PublicationsPorts
    protection: Protection = USUAL

    @any_of(Role.PORTAL)
    def publish_due(self) -> int:
        """Publish every quarter that is over long enough and was never published; return how many."""
        until = self.outside.today() - PUBLISHED_AFTER
        newest = closed_quarters(date(until.year - 1, until.month, 1), until)[0]
        with self.outside.store.read() as tx:
            known = {it.quarter for it in tx.find(PublishedQuarter)}
        began = None if newest.begins in known else self.outside.figures.began_on()
        due = [it for it in closed_quarters(began, until) if it.begins not in known] if began else []
        for quarter in reversed(due):
            self._publish(quarter)
        return len(due)

    def _publish(self, quarter: Period) -> None:
        cells = self.outside.figures.cells(quarter, list(self.outside.library.reasons))
        with self.outside.store.write() as tx:
            if tx.find(PublishedQuarter, quarter=quarter.begins, revision=FIRST):
                return
            secret = self.outside.new_secret()
            tx.add(PublicationSecret(id=self.outside.new_id(), quarter=quarter.begins, secret=secret))
            self._keep(tx, quarter, first_edition(self._protector(secret), quarter, cells), FIRST)

    @any_of(Role.MANAGER)
    def editions(self) -> tuple[EditionShown, ...]:
        """Return every edition of every quarter, the newest quarter first, its newest edition first."""
        with self.outside.store.read() as tx:
            found = tx.find(PublishedQuarter)
            makers = list({it.made_by for it in found if it.made_by})
            names = {it.id: it.name for it in tx.find(Account, id=makers)} if makers else {}
        ordered = sorted(found, key=lambda it: (it.quarter, it.revision), reverse=True)
        return tuple(EditionShown(it, names.get(it.made_by, "") if it.made_by else "") for it in ordered)

    @any_of(Role.MANAGER)
    def preview(self, quarter: date) -> RevisionPreview:
        """Return what a revision of a quarter would show otherwise.

        Raises: NotFoundError for a quarter never published.
        """
        period, cells = self._counted(quarter)
        with self.outside.store.read() as tx:
            newest, before, after = self._revised(tx, period, cells)
        now = {(it.measure, it.by, it.category): it.files for it in cells}
        keys = {it: (it, OVERALL, OVERALL) for it in WHOLE}
        return RevisionPreview(
            period,
            newest.revision,
            {it: (before[key].counted, now.get(key, 0)) for it, key in keys.items() if key in before},
            tuple(
                CountChange(key, before[key].shown if key in before else None, kept.shown)
                for key, kept in after.items()
                if key not in before or before[key].shown != kept.shown
            ),
        )

    def _counted(self, quarter: date) -> tuple[Period, list[QuarterCount]]:
        period = Month.of(quarter).quarter
        return period, self.outside.figures.cells(period, list(self.outside.library.reasons))

    def _revised(
        self, tx: Transaction, period: Period, cells: Sequence[QuarterCount]
    ) -> tuple[PublishedQuarter, dict[Key, Kept], dict[Key, Kept]]:
        """Return a quarter's newest edition, its counts, and those of a revision made now.

        Raises: NotFoundError for a quarter never published.
        """
        editions = tx.find(PublishedQuarter, quarter=period.begins, order="revision")
        if not editions:
            raise NotFoundError("not_found")
        (secret,) = tx.find(PublicationSecret, quarter=period.begins)
        before = {
            (it.measure, it.by_what, it.category): Kept(it.shown, it.counted)
            for it in tx.find(PublishedCount, edition_id=editions[-1].id)
        }
        return editions[-1], before, revised(before, self._protector(secret.secret), period, cells)

    @may(Role.MANAGER)
    def revise(self, actor: Actor, quarter: date, why: str) -> PublishedQuarter:
        """Publish a quarter anew, with a word on why that everybody reads.

        Raises: MalformedAnswerError without a word; NotFoundError for a quarter never published.
        """
        if not why.strip():
            raise MalformedAnswerError({"why": "revision_reason_needed"})
        if len(why) > LONGEST_WHY:
            raise MalformedAnswerError({"why": "revision_reason_long"})
        period, cells = self._counted(quarter)
        with self.outside.store.write() as tx:
            last, before, counts = self._revised(tx, period, cells)
            said = why.strip(), account_of(actor)
            is_new = self.outside.now() - last.made_at >= ONE_PRESS
            if counts == before and (last.why, last.made_by) == said and not is_new:
                return last
            return self._keep(tx, period, counts, last.revision + 1, why.strip(), actor)

    def _keep(
        self, tx: Transaction, quarter: Period, counts: Mapping[Key, Kept], revision: int, why: str = "",
        actor: Actor | None = None,
    ) -> PublishedQuarter:  # fmt: skip
        last = tx.find(PublishedQuarter, order="-id", limit=1)
        edition = PublishedQuarter(
            id=self.outside.new_id(),
            quarter=quarter.begins,
            revision=revision,
            method=f"1 {self.protection.most_hidden} {self.protection.base}",
            why=why,
            made_by=account_of(actor) if actor else None,
            made_at=self.outside.now(),
            digest="",
            previous=last[0].digest if last else "",
        )
        edition = edition.sealed(counts)
        tx.add(edition)
        tx.add_all(
            PublishedCount(
                id=self.outside.new_id(), edition_id=edition.id, measure=key[0], by_what=key[1],
                category=key[2], shown=kept.shown, counted=kept.counted,
            )
            for key, kept in counts.items()
        )  # fmt: skip
        return edition

    def _protector(self, secret: str) -> Protector:
        library = self.outside.library
        return Protector(self.protection, list(library.reasons), categories_of(library), secret)


def newest_editions(tx: Transaction) -> list[PublishedQuarter]:
    """Return the newest edition of every quarter, the newest quarter first."""
    found = {it.quarter: it for it in tx.find(PublishedQuarter, order="revision")}
    return sorted(found.values(), key=lambda it: it.quarter, reverse=True)


def shown_by(tx: Transaction, editions: Sequence[PublishedQuarter]) -> list[Quarter]:
    """Return what some editions show."""
    return [quarter_of(it, tx.find(PublishedCount, edition_id=it.id)) for it in editions]


def offered_by(library: Library) -> dict[str, Sequence[str]]:
    """Return the codes of each thing that tells requests apart."""
    parts = {part.id: part for question in library.questionnaire.questions for part in question.parts}
    return {
        "regulator": [it.code for it in library.questionnaire.regulators],
        "province": PROVINCES,
        "language": [it.code for it in parts["correspondence_language"].choices],
        "licence": [it.code for it in parts["licence"].choices],
    }


def categories_of(library: Library) -> dict[str, Sequence[str]]:
    """Return the categories that can occur in what is decided; only a province may lie abroad, unsaid."""
    offered = offered_by(library)
    return offered | {"province": [*offered["province"], ""]}

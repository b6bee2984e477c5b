"""What is published stays: one edition, kept; a revision only on purpose, and it tells of no small change."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from core.domain.accounts.identity import PORTAL_ITSELF, Actor, Role
from core.domain.errors import MalformedAnswerError, NotAllowedError, NotFoundError
from core.domain.statistics.cube import QuarterCount, measures
from core.domain.statistics.publication import PublicationSecret, PublishedCount, PublishedQuarter
from core.domain.statistics.suppression import Protection
from core.services.statistics.publications import categories_of, shown_by
from tests.domain.attack import Attack
from tests.services import steps
from tests.services.doubles import MovableClock, library, portal_of_memory
from tests.services.refusals import refusal_of

SPRING = date(2026, 4, 1)
SOMEBODY = UUID(int=7)
LANGUAGES = {"fr": (10, 60), "en": (12, 90)}
"""Refused and decided files of a made-up quarter, by language."""


@dataclass
class Counts:
    """A quarter that a test may change after it was published."""

    languages: dict

    def began_on(self):
        return SPRING

    def cells(self, quarter, reasons):
        told = {("", ""): [sum(column) for column in zip(*self.languages.values(), strict=True)]}
        told |= {("language", code): counts for code, counts in self.languages.items()}
        whole = told["", ""]
        for by in ("regulator", "province", "licence"):
            code = categories_of(library())[by][0]
            told[by, code] = whole
        told["month", "2026-04"] = whole
        return [
            QuarterCount(measure, by, code, files)
            for (by, code), counts in told.items()
            for measure, files in zip(("refused", "decided"), counts, strict=True)
        ]


@pytest.fixture
def portal():
    clock = MovableClock(datetime(2026, 7, 11, 16, tzinfo=UTC))
    portal = portal_of_memory().with_outside(figures=Counts(dict(LANGUAGES)), clock=clock)
    assert portal.publications.publish_due(PORTAL_ITSELF) == 1
    return portal


def shown(portal, by="language"):
    """Return what each edition shows, in their order."""
    return [
        {
            (it.measure, it.category): it.shown
            for it in portal.kept(PublishedCount, edition_id=edition.id)
            if it.by_what == by and it.measure in ("refused", "decided")
        }
        for edition in portal.kept(PublishedQuarter)
    ]


def revise(portal, why="Des décisions ont été réexaminées."):
    return portal.publications.revise(Actor(Role.MANAGER, account_id=SOMEBODY), SPRING, why)


def test_a_quarter_is_published_once_and_a_later_change_does_not_show(portal):
    first = portal.everything()
    portal.outside.figures.languages["fr"] = (40, 60)
    portal.clock.move(days=30)

    assert portal.publications.publish_due(PORTAL_ITSELF) == 0
    assert portal.everything() == first
    assert len(portal.kept(PublicationSecret)) == 1


@pytest.mark.parametrize(("day", "many"), [(10, 0), (11, 1)])
def test_a_quarter_is_published_when_nothing_decided_in_it_can_be_undone_any_more(day, many):
    clock = MovableClock(datetime(2026, 7, day, 16, tzinfo=UTC))
    portal = portal_of_memory().with_outside(figures=Counts(dict(LANGUAGES)), clock=clock)

    assert portal.publications.publish_due(PORTAL_ITSELF) == many


def test_a_category_that_cannot_occur_hides_nobody(portal):
    assert shown(portal) == [
        {("refused", "fr"): 10, ("refused", "en"): 10, ("decided", "fr"): 60, ("decided", "en"): 90}
    ]


def test_a_revision_says_why_and_when_and_replaces_only_what_moved_by_more_than_is_hidden(portal):
    portal.outside.figures.languages |= {"fr": (13, 60), "en": (30, 90)}
    portal.clock.move(days=5)

    made = revise(portal)

    first, second = portal.kept(PublishedQuarter)
    assert (made, second.revision, second.why) == (second, 2, "Des décisions ont été réexaminées.")
    assert second.made_at - first.made_at == timedelta(days=5)
    assert second.previous == first.digest != second.digest
    assert shown(portal)[1] == {
        ("refused", "fr"): 10, ("refused", "en"): 30, ("decided", "fr"): 60, ("decided", "en"): 90,
    }  # fmt: skip


def test_small_changes_one_after_another_are_told_once_they_are_no_longer_small_together(portal):
    for refused in (13, 15, 17):
        portal.outside.figures.languages["fr"] = (refused, 60)
        revise(portal)

    assert [it["refused", "fr"] for it in shown(portal)] == [10, 10, 10, 15]


def test_what_was_hidden_stays_hidden(portal):
    portal.outside.figures.languages |= {"fr": (3, 60), "en": (30, 90)}
    revise(portal)
    portal.outside.figures.languages |= {"fr": (20, 60), "en": (30, 90)}
    revise(portal)

    assert [it["refused", "fr"] for it in shown(portal)] == [10, None, None]


def test_a_revision_without_a_word_or_of_a_quarter_never_published_is_refused(portal):
    manager = steps.worker(portal, Role.MANAGER, "gestionnaire")
    refusals = [
        refusal_of(lambda: portal.publications.revise(manager, SPRING, "  ")),
        refusal_of(lambda: portal.publications.revise(manager, date(2026, 1, 1), "Oubli.")),
        refusal_of(lambda: portal.publications.revise(Actor(Role.STAKEHOLDER), SPRING, "Oubli.")),
    ]

    assert [type(it) for it in refusals] == [MalformedAnswerError, NotFoundError, NotAllowedError]


class Informed(Attack):
    """Knows that a number repeated from the edition before may have moved by as much as is hidden."""

    def came_from(self, shown):
        least, most = super().came_from(shown)
        return max(0, least - self.protection.most_hidden), most + self.protection.most_hidden


@pytest.mark.parametrize("refused", [2, 3, 9, 14, 30])
def test_whoever_kept_every_edition_excludes_no_small_number_for_what_is_hidden(portal, refused):
    portal.outside.figures.languages["fr"] = (refused, 60)
    revise(portal)
    with portal.store.read() as tx:
        quarters = shown_by(tx, tx.find(PublishedQuarter))
    reasons = list(library().reasons)

    for quarter in quarters:
        attack = Informed(quarter, measures(reasons), Protection())
        hidden = [
            ("refused", "language", code)
            for code, (files, _) in portal.outside.figures.languages.items()
            if quarter.counts["refused", "language", code] is None and files <= 5
        ]
        assert attack.excluded(hidden, 0) == []
        assert attack.excluded(hidden, 5) == []

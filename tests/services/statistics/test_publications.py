"""What is published stays: one edition, kept; a revision only on purpose, and it tells of no small change."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, pairwise
from uuid import UUID

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import block_diag, csr_matrix, vstack

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


def test_a_manager_reads_every_edition_and_what_a_revision_would_show_before_she_publishes_it(portal):
    manager = steps.worker(portal, Role.MANAGER, "gestionnaire")
    portal.outside.figures.languages |= {"fr": (13, 60), "en": (30, 90)}

    preview = portal.publications.preview(manager, SPRING)
    made = portal.publications.revise(manager, SPRING, "Des décisions ont été réexaminées.")
    editions = portal.publications.editions(manager)
    after = portal.publications.preview(manager, SPRING)

    assert preview.since["refused"] == (22, 43)
    assert {it.key: (it.before, it.after) for it in preview.changes}["refused", "language", "en"] == (10, 30)
    assert ("refused", "language", "fr") not in {it.key for it in preview.changes}
    assert [(it.edition.revision, bool(it.by)) for it in editions] == [(2, True), (1, False)]
    assert editions[0].edition == made
    assert after.changes == ()


class AllEditions:
    """Whoever kept every edition of a quarter: the counts of each, and what a revision says of their change.

    Shapes: a number repeated moved by at most as much as is hidden since it was last replaced; one replaced
            by a larger or a smaller one moved by more.
    """

    def __init__(self, quarters):
        self.each = [Informed(it, measures(list(library().reasons)), Protection()) for it in quarters]
        starts = [0, *accumulate(len(it.places) for it in self.each)]
        self.width, self.starts = starts[-1], starts
        self.low = np.concatenate([it.low for it in self.each])
        self.high = np.concatenate([it.high for it in self.each])
        links, least, most = self._links(quarters)
        self.matrix = vstack([block_diag([it.matrix for it in self.each]), links]).tocsr()
        self.least = [*(row for it in self.each for row in it.least), *least]
        self.most = [*(row for it in self.each for row in it.most), *most]

    def _place(self, number, key):
        return self.starts[number] + self.each[number].places[key]

    def _links(self, quarters):
        rows, least, most = [], [], []
        for key in quarters[0].counts:
            told = 0
            for number, (before, after) in enumerate(pairwise(quarters), 1):
                old, new = before.counts[key], after.counts[key]
                if old is None or new is None:
                    break
                row = np.zeros(self.width)
                row[self._place(number, key)], row[self._place(told, key)] = 1, -1
                rows.append(row)
                bounds = (-5, 5) if new == old else (6, np.inf) if new > old else (-np.inf, -6)
                least.append(bounds[0])
                most.append(bounds[1])
                told = told if new == old else number
        return csr_matrix(np.array(rows)), least, most

    def can_be(self, number, key, value):
        """Say whether, for all that is known, a count of an edition could be a number."""
        low, high = self.low.copy(), self.high.copy()
        place = self._place(number, key)
        low[place] = high[place] = value
        solved = milp(
            np.zeros(self.width),
            constraints=LinearConstraint(self.matrix, self.least, self.most),
            integrality=np.ones(self.width),
            bounds=Bounds(low, high),
            options={"presolve": False},
        )
        return solved.x is not None


@pytest.mark.parametrize("course", [(2,), (9, 3), (17, 4, 12), (13, 30, 2)], ids=str)
def test_all_editions_together_exclude_no_small_number_for_what_is_hidden_in_any_of_them(portal, course):
    for refused in course:
        portal.outside.figures.languages["fr"] = (refused, 60)
        revise(portal)
    with portal.store.read() as tx:
        quarters = shown_by(tx, tx.find(PublishedQuarter, order="revision"))
    attack = AllEditions(quarters)

    hidden = [
        (number, ("refused", "language", code))
        for number, quarter in enumerate(quarters)
        for code in LANGUAGES
        if quarter.counts["refused", "language", code] is None
    ]
    assert hidden != []
    assert [it for it in hidden for value in range(6) if not attack.can_be(*it, value)] == []

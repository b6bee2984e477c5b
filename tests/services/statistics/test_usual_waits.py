"""How long decisions took lately, as everybody may read it."""

from datetime import UTC, datetime
from math import ceil

import numpy as np
import pytest

from core.domain.application.application import Outcome
from core.domain.statistics.periods import Period
from tests.adapters.many_files import ZONE, ManyFiles
from tests.office_days import OFFICE_DAYS
from tests.services import steps
from tests.services.doubles import MovableClock, portal_of_memory
from tests.services.pandas_figures import PandasFigures

MARCH, APRIL = datetime(2026, 3, 20, 16, tzinfo=UTC), datetime(2026, 4, 1, 16, tzinfo=UTC)
MONTHS = ["2026-02", "2026-01", "2025-12", "2025-11", "2025-10", "2025-09"]


class Counting(PandasFigures):
    """Remembers for which periods it was asked."""

    asked = ()

    def waited(self, period):
        self.asked = (*self.asked, period)
        return super().waited(period)


@pytest.fixture
def busy():
    """A portal where much was decided, on a day of March 2026."""
    figures = Counting(None, OFFICE_DAYS, ZONE, ManyFiles().many(3000).frames)
    return portal_of_memory().with_outside(figures=figures, clock=MovableClock(MARCH))


def days_of(portal, month):
    """Return what each decision of a month took us, one by one."""
    rows = portal.outside.figures.waited(Period(month, month))
    return [it.days for it in rows if it.month == month.place and it.whose == "ours" for _ in range(it.files)]


def test_the_last_six_months_that_are_over_are_told_the_newest_first(busy):
    told = busy.usual_waits.usual()

    assert [str(it.month) for it in told] == MONTHS
    for it in told:
        days = days_of(busy, it.month)
        assert (it.half, it.most) == tuple(ceil(np.percentile(days, part)) for part in (50, 90))
        assert abs(it.files - len(days)) <= 2
        assert it.files % 5 == 0


def test_a_month_is_counted_once_and_the_next_one_when_it_is_over(busy):
    first = busy.usual_waits.usual()
    again = busy.usual_waits.usual()
    busy.clock.instant = APRIL
    later = busy.usual_waits.usual()

    assert first is again
    assert later[1:] == first[:-1]
    assert [str(it.last) for it in busy.outside.figures.asked] == ["2026-02", "2026-03"]


def test_a_month_of_few_decisions_is_not_told():
    portal = portal_of_memory()
    request = steps.submitted(portal, steps.applicant(portal))
    steps.decide(portal, steps.worker(portal), request, Outcome.APPROVED)
    portal.clock.instant = APRIL

    assert portal.usual_waits.usual() == ()

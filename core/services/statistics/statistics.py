"""The statistics: for those who work here with the files behind them, for stakeholders protected."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from core.domain.accounts.identity import Actor, Role
from core.domain.application.answers import PROVINCES
from core.domain.application.application import Application
from core.domain.errors import NotFoundError
from core.domain.ports.office import HasFigures, HasLibrary
from core.domain.ports.rules import HasRuleBook
from core.domain.ports.store import HasStore
from core.domain.ports.time import HasZone, TellsTime
from core.domain.statistics.chart import Chart, Painter, Report
from core.domain.statistics.cube import Protector, Published
from core.domain.statistics.filters import Bar, Filter, bar_of, filter_of
from core.domain.statistics.periods import Period, closed_quarters
from core.domain.statistics.suppression import Protection
from core.services.rights import any_of, may
from core.services.statistics.causes import Causes, changes_of, cuts_of, links_of
from core.services.statistics.figure_words import Telling
from core.services.statistics.public_charts import PublicCharts
from core.services.statistics.staff_charts import Charting


class StatisticsPorts(HasStore, TellsTime, HasZone, HasRuleBook, HasFigures, HasLibrary, Protocol):
    """What statistics ask of the outside world."""


STAFF = (Role.OFFICER, Role.MANAGER)
MOST_FILES, USUAL_QUARTERS = 200, 4
USUAL = Protection()
BYTE_ORDER_MARK = "\ufeff"
"""Tells spreadsheets that the accents are UTF-8."""
Told = Mapping[str, str]


@dataclass(frozen=True)
class Page:
    """What a statistics screen shows.

    Shapes: `about` tells what was counted; `mark` says that the data are made up, or is empty; `offered` are
            the codes of each filter; `quarters` are those whose figures are published, the newest first.
    """

    wanted: Filter
    about: tuple[str, ...]
    mark: str
    charts: tuple[Chart, ...]
    offered: Mapping[str, Sequence[str]]
    quarters: tuple[Period, ...] = ()


@dataclass(frozen=True)
class Behind:
    """The files behind a bar: how many, and those decided last."""

    wanted: Filter
    bar: Bar
    count: int
    rows: tuple[Application, ...]


@dataclass(frozen=True)
class Statistics:
    """The verbs of the statistics.

    Shapes: an address tells which filter is meant; what it cannot mean is as if it were not said.
    """

    outside: StatisticsPorts
    painter: Painter
    protection: Protection = USUAL
    is_made_up: bool = True

    @any_of(*STAFF)
    def page(self, told: Told, language: str) -> Page:
        """Return the statistics of a filter."""
        return self._page(told, language)

    @any_of(*STAFF)
    def behind(self, told: Told) -> Behind:
        """Return the files behind a bar.

        Raises: NotFoundError for a bar that does not exist.
        """
        wanted = filter_of(told, self.offered, self.outside.today())
        bar = bar_of(told, list(self.outside.library.reasons))
        if bar is None:
            raise NotFoundError("not_found")
        count, ids = self.outside.figures.behind(wanted, bar, MOST_FILES)
        return Behind(wanted, bar, count, self._in_order(ids))

    @any_of(Role.STAKEHOLDER)
    def published(self, told: Told, language: str) -> Page:
        """Return the statistics that are published, of the quarters of a period that are over."""
        return self._published(told, language)

    @may(*STAFF, Role.STAKEHOLDER)
    def download(self, actor: Actor, told: Told, language: str, name: str) -> bytes:
        """Return a file of what somebody's statistics screen shows.

        Shapes: `report.pdf` is all of it, `reasons.csv` and `reasons.png` are one chart.
        Raises: NotFoundError.
        """
        is_public = actor.role is Role.STAKEHOLDER
        page = self._published(told, language) if is_public else self._page(told, language)
        if name == "report.pdf":
            title = self.outside.library.say(_title(is_public=is_public), language)
            return self.painter.report(Report(language, title, page.about, page.charts, page.mark))
        code, _, kind = name.rpartition(".")
        chart = next((it for it in page.charts if it.code == code), None)
        if chart is None or kind not in ("csv", "png") or (kind == "png" and not chart.is_drawn):
            raise NotFoundError("not_found")
        return self.painter.picture(chart, page.mark) if kind == "png" else _table(chart, page.mark)

    @property
    def offered(self) -> dict[str, Sequence[str]]:
        """Return the codes of each thing that tells requests apart."""
        content = self.outside.library.questionnaire
        parts = {part.id: part for question in content.questions for part in question.parts}
        return {
            "regulator": [it.code for it in content.regulators],
            "province": PROVINCES,
            "language": [it.code for it in parts["correspondence_language"].choices],
            "licence": [it.code for it in parts["licence"].choices],
        }

    def _page(self, told: Told, language: str) -> Page:
        outside, tell = self.outside, Telling(self.outside.library, language)
        wanted = filter_of(told, self.offered, outside.today())
        links = links_of(outside.rule_book)
        with outside.store.read() as tx:
            changes = changes_of(outside, tx, links, wanted.period)
        questions = sorted({question for row in links.values() for question in row})
        counted = outside.figures.count(wanted, outside.today(), questions, cuts_of(changes))
        here = Charting(wanted, counted, tell)
        causes = Causes(here, links, changes)
        charts = (
            here.outcomes(), here.trend(), here.reasons(), here.reasons_trend(), here.regulators(),
            here.together(), here.steps(), here.left_at(), here.waits(), here.waits_trend(), here.rounds(),
            causes.signs(), causes.effects(),
        )  # fmt: skip
        return Page(wanted, self._about(wanted, tell), self._mark(tell), charts, self.offered)

    def _published(self, told: Told, language: str) -> Page:
        outside, tell = self.outside, Telling(self.outside.library, language)
        quarters = closed_quarters(outside.figures.began_on() or outside.today(), outside.today())
        wanted = filter_of(told, self.offered, outside.today())
        told_of = [it for it in quarters if it.first in wanted.period and it.last in wanted.period]
        shown = told_of if "from" in told and told_of else list(quarters[:USUAL_QUARTERS])
        period = Period(shown[-1].first, shown[0].last) if shown else wanted.period
        reasons = list(outside.library.reasons)
        protector = Protector(
            self.protection, reasons, {it: [*codes, ""] for it, codes in self.offered.items()}
        )
        protected = [protector.protect(it, outside.figures.cells(it, reasons)) for it in reversed(shown)]
        charts = PublicCharts(Published(protected), tell).charts(reasons) if shown else ()
        about = (tell.say("about_period", period=tell.period(period)),)
        return Page(Filter(period), about, self._mark(tell), charts, {}, quarters)

    def _about(self, wanted: Filter, tell: Telling) -> tuple[str, ...]:
        conditions = (
            tell.say("about_condition", what=tell.say(f"column_{name}"), which=tell.named(name, code))
            for name, code in wanted.chosen.items()
        )
        period, before = tell.period(wanted.period), tell.period(wanted.period.before)
        return (tell.say("about_period", period=period), tell.say("about_before", period=before), *conditions)

    def _mark(self, tell: Telling) -> str:
        return tell.say("made_up") if self.is_made_up else ""

    def _in_order(self, ids: Sequence[UUID]) -> tuple[Application, ...]:
        with self.outside.store.read() as tx:
            found = {it.id: it for it in tx.find(Application, id=list(ids))} if ids else {}
        return tuple(found[id] for id in ids if id in found)


def _title(*, is_public: bool) -> str:
    return "statistics.public_title" if is_public else "statistics.title"


def _table(chart: Chart, mark: str) -> bytes:
    """Return a chart's table as CSV: numbers as numbers, and in each row whether the data are made up."""
    out = io.StringIO()
    rows = [[it.text if it.value is None else f"{it.value:g}" for it in row] for row in chart.rows]
    more = [mark] if mark else []
    csv.writer(out).writerows([[*chart.columns, *([""] if mark else [])], *([*row, *more] for row in rows)])
    return f"{BYTE_ORDER_MARK}{out.getvalue()}".encode()

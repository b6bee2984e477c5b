"""The statistics: for those who work here with the files behind them, for stakeholders protected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

import pandas as pd

from core.domain.accounts.identity import Actor, Role
from core.domain.application.application import Application
from core.domain.application.content import Text
from core.domain.application.days import local_day
from core.domain.errors import NotFoundError
from core.domain.ports.office import HasFigures, HasLibrary
from core.domain.ports.rules import HasRuleBook
from core.domain.ports.store import HasStore
from core.domain.ports.time import HasZone, TellsTime
from core.domain.rules.rules import RuleEdition
from core.domain.statistics.chart import Chart, Painter, Report
from core.domain.statistics.chart_file import ChartFile, Charts, ChartView, Layout
from core.domain.statistics.cube import PublishedQuarters
from core.domain.statistics.filters import BarFilter, Filter, bar_of, filter_of
from core.domain.statistics.periods import Month, Period
from core.domain.statistics.suppression import Protection
from core.services.rights import any_of, may
from core.services.rules.editions import current
from core.services.statistics.board import Figure, LeadingFigures, charts_of, drawn
from core.services.statistics.causes import Causes, changes_of, cuts_of, links_of
from core.services.statistics.chart_tables import csv_table, xlsx_table
from core.services.statistics.figure_words import FigureWords
from core.services.statistics.prevention import Prevention, prevention_of
from core.services.statistics.public_headline import public_leading
from core.services.statistics.publications import newest_editions, offered_by, shown_by


class StatisticsPorts(HasStore, TellsTime, HasZone, HasRuleBook, HasFigures, HasLibrary, Protocol):
    """What statistics ask of the outside world."""


STAFF = (Role.OFFICER, Role.MANAGER)
MOST_FILES, USUAL_QUARTERS = 200, 4
USUAL = Protection()
CAUSES: Mapping[str, Sequence[str]] = {"causes": ("signs", "effects")}
"""Charts that stand at the end of a view and are told from rules and wordings, not by a file."""
FIGURES = ("refused", "half", "most", "asked", "expired", "told")
TURNED = {
    "month": "month", "outcome": "outcome", "reason": "reason", "regulator": "regulator",
    "province": "province", "language": "language", "licence": "licence", "rounds": "rounds",
}  # fmt: skip
"""What the ledger may be turned by, and of which kind its values are."""
Told = Mapping[str, str]


@dataclass(frozen=True)
class StatisticsPage:
    """What a statistics screen shows.

    Shapes: `lead` is the answer in a sentence; `about` tells what was counted, `counted` how; `mark` says
            that the data are made up, or is empty; `views` are codes and titles, `view` the open one;
            `offered` are the codes of each filter; `quarters` are those published, the newest first;
            who `may_revise` publishes them.
    """

    wanted: Filter
    lead: str
    about: tuple[str, ...]
    mark: str
    figures: tuple[Figure, ...]
    views: Mapping[str, str]
    view: str
    charts: tuple[Chart, ...]
    offered: Mapping[str, Sequence[str]]
    counted: tuple[str, ...] = ()
    quarters: tuple[Period, ...] = ()
    may_revise: bool = False


@dataclass(frozen=True)
class Behind:
    """The files behind a bar: how many, and those decided last."""

    wanted: Filter
    bar: BarFilter
    count: int
    rows: tuple[Application, ...]


@dataclass(frozen=True)
class Statistics:
    """The verbs of the statistics.

    Shapes: codes tell which filter is meant; what they cannot mean is as if it were not said.
    """

    outside: StatisticsPorts
    painter: Painter
    charts: Charts
    protection: Protection = USUAL
    is_made_up: bool = True

    @may(*STAFF)
    def page(self, actor: Actor, told: Told, language: str) -> StatisticsPage:
        """Return the statistics of a filter."""
        return self._page(actor, told, language)

    @any_of(*STAFF)
    def behind(self, told: Told) -> Behind:
        """Return the files behind a bar.

        Raises: NotFoundError for a bar that does not exist.
        """
        wanted = filter_of({**told, "reason": ""}, self.offered, self.outside.today())
        bar = bar_of(told, list(self.outside.library.reasons))
        if bar is None:
            raise NotFoundError("not_found")
        count, ids = self.outside.figures.behind(wanted, bar, self.outside.today(), MOST_FILES)
        return Behind(wanted, bar, count, self._in_order(ids))

    @may(Role.STAKEHOLDER)
    def published(self, actor: Actor, told: Told, language: str) -> StatisticsPage:
        """Return the statistics that are published, of the quarters of a period that are over."""
        return self._published(actor, told, language)

    @may(*STAFF, Role.STAKEHOLDER)
    def download(self, actor: Actor, told: Told, language: str, name: str) -> bytes:
        """Return a file of what somebody's statistics screen shows.

        Shapes: `report.pdf` is all of it, `reasons.csv` and `reasons.png` are one chart.
        Raises: NotFoundError.
        """
        is_public = actor.role is Role.STAKEHOLDER
        layout = self.charts.layouts["published" if is_public else "office"]
        of = self._published if is_public else self._page
        if name == "report.pdf":
            page = of(actor, {**told, "view": ""}, language)
            title = self.outside.library.say(_title(is_public=is_public), language)
            figures = [(it.label, it.value, it.note) for it in page.figures]
            told_of = [it for it in page.charts if it.code in layout.report]
            return self.painter.report(
                Report(language, title, page.lead, page.about, figures, told_of, page.counted, page.mark)
            )
        code, _, kind = name.rpartition(".")
        view = next((it.code for it in layout.views if code in (*it.charts, *CAUSES.get(it.code, ()))), None)
        page = of(actor, {**told, "view": view}, language) if view else None
        chart = next((it for it in page.charts if it.code == code), None) if page else None
        if page is None or chart is None or kind not in ("csv", "xlsx", "png"):
            raise NotFoundError("not_found")
        if kind == "png":
            if not chart.is_drawn:
                raise NotFoundError("not_found")
            return self.painter.picture(chart, language, page.mark)
        about = (chart.title, *page.about, page.counted[0])
        return xlsx_table(chart, about, page.mark) if kind == "xlsx" else csv_table(chart, about, page.mark)

    @any_of(*STAFF)
    def prevention(self, language: str, reasons: tuple[str, ...]) -> list[Prevention]:
        """Return what could prevent refusals for some reasons, as questions and rules read today."""
        with self.outside.store.read() as tx:
            rules = current(tx, self.outside.today()).read()
        known = (it for it in reasons if it in self.outside.library.reasons)
        return [prevention_of(self.outside, rules, it, language) for it in known]

    @any_of(*STAFF)
    def pivot(self, told: Told, language: str, rows: str, columns: str) -> pd.DataFrame:
        """Return the files of a filter by two things of the ledger, with their totals."""
        tell = FigureWords(self.outside.library, language)
        wanted = filter_of(told, self.offered, self.outside.today(), list(self.outside.library.reasons))
        names = list(dict.fromkeys(it for it in (rows, columns) if it in TURNED))
        if not names:
            raise NotFoundError("not_found")
        frame: Any = pd.DataFrame(self.outside.figures.rows(_turned(names), wanted, self.outside.today()))
        if frame.empty:
            return frame
        total = tell.say("total")
        for name in names:
            frame[name] = [
                str(Month(it)) if name == "month" else tell.cell(TURNED[name], it).text for it in frame[name]
            ]
        turned: Any = frame.pivot_table(
            index=names[0], columns=names[1] if len(names) > 1 else None, values="files", aggfunc="sum",
            fill_value=0, margins=True, margins_name=total,
        )  # fmt: skip
        return turned.rename_axis(index=tell.say(f"column_{names[0]}"))

    @property
    def offered(self) -> dict[str, Sequence[str]]:
        """Return the codes of each thing that tells requests apart."""
        return offered_by(self.outside.library)

    def _page(self, actor: Actor, told: Told, language: str) -> StatisticsPage:
        outside, tell = self.outside, FigureWords(self.outside.library, language)
        wanted = filter_of(told, self.offered, outside.today(), list(outside.library.reasons))
        layout, leading = (
            self.charts.layouts["office"],
            LeadingFigures(outside.figures, outside.today(), wanted, tell),
        )
        now, before = leading.both()
        view = self._view(layout, told)
        files = charts_of(view.charts, self.charts.files, actor.role)
        charts = [drawn(outside, it, wanted, tell, links=True) for it in files]
        charts += self._causes(wanted, tell) if view.code in CAUSES else []
        about = self._about(wanted, tell, is_compared=before is not None)
        return StatisticsPage(
            wanted, leading.sentence(now, before), about, self._mark(tell), leading.figures(now, before),
            _titles(layout, language), view.code, tuple(charts), self.offered, self._counted(tell),
            may_revise=actor.role is Role.MANAGER,
        )  # fmt: skip

    def _causes(self, wanted: Filter, tell: FigureWords) -> list[Chart]:
        outside = self.outside
        links = links_of(outside.rule_book)
        with outside.store.read() as tx:
            changes = changes_of(outside, tx, links, wanted.period)
        questions = sorted({question for row in links.values() for question in row})
        counted = outside.figures.count(wanted, outside.today(), questions, cuts_of(changes))
        causes = Causes(wanted, counted, tell, links, changes, self.charts.files["reasons"].spec)
        return [causes.signs(), causes.effects()]

    def _view(self, layout: Layout, told: Told) -> ChartView:
        return next((it for it in layout.views if it.code == told.get("view")), layout.views[0])

    def _counted(self, tell: FigureWords) -> tuple[str, ...]:
        """Return as of when figures are counted, by which rules, and what each of them means."""
        with self.outside.store.read() as tx:
            edition = max((it.number for it in tx.find(RuleEdition)), default=1)
        now = self.outside.now().astimezone(self.outside.zone)
        return (tell.say("as_of", day=tell.day(now.date()), time=f"{now:%H:%M}", edition=edition),
                *(f"{tell.say(f'figure_{it}')} : {tell.say(f'means_{it}')}" for it in FIGURES))  # fmt: skip

    def _published(self, actor: Actor, told: Told, language: str) -> StatisticsPage:
        outside, tell = self.outside, FigureWords(self.outside.library, language)
        wanted, layout = filter_of(told, self.offered, outside.today()), self.charts.layouts["published"]
        with outside.store.read() as tx:
            editions = newest_editions(tx)
            begins, ends = wanted.period.begins, wanted.period.ends
            here = [it for it in editions if begins <= it.quarter < ends]
            shown = here if "from" in told and here else editions[:USUAL_QUARTERS]
            protected = shown_by(tx, shown[::-1])
        quarters = tuple(Month.of(it.quarter).quarter for it in editions)
        period = Period(protected[0].period.first, protected[-1].period.last) if protected else wanted.period
        view = self._view(layout, told)
        files = charts_of(view.charts, self.charts.files, actor.role) if shown else []
        charts = tuple(drawn(outside, it, Filter(period), tell, links=False) for it in files)
        revisions = (
            tell.say("revised", period=tell.period(Month.of(it.quarter).quarter), why=it.why,
                     day=tell.day(local_day(it.made_at, outside.zone)))
            for it in shown if it.why
        )  # fmt: skip
        about = (tell.say("about_period", period=tell.period(period)), *revisions)
        lead, figures = public_leading(PublishedQuarters(protected), tell) if shown else ("", ())
        made = max((it.made_at for it in shown), default=outside.now())
        counted = (
            tell.say("published_on", day=tell.day(local_day(made, outside.zone))),
            tell.say("public_intro", most=self.protection.most_hidden, base=self.protection.base),
        )
        return StatisticsPage(
            Filter(period), lead, about, self._mark(tell), figures, _titles(layout, language), view.code,
            charts, {}, counted, quarters,
        )  # fmt: skip

    def _about(self, wanted: Filter, tell: FigureWords, *, is_compared: bool) -> tuple[str, ...]:
        conditions = (
            tell.say("about_condition", what=tell.say(f"column_{name}"), which=tell.named(name, code))
            for name, code in wanted.chosen.items()
        )
        period, before = tell.period(wanted.period), tell.period(wanted.period.before)
        compared = tell.say("about_before", period=before) if is_compared else tell.say("about_alone")
        reason = (tell.say("behind_reason", reason=tell.reason(wanted.reason)),) if wanted.reason else ()
        return (tell.say("about_period", period=period), compared, *conditions, *reason)

    def _mark(self, tell: FigureWords) -> str:
        return tell.say("made_up") if self.is_made_up else ""

    def _in_order(self, ids: Sequence[UUID]) -> tuple[Application, ...]:
        with self.outside.store.read() as tx:
            found = {it.id: it for it in tx.find(Application, id=list(ids))} if ids else {}
        return tuple(found[id] for id in ids if id in found)


def _title(*, is_public: bool) -> str:
    return "statistics.public_title" if is_public else "statistics.title"


def _titles(layout: Layout, language: str) -> dict[str, str]:
    return {it.code: it.title.of(language) for it in layout.views}


def _turned(names: Sequence[str]) -> ChartFile:
    """Return the statement that counts outcomes by things of the ledger; their names are ours."""
    source = "reason" if "reason" in names else "outcome"
    by = ", ".join(names)
    sql = f"SELECT {by}, sum(files) AS files FROM {source} WHERE period = 'now' GROUP BY {by} HAVING sum(files) > 0"  # noqa: S608, E501 names of TURNED
    nothing = Text(fr="-", en="-")
    return ChartFile(code="pivot", title=nothing, says=nothing, seen_by=STAFF, sql=sql, columns={})

"""Makes a page of figures: the sentence, the six figures, and the charts of the open view."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol, cast

from core.domain.accounts.identity import Role
from core.domain.ports.office import HasFigures
from core.domain.ports.time import TellsTime
from core.domain.statistics.chart import Chart, ChartCell
from core.domain.statistics.chart_file import TEXTS, ChartFile
from core.domain.statistics.figures_port import Tally
from core.domain.statistics.filters import (
    DIMENSIONS,
    LAPSED,
    NONE,
    SENT,
    BarFilter,
    FilesBehind,
    Filter,
    bar_of,
)
from core.domain.statistics.headline import BEFORE, NOW, Headline, apart, headline
from core.domain.statistics.periods import Month, Period
from core.domain.statistics.rates import Rate
from core.services.statistics.figure_words import NOTHING, FigureWords


class BoardPorts(HasFigures, TellsTime, Protocol):
    """What a page of figures asks of the outside world."""


FEWEST = 5
"""Files below which a share is not told: their number is."""
GUIDES_OWN = ("wrong_member_number", "second_id_not_valid", "form_not_complete")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Figure:
    """One of the leading figures, in words.

    Shapes: `change` is against the period before, empty where nothing can be compared; `is_sure` says that
            chance hardly explains it; `note` says between what the true value lies, or of how many it is;
            `files` are how many it counts, `behind` which, where they may be looked at.
    """

    code: str
    label: str
    value: str
    change: str
    note: str
    means: str
    is_sure: bool = False
    files: int = 0
    behind: FilesBehind | None = None


def drawn(outside: BoardPorts, file: ChartFile, wanted: Filter, tell: FigureWords, *, links: bool) -> Chart:
    """Return a chart over a filter's rows, as table and as picture."""
    rows = outside.figures.rows(file, wanted, outside.today())
    made = [_Line(file, row, tell, wanted if links else None, wanted.reason) for row in rows]
    return Chart(
        file.code,
        file.title.of(tell.language),
        file.says.of(tell.language) if rows else tell.say("nothing"),
        tuple(it.heading.of(tell.language) for it in file.columns.values()),
        tuple(it.cells for it in made),
        _worded(file.spec, tell),
        tuple(it.values for it in made),
        file.press,
        file.height,
        outside.figures.statement(file, wanted, outside.today()),
    )


def _worded(spec: Any, tell: FigureWords) -> Any:
    """Return a picture with its `{place_review}` said in words."""
    if isinstance(spec, Mapping):
        return {name: _worded(it, tell) for name, it in cast("Mapping[str, Any]", spec).items()}
    if isinstance(spec, list):
        return [_worded(it, tell) for it in cast("list[Any]", spec)]
    is_word = isinstance(spec, str) and spec.startswith("{") and spec.endswith("}")
    return tell.say(cast("str", spec)[1:-1]) if is_word else spec


class _Line:
    """One row of a chart: its cells, and the values its picture is drawn from."""

    def __init__(
        self, file: ChartFile, row: Row, tell: FigureWords, wanted: Filter | None, chosen: str
    ) -> None:
        self.file, self.row, self.tell = file, dict(row), tell
        self.rates = {name: Rate(row[a] or 0, row[b] or 0) if row[a] is not None else Rate(0, 0)
                      for name, (a, b) in file.shares.items()}  # fmt: skip
        behind = self._behind(wanted) if wanted and file.bar else None
        cells = [self._cell(name, it.kind) for name, it in file.columns.items()]
        self.cells = (cells[0]._replace(behind=behind), *cells[1:])
        headings = [it.heading.of(tell.language) for it in file.columns.values()]
        told = ", ".join(f"{a} {it.text}" for a, it in zip(headings[1:], self.cells[1:], strict=True))
        label = self.cells[0].text + (" •" if row.get("reason") in GUIDES_OWN else "")
        code = str(row[file.press]) if file.press else ""
        lead = self.cells[1].text
        self.values = {**self.row, **self._shares(), "label": label, "code": code,
            "says": f"{self.cells[0].text} : {told}", "told": f"{label} – {lead}",
            "on": not chosen or code == chosen}  # fmt: skip
        for name, it in file.columns.items():
            if it.kind == "month" and row[name] is not None:
                self.values["day"] = Month(row[name]).first.isoformat()
            elif it.kind in TEXTS and it is not next(iter(file.columns.values())):
                self.values[name] = str(row[name]) or NOTHING
                self.values[f"{name}_text"] = self._cell(name, it.kind).text

    def _shares(self) -> dict[str, float | None]:
        found: dict[str, float | None] = {}
        for name, rate in self.rates.items():
            low, high = rate.interval if rate.interval and rate.whole >= FEWEST else (None, None)
            share = rate.share if rate.whole >= FEWEST else None
            found |= {name: share, f"{name}_low": low, f"{name}_high": high}
        return found

    def _cell(self, name: str, kind: str) -> ChartCell:
        if name in self.rates:
            rate = self.rates[name]
            few = 0 < rate.whole < FEWEST
            return (
                ChartCell(self.tell.say("few", count=rate.whole))
                if few
                else self.tell.share(rate, spread=True)
            )
        return self.tell.cell(kind, self.row[name])

    def _behind(self, wanted: Filter) -> FilesBehind | None:
        said = {
            name: str(self.row[it[1:]]) if it.startswith("$") else it for name, it in self.file.bar.items()
        }
        more: dict[str, Any] = {}
        for name in DIMENSIONS:
            if name in said:
                more[name] = said.pop(name) or NONE
        if "month" in said:
            more["period"] = Period(*[Month(int(said.pop("month")))] * 2)
        if wanted.reason and not self.file.whole and "step" not in said:
            is_other = said.get("reason", wanted.reason) != wanted.reason
            said["other" if is_other else "reason"] = wanted.reason
        bar = bar_of(said, list(self.tell.library.reasons))
        return FilesBehind(replace(wanted, reason="", **more), bar) if bar else None


@dataclass(frozen=True)
class LeadingFigures:
    """The leading figures of a filter, in one language, as of a day."""

    tally: Tally
    today: date
    wanted: Filter
    tell: FigureWords

    def both(self) -> tuple[Headline, Headline | None]:
        """Return the period's figures, and those of the one before where it can be compared."""
        figures, today, wanted = self.tally, self.today, self.wanted
        here = figures.headline(wanted, today)
        every = figures.headline(replace(wanted, reason=""), today) if wanted.reason else here
        ended = figures.ended(wanted, today)

        def of(period: Period, name: str) -> Headline:
            whole = sum(it.files for it in every if it.period == name and it.asked is not None)
            mine = [it for it in ended if Month(it.month) in period]
            expired = Rate(sum(it.files for it in mine if it.expired), sum(it.files for it in mine))
            return headline(name, here, whole, expired)

        first = figures.first_month()
        before = wanted.period.before
        is_known = first is not None and first <= before.first
        return of(wanted.period, NOW), of(before, BEFORE) if is_known else None

    def sentence(self, now: Headline, before: Headline | None) -> str:
        """Return the answer in one sentence or two."""
        tell = self.tell
        if not now.decided:
            return tell.say("nothing")
        told = {
            "refused": tell.percents(now.refused.share), "decided": tell.whole(now.decided),
            "reason": tell.reason(now.first), "share": tell.percents(now.first_share.share),
            "told": tell.percents(now.told.share),
        }  # fmt: skip
        parts = [tell.say("lead_reason" if self.wanted.reason else "lead", **told)]
        parts += [self._compared(now.refused, before.refused if before else None)]
        parts += [tell.say("lead_first", **told)] if now.first and not self.wanted.reason else []
        parts += [tell.say("lead_told", **told)] if now.refused.part else []
        return " ".join(it for it in parts if it)

    def _compared(self, now: Rate, before: Rate | None) -> str:
        between = apart(now, before) if before else None
        if between is None or before is None:
            return self.tell.say("lead_alone")
        difference, low, high = between
        way = "lead_unsure" if low <= 0 <= high else "lead_more" if difference > 0 else "lead_less"
        return self.tell.say(
            way, before=self.tell.percents(before.share), by=self._points(abs(difference)),
            low=self._points(low), high=self._points(high),
        )  # fmt: skip

    def _points(self, share: float) -> str:
        return self.tell.decimal(share * 100).replace("-", "\u2212")

    def figures(self, now: Headline, before: Headline | None) -> tuple[Figure, ...]:
        """Return the six figures."""
        rates = {"refused": "refused", "asked": "asked", "expired": "expired", "told": "told"}
        shares = {
            name: replace(
                self._rate(name, getattr(now, it), before and getattr(before, it)),
                files=getattr(now, it).part,
                behind=FilesBehind(replace(self.wanted, reason=""), self._bar(name)),
            )
            for name, it in rates.items()
        }
        half = self._days("half", now.half, before.half if before else None)
        most = self._days("most", now.most, before.most if before else None)
        return shares["refused"], half, most, shares["asked"], shares["expired"], shares["told"]

    def _bar(self, name: str) -> BarFilter:
        """Return what the files of a leading figure have in common."""
        reason = self.wanted.reason
        return {
            "refused": BarFilter(outcome="refused", reason=reason),
            "asked": BarFilter(asked=True, reason=reason),
            "expired": BarFilter(step=LAPSED),
            "told": BarFilter(outcome="refused", told=SENT, other=reason),
        }[name]

    def _rate(self, code: str, now: Rate, before: Rate | None) -> Figure:
        tell = self.tell
        if now.whole < FEWEST:
            value, note = tell.say("few", count=now.whole), ""
        else:
            low, high = now.interval or (0.0, 0.0)
            value = tell.percents(now.share)
            note = tell.say("between", low=tell.decimal(low * 100), high=tell.percents(high))
        between = apart(now, before) if before and min(now.whole, before.whole) >= FEWEST else None
        change = tell.say("points", by=self._signed(between[0] * 100)) if between else ""
        is_sure = between is not None and not between[1] <= 0 <= between[2]
        return self._figure(code, value, change, note, is_sure=is_sure)

    def _days(self, code: str, now: float | None, before: float | None) -> Figure:
        change = "" if now is None or before is None else self._signed(now - before)
        value = NOTHING if now is None else self.tell.say("days_short", days=self.tell.decimal(now))
        return self._figure(code, value, change, self.tell.say("working_days"), is_sure=False)

    def _signed(self, value: float) -> str:
        return f"{'+' if value > 0 else ''}{self.tell.decimal(value)}"

    def _figure(self, code: str, value: str, change: str, note: str, *, is_sure: bool) -> Figure:
        say = self.tell.say
        return Figure(code, say(f"figure_{code}"), value, change, note, say(f"means_{code}"), is_sure)


def charts_of(codes: Sequence[str], files: Mapping[str, ChartFile], role: Role) -> list[ChartFile]:
    """Return the charts of some codes that a role may see, in order."""
    return [files[it] for it in codes if role in files[it].seen_by]

"""The charts of those who work here: how requests ended, why, and how long that took."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.domain.statistics.chart import Cell, Chart
from core.domain.statistics.counted import Counted
from core.domain.statistics.filters import Bar, Filter
from core.domain.statistics.outcomes import MOST_ROUNDS, WAITS, left_at, outcomes, rounds, steps, wait
from core.domain.statistics.rates import Rate
from core.domain.statistics.refusal_reasons import (
    ReasonFigure,
    by_regulator,
    given,
    mended,
    pareto,
    refused,
    together,
)
from core.services.statistics.figure_words import NOTHING, Telling, files_address

Rows = Sequence[tuple[Cell, ...]]
MOST_ROWS, MOST_LINES, MOST_COLUMNS = 12, 4, 7
BARS = {
    "refused": Bar(outcome="refused"), "approved": Bar(outcome="approved"), "asked": Bar(asked=True),
}  # fmt: skip


@dataclass(frozen=True)
class Charting:
    """Makes charts of what was counted for one filter."""

    wanted: Filter
    counted: Counted
    tell: Telling

    def chart(self, code: str, columns: Sequence[str], rows: Rows, says: str, **more: object) -> Chart:
        """Return a chart, its title and headings in words; without rows it says that there is nothing."""
        say = self.tell.say
        headings = tuple(say(f"column_{it}") for it in columns)
        made = Chart(code, say(f"{code}_title"), says if rows else say("nothing"), headings, tuple(rows))
        return replace(made, **more)  # type: ignore[arg-type]  # each caller names fields of a chart

    def link(self, bar: Bar) -> str:
        """Return where the files behind a bar are listed."""
        return files_address(self.wanted, bar)

    def outcomes(self) -> Chart:
        """Return how requests ended, each share with its uncertainty and that of the period before."""
        now, before = (outcomes(self.counted, it) for it in (self.wanted.period, self.wanted.period.before))
        is_known = any(rate.whole for rate in now.rates.values())
        told = now.rates.items() if is_known else ()
        rows = [self._outcome(name, rate, before.rates[name]) for name, rate in told]
        says = self.tell.say(
            "outcomes_says",
            refused=self.tell.percents(now.rates["refused"].share),
            decided=self.tell.whole(now.decided),
            before=self.tell.percents(before.rates["refused"].share),
        )
        columns = ("outcome", "share", "before", "between", "files", "whole", "change")
        return self.chart("outcomes", columns, rows, says, drawn=(1, 2))

    def _outcome(self, name: str, rate: Rate, before: Rate) -> tuple[Cell, ...]:
        tell, address = self.tell, self.link(BARS[name]) if name in BARS else ""
        low, high = rate.interval or (None, None)
        between = NOTHING if low is None else f"{tell.percents(low)} – {tell.percents(high)}"
        return (
            Cell(tell.say(f"outcome_{name}"), address=address),
            tell.share(rate, spread=True),
            tell.share(before, spread=True),
            Cell(between),
            tell.files(rate.part),
            tell.files(rate.whole),
            Cell(self.change(rate, before)),
        )

    def change(self, rate: Rate, other: Rate) -> str:
        """Return in a word whether chance explains the difference to another share."""
        if rate.share is None or other.share is None:
            return NOTHING
        if not rate.differs_from(other):
            return self.tell.say("change_none")
        return self.tell.say("change_more" if rate.share > other.share else "change_less")

    def trend(self) -> Chart:
        """Return the shares of the outcomes by month."""
        names = ("refused", "asked", "expired")
        rows = [
            (
                Cell(self.tell.month(month)),
                *(self.tell.share(outcomes(self.counted, [month]).rates[name]) for name in names),
                self.tell.files(outcomes(self.counted, [month]).decided),
            )
            for month in (self.wanted.period if self.counted.decided or self.counted.ended else ())
        ]
        says, unit = self.tell.say("trend_says"), self.tell.percent
        made = self.chart("trend", ("month",), rows, says, form="lines", drawn=(1, 2, 3), unit=unit)
        headings = (*(self.tell.say(f"outcome_{name}") for name in names), self.tell.say("column_decided"))
        return replace(made, columns=(*made.columns, *headings))

    def reasons(self) -> Chart:
        """Return the reasons by their share of refused files, how often alone, whether they can be mended."""
        found = pareto(self.counted, self.wanted.period)
        can_be_mended = [code for code, it in self.tell.library.reasons.items() if it.mendable]
        whole = mended(self.counted, self.wanted.period, can_be_mended)
        says = self.tell.say(
            "reasons_says",
            reason=self.tell.reason(found[0].code) if found else "",
            share=self.tell.percents(found[0].files.share if found else None),
            mended=self.tell.percents(whole.share),
        )
        columns = ("reason", "share_of_refused", "before", "files", "only", "mendable")
        return self.chart("reasons", columns, [self._reason(it) for it in found], says, drawn=(1, 2))

    def _reason(self, figure: ReasonFigure) -> tuple[Cell, ...]:
        tell, code = self.tell, figure.code
        reason = tell.library.reasons.get(code)
        only = self.link(Bar(outcome="refused", reason=code, only=True)) if figure.only.part else ""
        return (
            Cell(tell.reason(code), address=self.link(Bar(outcome="refused", reason=code))),
            tell.share(figure.files),
            tell.share(figure.before),
            tell.files(figure.files.part),
            tell.share(figure.only, only),
            Cell(tell.say("mendable_yes" if reason and reason.mendable else "mendable_no")),
        )

    def reasons_trend(self) -> Chart:
        """Return the shares of the most frequent reasons by month."""
        codes = [it.code for it in pareto(self.counted, self.wanted.period)[:MOST_LINES]]
        rows = [
            (
                Cell(self.tell.month(month)),
                *(self.tell.share(Rate(counts[code], whole)) for code in codes),
                self.tell.files(whole),
            )
            for month in self.wanted.period
            for counts, whole in [(given(self.counted, [month]), refused(self.counted, [month]))]
        ]
        made = self.chart(
            "reasons_trend", ("month",), rows if codes else (), self.tell.say("reasons_trend_says"),
            form="lines",
            drawn=tuple(range(1, len(codes) + 1)), unit=self.tell.percent,
        )  # fmt: skip
        headings = (*map(self.tell.reason, codes), self.tell.say("column_refused_files"))
        return replace(made, columns=(*made.columns, *headings))

    def regulators(self) -> Chart:
        """Return the share of each reason among the refused files of each regulator."""
        found = by_regulator(self.counted)
        shown = list(found)[:MOST_COLUMNS]
        codes = [it.code for it in pareto(self.counted, self.wanted.period)[:MOST_ROWS]]
        rows = [
            (Cell(self.tell.reason(code)), *(self._tile(code, it, found[it].get(code)) for it in shown))
            for code in codes
        ]
        made = self.chart(
            "regulators", ("reason",), rows, self.tell.say("regulators_says"), form="heat",
            drawn=tuple(range(1, len(shown) + 1)),
            short=tuple(it or self.tell.say("none_short") for it in shown),
        )  # fmt: skip
        return replace(made, columns=(*made.columns, *map(self._regulator, shown)))

    def _regulator(self, code: str) -> str:
        name = self.tell.named("regulator", code)
        return f"{name} ({code})" if code else name

    def _tile(self, code: str, regulator: str, rate: Rate | None) -> Cell:
        if rate is None:
            return Cell(NOTHING)
        wanted = replace(self.wanted, regulator=regulator or "none")
        return self.tell.share(rate, files_address(wanted, Bar(outcome="refused", reason=code)))

    def together(self) -> Chart:
        """Return the reasons that meet more often than chance would have it."""
        tell = self.tell
        rows = [
            (
                Cell(
                    f"{tell.reason(it.one)} + {tell.reason(it.other)}",
                    address=self.link(Bar(outcome="refused", reason=it.one, other=it.other)),
                ),
                Cell(tell.decimal(it.lift), it.lift),
                tell.files(it.files),
            )
            for it in together(self.counted, self.wanted.period)[:MOST_ROWS]
            if it.lift > 1
        ]
        return self.chart("together", ("pair", "lift", "files"), rows, tell.say("together_says"))

    def steps(self) -> Chart:
        """Return how far the requests opened in the period came."""
        tell, found = self.tell, steps(self.counted)
        opened = found[0].came
        rows = [
            (
                Cell(tell.say(f"step_{it.name}")),
                tell.files(it.came),
                tell.share(Rate(it.came, opened)),
                tell.files(it.left),
                tell.files(it.under_way),
            )
            for it in found
        ]
        says = tell.say("steps_says", decided=tell.percents(Rate(found[-1].came, opened).share))
        columns = ("step", "came", "share_of_opened", "left", "under_way")
        return self.chart("steps", columns, rows if opened else (), says)

    def left_at(self) -> Chart:
        """Return at which question people stopped for good."""
        tell = self.tell
        rows = [
            (Cell(tell.question(code)), tell.files(files)) for code, files in left_at(self.counted).items()
        ][:MOST_ROWS]
        return self.chart("left_at", ("question", "left"), rows, tell.say("left_at_says"))

    def waits(self) -> Chart:
        """Return how long decisions took, in all, for us and for the applicant."""
        tell, period = self.tell, self.wanted.period
        rows = [
            (
                Cell(tell.say(f"whose_{whose}")),
                *(tell.days(it) for it in (now.half, now.most, before.half, before.most)),
            )
            for whose in WAITS
            for now, before in [(wait(self.counted, period, whose), wait(self.counted, period.before, whose))]
        ]  # fmt: skip
        whole = wait(self.counted, period)
        says = tell.say("waits_says", half=tell.days(whole.half).text, most=tell.days(whole.most).text)
        columns = ("whose", "half", "most", "half_before", "most_before")
        return self.chart("waits", columns, rows if whole.files else (), says, drawn=(1, 2))

    def waits_trend(self) -> Chart:
        """Return by month within how many working days half the decisions came, and nine in ten."""
        tell = self.tell
        rows = [
            (Cell(tell.month(month)), tell.days(told.half), tell.days(told.most), tell.files(told.files))
            for month in (self.wanted.period if self.counted.waited else ())
            for told in [wait(self.counted, [month])]
        ]
        says, columns = tell.say("waits_trend_says"), ("month", "half", "most", "files")
        return self.chart("waits_trend", columns, rows, says, form="lines", drawn=(1, 2))

    def rounds(self) -> Chart:
        """Return after how many submissions files were decided."""
        found, tell = rounds(self.counted, self.wanted.period), self.tell
        whole = sum(found.values())
        rows = [
            (
                Cell(
                    tell.say(f"rounds_{'more' if count == MOST_ROUNDS else count}"),
                    address=self.link(Bar(rounds=count)),
                ),
                tell.share(Rate(files, whole)),
                tell.files(files),
            )
            for count, files in found.items()
        ]
        says = tell.say("rounds_says", share=tell.percents(Rate(found[1], whole).share))
        return self.chart("rounds", ("rounds", "share", "files"), rows if whole else (), says)

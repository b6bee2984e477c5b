"""The charts of those who see figures only: made of the protected counts of quarters, and of nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.domain.statistics.chart import Cell, Chart
from core.domain.statistics.cube import OVERALL, Published
from core.domain.statistics.filters import DIMENSIONS
from core.domain.statistics.periods import Month
from core.domain.statistics.rates import Rate
from core.services.statistics.figure_words import Telling

RATES = (("refused", "decided"), ("asked", "decided"), ("expired", "ended"))


@dataclass(frozen=True)
class PublicCharts:
    """Makes charts of published counts."""

    published: Published
    tell: Telling

    def charts(self, reasons: Sequence[str]) -> tuple[Chart, ...]:
        """Return everything that is published."""
        by = (self.by(name) for name in DIMENSIONS)
        return (self.outcomes(), self.reasons(reasons), self.months(), *by)

    def outcomes(self) -> Chart:
        """Return how requests ended."""
        rows = [
            self._row(self.tell.say(f"outcome_{name}"), name, whole, OVERALL, OVERALL)
            for name, whole in RATES
        ]
        columns = ("outcome", "share", "files", "whole", "hidden_quarters")
        says = self.tell.say("public_outcomes_says", refused=rows[0][1].text)
        return self._chart("public_outcomes", columns, rows, says)

    def reasons(self, codes: Sequence[str]) -> Chart:
        """Return the reasons of refusal, the most frequent first."""
        rows = [
            self._row(self.tell.reason(code), code, "refused", OVERALL, OVERALL)
            for code in sorted(codes, key=lambda it: self.published.shown(it).files, reverse=True)
        ]
        columns = ("reason", "share_of_refused", "files", "whole", "hidden_quarters")
        return self._chart("public_reasons", columns, rows, self.tell.say("public_reasons_says"))

    def months(self) -> Chart:
        """Return the share of refusals by month."""
        made = self.by("month")
        return replace(made, form="lines", unit=self.tell.percent)

    def by(self, dimension: str) -> Chart:
        """Return the share of refusals by one thing that tells requests apart."""
        rows = [
            self._row(self._named(dimension, code), "refused", "decided", dimension, code)
            for code in sorted(self.published.categories(dimension))
        ]
        columns = (dimension, "share", "refused_files", "whole", "hidden_quarters")
        says = self.tell.say("public_by_says")
        return self._chart(f"public_{dimension}", columns, rows, says)

    def _named(self, dimension: str, code: str) -> str:
        return self.tell.month(Month.read(code)) if dimension == "month" else self.tell.named(dimension, code)

    def _row(self, name: str, measure: str, whole: str, by: str, code: str) -> tuple[Cell, ...]:
        """Return a share and its two numbers, over the quarters in which both are shown."""
        keys = (measure, by, code), (whole, by, code)
        known = [it.counts for it in self.published.quarters if keys[0] in it.counts]
        hidden = sum(any(it.get(key) is None for key in keys) for it in known)
        rate = self.published.rate(measure, whole, by, code)
        of = self.tell.shown(self.published.shown(whole, by, code))
        told = (self.tell.files(rate.part), self.tell.files(rate.whole)) if rate.whole else (self.hidden, of)
        return (
            Cell(name),
            self._share(rate),
            *told,
            Cell(self.tell.say("hidden_of", hidden=hidden, of=len(known))),
        )

    def _share(self, rate: Rate) -> Cell:
        return self.tell.share(rate) if rate.whole else self.hidden

    @property
    def hidden(self) -> Cell:
        """Return what stands for a number that may not be shown."""
        return Cell(self.tell.say("hidden"))

    def _chart(self, code: str, columns: Sequence[str], rows: Sequence[tuple[Cell, ...]], says: str) -> Chart:
        headings = tuple(self.tell.say(f"column_{it}") for it in columns)
        return Chart(code, self.tell.say(f"{code}_title"), says, headings, tuple(rows))

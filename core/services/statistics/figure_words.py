"""Figures as one language writes them, and the names of what they are about."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal

from core.domain.application.content import Library
from core.domain.application.display import LOCALES, PROVINCE_NAMES, day_text
from core.domain.application.profile import ANSWERED
from core.domain.statistics.chart import ChartCell
from core.domain.statistics.filters import NONE
from core.domain.statistics.periods import Month, Period
from core.domain.statistics.rates import Rate

NOTHING = "–"


@dataclass(frozen=True)
class FigureWords:
    """Writes figures in one language."""

    library: Library
    language: str

    def say(self, key: str, **values: Any) -> str:
        """Return one of the words of the statistics."""
        return self.library.say(f"statistics.{key}", self.language, **values)

    @property
    def percent(self) -> str:
        """Return what follows a number of percent."""
        return "%" if self.language == "en" else "\u00a0%"

    def share(self, rate: Rate, *, spread: bool = False) -> ChartCell:
        """Return a share; with `spread` also between which shares the true one lies."""
        low, high = (rate.interval if spread else None) or (None, None)
        return ChartCell(self.percents(rate.share), rate.share, low, high)

    def cell(self, kind: str, value: Any) -> ChartCell:
        """Return a value of a chart's statement in words, by what kind of value it is."""
        if value is None:
            return ChartCell(self.say("hidden") if kind == "files" else NOTHING)
        if kind == "files":
            return self.files(value)
        if kind in ("days", "times"):
            is_whole = isinstance(value, int)
            return ChartCell(self.whole(value) if is_whole else self.decimal(value), value)
        return ChartCell(self._code(kind, value))

    def _code(self, kind: str, value: Any) -> str:
        if kind == "month":
            return self.month(Month(value))
        if kind == "category":
            return self.month(Month.read(value))
        if kind == "rounds":
            return self.say(f"rounds_{value if value in (1, 2) else 'more'}")
        if kind in ("step", "outcome", "place", "done"):
            return self.say(f"{kind}_{value}")
        told = {"reason": self.reason, "question": self.question}
        return told[kind](value) if kind in told else self.named(kind, value)

    def percents(self, share: float | None) -> str:
        """Return a share in percent, one digit after the comma."""
        return NOTHING if share is None else f"{self.decimal(share * 100)}{self.percent}"

    def decimal(self, value: float) -> str:
        """Return a number with one digit after the comma."""
        return format_decimal(value, "#,##0.0", LOCALES[self.language])

    def days(self, value: float | None) -> ChartCell:
        """Return a number of working days."""
        return ChartCell(NOTHING if value is None else self.decimal(value), value)

    def files(self, count: int) -> ChartCell:
        """Return a number of files."""
        return ChartCell(self.whole(count), count)

    def whole(self, count: int) -> str:
        """Return a whole number."""
        return format_decimal(count, "#,##0", LOCALES[self.language])

    def day(self, day: date) -> str:
        """Return a day in full."""
        return day_text(day, self.language)

    def month(self, month: Month) -> str:
        """Return a month in short."""
        return format_date(month.first, "MMM yyyy", LOCALES[self.language])

    def period(self, period: Period) -> str:
        """Return a period in full."""
        first, last = (
            format_date(it.first, "MMMM yyyy", LOCALES[self.language]) for it in (period.first, period.last)
        )
        return first if len(period) == 1 else self.say("period", first=first, last=last)

    def named(self, dimension: str, code: str) -> str:
        """Return what a code of something that tells requests apart means."""
        if code in ("", NONE):
            return self.say(f"none_{dimension}")
        if dimension == "province":
            return PROVINCE_NAMES.get(code, (code, code))[self.language == "en"]
        return self._names[dimension].get(code, code)

    @cached_property
    def _names(self) -> dict[str, dict[str, str]]:
        content, language = self.library.questionnaire, self.language
        parts = {part.id: part for question in content.questions for part in question.parts}
        chosen = {
            name: {it.code: it.text.of(language) for it in parts[part].choices}
            for name, part in (("language", "correspondence_language"), ("licence", "licence"))
        }
        return {"regulator": {it.code: it.name.of(language) for it in content.regulators}, **chosen}

    def reason(self, code: str) -> str:
        """Return the label of a reason of refusal."""
        reason = self.library.reasons.get(code)
        return reason.label.of(self.language) if reason else code

    def question(self, code: str) -> str:
        """Return the title of a question."""
        if code == ANSWERED:
            return self.say("all_answered")
        questions = self.library.questionnaire.questions
        return next((it.title.of(self.language) for it in questions if it.id == code), code)

"""What could have prevented a refusal: the questions it leads back to, and what changed meanwhile."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from core.domain.application.days import local_day
from core.domain.application.question_wording import WordingEdition
from core.domain.ports.store import Transaction
from core.domain.ports.time import HasZone
from core.domain.rules.rule_book import RuleBook
from core.domain.rules.rules import RuleEdition
from core.domain.statistics.causes import AROUND, DatedChange, Effect, Sign, effects, signs
from core.domain.statistics.chart import Chart, ChartCell
from core.domain.statistics.file_counts import FileCounts
from core.domain.statistics.filters import Filter
from core.domain.statistics.periods import Period
from core.domain.statistics.rates import Rate
from core.services.statistics.figure_words import NOTHING, FigureWords

Links = Mapping[str, Sequence[str]]
MOST_SIGNS = 15
AT_A_QUESTION = "question:"


def links_of(book: RuleBook) -> dict[str, list[str]]:
    """Return the questions that could have prevented each reason, by what clears the rules of it."""
    found: dict[str, list[str]] = {}
    for rule in book.rules:
        remedy = book.remedies.get(rule.remedy)
        if not (rule.reason and remedy and remedy.leads_to.startswith(AT_A_QUESTION)):
            continue
        questions = found.setdefault(rule.reason, [])
        question = remedy.leads_to.removeprefix(AT_A_QUESTION)
        if question not in questions:
            questions.append(question)
    return found


def changes_of(outside: HasZone, tx: Transaction, links: Links, period: Period) -> list[DatedChange]:
    """Return the changes of rules and wordings around which requests of a period were opened."""
    told = [*_of_rules(tx.find(RuleEdition, order="number")), *_of_wordings(outside, tx, links)]
    near = {it for it in told if period.begins - AROUND <= it.day < period.ends}
    return sorted(near, key=lambda it: (it.day, it.kind, it.what, it.reason))


def _of_rules(editions: Sequence[RuleEdition]) -> Iterable[DatedChange]:
    for before, after in pairwise(editions):
        known = {json.dumps(it, sort_keys=True) for it in before.rules}
        for rule in after.rules:
            if json.dumps(rule, sort_keys=True) not in known:
                yield DatedChange("rule", rule["id"], after.effective_from, rule.get("reason") or "")
    for rule in editions[-1].rules if editions else ():
        if rule.get("since"):
            yield DatedChange("rule", rule["id"], date.fromisoformat(rule["since"]), rule.get("reason") or "")


def _of_wordings(outside: HasZone, tx: Transaction, links: Links) -> Iterable[DatedChange]:
    seen: set[str] = set()
    for row in tx.find(WordingEdition, order="since"):
        reasons = [code for code, questions in links.items() if row.question in questions]
        if row.question in seen:
            for reason in reasons or [""]:
                yield DatedChange("wording", row.question, local_day(row.since, outside.zone), reason)
        seen.add(row.question)


def cuts_of(changes: Iterable[DatedChange]) -> list[date]:
    """Return the days at which requests opened before and after are told apart."""
    return sorted({day for it in changes for day in (it.day - AROUND, it.day, it.day + AROUND)})


@dataclass(frozen=True)
class Causes:
    """Makes the charts of what could have prevented refusals; `spec` draws bars with a mark beside each."""

    wanted: Filter
    counted: FileCounts
    tell: FigureWords
    links: Links
    changes: Sequence[DatedChange]
    spec: Mapping[str, Any]

    def signs(self) -> Chart:
        """Return at which questions people hesitated before a refusal on them, beside all others."""
        found = [row for row in signs(self.counted, self.wanted.period, self.links) if row.refused.part]
        found.sort(key=lambda row: (_lead(row), row.refused.part), reverse=True)
        rows = [self._sign(row) for row in found[:MOST_SIGNS]]
        columns = ("sign", "among_refused", "among_others", "files", "change")
        return self._chart("signs", columns, rows, self.tell.say("signs_says"))

    def _sign(self, it: Sign) -> tuple[ChartCell, ...]:
        tell = self.tell
        named = tell.say(f"sign_{it.how}", reason=tell.reason(it.reason), question=tell.question(it.question))
        return (
            ChartCell(named),
            tell.share(it.refused, spread=True),
            tell.share(it.others, spread=True),
            tell.files(it.refused.part),
            ChartCell(self.change(it.refused, it.others)),
        )

    def effects(self) -> Chart:
        """Return how often files were refused, opened before a change and after it."""
        rows = [self._effect(row) for row in effects(self.counted, self.changes)]
        columns = ("what_changed", "opened_after", "opened_before", "files_after", "files_before", "change")
        says = self.tell.say("effects_says", days=AROUND.days) if rows else self.tell.say("effects_none")
        return self._chart("effects", columns, rows, says)

    def _effect(self, it: Effect) -> tuple[ChartCell, ...]:
        tell, change = self.tell, it.change
        what = tell.question(change.what) if change.kind == "wording" else change.what
        about = tell.reason(change.reason) if change.reason else tell.say("any_reason")
        return (
            ChartCell(tell.say(f"changed_{change.kind}", what=what, day=tell.day(change.day), reason=about)),
            tell.share(it.after, spread=True),
            tell.share(it.before, spread=True),
            tell.files(it.after.whole),
            tell.files(it.before.whole),
            ChartCell(self.change(it.after, it.before)),
        )

    def change(self, rate: Rate, other: Rate) -> str:
        """Return in a word whether chance explains the difference to another share."""
        if rate.share is None or other.share is None:
            return NOTHING
        if not rate.differs_from(other):
            return self.tell.say("change_none")
        return self.tell.say("change_more" if rate.share > other.share else "change_less")

    def _chart(
        self, code: str, columns: Sequence[str], rows: list[tuple[ChartCell, ...]], says: str
    ) -> Chart:
        values = [
            {
                "label": row[0].text, "share": row[1].value, "before": row[2].value, "on": True,
                "told": f"{row[0].text} – {row[1].text}", "says": f"{row[0].text} : {row[1].text}",
            }
            for row in rows
        ]  # fmt: skip
        headings = tuple(self.tell.say(f"column_{it}") for it in columns)
        title = self.tell.say(f"{code}_title")
        return Chart(code, title, says, headings, tuple(rows), self.spec, tuple(values))


def _lead(it: Sign) -> float:
    """Return by how much the refused are ahead of the others."""
    return (it.refused.share or 0) - (it.others.share or 0)

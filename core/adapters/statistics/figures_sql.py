"""The statements that count the ledger; one text for every database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from core.domain.statistics.filters import LAPSED, MOST_DAYS, NOBODY, NONE, BarFilter, Filter
from core.domain.statistics.outcomes import MOST_ROUNDS

TOTAL = "CAST(sum(files) AS BIGINT)"
BOTH = "month BETWEEN :before AND :last"
HERE = "month BETWEEN :first AND :last"


@dataclass(frozen=True)
class CountStatement:
    """One filter, as the statements need it."""

    wanted: Filter
    today: date
    cuts: tuple[date, ...] = ()

    @property
    def cut(self) -> str:
        """Return the expression for the latest of the cuts that a day of opening does not lie before."""
        cases = (
            f"WHEN opened_on >= DATE '{day}' THEN DATE '{day}'" for day in sorted(self.cuts, reverse=True)
        )
        return f"CASE {' '.join(cases)} END" if self.cuts else "CAST(NULL AS DATE)"

    @property
    def conditions(self) -> str:
        """Return the conditions on a row, each beginning with AND."""
        return "".join(f" AND {name} = :{name}" for name in self.wanted.chosen)

    @property
    def reason(self) -> str:
        """Return the condition on an outcome's reasons, beginning with AND."""
        return " AND ' ' || reasons || ' ' LIKE :reason" if self.wanted.reason else ""

    @property
    def values(self) -> dict[str, object]:
        """Return the values of the conditions, and the period's bounds as places of months."""
        chosen = {name: "" if code == NONE else code for name, code in self.wanted.chosen.items()}
        period = self.wanted.period
        months = {"before": period.before.first, "first": period.first, "last": period.last}
        days = {
            "today": self.today, "begins": period.begins, "ends": period.ends, "since": period.before.begins
        }  # fmt: skip
        reason = f"% {self.wanted.reason} %"
        return {**chosen, **{name: month.place for name, month in months.items()}, **days, "reason": reason}


def decided(asked: CountStatement) -> str:
    """Return how many outcomes stand, by month, rounds and waiting time."""
    return f"""SELECT month, outcome = 'refused' AS refused, theirs IS NOT NULL AS asked, rounds, days,
    days - coalesce(theirs, 0) AS ours, coalesce(theirs, 0) AS theirs, {TOTAL} AS files
FROM outcome_entry WHERE {BOTH}{asked.conditions}
GROUP BY GROUPING SETS (
    (month, outcome = 'refused', theirs IS NOT NULL), (month, rounds), (month, days),
    (month, days - coalesce(theirs, 0)), (month, coalesce(theirs, 0))
) HAVING sum(files) <> 0"""


def refused(asked: CountStatement) -> str:
    """Return how many files were refused for which reasons, by month, by regulator and by opening."""
    return f"""WITH refused AS (
    SELECT month, reasons, CASE WHEN month >= :first THEN regulator END AS regulator,
        CASE WHEN month >= :first THEN {asked.cut} END AS cut, files
    FROM outcome_entry WHERE outcome = 'refused' AND {BOTH}{asked.conditions}
)
SELECT month, regulator, cut, reasons, {TOTAL} AS files
FROM refused GROUP BY GROUPING SETS ((month, reasons), (regulator, reasons), (cut, reasons))
HAVING sum(files) <> 0"""


def placed(asked: CountStatement) -> str:
    """Return how many outcomes stand in the period, by regulator and by opening."""
    return f"""WITH placed AS (
    SELECT regulator, {asked.cut} AS cut, files FROM outcome_entry WHERE {HERE}{asked.conditions}
)
SELECT regulator, cut, {TOTAL} AS files FROM placed GROUP BY GROUPING SETS ((regulator), (cut))
HAVING sum(files) <> 0"""


def ended(asked: CountStatement) -> str:
    """Return how many requests had their last day, by month, and how many of them were never sent."""
    return f"""SELECT last_month AS month, {_at("submitted")} AS sent, {_at("opened")} AS files
FROM step_entry WHERE step IN ('opened', 'submitted') AND last_month BETWEEN :before AND :last
    AND last_day < :today{asked.conditions}
GROUP BY 1 HAVING sum(files) <> 0"""


def reached(asked: CountStatement) -> str:
    """Return how many requests opened in the period reached each step; where those that expired stopped."""
    return f"""SELECT step, question, last_day >= :today AS is_running, {TOTAL} AS files
FROM step_entry WHERE opened_month BETWEEN :first AND :last{asked.conditions}
GROUP BY 1, 2, 3 HAVING sum(files) <> 0
UNION ALL
SELECT 'decided', '', FALSE, {TOTAL} FROM outcome_entry
WHERE opened_on >= :begins AND opened_on < :ends{asked.conditions} HAVING sum(files) <> 0"""


def touched(asked: CountStatement) -> str:
    """Return at how many files something was opened or answered again, by question and reasons."""
    return f"""WITH alike AS (
    SELECT touched, reasons, sum(files) AS files FROM outcome_entry
    WHERE touched <> '' AND {HERE}{asked.conditions} GROUP BY touched, reasons
)
SELECT what, reasons, {TOTAL} AS files
FROM (SELECT unnest(string_to_array(touched, ' ')) AS what, reasons, files FROM alike) t
GROUP BY what, reasons HAVING sum(files) <> 0"""


def _at(step: str) -> str:
    return f"CAST(sum(CASE WHEN step = '{step}' THEN files ELSE 0 END) AS BIGINT)"


def headline(asked: CountStatement) -> str:
    """Return what the leading figures are computed from: outcomes, waiting times, what was told before."""
    return f"""SELECT CASE WHEN month >= :first THEN 'now' ELSE 'before' END AS period, outcome,
    theirs IS NOT NULL AS asked, days, reasons, told, {TOTAL} AS files
FROM outcome_entry WHERE {BOTH}{asked.conditions}{asked.reason}
GROUP BY GROUPING SETS (
    (CASE WHEN month >= :first THEN 'now' ELSE 'before' END, outcome, theirs IS NOT NULL),
    (CASE WHEN month >= :first THEN 'now' ELSE 'before' END, days),
    (CASE WHEN month >= :first THEN 'now' ELSE 'before' END, outcome, reasons, told)
) HAVING sum(files) <> 0"""


BY_ONE_THING = "(month), (regulator), (province), (language), (licence)"


def cube_decided(asked: CountStatement) -> str:  # noqa: ARG001 every statement is made alike
    """Return a quarter's outcomes, by one thing at a time."""
    return f"""SELECT month, regulator, province, language, licence, {TOTAL} AS decided,
    CAST(sum(CASE WHEN outcome = 'refused' THEN files ELSE 0 END) AS BIGINT) AS refused,
    CAST(sum(CASE WHEN theirs IS NOT NULL THEN files ELSE 0 END) AS BIGINT) AS asked
FROM outcome_entry WHERE {HERE} GROUP BY GROUPING SETS ((), {BY_ONE_THING})"""


def cube_reasons(asked: CountStatement) -> str:  # noqa: ARG001 every statement is made alike
    """Return a quarter's reasons of refusal, by one thing at a time."""
    return f"""SELECT month, regulator, province, language, licence, reasons, {TOTAL} AS files
FROM outcome_entry WHERE outcome = 'refused' AND {HERE}
GROUP BY GROUPING SETS ((reasons), {BY_ONE_THING.replace(")", ", reasons)")}) HAVING sum(files) <> 0"""


def cube_ended(asked: CountStatement) -> str:  # noqa: ARG001 every statement is made alike
    """Return how many requests had their last day in a quarter, and how many were sent, by month."""
    return f"""SELECT last_month AS month, {_at("opened")} AS ended, {_at("submitted")} AS sent
FROM step_entry WHERE last_month BETWEEN :first AND :last GROUP BY GROUPING SETS ((), (last_month))"""


def told_of(reason: str) -> str:
    """Return the expression for where somebody was told of a reason and what came of it; empty for nobody."""
    return f"split_part(split_part(' ' || told || ' ', ' ' || {reason} || ':', 2), ' ', 1)"


SENT_ALL_THE_SAME = f"""EXISTS (
    SELECT 1 FROM (SELECT unnest(string_to_array(reasons, ' ')) AS code) g
    WHERE {told_of("code")} LIKE '%\\:sent'
)"""
"""That a file was refused for a reason of which its applicant was told, and which she sent all the same."""
BAR = {
    "outcome": " AND outcome = :outcome", "reason": " AND ' ' || reasons || ' ' LIKE :reason",
    "other": " AND ' ' || reasons || ' ' LIKE :other",
    "only": " AND reasons <> '' AND position(' ' in reasons) = 0", "asked": " AND theirs IS NOT NULL",
}  # fmt: skip


def _told(bar: BarFilter) -> str:
    """Return the condition on what was told: of the bar's reason, of another, or of any that was given."""
    if bar.warned:
        return f" AND {told_of(':warned')} LIKE '%:' || :told"
    if not bar.told:
        return ""
    if not bar.reason:
        return f" AND {SENT_ALL_THE_SAME}"
    word = told_of(":code")
    return f" AND {word} = ''" if bar.told == NOBODY else f" AND {word} LIKE :told || ':%'"


def _behind_step(asked: CountStatement, bar: BarFilter) -> str:
    """Return the requests that came to a step, those opened last first, and how many there are in all."""
    if bar.step == "decided":
        rows, files = "outcome_entry WHERE opened_on >= :begins AND opened_on < :ends", "files"
    elif bar.step == LAPSED:
        rows = "step_entry WHERE last_month BETWEEN :first AND :last AND last_day < :today"
        files = "CASE step WHEN 'opened' THEN files WHEN 'submitted' THEN -files ELSE 0 END"
    else:
        rows, files = "step_entry WHERE opened_month BETWEEN :first AND :last AND step = :step", "files"
    question = " AND question = :question" if bar.question else ""
    return f"""SELECT application_id, count(*) OVER () AS files FROM {rows}{question}{asked.conditions}
GROUP BY application_id HAVING sum({files}) > 0
ORDER BY max(opened_on) DESC, CAST(application_id AS TEXT) DESC LIMIT :limit"""


def behind(asked: CountStatement, bar: BarFilter) -> str:
    """Return the files behind a bar, those decided last first, and how many there are in all."""
    if bar.step:
        return _behind_step(asked, bar)
    told = "".join(text for name, text in BAR.items() if getattr(bar, name)) + _told(bar)
    if bar.rounds:
        told += f" AND rounds {'>=' if bar.rounds == MOST_ROUNDS else '='} :rounds"
    if bar.days is not None:
        told += f" AND days {'>=' if bar.days == MOST_DAYS else '='} :days"
    return f"""SELECT application_id, count(*) OVER () AS files
FROM outcome_entry WHERE {HERE}{told}{asked.conditions}
GROUP BY application_id HAVING sum(files) > 0
ORDER BY max(decided_on) DESC, max(CAST(id AS TEXT)) DESC LIMIT :limit"""


STATEMENTS: dict[str, Callable[[CountStatement], str]] = {
    "decided": decided, "refused": refused, "placed": placed, "ended": ended, "reached": reached,
    "touched": touched, "headline": headline, "cube_decided": cube_decided, "cube_reasons": cube_reasons,
    "cube_ended": cube_ended,
}  # fmt: skip

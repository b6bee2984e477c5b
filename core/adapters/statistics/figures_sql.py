"""The statements that count what statistics are computed from; one text for every database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from core.adapters.store.local_days import local_day, month_of
from core.domain.statistics.filters import NONE, Bar, Filter
from core.domain.statistics.outcomes import MOST_ROUNDS
from core.domain.statistics.periods import instant_of

FINAL = "a.state IN ('approved', 'enrolled', 'refused')"
STANDS = "d.decided_at = a.decided_at"
"""A file bears the instant of the decision that ended it; one overturned or taken back is not that one."""
TAKEN_BACK = "SELECT u.decision_id FROM undone_decision u"
CALENDAR = f"""days AS (
    SELECT unnest(CAST(:days AS DATE[])) AS day, unnest(CAST(:numbers AS INTEGER[])) AS number
),
calendar AS (SELECT day, number, {month_of("day")} AS month FROM days)"""


@dataclass(frozen=True)
class CountAsked:
    """One filter, as the statements need it; `began` is the day of the first request there is."""

    wanted: Filter
    zone: ZoneInfo
    today: date
    began: date
    cuts: tuple[date, ...] = ()

    def day(self, column: str) -> str:
        """Return the expression for the local day of an instant."""
        return local_day(column, self.zone, self.began, self.wanted.period.ends)

    def cut(self, column: str) -> str:
        """Return the expression for the latest of the cuts that a day does not lie before."""
        cases = (
            f"WHEN {column} >= DATE '{day}' THEN DATE '{day}'" for day in sorted(self.cuts, reverse=True)
        )
        return f"CASE {' '.join(cases)} END" if self.cuts else "CAST(NULL AS DATE)"

    @property
    def conditions(self) -> str:
        """Return the conditions on an application, each beginning with AND."""
        return "".join(f" AND a.{name} = :{name}" for name in self.wanted.chosen)

    @property
    def chosen(self) -> dict[str, str]:
        """Return the values of the conditions."""
        return {name: "" if code == NONE else code for name, code in self.wanted.chosen.items()}

    @property
    def bounds(self) -> dict[str, object]:
        """Return the period's bounds, as days and as instants."""
        period = self.wanted.period
        days = {"before": period.before.begins, "begins": period.begins, "ends": period.ends}
        instants = {
            f"{name}_at": instant_of(day, self.zone).replace(tzinfo=None) for name, day in days.items()
        }
        return {**days, **instants, "today": self.today}


def decided(asked: CountAsked) -> str:
    """Return how many files were decided, by month, rounds and waiting time; by regulator and by opening.

    Every file is counted as if it had been sent once, which needs no other table; those for which documents
    were required are then taken out, and counted as they were.
    """
    when = f"{FINAL} AND a.decided_at >= :before_at AND a.decided_at < :ends_at{asked.conditions}"
    return f"""WITH {CALENDAR},
sent_back AS MATERIALIZED (
    SELECT a.id, max(a.state) = 'refused' AS refused, max(a.round) AS rounds,
        {asked.day("max(a.decided_at)")} AS decided_on, {asked.day("max(a.submitted_at)")} AS last_sent_on,
        {asked.day("min(coalesce(f.submitted_at, a.submitted_at))")} AS sent_on,
        CAST(sum(back.number - since.number) AS INTEGER) AS theirs
    FROM decision d JOIN application a ON a.id = d.application_id
    LEFT JOIN submission n ON n.application_id = d.application_id AND n.number = d.round + 1
    LEFT JOIN submission f ON f.application_id = d.application_id AND f.number = 1
    JOIN calendar since ON since.day = {asked.day("d.decided_at")}
    JOIN calendar back ON back.day = {asked.day("coalesce(n.submitted_at, a.decided_at)")}
    WHERE d.outcome = 'documents_required' AND d.id NOT IN ({TAKEN_BACK}) AND {when}
    GROUP BY a.id
),
filed AS (
    SELECT until.month, a.state = 'refused' AS refused, a.round AS rounds, FALSE AS asked,
        until.number - since.number AS days, 0 AS theirs, count(*) AS files
    FROM application a JOIN calendar since ON since.day = {asked.day("a.submitted_at")}
    JOIN calendar until ON until.day = {asked.day("a.decided_at")}
    WHERE {when} GROUP BY 1, 2, 3, 4, 5, 6
    UNION ALL
    SELECT until.month, b.refused, b.rounds, FALSE, until.number - since.number, 0, -count(*)
    FROM sent_back b JOIN calendar since ON since.day = b.last_sent_on
    JOIN calendar until ON until.day = b.decided_on GROUP BY 1, 2, 3, 4, 5, 6
    UNION ALL
    SELECT until.month, b.refused, b.rounds, TRUE, until.number - since.number, b.theirs, count(*)
    FROM sent_back b JOIN calendar since ON since.day = b.sent_on
    JOIN calendar until ON until.day = b.decided_on GROUP BY 1, 2, 3, 4, 5, 6
)
SELECT month, refused, asked, rounds, days, days - theirs AS ours, theirs, CAST(sum(files) AS BIGINT) AS files
FROM filed GROUP BY GROUPING SETS (
    (month, refused, asked), (month, rounds), (month, days), (month, days - theirs), (month, theirs)
) HAVING sum(files) <> 0"""


def refused(asked: CountAsked) -> str:
    """Return how many files were refused for which reasons, by month, by regulator and by opening."""
    return f"""WITH refused AS (
    SELECT {month_of(asked.day("d.decided_at"))} AS month, d.reason_codes,
        CASE WHEN d.decided_at >= :begins_at THEN a.regulator END AS regulator,
        CASE WHEN d.decided_at >= :begins_at THEN {asked.cut("a.opened_on")} END AS cut
    FROM decision d JOIN application a ON a.id = d.application_id
    WHERE d.outcome = 'refused' AND {STANDS}
        AND d.decided_at >= :before_at AND d.decided_at < :ends_at{asked.conditions}
)
SELECT month, regulator, cut, reason_codes, count(*) AS files
FROM refused GROUP BY GROUPING SETS ((month, reason_codes), (regulator, reason_codes), (cut, reason_codes))"""


def placed(asked: CountAsked) -> str:
    """Return how many files were decided in the period, by regulator and by opening."""
    return f"""WITH placed AS (
    SELECT a.regulator, {asked.cut("a.opened_on")} AS cut FROM application a
    WHERE {FINAL} AND a.decided_at >= :begins_at AND a.decided_at < :ends_at{asked.conditions}
)
SELECT regulator, cut, count(*) AS files FROM placed GROUP BY GROUPING SETS ((regulator), (cut))"""


def ended(asked: CountAsked) -> str:
    """Return how many requests had their last day, by month, and how many of them ran out."""
    return f"""SELECT {month_of("a.last_day")} AS month, a.submitted_at IS NULL AS expired, count(*) AS files
FROM application a
WHERE a.last_day >= :before AND a.last_day < :ends AND a.last_day < :today{asked.conditions}
GROUP BY 1, 2"""


def reached(asked: CountAsked) -> str:
    """Return how far the requests opened in the period came."""
    opened = f"a.opened_on >= :begins AND a.opened_on < :ends{asked.conditions}"
    return f"""WITH unsent AS (
    SELECT a.id, a.at_question, a.last_day >= :today AND a.state = 'open' AS is_under_way
    FROM application a WHERE {opened} AND a.submitted_at IS NULL
),
given AS (SELECT DISTINCT d.application_id FROM document d JOIN unsent u ON u.id = d.application_id),
printed AS (SELECT DISTINCT p.application_id FROM print p JOIN unsent u ON u.id = p.application_id),
gone AS (
    SELECT CASE WHEN g.application_id IS NOT NULL THEN 'documents'
        WHEN p.application_id IS NOT NULL THEN 'printed' ELSE 'opened' END AS step,
        u.at_question, u.is_under_way
    FROM unsent u LEFT JOIN given g ON g.application_id = u.id LEFT JOIN printed p ON p.application_id = u.id
)
SELECT step, CASE WHEN step = 'opened' THEN at_question ELSE '' END AS question, is_under_way,
    count(*) AS files
FROM gone GROUP BY 1, 2, 3
UNION ALL
SELECT CASE WHEN {FINAL} THEN 'decided' ELSE 'submitted' END, '', NOT ({FINAL}), count(*)
FROM application a WHERE {opened} AND a.submitted_at IS NOT NULL GROUP BY 1, 2, 3"""


def touched(asked: CountAsked) -> str:
    """Return at how many decided files something was opened or answered again at some questions."""
    return f"""WITH touched AS (
    SELECT 'again' AS how, w.question, w.application_id FROM answer w
    WHERE w.times = 2 AND w.question = ANY(CAST(:questions AS TEXT[])) AND w.answered_at >= :first_at
    UNION ALL
    SELECT DISTINCT 'opened', h.question, h.application_id FROM help_opened h
    WHERE h.question = ANY(CAST(:questions AS TEXT[])) AND h.opened_at >= :first_at
)
SELECT t.how, t.question, d.reason_codes, count(*) AS files
FROM touched t JOIN application a ON a.id = t.application_id
LEFT JOIN decision d ON d.application_id = a.id AND d.outcome = 'refused' AND {STANDS}
WHERE {FINAL} AND a.decided_at >= :begins_at AND a.decided_at < :ends_at{asked.conditions}
GROUP BY t.how, t.question, d.reason_codes"""


def first_opened(asked: CountAsked) -> str:
    """Return when the first of the files decided in the period was opened; older rows need no look."""
    return f"""SELECT min(a.opened_at) FROM application a
WHERE {FINAL} AND a.decided_at >= :begins_at AND a.decided_at < :ends_at{asked.conditions}"""


BY_ONE_THING = "(month), (regulator), (province), (language), (licence)"


def cube_decided(asked: CountAsked) -> str:
    """Return a quarter's decisions, by one thing at a time."""
    return f"""WITH asked AS (
    SELECT DISTINCT d.application_id FROM decision d
    WHERE d.outcome = 'documents_required' AND d.id NOT IN ({TAKEN_BACK})
),
filed AS (
    SELECT {month_of(asked.day("a.decided_at"))} AS month, a.regulator, a.province, a.language, a.licence,
        a.state = 'refused' AS refused, k.application_id IS NOT NULL AS asked, a.decided_at
    FROM application a LEFT JOIN asked k ON k.application_id = a.id
    WHERE {FINAL} AND a.decided_at >= :begins_at AND a.decided_at < :ends_at
)
SELECT month, regulator, province, language, licence, count(*) AS decided,
    count(*) FILTER (WHERE refused) AS refused, count(*) FILTER (WHERE asked) AS asked,
    min(decided_at) AS first_at
FROM filed GROUP BY GROUPING SETS ((), {BY_ONE_THING})"""


def cube_reasons(asked: CountAsked) -> str:
    """Return a quarter's reasons of refusal, by one thing at a time."""
    sets = BY_ONE_THING.replace(")", ", code)")
    return f"""WITH given AS MATERIALIZED (
    SELECT {month_of(asked.day("d.decided_at"))} AS month, a.regulator, a.province, a.language, a.licence,
        unnest(d.reason_codes) AS code
    FROM decision d JOIN application a ON a.id = d.application_id
    WHERE d.outcome = 'refused' AND {STANDS} AND d.decided_at >= :begins_at AND d.decided_at < :ends_at
)
SELECT month, regulator, province, language, licence, code, count(*) AS files
FROM given WHERE code = ANY(CAST(:reasons AS TEXT[])) GROUP BY GROUPING SETS ((code), {sets})"""


def cube_ended(asked: CountAsked) -> str:  # noqa: ARG001 every statement is made alike
    """Return how many requests had their last day in a quarter, and how many ran out, by month."""
    return f"""WITH last AS (
    SELECT {month_of("a.last_day")} AS month, a.submitted_at IS NULL AS expired, a.opened_at
    FROM application a WHERE a.last_day >= :begins AND a.last_day < :ends
)
SELECT month, count(*) AS ended, count(*) FILTER (WHERE expired) AS expired, min(opened_at) AS first_at
FROM last GROUP BY GROUPING SETS ((), (month))"""


BAR = {
    "outcome": " AND d.outcome = :outcome", "reason": " AND :reason = ANY(d.reason_codes)",
    "other": " AND :other = ANY(d.reason_codes)", "only": " AND array_length(d.reason_codes, 1) = 1",
    "asked": f""" AND EXISTS (
        SELECT 1 FROM decision k WHERE k.application_id = d.application_id
            AND k.outcome = 'documents_required' AND k.id NOT IN ({TAKEN_BACK})
    )""",
}  # fmt: skip


def behind(asked: CountAsked, bar: Bar) -> str:
    """Return the decided files behind a bar, those decided last, and how many there are in all."""
    told = "".join(text for name, text in BAR.items() if getattr(bar, name))
    if bar.rounds:
        told += f" AND a.round {'>=' if bar.rounds == MOST_ROUNDS else '='} :rounds"
    return f"""SELECT d.application_id, count(*) OVER () AS files
FROM decision d JOIN application a ON a.id = d.application_id
WHERE d.outcome IN ('approved', 'refused') AND {STANDS}
    AND d.decided_at >= :begins_at AND d.decided_at < :ends_at{told}{asked.conditions}
ORDER BY d.decided_at DESC, d.id DESC LIMIT :limit"""


STATEMENTS: dict[str, Callable[[CountAsked], str]] = {
    "decided": decided, "refused": refused, "placed": placed, "ended": ended, "reached": reached,
    "touched": touched, "first_opened": first_opened, "cube_decided": cube_decided,
    "cube_reasons": cube_reasons, "cube_ended": cube_ended,
}  # fmt: skip

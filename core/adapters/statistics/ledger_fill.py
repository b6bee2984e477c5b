"""Fills the ledger of figures from the requests there are: of a store older than it, or filled in bulk.

What the domain enters act by act (`core/domain/statistics/ledger.py`) is here written once in SQL, for either
database; tests compare the two row by row.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import accumulate
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from core.adapters.store.local_days import local_day, month_of
from core.adapters.store.store import SqlStore
from core.domain.desk.working_days import WorkingDays
from core.domain.rules.early_findings import DONE

ONE_DAY = timedelta(days=1)
FINAL = "a.state IN ('approved', 'enrolled', 'refused')"
STANDING = "SELECT * FROM decision WHERE id NOT IN (SELECT decision_id FROM undone_decision)"
PROFILE = "a.regulator, a.province, a.language, a.licence"
SPAN = "SELECT min(opened_on) AS first, max(opened_on) AS last FROM application"
GRAVITY = "CASE what " + " ".join(f"WHEN '{what}' THEN {place}" for place, what in enumerate(DONE)) + " END"
FATE = "CASE max(l.gravity) " + " ".join(f"WHEN {n} THEN '{what}'" for n, what in enumerate(DONE)) + " END"
IS_WANTING = """SELECT EXISTS (SELECT 1 FROM application) AND NOT EXISTS (SELECT 1 FROM step_entry)"""


def fill_ledger(store: SqlStore, calendar: WorkingDays, zone: ZoneInfo, today: date) -> bool:
    """Fill an empty ledger from the requests there are, and say whether there was anything to do."""
    with store.writing() as connection:
        if not connection.scalar(sa.text(IS_WANTING)):
            return False
        first = connection.execute(sa.text(SPAN)).one().first
        days = list(_days(first - ONE_DAY, today + ONE_DAY))
        numbers = list(accumulate(int(calendar.is_one(day)) for day in days))

        def day(column: str) -> str:
            return local_day(column, zone, days[0], days[-1])

        connection.execute(sa.text(_outcomes(day)), {"days": days, "numbers": numbers})
        connection.execute(sa.text(_steps()))
    return True


def analyse(store: SqlStore) -> None:
    """Let PostgreSQL know its tables after a bulk load, or it plans its first statements by guesses."""
    if not store.is_duckdb:
        with store.writing() as connection:
            connection.exec_driver_sql("ANALYZE")


def _days(first: date, last: date) -> Iterable[date]:
    return (first + ONE_DAY * count for count in range((last - first).days + 1))


def _outcomes(day: Any) -> str:
    return f"""INSERT INTO outcome_entry (
    id, application_id, files, month, decided_on, opened_on, outcome, regulator, province, language, licence,
    rounds, days, theirs, reasons, touched, told
)
WITH calendar AS (
    SELECT unnest(CAST(:days AS DATE[])) AS day, unnest(CAST(:numbers AS INTEGER[])) AS number
),
stands AS ({STANDING}),
given AS (
    SELECT d.id, CAST(sum(back.number - since.number) AS INTEGER) AS theirs FROM (
        SELECT a.id, {day("d.decided_at")} AS asked_on,
            {day("coalesce(n.submitted_at, a.decided_at)")} AS back_on
        FROM stands d JOIN application a ON a.id = d.application_id
        LEFT JOIN submission n ON n.application_id = d.application_id AND n.number = d.round + 1
        WHERE d.outcome = 'documents_required' AND {FINAL}
    ) d JOIN calendar since ON since.day = d.asked_on JOIN calendar back ON back.day = d.back_on GROUP BY d.id
),
reason AS (
    SELECT id, string_agg(code, ' ' ORDER BY code COLLATE "C") AS codes
    FROM (SELECT id, unnest(reason_codes) AS code FROM stands WHERE outcome = 'refused') r GROUP BY id
),
{_warned()},
touch AS (
    SELECT application_id, string_agg(what, ' ' ORDER BY what COLLATE "C") AS touched FROM (
        SELECT DISTINCT application_id, 'again:' || question AS what FROM answer WHERE times = 2
        UNION ALL SELECT DISTINCT application_id, 'opened:' || question FROM help_opened
    ) t GROUP BY application_id
),
filed AS (
    SELECT d.id, a.id AS application_id, {day("a.decided_at")} AS decided_on, a.opened_on,
        {day("coalesce(f.submitted_at, a.submitted_at)")} AS sent_on, d.outcome, {PROFILE}, a.round
    FROM stands d JOIN application a ON a.id = d.application_id AND a.decided_at = d.decided_at
    LEFT JOIN submission f ON f.application_id = a.id AND f.number = 1
    WHERE {FINAL} AND d.outcome IN ('approved', 'refused')
)
SELECT f.id, f.application_id, 1, {month_of("f.decided_on")}, f.decided_on, f.opened_on, f.outcome,
    f.regulator, f.province, f.language, f.licence, f.round, until.number - since.number, g.theirs,
    coalesce(r.codes, ''), coalesce(t.touched, ''), coalesce(w.told, '')
FROM filed f JOIN calendar since ON since.day = f.sent_on JOIN calendar until ON until.day = f.decided_on
LEFT JOIN given g ON g.id = f.application_id LEFT JOIN reason r ON r.id = f.id
LEFT JOIN touch t ON t.application_id = f.application_id
LEFT JOIN warned w ON w.application_id = f.application_id ORDER BY f.id"""


def _warned() -> str:
    """Return the queries that end in `warned`: what each applicant was told, as `tellings` writes it."""
    return f"""first_told AS (
    SELECT DISTINCT ON (application_id, reason) application_id, reason,
        CASE WHEN left(screen, 9) = 'question:' THEN 'question'
            ELSE replace(screen, 'screen:', '') END AS place
    FROM rule_told WHERE what = 'told' AND reason <> '' ORDER BY application_id, reason, id
),
last_done AS (
    SELECT DISTINCT ON (application_id, reason, rule) application_id, reason, {GRAVITY} AS gravity
    FROM rule_told WHERE reason <> '' ORDER BY application_id, reason, rule, id DESC
),
telling AS (
    SELECT f.application_id, f.reason || ':' || f.place || ':' || {FATE} AS word
    FROM first_told f JOIN last_done l ON l.application_id = f.application_id AND l.reason = f.reason
    GROUP BY f.application_id, f.reason, f.place
),
warned AS (
    SELECT application_id, string_agg(word, ' ' ORDER BY word COLLATE "C") AS told
    FROM telling GROUP BY application_id
)"""


def _steps() -> str:
    """Return what enters every step of every request; nobody came so far without the steps before."""
    printed, given = (f"a.id IN (SELECT application_id FROM {name})" for name in ("print", "document"))
    sent = "a.submitted_at IS NOT NULL"
    rows = {
        "opened": "TRUE", "printed": f"({printed} OR {given} OR {sent})", "documents": f"({given} OR {sent})",
        "submitted": sent, "expired": "a.state = 'expired'",
    }  # fmt: skip
    stopped = f"CASE WHEN s.step = 'expired' AND NOT {rows['printed']} THEN a.at_question ELSE '' END"
    steps = " UNION ALL ".join(f"SELECT '{step}' AS step" for step in rows)
    reached = " OR ".join(f"(s.step = '{step}' AND {condition})" for step, condition in rows.items())
    return f"""INSERT INTO step_entry (
    id, application_id, files, step, question, opened_month, opened_on, last_month, last_day, regulator,
    province, language, licence
)
SELECT CAST(md5(CAST(a.id AS TEXT) || s.step) AS UUID), a.id, 1, s.step, {stopped},
    {month_of("a.opened_on")}, a.opened_on, {month_of("a.last_day")}, a.last_day, {PROFILE}
FROM application a CROSS JOIN ({steps}) s WHERE {reached} ORDER BY a.id, s.step"""

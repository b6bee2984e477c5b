"""Decisions beside what the rules had said, in SQL, the same for DuckDB and PostgreSQL."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from core.adapters.tables import TABLES
from core.domain.application import Decision
from core.domain.facts import Facts
from core.domain.proceedings import UndoneDecision
from core.domain.review_port import Reviewed
from core.domain.rules import Judgement

GIVEN, JUDGED, KNOWN = TABLES[Decision].c, TABLES[Judgement].c, TABLES[Facts].c
JOINED = sa.outerjoin(
    sa.outerjoin(TABLES[Decision], TABLES[Judgement], JUDGED["application_id"] == GIVEN["application_id"]),
    TABLES[Facts],
    KNOWN["id"] == JUDGED["id"],
)
QUERY = (
    sa.select(
        GIVEN["id"], GIVEN["officer_id"], GIVEN["outcome"], GIVEN["reason_codes"], GIVEN["overruled"],
        GIVEN["decided_at"], JUDGED["edition"], JUDGED["verdicts"], JUDGED["judged_on"], KNOWN["judged_at"],
    )
    .select_from(JOINED)
    .where(GIVEN["decided_at"] >= sa.bindparam("since", type_=GIVEN["decided_at"].type))
    .where(GIVEN["id"].not_in(sa.select(TABLES[UndoneDecision].c["decision_id"])))
    .order_by(GIVEN["decided_at"], GIVEN["id"], JUDGED["number"])
)  # fmt: skip
OWN = QUERY.where(GIVEN["officer_id"] == sa.bindparam("officer", type_=sa.Uuid()))


def latest(rows: Iterable[Any]) -> list[Reviewed]:
    """Return each decision once, with the last judgement made before it.

    Shapes: rows in the order of decisions, within one of its judgements.
    """
    found: dict[UUID, Reviewed] = {}
    for row in rows:
        if row.judged_at is not None and row.judged_at <= row.decided_at:
            judged = {"edition": row.edition, "verdicts": row.verdicts, "judged_on": row.judged_on}
            found[row.id] = replace(_given(row), **judged)
        elif row.id not in found:
            found[row.id] = _given(row)
    return list(found.values())


def _given(row: Any) -> Reviewed:
    return Reviewed(
        officer_id=row.officer_id,
        outcome=row.outcome,
        reason_codes=row.reason_codes,
        overruled=tuple(it["rule"] for it in row.overruled),
        decided_at=row.decided_at,
    )


class SqlReview:
    """The Review port over one SQLAlchemy connection."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def decisions(self, since: datetime, officer: UUID | None = None) -> list[Reviewed]:
        """Return the decisions given from an instant on: everybody's, or one officer's."""
        told = {"since": since, "officer": officer} if officer else {"since": since}
        return latest(self._connection.execute(OWN if officer else QUERY, told))

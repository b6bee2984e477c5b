"""Decisions beside what the rules had said, in SQL, the same for DuckDB and PostgreSQL."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVarTuple
from uuid import UUID

import sqlalchemy as sa

from core.adapters.store.tables import TABLES
from core.domain.application.application import Application, Decision, State
from core.domain.application.proceedings import (
    Countersignature,
    DraftDecision,
    Reconsideration,
    UndoneDecision,
)
from core.domain.decisions.review_port import ContestedDecision, DraftedDecision, Fate, ReviewedDecision
from core.domain.rules.facts import Facts
from core.domain.rules.rules import Judgement

Columns = TypeVarTuple("Columns")
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

MADE, SIGNED = TABLES[DraftDecision].c, TABLES[Countersignature].c
LATER = TABLES[DraftDecision].alias("later")
IS_NEWEST = ~sa.exists().where(
    LATER.c["application_id"] == MADE["application_id"], LATER.c["number"] > MADE["number"]
)
WAITS = sa.and_(TABLES[Application].c["state"] == State.TO_COUNTERSIGN, IS_NEWEST)
DRAFTS = (
    sa.select(MADE["officer_id"], MADE["cause"], SIGNED["agrees"], WAITS.label("waits"))
    .join(TABLES[Application], TABLES[Application].c["id"] == MADE["application_id"])
    .outerjoin(TABLES[Countersignature], SIGNED["draft_id"] == MADE["id"])
    .where(MADE["drafted_at"] >= sa.bindparam("since", type_=MADE["drafted_at"].type))
    .order_by(MADE["drafted_at"], MADE["id"])
)

ASKED, UNDONE = TABLES[Reconsideration].c, TABLES[UndoneDecision].c
AGAIN = TABLES[Decision].alias("again")
ANSWERS = sa.and_(
    AGAIN.c["application_id"] == ASKED["application_id"],
    AGAIN.c["reconsidered"] != "",
    AGAIN.c["id"].not_in(sa.select(UNDONE["decision_id"])),
)
FATE = sa.func.coalesce(AGAIN.c["reconsidered"], sa.literal(str(Fate.UNDECIDED)))
OF = GIVEN["id"], GIVEN["officer_id"], GIVEN["reason_codes"]
LOOKED_AT = (
    sa.select(*OF, FATE.label("fate"), ASKED["asked_at"].label("at"))
    .join(TABLES[Reconsideration], ASKED["decision_id"] == GIVEN["id"])
    .outerjoin(AGAIN, ANSWERS)
)
GONE = sa.select(*OF, sa.literal(str(Fate.UNDONE)), UNDONE["undone_at"]).join(
    TABLES[UndoneDecision], UNDONE["decision_id"] == GIVEN["id"]
)
BOTH = sa.union_all(LOOKED_AT, GONE).subquery()
CONTESTED = (
    sa.select(BOTH)
    .where(BOTH.c["at"] >= sa.bindparam("since", type_=UNDONE["undone_at"].type))
    .order_by(BOTH.c["at"], BOTH.c["id"])
)


def latest(rows: Iterable[Any]) -> list[ReviewedDecision]:
    """Return each decision once, with the last judgement made before it.

    Shapes: rows in the order of decisions, within one of its judgements.
    """
    found: dict[UUID, ReviewedDecision] = {}
    for row in rows:
        if row.judged_at is not None and row.judged_at <= row.decided_at:
            judged = {"edition": row.edition, "verdicts": row.verdicts, "judged_on": row.judged_on}
            found[row.id] = replace(_given(row), **judged)
        elif row.id not in found:
            found[row.id] = _given(row)
    return list(found.values())


def _given(row: Any) -> ReviewedDecision:
    return ReviewedDecision(
        officer_id=row.officer_id,
        outcome=row.outcome,
        reason_codes=row.reason_codes,
        overruled=tuple(it["rule"] for it in row.overruled),
        decided_at=row.decided_at,
    )


def _fate(row: Any) -> Fate:
    if row.agrees is None:
        return Fate.WAITING if row.waits else Fate.TAKEN_BACK
    return Fate.SIGNED if row.agrees else Fate.SENT_BACK


class SqlReview:
    """The Review port over one SQLAlchemy connection."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def decisions(self, since: datetime, officer: UUID | None = None) -> list[ReviewedDecision]:
        """Return the decisions given from an instant on: everybody's, or one officer's."""
        return latest(self._asked(QUERY, GIVEN["officer_id"], since, officer))

    def drafts(self, since: datetime, officer: UUID | None = None) -> list[DraftedDecision]:
        """Return the decisions put to countersign from an instant on: everybody's, or one officer's."""
        rows = self._asked(DRAFTS, MADE["officer_id"], since, officer)
        return [DraftedDecision(row.officer_id, row.cause, _fate(row)) for row in rows]

    def contested(self, since: datetime, officer: UUID | None = None) -> list[ContestedDecision]:
        """Return the decisions contested or undone from an instant on: everybody's, or one officer's."""
        rows = self._asked(CONTESTED, BOTH.c["officer_id"], since, officer)
        return [ContestedDecision(row.officer_id, row.reason_codes, Fate(row.fate)) for row in rows]

    def _asked(
        self, query: sa.Select[*Columns], whose: sa.ColumnElement[UUID], since: datetime, officer: UUID | None
    ) -> Iterable[Any]:
        """Return the rows of a query from an instant on, of one officer where one is named."""
        return self._connection.execute(query.where(whose == officer) if officer else query, {"since": since})

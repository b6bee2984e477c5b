"""Thousands of made-up requests, whole enough to be counted, the same for the same seed."""

import random
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pandas as pd

from core.adapters.statistics.ledger_fill import analyse, fill_ledger
from core.domain.application.application import Answer, Application, Decision, Document, Print, Submission
from core.domain.application.proceedings import UndoneDecision
from core.domain.application.question_wording import HelpOpened
from core.domain.rules.early_findings import RuleTold
from tests.adapters.bulk import put
from tests.office_days import OFFICE_DAYS
from tests.services.pandas_figures import COLUMNS

ZONE = ZoneInfo("America/Toronto")
FIRST = datetime(2024, 1, 1, 5, tzinfo=UTC)
SPAN = timedelta(days=800)
REGULATORS = (["CICC", "LSO", "BQ", "LSYT", ""], [55, 20, 15, 2, 8])
PROVINCES, LANGUAGES, LICENCES = ("ON", "QC", "BC", ""), ("fr", "en"), ("rcic", "lawyer", "notary", "")
REASONS = (
    "wrong_member_number", "second_id_not_valid", "form_not_complete", "name_differs",
    "attestor_not_eligible", "other",
)  # fmt: skip

SCREENS = ("question:second_id", "question:attestor", "screen:review", "screen:print", "screen:documents")
QUESTIONS = ("family_name", "licence", "membership_number", "second_id", "attestor", "review")
TABLES = {
    Application: "application", Decision: "decision", Submission: "submission", Answer: "answer",
    Print: "print", Document: "document", HelpOpened: "help_opened", UndoneDecision: "undone_decision",
    RuleTold: "rule_told",
}  # fmt: skip
FILE = {"pages": 2, "vault_key": "", "sha256": ""}
SAME = {
    Application: {
        "events": 1, "chain": "", "version": 1, "name": "", "name_key": "", "membership_number": "",
        "proposed": [], "search_key": "", "clock_since": date(2026, 3, 2), "clock_rank": 0,
    },
    Decision: {"reasons": "[]", "overruled": "[]"},
    Submission: {
        "answers": "{}", "answers_digest": "", "documents": "{}", "document_ids": "[]", "print_number": 1,
    },
    Answer: {"value": "{}"},
    Print: {**FILE, "number": 1, "digest": "", "language": "fr", "places": "[]"},
    Document: {**FILE, "kind": "first_id", "file_name": "", "media_type": "", "size": 1},
    HelpOpened: {"term": "help"},
    UndoneDecision: {},
    RuleTold: {},
}  # fmt: skip
"""Columns that no figure reads."""


class ManyFiles:
    """Draws requests one after another."""

    def __init__(self, seed=1):
        self.draw, self.telling = random.Random(seed), random.Random(seed)
        self.rows = {kind: [] for kind in TABLES}
        self.keys = 0

    def key(self):
        self.keys += 1
        return UUID(int=(0x7 << 76) | self.keys)

    def many(self, count):
        for _ in range(count):
            self.one()
        return self

    def one(self):
        draw, id = self.draw, self.key()
        opened = FIRST + timedelta(seconds=draw.random() * SPAN.total_seconds())
        request = {
            "id": id, "account_id": id, "reference": f"RRA-{id.int % 10**9:09}", "opened_at": opened,
            "opened_on": opened.astimezone(ZONE).date(), "regulator": draw.choices(*REGULATORS)[0],
            "province": draw.choice(PROVINCES), "language": draw.choice(LANGUAGES),
            "licence": draw.choice(LICENCES), "at_question": draw.choice(QUESTIONS), "submitted_at": None,
            "decided_at": None, "changed_at": None, "round": 0, "state": "open",
        }  # fmt: skip
        request["last_day"] = request["opened_on"] + timedelta(30)
        self.answers(id, opened)
        self.goes_on(request)
        self.rows[Application].append(request)

    def answers(self, id, opened):
        for question in QUESTIONS[:5]:
            times = self.draw.choices([1, 2, 3], [88, 9, 3])[0]
            for time in range(1, times + 1):
                told = {"application_id": id, "question": question, "answered_at": opened, "times": time}
                self.rows[Answer].append({"id": self.key(), **told})
            for _ in range(self.draw.choices([0, 1, 2], [80, 15, 5])[0]):
                told = {"application_id": id, "question": question, "opened_at": opened}
                self.rows[HelpOpened].append({"id": self.key(), **told})

    def goes_on(self, request):
        fate = self.draw.random()
        if fate > 0.2 or fate < 0.1:
            self.rows[Print].append(self.paper(request, "printed_at"))
        if fate > 0.2 or fate < 0.05:
            self.rows[Document].append(self.paper(request, "given_at"))
        if fate < 0.18:
            request["state"] = "expired"
        elif fate > 0.22:
            self.is_sent(request, request["opened_at"] + timedelta(hours=self.draw.random() * 700))

    def paper(self, request, when):
        return {"id": self.key(), "application_id": request["id"], when: request["opened_at"]}

    def is_sent(self, request, at):
        request.update(submitted_at=at, changed_at=at, round=request["round"] + 1, state="submitted")
        told = {"application_id": request["id"], "number": request["round"], "submitted_at": at}
        self.rows[Submission].append({"id": self.key(), **told})
        self.is_told(request)
        if self.draw.random() < 0.95:
            self.is_decided(request, at + timedelta(hours=1 + self.draw.expovariate(1 / 300)))

    def is_told(self, request):
        """Tell some rules, of which two may bear one reason, and one none; then say what was done."""
        draw, rows = self.telling, self.rows[RuleTold]
        for _ in range(draw.choice([0, 0, 1, 1, 2])):
            reason = draw.choice([*REASONS, ""])
            rule, screen = f"{reason}_{draw.choice('ab')}", draw.choice(SCREENS)
            told = {"application_id": request["id"], "rule": rule, "reason": reason, "screen": screen}
            for what in draw.choice(
                [("told",), ("told", "mended"), ("told", "printed"), ("told", "printed", "sent")]
            ):
                rows.append({"id": self.key(), **told, "what": what, "told_on": request["opened_on"]})

    def is_decided(self, request, at, outcomes=(20, 25, 55)):
        outcome = self.draw.choices(["documents_required", "refused", "approved"], outcomes)[0]
        before = self.draw.random()
        if before < 0.04:
            taken_back = self.draw.choice(["documents_required", "refused", "approved"])
            self.undo(self.decide(request, at - timedelta(hours=1), taken_back), at)
        elif before < 0.06 and outcome != "documents_required":
            self.decide(request, at - timedelta(hours=2), "refused")
        number = self.decide(request, at, outcome)["number"]
        request.update(state=outcome, decided_at=at, changed_at=at)
        if outcome == "approved" and self.draw.random() < 0.5:
            request["state"] = "enrolled"
        elif outcome == "documents_required" and number < 5:
            later = at + timedelta(hours=self.draw.expovariate(1 / 150))
            answers = self.draw.random()
            if answers < 0.8:
                self.is_sent(request, later)
            elif answers < 0.9:
                self.is_decided(request, later, (0, 1, 0))

    def undo(self, decision, at):
        """Take a decision back: it stays on record and counts nowhere."""
        told = {"application_id": decision["application_id"], "decision_id": decision["id"]}
        by = {"officer_id": decision["officer_id"], "decided_by": decision["officer_id"]}
        self.rows[UndoneDecision].append({"id": self.key(), **told, **by, "undone_at": at})

    def decide(self, request, at, outcome):
        number = sum(row["application_id"] == request["id"] for row in self.rows[Decision][-12:]) + 1
        several = self.draw.choices(REASONS, k=self.draw.choice([1, 1, 1, 2, 3]))
        codes = sorted(set(several)) if outcome == "refused" else []
        self.draw.shuffle(codes)
        self.rows[Decision].append({
            "id": self.key(), "application_id": request["id"], "number": number, "outcome": outcome,
            "officer_id": request["id"], "decided_at": at, "reason_codes": codes, "round": request["round"],
        })  # fmt: skip
        return self.rows[Decision][-1]

    @property
    def frames(self):
        """Return what the figures read, as frames."""
        return {kind: pd.DataFrame(rows, columns=COLUMNS[kind]) for kind, rows in self.rows.items()}

    def keep(self, store):
        """Put every row into a database."""
        for kind, table in TABLES.items():
            put(store, table, [_stored({**SAME[kind], **row}) for row in self.rows[kind]])
        fill_ledger(store, OFFICE_DAYS, ZONE, (FIRST + 2 * SPAN).date())
        analyse(store)


def _stored(row):
    """Return a row as a database keeps it: instants in UTC without a zone, keys as text."""
    return {name: _kept(value) for name, value in row.items()}


def _kept(value):
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None)
    return str(value) if isinstance(value, UUID) else value

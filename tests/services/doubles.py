"""The outside world of the tests: memory, a clock that moves when told, letters that only land in a list."""

import copy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from core.adapters.accounts.fernet_sealer import FernetSealer
from core.adapters.operations.content_files import load, load_rules
from core.adapters.operations.outside import Outside
from core.adapters.operations.system import BcryptHasher, new_secret
from core.adapters.printing.form import PaperWriter
from core.adapters.registers.likeness import alike
from core.adapters.rules.evaluation import SqlEvaluator
from core.adapters.statistics.chart_files import load_charts
from core.adapters.store.memory import MemoryStore
from core.adapters.store.store import SqlStore
from core.adapters.store.tables import TABLES
from core.adapters.vault.vault import FileVault
from core.domain.decisions.checklist import ChecklistAnswer
from core.domain.decisions.office_practice import Practice
from core.domain.decisions.page_looks import PageLook
from core.domain.errors import DocumentRefusedError
from core.domain.form.papers import PrintedForm
from core.domain.letters.letters import DeliveredLetter
from core.domain.ports.letters import DoubtfulError, RefusedForGoodError
from core.domain.ports.vault import InspectedFile
from core.domain.statistics.suppression import Protection
from core.services.accounts.account_moves import AccountMoves
from core.services.accounts.accounts import Accounts
from core.services.accounts.credentials import Credentials
from core.services.accounts.pins import Pins
from core.services.accounts.security_questions import Security
from core.services.application.enrolment import Enrolment
from core.services.application.explanations import Explanations
from core.services.application.kept_texts import KeptTexts
from core.services.decisions.agreement import Quality
from core.services.decisions.casework import Casework
from core.services.decisions.checklists import Checklists
from core.services.decisions.countersignatures import Countersignatures
from core.services.decisions.holds import Holds
from core.services.decisions.notices import Notices
from core.services.decisions.page_looks import PageLooks
from core.services.decisions.reconsideration import Reconsiderations
from core.services.decisions.undo import DecisionUndo
from core.services.desk.assignment import Assignments
from core.services.desk.claims import Claims
from core.services.desk.queues import Queues
from core.services.desk.surroundings import Casebook
from core.services.form.documents import Documents
from core.services.form.returned_forms import Scans
from core.services.letters.correspondence import Correspondence
from core.services.letters.email_checks import EmailChecks
from core.services.letters.letter_texts import LetterTexts
from core.services.operations.retention import Retention
from core.services.operations.timed_work import Oversight
from core.services.registers.registers import Registers
from core.services.rules.editions import ensure_first
from core.services.rules.register_effects import register_effect
from core.services.rules.rule_lab import RuleLab
from core.services.rules.verdicts import Judgements
from core.services.statistics.publications import Publications
from core.services.statistics.statistics import Statistics
from core.services.statistics.usual_waits import UsualWaits
from tests.looks import look_through
from tests.office_days import OFFICE_DAYS
from tests.services.ledger_figures import LedgerFigures
from tests.services.remembered_replay import MemoryReplay

NOON = datetime(2026, 3, 2, 17, tzinfo=UTC)
"""Monday noon in Toronto, six days before the clocks change."""
ROOT = Path(__file__).parents[2]
SHORT = Practice(notice_days=0, by_reason=False, first_decisions=0, percent=0, undo=timedelta(0))
"""An office where what an officer decides takes effect at once, and its letter leaves."""


@dataclass
class MovableClock:
    """A clock that stands still until a test moves it."""

    instant: datetime = NOON

    def now(self):
        return self.instant

    def move(self, **delta):
        self.instant += timedelta(**delta)


@dataclass
class RecordingMailer:
    """Keeps what it is given; while it has a fault, nothing is accepted."""

    letters: list = field(default_factory=list)
    fault: OSError | DoubtfulError | RefusedForGoodError | None = None

    def send(self, message_id, address, letter):
        if self.fault:
            raise self.fault
        self.letters.append(
            DeliveredLetter(
                id=message_id, sender="portal@example.ca", address=address, delivered_at=NOON, letter=letter
            )
        )

    def delivered(self):
        return self.letters[::-1]


class TrustingVault(FileVault):
    """The vault without its room apart: what arrives is fit, unless it says that it is not."""

    def inspect(self, *files, person=""):
        data = b"".join(files)
        if data == b"unfit":
            raise DocumentRefusedError("file_kind_unknown")
        return InspectedFile(
            data=data, media_type="application/pdf", pages=1, sha256=sha256(data).hexdigest()
        )


class QuickPaper:
    """Papers that hold what they were asked to say, as text."""

    def form(self, request):
        return PrintedForm(data=request.model_dump_json().encode(), pages=2, places=())

    def receipt(self, request):
        return request.model_dump_json().encode()


@dataclass(frozen=True)
class PlantedReader:
    """Sees on every file the pages that a test names."""

    pages: tuple = ()

    def read(self, data, reference, prints, told=None, person=""):
        for number in range(1, len(self.pages) + 1):
            if told:
                told(number, len(self.pages))
        return self.pages


class QuickPainter:
    """Files that hold what they were asked to draw, as text."""

    def picture(self, chart, language, mark):
        return repr((chart, mark)).encode()

    def report(self, report):
        return repr(report).encode()


class CountedKeys:
    """Keys that follow time, the same in every run of a test."""

    def __init__(self):
        self.count = 0

    def __call__(self):
        self.count += 1
        return UUID(int=(0x7 << 76) | self.count)


class DiligentCasework(Casework):
    """Officers who look at every page before they decide."""

    def decide(self, actor, application_id, *rest):
        look_through(self.outside, actor, application_id)
        return super().decide(actor, application_id, *rest)


class DiligentNotices(Notices):
    """Officers who look at every page before they give notice."""

    def give(self, actor, application_id, *rest):
        look_through(self.outside, actor, application_id)
        return super().give(actor, application_id, *rest)


class DiligentCountersignatures(Countersignatures):
    """Officers who look at every page before they sign."""

    def agree(self, actor, application_id, *rest):
        look_through(self.outside, actor, application_id)
        return super().agree(actor, application_id, *rest)


@dataclass(frozen=True)
class PortalOfMemory:
    """The services over memory, and the doubles a test may look at or move."""

    store: MemoryStore
    clock: MovableClock
    mailer: RecordingMailer
    outside: Outside
    credentials: Credentials
    enrolment: Enrolment
    documents: Documents
    scans: Scans
    correspondence: Correspondence
    oversight: Oversight
    casework: Casework
    casebook: Casebook
    kept_texts: KeptTexts
    page_looks: PageLooks
    checklists: Checklists
    judgements: Judgements
    rule_lab: RuleLab
    pins: Pins
    security: Security
    moves: AccountMoves
    email_checks: EmailChecks
    accounts: Accounts
    explanations: Explanations
    publications: Publications
    statistics: Statistics
    usual_waits: UsualWaits
    queues: Queues
    quality: Quality
    claims: Claims
    assignments: Assignments
    holds: Holds
    notices: Notices
    countersignatures: Countersignatures
    decision_undo: DecisionUndo
    reconsiderations: Reconsiderations
    letter_texts: LetterTexts
    retention: Retention
    registers: Registers

    def kept(self, kind, **equals):
        """Return the records of a kind, in the order they were made."""
        with self.store.read() as tx:
            return tx.find(kind, **equals)

    def everything(self):
        """Return every record there is, but what officers look at and answer before they even try."""
        before = (PageLook, ChecklistAnswer)
        return {kind.__name__: self.kept(kind) for kind in TABLES if kind not in before}

    def copy(self):
        """Return another portal that begins where this one stands."""
        clock = MovableClock(self.clock.instant)
        store = copy.copy(self.store)
        figures = replace(self.outside.figures, store=store)
        outside = replace(
            self.outside,
            store=store,
            clock=clock,
            mailer=RecordingMailer(),
            replay=MemoryReplay(store),
            figures=figures,
        )
        return portal_over(outside)

    def with_outside(self, **ports):
        """Return the same portal with other ports."""
        return portal_over(replace(self.outside, **ports))


def portal_over(outside):
    correspondence, moves = Correspondence(outside), AccountMoves(outside)
    return PortalOfMemory(
        store=outside.store,
        clock=outside.clock,
        mailer=outside.mailer,
        outside=outside,
        credentials=Credentials(outside),
        enrolment=Enrolment(outside),
        documents=Documents(outside),
        scans=Scans(outside),
        correspondence=correspondence,
        oversight=Oversight(outside, correspondence, moves, Publications(outside)),
        publications=Publications(outside),
        casework=DiligentCasework(outside),
        casebook=Casebook(outside),
        kept_texts=KeptTexts(outside),
        page_looks=PageLooks(outside),
        checklists=Checklists(outside),
        judgements=Judgements(outside),
        rule_lab=RuleLab(outside),
        pins=Pins(outside),
        security=Security(outside),
        moves=moves,
        accounts=Accounts(outside),
        explanations=Explanations(outside),
        statistics=Statistics(outside, QuickPainter(), charts()),
        usual_waits=UsualWaits(outside, Protection()),
        queues=Queues(outside),
        quality=Quality(outside),
        claims=Claims(outside),
        assignments=Assignments(outside),
        holds=Holds(outside),
        notices=DiligentNotices(outside),
        countersignatures=DiligentCountersignatures(outside),
        decision_undo=DecisionUndo(outside),
        reconsiderations=Reconsiderations(outside),
        letter_texts=LetterTexts(outside),
        email_checks=EmailChecks(outside),
        retention=Retention(outside),
        registers=Registers(outside, register_effect),
    )


@cache
def charts():
    return load_charts(ROOT / "data" / "charts")


@cache
def library():
    return load(ROOT / "data")


@cache
def rule_book():
    return load_rules(ROOT / "data", library(), ROOT / "data" / "cases")


@cache
def evaluator():
    """Evaluates as the portal does, in a database without rows."""
    return SqlEvaluator(SqlStore("duckdb:///:memory:"), rule_book().codes)


@cache
def fast_hasher():
    return BcryptHasher(cost=4)


def portal_of_memory(*, real_papers=False, practice=SHORT):
    """Return an empty portal; `real_papers` draws the form and receipt as the portal does."""
    store, calendar, zone = MemoryStore(), OFFICE_DAYS, ZoneInfo("America/Toronto")
    portal = portal_over(
        Outside(
            store=store,
            vault=TrustingVault(f"memory://{uuid4()}"),
            clock=MovableClock(),
            hasher=fast_hasher(),
            paper=PaperWriter(library().words) if real_papers else QuickPaper(),
            reader=PlantedReader(),
            mailer=RecordingMailer(),
            sealer=FernetSealer("the key of the tests"),
            evaluator=evaluator(),
            figures=LedgerFigures(store),
            replay=MemoryReplay(store),
            library=library(),
            rule_book=rule_book(),
            zone=zone,
            working_days=calendar,
            new_id=CountedKeys(),
            new_secret=new_secret,
            alike=alike,
            register_days=60,
            practice=practice,
        )
    )
    ensure_first(portal.outside)
    return portal

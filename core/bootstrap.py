"""Wires the outside world to the services, once."""

import os
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pydantic import ValidationError
from sqlalchemy.exc import ArgumentError

from core.adapters.accounts.fernet_sealer import FernetSealer
from core.adapters.accounts.oidc_partners import Partners, PartnerSettings
from core.adapters.letters.mail import Mailbox, SmtpMailer
from core.adapters.operations.content_files import load, load_rules
from core.adapters.operations.outside import Outside
from core.adapters.operations.system import BcryptHasher, SystemClock, new_id, new_secret
from core.adapters.printing.form import PaperWriter
from core.adapters.registers.likeness import alike
from core.adapters.registers.office_calendar import load_calendar
from core.adapters.rules.evaluation import SqlEvaluator
from core.adapters.rules.replay import SqlReplay
from core.adapters.scanning.form_reader import PaperReader
from core.adapters.statistics.chart_files import load_charts
from core.adapters.statistics.figures import SqlFigures
from core.adapters.statistics.ledger_fill import fill_ledger
from core.adapters.statistics.painter import ChartPainter
from core.adapters.store.store import SqlStore
from core.adapters.vault.clamd import ClamdScanner
from core.adapters.vault.vault import FileVault
from core.domain.accounts.identity import PORTAL_ITSELF
from core.domain.application.content import Library
from core.domain.errors import ConfigurationError, PortalError
from core.domain.ports.letters import Mailer
from core.domain.ports.store import Store
from core.domain.statistics.suppression import Protection
from core.services.accounts.account_moves import AccountMoves
from core.services.accounts.accounts import Accounts
from core.services.accounts.credentials import Credentials
from core.services.accounts.pins import Pins
from core.services.accounts.security_questions import Security
from core.services.application.enrolment import Enrolment
from core.services.application.explanations import Explanations, ensure_wordings
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
from core.services.rules.changed_file import offer_changed_file
from core.services.rules.editions import ensure_first
from core.services.rules.register_effects import register_effect
from core.services.rules.rule_lab import RuleLab
from core.services.rules.verdicts import Judgements
from core.services.statistics.publications import Publications
from core.services.statistics.statistics import Statistics
from core.services.statistics.usual_waits import UsualWaits
from core.settings import ROOT, Settings, settings

if TYPE_CHECKING:
    from core.demonstration.partners.provider import DemoPartners
    from core.demonstration.stage.doors import StageDoors

VERSION = "0.1.0"
NOWHERE = "duckdb:///:memory:"
"""A database without rows, in which conditions can be evaluated all the same."""


@dataclass(frozen=True)
class Portal:
    """The portal, wired: its services, and what the server around them needs."""

    settings: Settings
    library: Library
    store: SqlStore
    vault: FileVault
    outside: Outside
    credentials: Credentials
    enrolment: Enrolment
    documents: Documents
    scans: Scans
    correspondence: Correspondence
    oversight: Oversight
    casework: Casework
    casebook: Casebook
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
    kept_texts: KeptTexts
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
    partners: Partners
    demo: "DemoPartners | None"
    doors: "StageDoors | None"


def build(chosen: Settings) -> Portal:
    """Return a portal on its own settings, its database brought to the newest shape.

    Raises: ConfigurationError.
    """
    chosen.check()
    store, vault = store_of(chosen), vault_of(chosen)
    store.migrate()
    outside = outside_of(chosen, store, vault)
    fill_ledger(store, outside.working_days, outside.zone, outside.today())
    _catch_up(outside)
    return _wired(chosen, store, vault, outside)


def _wired(chosen: Settings, store: SqlStore, vault: FileVault, outside: Outside) -> Portal:
    demo = _demo(chosen, outside)
    correspondence, moves = Correspondence(outside), AccountMoves(outside, chosen.move_delay)
    publications = Publications(outside, _protection(chosen))
    return Portal(
        settings=chosen,
        library=outside.library,
        store=store,
        vault=vault,
        outside=outside,
        credentials=Credentials(outside),
        enrolment=Enrolment(outside),
        documents=Documents(outside),
        scans=Scans(outside),
        correspondence=correspondence,
        oversight=Oversight(outside, correspondence, moves, publications),
        publications=publications,
        casework=Casework(outside),
        casebook=Casebook(outside),
        page_looks=PageLooks(outside),
        checklists=Checklists(outside),
        judgements=Judgements(outside),
        rule_lab=RuleLab(outside),
        pins=Pins(outside),
        security=Security(outside),
        moves=moves,
        accounts=Accounts(outside),
        explanations=Explanations(outside),
        kept_texts=KeptTexts(outside),
        statistics=_statistics(chosen, outside),
        usual_waits=UsualWaits(outside, _protection(chosen), is_made_up=not chosen.in_production),
        queues=Queues(outside, chosen.claim_life, (chosen.amber_days, chosen.red_days)),
        quality=Quality(outside),
        claims=Claims(outside, chosen.claim_life),
        assignments=Assignments(outside, chosen.claim_life),
        holds=Holds(outside, chosen.claim_life),
        notices=Notices(outside),
        countersignatures=Countersignatures(outside),
        decision_undo=DecisionUndo(outside),
        reconsiderations=Reconsiderations(outside),
        letter_texts=LetterTexts(outside),
        email_checks=EmailChecks(outside),
        retention=Retention(outside),
        registers=Registers(outside, register_effect),
        partners=_partners(chosen, outside, demo),
        demo=demo,
        doors=None
        if chosen.in_production
        else demonstration().doors(outside, chosen.demonstration_stays_open),
    )


def _catch_up(outside: Outside) -> None:
    """Let the store know the rules in force, and give requests of an older edition what this one keeps."""
    ensure_first(outside)
    offer_changed_file(outside)
    ensure_wordings(outside)
    Queues(outside).catch_up(PORTAL_ITSELF)


def store_of(chosen: Settings) -> SqlStore:
    """Return the store the settings name, opened.

    Raises: ConfigurationError.
    """
    try:
        return SqlStore(chosen.database)
    except (ArgumentError, ImportError):
        raise ConfigurationError("setting_faulty", names="PORTAL_DATABASE_URL") from None


def vault_of(chosen: Settings) -> FileVault:
    """Return the vault the settings name.

    Raises: ConfigurationError.
    """
    try:
        return FileVault(chosen.files, ClamdScanner(chosen.clamd) if chosen.clamd else None)
    except (ValueError, ImportError):
        raise ConfigurationError("setting_faulty", names="PORTAL_FILES_URL") from None


def outside_of(chosen: Settings, store: Store, vault: FileVault) -> Outside:
    """Return the outside world as the services see it."""
    library = _library()
    book = load_rules(ROOT / "data", library, ROOT / "data" / "cases")
    calendar = load_calendar(ROOT / "data" / "calendar.toml")
    rows = store if isinstance(store, SqlStore) else SqlStore(NOWHERE)
    return Outside(
        store=store,
        vault=vault,
        clock=SystemClock(),
        hasher=BcryptHasher(),
        paper=PaperWriter(library.words),
        reader=PaperReader(),
        mailer=mailer(chosen),
        sealer=FernetSealer(chosen.sealing_key),
        figures=SqlFigures(rows),
        evaluator=SqlEvaluator(rows, book.codes),
        replay=SqlReplay(rows, book.codes),
        library=library,
        rule_book=book,
        zone=chosen.zone,
        working_days=calendar,
        new_id=new_id,
        new_secret=new_secret,
        alike=alike,
        register_days=chosen.register_days,
        register_percent=chosen.register_percent,
        practice=chosen.practice,
    )


def mailer(chosen: Settings) -> Mailer:
    """Return what carries letters: an SMTP server in production, the mailbox page in a demonstration."""
    if not chosen.in_production:
        return Mailbox(chosen.data / "mailbox", chosen.sender)
    return SmtpMailer(
        chosen.smtp_host,
        chosen.smtp_port,
        chosen.smtp_security,
        chosen.smtp_user,
        chosen.smtp_password,
        chosen.sender,
    )


def _demo(chosen: Settings, outside: Outside) -> "DemoPartners | None":
    return None if chosen.in_production else demonstration().partners(outside)


def _statistics(chosen: Settings, outside: Outside) -> Statistics:
    painter = ChartPainter(outside.library.words)
    charts = load_charts(ROOT / "data" / "charts")
    return Statistics(outside, painter, charts, _protection(chosen), is_made_up=not chosen.in_production)


def _protection(chosen: Settings) -> Protection:
    return Protection(chosen.hidden_up_to, chosen.rounded_to)


def _partners(chosen: Settings, outside: Outside, demo: "DemoPartners | None") -> Partners:
    try:
        given = tuple(PartnerSettings.model_validate(row) for row in chosen.partners)
    except ValidationError:
        raise ConfigurationError("setting_faulty", names="PORTAL_PARTNERS") from None
    if demo is None:
        return Partners(given, outside.clock)
    return Partners((*demo.settings, *given), outside.clock, here=demo.transport)


def demonstration():
    """Return the door to the demonstration, imported here and nowhere else; production never asks for it."""
    from core.demonstration import entrance  # noqa: PLC0415 what production never imports

    return entrance


@cache
def portal() -> Portal:
    """Return this process's portal, wired at the first call."""
    return build(settings())


def sentence(refusal: PortalError) -> str:
    """Return a refusal in the terminal's language; its code where the content itself is at fault."""
    language = "fr" if os.environ.get("LANG", "").startswith("fr") else "en"
    try:
        return _library().say(f"errors.{refusal.code}", language, **refusal.values)
    except PortalError:
        return str(refusal)


@cache
def _library() -> Library:
    return load(ROOT / "data")

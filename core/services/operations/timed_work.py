"""What the portal does on its own clock: expiry, reminders, letters, sweeping."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from core.domain.accounts.identity import (
    LONGEST,
    TICKET_LIFE,
    Actor,
    Credential,
    PartnerAttempt,
    Role,
    Ticket,
)
from core.domain.accounts.tries import BROWSER_LIFE, KnownBrowser, Tries
from core.domain.application.application import (
    Answer,
    Application,
    Event,
    EventValues,
    Message,
    State,
)
from core.domain.application.days import days_left, is_past_its_time
from core.domain.application.lifecycle import Action
from core.domain.application.overview import Overview, overview
from core.domain.audit import values_broken, verify
from core.domain.deadlines import REMINDERS
from core.domain.ports.office import ComparesNames, HasFigures, HasLibrary, HasPractice, HasRegisterDays
from core.domain.ports.rules import HasEvaluator, HasRuleBook
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import HasWorkingDays, HasZone, TellsTime
from core.domain.registers.register import Register
from core.domain.rules.proposals import RuleProposal
from core.services.accounts.account_moves import AccountMoves
from core.services.application.kept_texts import KeptTexts
from core.services.decisions.notices import Notices
from core.services.desk.lanes import place_anew
from core.services.letters.correspondence import Correspondence
from core.services.letters.letters import message
from core.services.rights import any_of, may
from core.services.statistics.publications import Publications
from core.services.transition import refuse_impossible, transition


class TimedWorkPorts(
    HasFigures,
    HasStore,
    TellsTime,
    HasZone,
    HasWorkingDays,
    MakesKeys,
    MakesSecrets,
    HasEvaluator,
    HasRuleBook,
    HasLibrary,
    HasPractice,
    HasRegisterDays,
    ComparesNames,
    Protocol,
):
    """What timed work asks of the outside world."""


FORGET_TRIES_AFTER = timedelta(days=7)


@dataclass(frozen=True)
class Oversight:
    """The verbs of the portal itself."""

    outside: TimedWorkPorts
    correspondence: Correspondence
    moves: AccountMoves
    publications: Publications

    @may(Role.PORTAL)
    def run_due(self, actor: Actor) -> dict[str, int]:
        """Do everything whose time has come, and return how much of each."""
        return {
            "expired": self.expire(actor),
            "reminded": self.remind(actor),
            "notices_over": Notices(self.outside).end_due(actor),
            "placed": place_anew(self.outside),
            "moved": self.moves.finish_due(actor),
            "delivered": self.correspondence.deliver(actor),
            "drafts_forgotten": KeptTexts(self.outside).sweep(actor),
            "published": self.publications.publish_due(actor),
            "swept": self._sweep(),
        }

    @may(Role.PORTAL)
    def expire(self, actor: Actor) -> int:
        """Record the expiry of every request whose last day is over, and tell its applicant.

        Source: guide 2.17.
        """
        today = self.outside.open_day()
        late = [it for it in self._open() if is_past_its_time(it, today)]
        return sum(self._expire(actor, it) for it in late)

    def _open(self) -> list[Application]:
        with self.outside.store.read() as tx:
            return tx.find(Application, state=State.OPEN)

    def _expire(self, actor: Actor, late: Application) -> bool:
        with self.outside.store.write() as tx:
            application = tx.get(Application, late.id)
            if not is_past_its_time(application, self.outside.open_day()):
                return False
            letter = message(self.outside, tx, self._seen(tx, application), "expired")
            told = {"last_day": str(late.last_day)}
            transition(self.outside, tx, application, Action.EXPIRE, by=actor, told=told, letter=letter)
        return True

    @may(Role.PORTAL)
    def remind(self, actor: Actor) -> int:
        """Remind each applicant 14, 7 and 2 days before the last day, once each.

        Source: guide 2.17.
        """
        today = self.outside.open_day()
        soon = [it for it in self._open() if 0 <= days_left(it, today) <= REMINDERS[0]]
        with self.outside.store.read() as tx:
            letters = [f"reminder_{days}" for days in REMINDERS]
            sent = tx.find(Message, application_id=[it.id for it in soon], letter=letters) if soon else []
        told = {(it.application_id, it.letter) for it in sent}
        due = [it for it in soon if (it.id, _letter(it, today)) not in told]
        return sum(self._remind(actor, it) for it in due)

    def _remind(self, actor: Actor, soon: Application) -> bool:
        with self.outside.store.write() as tx:
            application = tx.get(Application, soon.id)
            if application.state is not State.OPEN:
                return False
            refuse_impossible(self.outside, application, Action.REMIND, actor)
            seen = self._seen(tx, application)
            letter = _letter(application, seen.today)
            if tx.find(Message, application_id=soon.id, letter=letter, limit=1):
                return False
            told, reminder = {"letter": letter}, message(self.outside, tx, seen, letter)
            transition(self.outside, tx, application, Action.REMIND, by=actor, told=told, letter=reminder)
        return True

    def _seen(self, tx: Transaction, application: Application) -> Overview:
        rows = tx.find(Answer, application_id=application.id)
        return overview(self.outside.library.questionnaire, application, rows, self.outside.open_day())

    @any_of(Role.ADMINISTRATOR, Role.PORTAL)
    def verify_audit(self) -> list[str]:
        """Return where the audit's chain is broken: subject and first entry; nothing when it is whole."""
        broken: list[str] = []
        with self.outside.store.read() as tx:
            kinds = (Application, Credential, Register, RuleProposal)
            subjects = [subject for kind in kinds for subject in tx.find(kind)]
            for subject in subjects:
                events = tx.find(Event, subject_id=subject.id, order="number")
                told = {row.id: row for row in tx.find(EventValues, subject_id=subject.id)}
                number = verify(events, subject.chain) or values_broken(events, told)
                if number:
                    broken.append(f"{type(subject).__name__.lower()} {subject.id}, entry {number}")
            known = {subject.id for subject in subjects}
            lost = [it.subject_id for it in tx.find(Event, number=1) if it.subject_id not in known]
        return [*broken, *(f"unknown {id}, entry 1" for id in lost)]

    def _sweep(self) -> int:
        """Erase tickets, partner attempts, wrong tries and browsers that no longer mean anything."""
        now = self.outside.now()
        with self.outside.store.read() as tx:
            old = [
                *(it for it in tx.find(Ticket) if now - it.made_at > TICKET_LIFE),
                *(it for it in tx.find(PartnerAttempt) if now - it.started_at > LONGEST),
                *(it for it in tx.find(Tries) if now - it.last_at > FORGET_TRIES_AFTER),
                *(it for it in tx.find(KnownBrowser) if now - it.seen_at > BROWSER_LIFE),
            ]
        if old:
            with self.outside.store.write() as tx:
                for row in old:
                    tx.erase(type(row), id=row.id)
        return len(old)


def due_reminder(days_left: int) -> int:
    """Return which of the reminders belongs to the days left: the nearest one not yet passed."""
    return min(days for days in REMINDERS if days_left <= days)


def _letter(application: Application, today: date) -> str:
    return f"reminder_{due_reminder(days_left(application, today))}"

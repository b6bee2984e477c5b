"""Retention: what is over loses its personal data, and keeps what statistics and the audit need.

Source: facts.md, Processing: kept at least two years after its last use.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from core.domain.accounts.identity import Account, Actor, Role
from core.domain.accounts.pin import Pin
from core.domain.application.application import (
    Answer,
    Application,
    Decision,
    Document,
    DocumentRemoval,
    DocumentRequest,
    Event,
    EventValues,
    Message,
    OfApplication,
    Print,
    State,
    Submission,
)
from core.domain.application.changes import Forgotten
from core.domain.application.days import local_day
from core.domain.application.kept_texts import KeptText
from core.domain.application.lifecycle import Action
from core.domain.application.proceedings import (
    Countersignature,
    DraftDecision,
    Notice,
    NoticeAnswer,
    Reconsideration,
)  # fmt: skip
from core.domain.decisions.checklist import ChecklistAnswer
from core.domain.decisions.page_looks import PageLook
from core.domain.decisions.retention import Erasure
from core.domain.desk.claim import LostClaim
from core.domain.desk.notebook import Note, Tagging
from core.domain.desk.traits import Trait
from core.domain.form.returned_form import FormKept, FormReading
from core.domain.letters.email_check import EmailCheck
from core.domain.ports.office import HasPractice
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import HasWorkingDays, HasZone, TellsTime
from core.domain.ports.vault import HasVault
from core.domain.records import Record
from core.services.rights import again, any_of, may
from core.services.transition import refuse_impossible, transition


class RetentionPorts(
    HasStore, TellsTime, HasZone, HasWorkingDays, MakesKeys, MakesSecrets, HasVault, HasPractice, Protocol
):
    """What retention asks of the outside world."""


OVER = (State.REFUSED, State.EXPIRED, State.APPROVED, State.ENROLLED)
"""Where nothing more comes of a request once it has not been used for so long."""
ERASED: tuple[type[Record], ...] = (
    Answer, Print, Document, DocumentRemoval, FormReading, FormKept, Message, Pin, Trait, LostClaim,
    Note, Tagging, KeptText, EmailCheck, PageLook, ChecklistAnswer,
)  # fmt: skip
"""Records of a request that go whole."""


STRIPPED = (
    Submission, Decision, DraftDecision, DocumentRequest, Notice, NoticeAnswer, Countersignature,
    Reconsideration,
)  # fmt: skip
"""Records of a request that stay without what people wrote."""


@dataclass(frozen=True)
class Due:
    """A request whose personal data have been kept long enough."""

    reference: str
    state: State
    last_used: date


@dataclass(frozen=True)
class ErasureCount:
    """What was erased: how many requests, and how many files."""

    requests: int
    files: int


@dataclass(frozen=True)
class Retention:
    """The verbs of retention."""

    outside: RetentionPorts

    @any_of(Role.PORTAL)
    def due(self) -> list[Due]:
        """Return the requests whose personal data would now be erased, and change nothing."""
        with self.outside.store.read() as tx:
            dated = ((it, self._due_since(tx, it)) for it in self._over(tx))
            return [Due(it.reference, State(it.state), used) for it, used in dated if used]

    @may(Role.PORTAL)
    def erase(self, actor: Actor) -> ErasureCount:
        """Erase the personal data of what is over, a request at a time; files go after the commit.

        Shapes: what an earlier run left behind, because it was cut off, is finished first.
        """
        with self.outside.store.read() as tx:
            over = self._over(tx)
            files = [self._finish(it) for it in tx.find(Erasure) if it.vault_keys]
        erased = [it for it in (self._erase(actor, application) for application in over) if it]
        return ErasureCount(len(erased), sum(files) + sum(len(it.vault_keys) for it in erased))

    def _over(self, tx: Transaction) -> list[Application]:
        """Return what is over and was opened long enough ago to be due at all."""
        opened_before = self.outside.today() - timedelta(days=self.outside.practice.retention_days)
        found = tx.find(Application, state=list(OVER), erased_at=None)
        return [it for it in found if it.opened_on < opened_before]

    def _due_since(self, tx: Transaction, application: Application) -> date | None:
        """Return the day of a request's last use if that is long enough ago, and nothing more can come."""
        account = tx.get(Account, application.account_id)
        # an enrolled representative's account is a running affair, and this request its ground
        if application.state is State.ENROLLED and account.closed_at is None:
            return None
        last = tx.find(Event, subject_id=application.id, order="-number", limit=1)
        used = local_day(last[0].occurred_at if last else application.opened_at, self.outside.zone)
        kept_until = used + timedelta(days=self.outside.practice.retention_days)
        return used if self.outside.today() > kept_until else None

    def _erase(self, actor: Actor, over: Application) -> Erasure | None:
        """Erase one request's personal data in a transaction of its own, then its files."""
        kept = self._erased(actor, over)
        if kept:
            self._finish(kept)
        return kept

    @again
    def _erased(self, actor: Actor, over: Application) -> Erasure | None:
        with self.outside.store.write() as tx:
            application = tx.get(Application, over.id)
            if application.erased_at or application.state not in OVER or not self._due_since(tx, application):
                return None
            refuse_impossible(self.outside, application, Action.ERASE, actor)
            mine: OfApplication = {"application_id": application.id}
            papers = [*tx.find(Document, **mine), *tx.find(Print, **mine)]
            for kind in ERASED:
                tx.erase(kind, **mine)
            for kind in STRIPPED:
                rows = tx.find(kind, **mine)
                tx.erase(kind, **mine)
                for row in rows:
                    tx.add(row.without_texts())
            tx.erase(EventValues, subject_id=application.id)
            keys, now = tuple(row.vault_key for row in papers if row.vault_key), self.outside.now()
            erasure = Erasure(id=self.outside.new_id(), vault_keys=keys, erased_at=now, **mine)
            tx.add(erasure)
            transition(self.outside, tx, application, Action.ERASE, by=actor, change=Forgotten(now))
        return erasure

    def _finish(self, erasure: Erasure) -> int:
        """Erase the files of what was erased, and return how many; a file already gone is no harm."""
        for key in erasure.vault_keys:
            self.outside.vault.erase(key)
        with self.outside.store.write() as tx:
            tx.replace(erasure.finished())
        return len(erasure.vault_keys)

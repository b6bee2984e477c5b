"""The demonstration's ready-made accounts, obviously fictitious; production has none."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from core.adapters.operations.outside import Outside
from core.domain.accounts.identity import (
    PORTAL_ITSELF,
    Account,
    Credential,
    Role,
    SecurityQuestion,
    normalised,
)
from core.domain.accounts.registration import Registration
from core.domain.application.application import Event
from core.domain.ports.secrets import Hasher
from core.domain.ports.store import Transaction
from core.services.accounts.credentials import Credentials
from core.services.audit import record

PASSWORD = "Demonstration1"  # noqa: S105 printed at every start of a demonstration
ANSWERS = (("Quelle est la couleur de la démonstration?", "verte"), ("Quel est son animal?", "castor"),
           ("Quelle est sa saison?", "automne"))  # fmt: skip


SECURITY_ANSWER = "castor"
SECURITY = (
    "Quel est l’animal de la démonstration? / The demonstration's animal?",
    "Qui construit des barrages? / Who builds dams?",
    "Qui orne la pièce de cinq cents? / Who is on the five-cent coin?",
    "Quel animal a une queue plate? / Which animal has a flat tail?",
)


@dataclass(frozen=True)
class DemoAccount:
    """One ready-made account and what it is for."""

    user_code: str
    role: Role
    purpose: str


ACCOUNTS = (
    DemoAccount("applicant1", Role.NEWCOMER, "GCKey of somebody who has not enrolled yet"),
    DemoAccount("officer1", Role.OFFICER, "decides requests"),
    DemoAccount("officer2", Role.OFFICER, "decides requests too"),
    DemoAccount("officer3", Role.OFFICER, "looks again at what two others refused"),
    DemoAccount("manager1", Role.MANAGER, "sees every request, tries and proposes rules"),
    DemoAccount("manager2", Role.MANAGER, "publishes the rules that another manager proposed"),
    DemoAccount("adminis1", Role.ADMINISTRATOR, "makes accounts, mends letters"),
    DemoAccount("stakeholder1", Role.STAKEHOLDER, "opens the demonstration's mailbox"),
)
NAMES = {
    "officer1": "Camille Fictif", "officer2": "Dominique Fictif", "officer3": "Noa Fictif",
    "manager1": "Claude Fictif", "manager2": "Sacha Fictif", "adminis1": "Alex Fictif",
    "stakeholder1": "Maxime Fictif",
}  # fmt: skip


INVENTED = "credential.invented"
"""The entry that says of a credential that the demonstration made it, and nobody else."""


def note_invented(outside: Outside, credential_id: UUID, **told: str) -> None:
    """Write down that the demonstration made a credential, whatever else is told of it."""
    with outside.store.write() as tx:
        record(outside, tx, tx.get(Credential, credential_id), INVENTED, PORTAL_ITSELF, **told)


def invented(tx: Transaction, credentials: Iterable[Credential]) -> set[UUID]:
    """Return which of some credentials the demonstration made."""
    ids = [it.id for it in credentials]
    return {it.subject_id for it in tx.find(Event, subject_id=ids, name=INVENTED)} if ids else set()


class RememberingHasher:
    """Hashes each of the demonstration's few secrets once: a first start must not wait for 45."""

    def __init__(self, hasher: Hasher) -> None:
        self._hasher = hasher
        self._known: dict[str, str] = {}

    def hash(self, secret: str) -> str:
        """Return the hash, made at the first call."""
        if secret not in self._known:
            self._known[secret] = self._hasher.hash(secret)
        return self._known[secret]

    def matches(self, secret: str, hashed: str | None) -> bool:
        """Say whether the secret made the hash."""
        return self._hasher.matches(secret, hashed)


def ensure(outside: Outside) -> None:
    """Create the ready-made accounts that are not there yet."""
    outside = replace(outside, hasher=RememberingHasher(outside.hasher))
    credentials = Credentials(outside)
    for wanted in ACCOUNTS:
        with outside.store.read() as tx:
            known = tx.find(Credential, user_code=wanted.user_code)
        if not known:
            _create(outside, credentials, wanted)


def _create(outside: Outside, credentials: Credentials, wanted: DemoAccount) -> None:
    id = credentials.register(
        Registration(
            user_code=wanted.user_code,
            password=PASSWORD,
            password_again=PASSWORD,
            questions=ANSWERS,
            edition=outside.library.terms["gckey"].edition,
            language="fr",
        )
    )
    note_invented(outside, id)
    if wanted.role is Role.NEWCOMER:
        return
    now = outside.now()
    account = Account(id=outside.new_id(), role=wanted.role, created_at=now, name=NAMES[wanted.user_code])
    with outside.store.write() as tx:
        tx.add(account)
        ask_questions(outside, tx, account.id)
        credential = tx.get(Credential, id).with_account(account.id)
        record(outside, tx, credential, "account.opened", PORTAL_ITSELF, role=wanted.role)


def ask_questions(outside: Outside, tx: Transaction, account_id: UUID) -> None:
    """Give an account the demonstration's four security questions; one answer opens them all."""
    for place, question in enumerate(SECURITY, 1):
        tx.add(
            SecurityQuestion(
                id=outside.new_id(),
                account_id=account_id,
                place=place,
                question=question,
                answer_hash=outside.hasher.hash(normalised(SECURITY_ANSWER)),
                set_at=outside.now(),
            )
        )

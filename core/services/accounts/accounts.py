"""Accounts of the people who work here, made by an administrator; and what an account holds of its owner."""

from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from core.domain.accounts.identity import (
    Account,
    Actor,
    Credential,
    Role,
    password_fault,
    user_code_fault,
)
from core.domain.application.application import Application, State
from core.domain.application.overview import Overview
from core.domain.errors import MalformedAnswerError, NotFoundError, PortalError, StateError
from core.domain.ports.office import ComparesNames, HasLibrary, HasRegisterDays
from core.domain.ports.paper import HasPaper
from core.domain.ports.rules import HasEvaluator, HasRuleBook
from core.domain.ports.secrets import HasHasher, HasSealer, MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore
from core.domain.ports.time import HasWorkingDays, HasZone, TellsTime
from core.domain.ports.vault import HasVault
from core.domain.typed_text import canonical
from core.services.accounts import lockouts, tries
from core.services.audit import record
from core.services.desk.claims import free_all
from core.services.form import printing
from core.services.form.printing import AttestationText
from core.services.overviews import read_overview
from core.services.ownership import account_of
from core.services.rights import PROVEN, any_of, may


class AccountsAccountsPorts(
    HasStore,
    TellsTime,
    HasZone,
    HasWorkingDays,
    MakesKeys,
    MakesSecrets,
    HasHasher,
    HasSealer,
    HasVault,
    HasPaper,
    HasEvaluator,
    HasRuleBook,
    HasLibrary,
    HasRegisterDays,
    ComparesNames,
    Protocol,
):
    """What accounts ask of the outside world."""


DESK_ROLES = (Role.OFFICER, Role.MANAGER)
STAFF_ROLES = (*DESK_ROLES, Role.ADMINISTRATOR, Role.STAKEHOLDER)
LONGEST_TEAM = 60


@dataclass(frozen=True)
class StaffAccount:
    """An account with the user code that signs in to it."""

    account: Account
    user_code: str


@dataclass(frozen=True)
class Accounts:
    """The verbs of accounts."""

    outside: AccountsAccountsPorts

    @may(Role.ADMINISTRATOR, Role.PORTAL)
    def add(self, actor: Actor, user_code: str, password: str, role: str, name: str) -> UUID:
        """Create the account of somebody who works here; nobody registers for such a role.

        Raises: MalformedAnswerError.
        """
        folded = canonical(user_code).casefold()
        _refuse_faults(canonical(user_code), password, role, name)
        now = self.outside.now()
        account = Account(id=self.outside.new_id(), role=Role(role), created_at=now, name=name.strip())
        credential = Credential(
            id=self.outside.new_id(),
            kind="gckey",
            user_code=folded,
            password_hash=self.outside.hasher.hash(password),
            account_id=account.id,
            created_at=now,
        )
        with self.outside.store.write() as tx:
            if tx.find(Credential, user_code=folded):
                raise MalformedAnswerError({"user_code": "user_code_taken"})
            tx.add(account)
            tx.add(credential)
            record(self.outside, tx, credential, "account.added", actor, role=role, by=str(actor.account_id))
        return account.id

    @any_of(Role.ADMINISTRATOR)
    def staff(self) -> list[StaffAccount]:
        """Return the accounts of the people who work here."""
        with self.outside.store.read() as tx:
            accounts = tx.find(Account, role=list(STAFF_ROLES))
            ids = [account.id for account in accounts]
            codes = {it.account_id: it.user_code or "" for it in tx.find(Credential, account_id=ids)}
        return [StaffAccount(account, codes.get(account.id, "")) for account in accounts]

    @may(Role.ADMINISTRATOR)
    def close(self, actor: Actor, account_id: UUID) -> None:
        """Close the account of somebody who no longer works here; its sessions end.

        Raises: StateError for one's own account.
        """
        if account_id == actor.account_id:
            raise StateError("own_account")
        with self.outside.store.write() as tx:
            account = tx.get(Account, account_id)
            if account.role not in STAFF_ROLES:
                raise NotFoundError("not_found")
            if account.closed_at is not None:
                return
            tx.replace(account.closed(self.outside.now()))
            free_all(self.outside, tx, actor, account_id)
            for credential in tx.find(Credential, account_id=account_id):
                lockouts.end_all(self.outside, tx, credential.id)
                closed = credential.closed(self.outside.now())
                record(self.outside, tx, closed, "credential.closed", actor)

    @may(Role.ADMINISTRATOR)
    def put_in_team(self, actor: Actor, account_id: UUID, team: str) -> Account:
        """Put somebody who works at the desk in a team, or in none; a team is its name.

        Raises: NotFoundError; MalformedAnswerError for a name that is too long.
        """
        if len(team.strip()) > LONGEST_TEAM:
            raise MalformedAnswerError({"team": "team_length"})
        with self.outside.store.write() as tx:
            account = tx.get(Account, account_id)
            if account.role not in DESK_ROLES or account.closed_at is not None:
                raise NotFoundError("not_found")
            if account.team == team.strip():
                return account
            account = tx.replace(account.in_team(team.strip()))
            for credential in tx.find(Credential, account_id=account_id):
                record(self.outside, tx, credential, "account.put_in_team", actor, team=account.team)
        return account

    @may(Role.ADMINISTRATOR)
    def authorise(self, actor: Actor, reference: str, authorised: bool) -> Account:
        """Make an enrolled representative the authorised person of her organisation, or no longer.

        Raises: NotFoundError; StateError when she named no organisation.
        Source: guide 4.9n.
        """
        with self.outside.store.write() as tx:
            found = tx.find(Application, reference=canonical(reference).upper(), state=State.ENROLLED)
            if not found:
                raise NotFoundError("not_found")
            account = tx.get(Account, found[0].account_id)
            if authorised and not account.organisation:
                raise StateError("no_organisation")
            if account.is_authorised_person == authorised:
                return account
            account = tx.replace(account.authorised(authorised))
            record(self.outside, tx, found[0], "account.authorised", actor, authorised=authorised)
        return account

    @may(Role.ADMINISTRATOR, Role.PORTAL)
    def unlock(self, actor: Actor, name: str) -> None:
        """Open again what too many wrong tries closed: for a user code, or for the number of a request.

        Raises: NotFoundError for a name that nobody bears.
        Source: ADR 0023.
        """
        code, number = canonical(name).casefold(), canonical(name).upper()
        number_key = self.outside.library.questionnaire.number_key(name)
        with self.outside.store.write() as tx:
            request = tx.find(Application, reference=number, state=State.ENROLLED)
            bearer: dict[str, Any] = {"account_id": request[0].account_id} if request else {"user_code": code}
            found = tx.find(Credential, closed_at=None, **bearer)
            if not found:
                raise NotFoundError("nobody_to_unlock")
            for credential in found:
                owners = [("code", credential.user_code or ""), ("account", str(credential.account_id))]
                owners += [("credential", str(credential.id)), ("number", number_key)]
                opened = sum(tries.open_all(tx, tries.subject(*owner)) for owner in owners)
                record(self.outside, tx, credential, "credential.unlocked", actor, opened=opened)

    @may(*PROVEN)
    def change_password(self, actor: Actor, old: str, new: str, again: str) -> None:
        """Change one's own password; every other session ends.

        Raises: MalformedAnswerError, PortalError for a wrong old password, LockedOutError.
        """
        with self.outside.store.read() as tx:
            credential = tx.get(Credential, actor.credential_id) if actor.credential_id else None
        if credential is None or credential.user_code is None:
            raise NotFoundError("not_found")
        fault = password_fault(new, credential.user_code) or (None if new == again else "passwords_differ")
        if fault:
            raise MalformedAnswerError(
                {"password_again" if fault == "passwords_differ" else "password": fault}
            )
        with self.outside.store.read() as tx:
            place = tries.place_of(tx, actor.session_id)
        owner = tries.subject("code", credential.user_code)
        doors = tries.count(self.outside, "password", owner, place, credential.id)
        if not self.outside.hasher.matches(old, credential.password_hash):
            if self.outside.hasher.matches(new, credential.password_hash):
                with self.outside.store.write() as tx:
                    tries.forget(tx, doors)
                return  # the same press again: it is changed
            raise tries.refusal(self.outside, doors, credential, PortalError("wrong_password"))
        hashed = self.outside.hasher.hash(new)
        with self.outside.store.write() as tx:
            known = tx.get(Credential, credential.id).with_password(hashed)
            record(self.outside, tx, known, "credential.password_changed", actor)
            tries.forget(tx, doors)
            lockouts.end_all(self.outside, tx, credential.id, but=actor.session_id)

    @may(Role.REPRESENTATIVE)
    def mine(self, actor: Actor) -> Account:
        """Return one's own account.

        Source: guide 4.16.
        """
        with self.outside.store.read() as tx:
            return tx.get(Account, account_of(actor))

    @may(Role.REPRESENTATIVE)
    def attested(self, actor: Actor, language: str) -> AttestationText:
        """Return what the attestation of one's enrolment says, in one language.

        Source: guide 4.16.
        """
        return printing.attested(self.outside, self.mine(actor), self.enrolment(actor), language)

    @may(Role.REPRESENTATIVE)
    def attestation(self, actor: Actor, reference: str, language: str) -> tuple[bytes, str]:
        """Return the attestation of one's enrolment as a PDF and a name for it.

        Raises: NotFoundError for another reference.
        Source: guide 4.16.
        """
        told = self.attested(actor, language)
        if told.reference != reference:
            raise NotFoundError("not_found")
        return printing.attestation(self.outside, told, language), f"{told.reference}-attestation.pdf"

    @may(Role.REPRESENTATIVE)
    def enrolment(self, actor: Actor) -> Overview:
        """Return what was approved: the request one enrolled with.

        Source: guide 4.16.
        """
        with self.outside.store.read() as tx:
            mine: dict[str, Any] = {"account_id": account_of(actor), "state": State.ENROLLED}
            found = tx.find(Application, order="-id", limit=1, **mine)
            if not found:
                raise NotFoundError("not_found")
            return read_overview(self.outside, tx, found[0])


def _refuse_faults(user_code: str, password: str, role: str, name: str) -> None:
    faults = {
        "user_code": user_code_fault(user_code),
        "password": password_fault(password, user_code),
        "role": None if role in STAFF_ROLES else "not_in_list",
        "name": None if name.strip() else "required",
    }
    if found := {part: fault for part, fault in faults.items() if fault}:
        raise MalformedAnswerError(found)

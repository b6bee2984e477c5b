"""PINs: issued in a sealed letter, revoked, and used once to enrol."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol
from uuid import UUID

from core.domain.accounts.hand_typed_codes import signs_of
from core.domain.accounts.identity import Account, Actor, Credential, Role, normalised
from core.domain.accounts.pin import PIN_DAYS, PIN_SIGNS, Pin
from core.domain.accounts.tries import PIN_LOCK, Door, Tries
from core.domain.application.application import Application, Message, State
from core.domain.application.changes import Enrolled
from core.domain.application.lifecycle import Action
from core.domain.application.overview import Overview
from core.domain.deadlines import ONE_PRESS, open_day
from core.domain.desk.queues import SORTS, Condition
from core.domain.errors import NotAllowedError, NotFoundError, PortalError
from core.domain.name_keys import folded, name_key
from core.domain.ports.office import HasLibrary, HasPractice
from core.domain.ports.rules import HasRuleBook
from core.domain.ports.secrets import HasHasher, HasSealer, MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import HasWorkingDays, HasZone, TellsTime
from core.domain.typed_text import canonical
from core.services.accounts import tries
from core.services.audit import record
from core.services.letters.letters import message
from core.services.overviews import read_answers
from core.services.rights import may
from core.services.transition import refuse_impossible, transition


class PinsPorts(
    HasStore,
    TellsTime,
    HasZone,
    HasWorkingDays,
    MakesKeys,
    MakesSecrets,
    HasHasher,
    HasSealer,
    HasRuleBook,
    HasLibrary,
    HasPractice,
    Protocol,
):
    """What pins ask of the outside world."""


def with_new_pin(outside: PinsPorts, tx: Transaction, application: Application, letter: Message) -> Message:
    """Issue a PIN, any earlier one revoked, and return the letter that carries it sealed.

    Source: guide 3.1.
    """
    now = outside.now()
    revoke_all(outside, tx, application)
    pin = signs_of(outside.new_secret(), PIN_SIGNS)
    tx.add(
        Pin(
            id=outside.new_id(),
            application_id=application.id,
            pin_hash=outside.hasher.hash(pin),
            made_at=now,
            expires_at=now + timedelta(days=PIN_DAYS),
        )
    )
    return letter.telling(expiry(outside)).sealing(outside.sealer.seal(json.dumps({"pin": pin})))


def expiry(outside: PinsPorts) -> dict[str, str]:
    """Return the letter's variable that says until when a PIN issued now may be used."""
    last = outside.now() + timedelta(days=PIN_DAYS)
    return {"expires_on": open_day(last).isoformat()}


def revoke_all(outside: PinsPorts, tx: Transaction, application: Application) -> int:
    """Revoke every PIN of an application that could still be used, and return how many."""
    good = [pin for pin in tx.find(Pin, application_id=application.id) if pin.is_good(outside.now())]
    for pin in good:
        tx.replace(pin.revoked(outside.now()))
    return len(good)


MOST_NAMED, MOST_TRIED = 5000, 20
"""Requests that share a word of a name and are read, and those whose PIN is then tried."""


@dataclass(frozen=True)
class Pins:
    """The verbs of PINs."""

    outside: PinsPorts

    @may(Role.OFFICER, Role.ADMINISTRATOR)
    def issue(self, actor: Actor, application_id: UUID) -> None:
        """Issue a new PIN in a new letter; the earlier one no longer works.

        Raises: StateError unless the request is approved.
        """
        with self.outside.store.write() as tx:
            self._issue(tx, actor, tx.get(Application, application_id))

    @may(Role.OFFICER, Role.ADMINISTRATOR)
    def revoke(self, actor: Actor, application_id: UUID) -> None:
        """Revoke the PIN of an approved request.

        Raises: StateError.
        """
        with self.outside.store.write() as tx:
            application = tx.get(Application, application_id)
            refuse_impossible(self.outside, application, Action.REVOKE_PIN, actor)
            if revoke_all(self.outside, tx, application):
                transition(self.outside, tx, application, Action.REVOKE_PIN, by=actor)

    @may(Role.REPRESENTATIVE)
    def issue_for_colleague(self, actor: Actor, reference: str) -> None:
        """Issue a PIN to a colleague of one's own organisation, as its authorised person.

        Raises: NotAllowedError; NotFoundError, the same for another organisation's request as for none.
        Source: guide 4.9n.
        """
        with self.outside.store.write() as tx:
            mine = tx.get(Account, actor.account_id) if actor.account_id else None
            if mine is None or not mine.is_authorised_person or not mine.organisation:
                raise NotAllowedError("not_allowed")
            found = tx.find(Application, reference=canonical(reference).upper(), state=State.APPROVED)
            same = [it for it in found if self._is_of(tx, it, mine.organisation)]
            if not same:
                raise NotFoundError("colleague_not_found")
            self._issue(tx, actor, same[0])

    def _is_of(self, tx: Transaction, application: Application, organisation: str) -> bool:
        told = read_answers(self.outside, tx, application).known.get("organisation")
        key = name_key(str(told or ""))
        return key != "" and key == name_key(organisation)

    def _issue(self, tx: Transaction, actor: Actor, application: Application) -> None:
        refuse_impossible(self.outside, application, Action.ISSUE_PIN, actor)
        last = tx.find(Message, application_id=application.id, letter="pin_again", order="-id", limit=1)
        if last and self.outside.now() - last[0].created_at < ONE_PRESS:
            return
        letter = message(self.outside, tx, read_answers(self.outside, tx, application), "pin_again")
        letter = with_new_pin(self.outside, tx, application, letter)
        transition(self.outside, tx, application, Action.ISSUE_PIN, by=actor, letter=letter)

    @may(Role.NEWCOMER, Role.APPLICANT)
    def enrol(self, actor: Actor, given_names: str, family_name: str, pin: str) -> UUID:
        """Enrol whom given names, family name and PIN prove, and return the account.

        Raises: PortalError, the same for a wrong, used, revoked, expired or unknown PIN; LockedOutError.
        Source: guide 4.11.
        """
        names = f"{given_names} {family_name}"
        named = self._named(names)
        doors = (self._own_door(actor), *(_door_of(it) for it in named))
        tries.count_at(self.outside, doors)
        found = self._matching(named, normalised(pin).upper().replace(" ", "").replace("-", ""))
        if found is None and (enrolled := self._enrolled(actor, pin)):
            with self.outside.store.write() as tx:
                tries.forget(tx, doors)
            return enrolled
        if found is None:
            raise self._refusal(actor, doors, names)
        with self.outside.store.write() as tx:
            return self._enrol(tx, actor, found, doors)

    def _own_door(self, actor: Actor) -> Door:
        name = str(actor.credential_id)
        return Door(tries.subject("pin", name), tries.subject("credential", name), lock=PIN_LOCK)

    def _named(self, names: str) -> list[Pin]:
        """Return the PINs that may be meant and still be used, without those tried too often already."""
        with self.outside.store.read() as tx:
            ids, now = [it.id for it in _approved(tx, names)], self.outside.now()
            good = [it for it in tx.find(Pin, application_id=ids) if it.is_good(now)] if ids else []
            worn = {
                it.id
                for it in good
                for row in tx.find(Tries, subject=_door_of(it).subject)
                if _door_of(it).is_closed(row, now)
            }
        return [it for it in good if it.id not in worn]

    def _matching(self, named: list[Pin], pin: str) -> Pin | None:
        # One comparison at least, so that an unknown name takes as long as a known one.
        tried = [(row, self.outside.hasher.matches(pin, row.pin_hash)) for row in named]
        if not tried:
            self.outside.hasher.matches(pin, None)
        return next((row for row, right in tried if right), None)

    def _enrolled(self, actor: Actor, pin: str) -> UUID | None:
        """Return the account that this credential just enrolled with this PIN, pressed a second time."""
        with self.outside.store.read() as tx:
            holder = tx.get(Credential, actor.credential_id).account_id if actor.credential_id else None
            mine = tx.find(Application, account_id=holder, state=State.ENROLLED) if holder else []
            used = [it for it in tx.find(Pin, application_id=[it.id for it in mine]) if it.used_at]
        now, plain = self.outside.now(), normalised(pin).upper().replace(" ", "").replace("-", "")
        fresh = [it for it in used if it.used_at and now - it.used_at < ONE_PRESS]
        return holder if any(self.outside.hasher.matches(plain, it.pin_hash) for it in fresh) else None

    def _refusal(self, actor: Actor, doors: tries.Doors, names: str) -> PortalError:
        with self.outside.store.write() as tx:
            for request in _approved(tx, names, whole=True):
                seen = read_answers(self.outside, tx, request)
                tx.add(message(self.outside, tx, seen, "pin_tried"))
                record(self.outside, tx, request, "pin.refused", actor)
        credential = None
        if actor.credential_id:
            with self.outside.store.read() as tx:
                credential = tx.get(Credential, actor.credential_id)
        return tries.refusal(self.outside, doors, credential, PortalError("pin_wrong"))

    def _enrol(self, tx: Transaction, actor: Actor, pin: Pin, doors: tries.Doors) -> UUID:
        now = self.outside.now()
        pin = tx.get(Pin, pin.id)
        if not pin.is_good(now):
            raise PortalError("pin_wrong")
        tx.replace(pin.used(now))
        request = tx.get(Application, pin.application_id)
        refuse_impossible(self.outside, request, Action.ENROL, actor)
        account = self._account(tx, actor, read_answers(self.outside, tx, request))
        tries.forget(tx, doors)
        enrolled, told = Enrolled(account.id), {"account": str(account.id)}
        transition(self.outside, tx, request, Action.ENROL, by=actor, change=enrolled, told=told)
        return account.id

    def _account(self, tx: Transaction, actor: Actor, seen: Overview) -> Account:
        """Return the representative's account: the one at hand, or a new one for a newcomer."""
        known, now = seen.known, self.outside.now()
        name = f"{known.get('given_names', '')} {known.get('family_name', '')}".strip()
        organisation = str(known.get("organisation") or "")
        if actor.account_id:
            return tx.replace(tx.get(Account, actor.account_id).enrolled(name, organisation, now))
        account = Account(id=self.outside.new_id(), role=Role.REPRESENTATIVE, created_at=now)
        account = account.enrolled(name, organisation, now)
        tx.add(account)
        if actor.credential_id:
            credential = tx.get(Credential, actor.credential_id).with_account(account.id)
            record(self.outside, tx, credential, "account.opened", actor, role=Role.REPRESENTATIVE)
        return account


def _door_of(pin: Pin) -> Door:
    """Return where wrong tries at one PIN are counted, whoever makes them; a new PIN has a new one."""
    name = str(pin.id)
    return Door(tries.subject("pin-row", name), tries.subject("pin-itself", name), "row", is_heeded=False)


def _approved(tx: Transaction, names: str, *, whole: bool = False) -> list[Application]:
    """Return the approved requests of a name, in any order, of which a given name may be left out.

    Shapes: with `whole` only those that bear every part of it and no other.
    """
    typed = set(folded(names).split())
    # a request of before names had one folding keeps an accented letter of its own in its key
    words = {key for word in names.split() for key in (name_key(word), normalised(word)) if len(key) > 1}
    if not words:
        return []
    wanted = (
        (Condition("state", "is", State.APPROVED),),
        tuple(Condition("name_key", "contains", word) for word in sorted(words) if word.isalnum()),
    )
    found = [
        (it, set(folded(it.name).split())) for it in tx.desk.page(wanted, SORTS["name"], None, MOST_NAMED)
    ]
    equal = [it for it, kept in found if kept == typed or name_key(it.name) == name_key(names)]
    if whole:
        return equal
    shorter = [it for it, kept in found if len(kept & typed) > 1 and (kept <= typed or typed <= kept)]
    return list({it.id: it for it in (*equal, *shorter)}.values())[:MOST_TRIED]

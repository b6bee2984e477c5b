"""The doors of the strip: one press opens a session of somebody invented here, and of nobody else."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from string import ascii_lowercase
from threading import Lock
from uuid import UUID

from core.adapters.operations.outside import Outside
from core.demonstration.accounts import INVENTED, invented
from core.demonstration.stage.guests import CHANCE, Guest, invite
from core.demonstration.stage.papers import Paper, specimen_paper
from core.demonstration.stage.road import Road
from core.demonstration.stage.scenes import SCENES, play
from core.domain.accounts.identity import Account, Actor, Credential, Role, Session
from core.domain.application.application import DocumentKind, Event, EventValues
from core.domain.application.content import Language
from core.domain.errors import NotAllowedError, NotFoundError, NotSignedInError
from core.services.accounts.credentials import Credentials, digest
from core.services.application.enrolment import Enrolment
from core.services.audit import record

APPLICANT, REPRESENTATIVE = "applicant", "representative"
READY_MADE: Mapping[str, str] = {
    APPLICANT: "seeapplicant",
    "officer": "officer1",
    "manager": "manager1",
    "stakeholder": "stakeholder1",
    "administrator": "adminis1",
    REPRESENTATIVE: "seerepresent",
}
"""As whom the portal can be looked at, and the user code of each."""
BEGUN = 6
"""Questions that the applicant of the strip has answered already."""
LOOKED_THROUGH = 50


@dataclass(frozen=True)
class Entered:
    """A session opened by one press: what its cookie holds, and whose it is."""

    token: str
    credential_id: UUID


@dataclass(frozen=True)
class StageDoors:
    """The verbs of the strip; `stays_open` is the wish to go on beside accounts that people made."""

    outside: Outside
    folder: Path
    stays_open: bool = False
    _one_at_a_time: Lock = field(default_factory=Lock, compare=False)

    def is_open(self) -> bool:
        """Say whether every account was made by the demonstration, or it does not matter."""
        if self.stays_open:
            return True
        with self.outside.store.read() as tx:
            every = tx.find(Credential)
            return len(invented(tx, every)) == len(every)

    def enter(
        self, part: str, language: Language, token: str, browser: str, address: str, guest: UUID | None = None
    ) -> Entered:
        """Open a session as somebody, and end the one that the browser had.

        Shapes: `guest` is the invented applicant whom the browser saw last, and sees again.
        Raises: NotFoundError; NotAllowedError once somebody made an account, and for such an account.
        """
        if part not in READY_MADE:
            raise NotFoundError("not_found")
        self._refuse_beside_strangers()
        known = guest if part == APPLICANT and guest and self._is_invented(guest) else None
        return self.open(known or self._ready(part, READY_MADE[part], language), token, browser, address)

    def play(self, code: str, language: Language, token: str, browser: str, address: str) -> Entered:
        """Open a session as the person of a scenario, invented for this press.

        Raises: NotFoundError; NotAllowedError once somebody made an account.
        """
        if code not in SCENES:
            raise NotFoundError("not_found")
        self._refuse_beside_strangers()
        letters = "".join(CHANCE.choice(ascii_lowercase) for _ in range(9))
        guest = invite(self.outside, self.folder, language)
        actor = play(Road(self.outside), SCENES[code], code, f"scene{letters}", guest)
        if actor.credential_id is None:
            raise AssertionError("unreachable: whoever arrives has a credential")
        return self.open(actor.credential_id, token, browser, address)

    def step_of(self, code: str) -> str:
        """Return the step at which a scenario is looked at; empty for one that is not there."""
        return SCENES[code].step if code in SCENES else ""

    def give_specimens(self, actor: Actor, application_id: UUID) -> None:
        """Give a specimen of every paper that is expected of an applicant's own request and not there yet.

        Raises: NotFoundError, NotAllowedError, StateError, DocumentRefusedError.
        """
        application = Enrolment(self.outside).look(actor, application_id).application
        Road(self.outside).give_papers(actor, application, self._form_of(actor))

    def specimen(self, actor: Actor, application_id: UUID, kind: DocumentKind, form: str = "") -> Paper:
        """Return one such paper as a file; the form is the one the scenario wants, unless one is named.

        Raises: NotFoundError, NotAllowedError, StateError.
        """
        seen = Enrolment(self.outside).look(actor, application_id)
        return specimen_paper(self.outside, seen, kind, form or self._form_of(actor))

    def _form_of(self, actor: Actor) -> str:
        """Return which specimen of the form somebody's scenario wants; a whole one where there is none."""
        with self.outside.store.read() as tx:
            entries = tx.find(Event, subject_id=actor.credential_id, name=INVENTED)
            told = tx.find(EventValues, id=[it.id for it in entries]) if entries else []
        scene = next((SCENES.get(it.values.get("scene", "")) for it in told), None)
        return scene.specimen if scene else "whole"

    def open(self, credential_id: UUID, token: str, browser: str, address: str) -> Entered:
        """Open a session of an account that the demonstration made, past its security question.

        Raises: NotAllowedError.
        """
        self._refuse_beside_strangers()
        word, now = self.outside.new_secret(), self.outside.now()
        self._end(token)
        with self.outside.store.write() as tx:
            credential = tx.get(Credential, credential_id)
            if credential.closed_at or not invented(tx, [credential]):
                raise NotAllowedError("not_allowed")
            session = Session(
                id=self.outside.new_id(),
                credential_id=credential.id,
                token_digest=digest(word),
                opened_at=now,
                seen_at=now,
                browser=browser[:200],
                address=address[:60],
                question_passed=True,
            )
            tx.add(session)
            actor = Actor(Role.NEWCOMER, credential.id, credential.account_id, session.id)
            record(self.outside, tx, credential, "credential.signed_in", actor, through="demonstration")
        return Entered(word, credential_id)

    def _refuse_beside_strangers(self) -> None:
        if not self.is_open():
            raise NotAllowedError("demonstration_closed")

    def _end(self, token: str) -> None:
        """End the session that the browser had, whoever had it."""
        with suppress(NotSignedInError):
            visit = Credentials(self.outside).who_is(token)
            Credentials(self.outside).sign_out(visit.actor)

    def _is_invented(self, credential_id: UUID) -> bool:
        with self.outside.store.read() as tx:
            return bool(tx.find(Credential, id=credential_id, closed_at=None))

    def _ready(self, part: str, code: str, language: Language) -> UUID:
        """Return somebody of the strip; the applicant and the representative are made at the first press.

        Raises: NotFoundError when there is nobody.
        """
        with self._one_at_a_time:
            known = self._known(code)
            if not known and part in MADE_AT_FIRST_PRESS:
                road, guest = Road(self.outside), invite(self.outside, self.folder, language)
                MADE_AT_FIRST_PRESS[part](road, code, guest)
                known = self._known(code)
        if not known:
            raise NotFoundError("not_found")
        return known[0].id

    def _known(self, code: str) -> list[Credential]:
        with self.outside.store.read() as tx:
            return tx.find(Credential, user_code=code)


def _begins(road: Road, code: str, guest: Guest) -> None:
    road.answer(road.arrive(code, guest), guest, BEGUN)


def _is_enrolled(road: Road, code: str, guest: Guest) -> None:
    """Come back as somebody of the invented office, or walk the whole road where it has nobody."""
    if known := _enrolled(road.outside):
        road.come_back(code, guest, known)
        return
    actor = road.arrive(code, guest)
    application = road.answer(actor, guest)
    road.print_form(actor, application, guest)
    road.give_papers(actor, application)
    road.submit(actor, application)
    road.enrol(actor, application, guest)


def _enrolled(outside: Outside) -> Account | None:
    """Return the account of an invented representative by which nobody signs in."""
    with outside.store.read() as tx:
        every = tx.find(Account, role=Role.REPRESENTATIVE, closed_at=None, limit=LOOKED_THROUGH)
        ids = [it.id for it in every]
        held = {it.account_id for it in tx.find(Credential, account_id=ids or [outside.new_id()])}
    return next((it for it in every if it.id not in held), None)


MADE_AT_FIRST_PRESS: Mapping[str, Callable[[Road, str, Guest], None]] = {
    APPLICANT: _begins, REPRESENTATIVE: _is_enrolled,
}  # fmt: skip

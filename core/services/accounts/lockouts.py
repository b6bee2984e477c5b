"""Recovery questions, and sessions that end."""

from typing import Protocol
from uuid import UUID

from core.domain.accounts.identity import (
    Actor,
    Credential,
    RecoveryQuestion,
    Role,
    Session,
    password_fault,
)  # fmt: skip
from core.domain.accounts.registration import RECOVERY_QUESTIONS
from core.domain.accounts.tries import TryPlace
from core.domain.errors import MalformedAnswerError, NotFoundError, PortalError
from core.domain.ports.office import HasLibrary
from core.domain.ports.secrets import HasHasher, HasSealer, MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import TellsTime
from core.domain.typed_text import canonical
from core.services.accounts import tries
from core.services.accounts.secret_answers import fits, has_older_form, renewed
from core.services.audit import record


class LockoutsPorts(HasStore, TellsTime, MakesKeys, MakesSecrets, HasHasher, HasSealer, HasLibrary, Protocol):
    """What lockouts ask of the outside world."""


INVENTED = 12
"""How many ready-made recovery questions the words hold (`recovery.question_1` and on)."""


def recovery_questions(outside: LockoutsPorts, user_code: str) -> tuple[str, ...]:
    """Return a user code's questions; an unknown code gets invented ones, the same each time."""
    folded = canonical(user_code).casefold()
    with outside.store.read() as tx:
        credential = next(iter(tx.find(Credential, user_code=folded, closed_at=None)), None)
        asked = tx.find(RecoveryQuestion, credential_id=credential.id, order="place") if credential else []
    return tuple(row.question for row in asked) or invented(outside, folded, RECOVERY_QUESTIONS)


def invented(outside: LockoutsPorts, folded: str, wanted: int) -> tuple[str, ...]:
    """Return questions for somebody unknown, the same each time, so that asking tells nothing."""
    seed = int.from_bytes(outside.sealer.digest(f"invented:{folded}"), "big")
    seed, language = seed // 5, ("fr", "en")[seed % 5 == 0]
    left, places = list(range(1, INVENTED + 1)), list[int]()
    for _ in range(wanted):  # any order, never the same one twice, as people choose
        seed, drawn = divmod(seed, len(left))
        places.append(left.pop(drawn))
    return tuple(outside.library.say(f"recovery.question_{place}", language) for place in places)


def reset_password(
    outside: LockoutsPorts, user_code: str, answers: tuple[str, ...], wanted: tuple[str, str], place: TryPlace
) -> None:
    """Set a new password for somebody who answers all three recovery questions.

    Raises: MalformedAnswerError, PortalError when an answer is wrong, LockedOutError.
    """
    folded, (password, again) = canonical(user_code).casefold(), wanted
    fault = password_fault(password, folded) or (None if password == again else "passwords_differ")
    if fault:
        raise MalformedAnswerError({"password_again" if fault == "passwords_differ" else "password": fault})
    owner, known = tries.subject("code", folded), _known(outside, folded)
    doors = tries.count(outside, "recovery", owner, place, known.id if known else None)
    credential = _who_answers(outside, folded, answers)
    if not isinstance(credential, Credential):
        raise tries.refusal(outside, doors, credential[0], PortalError("wrong_recovery_answers"))
    _set_password(outside, credential, password, owner)


def _known(outside: LockoutsPorts, folded: str) -> Credential | None:
    with outside.store.read() as tx:
        return next(iter(tx.find(Credential, user_code=folded, closed_at=None)), None)


def _who_answers(
    outside: LockoutsPorts, folded: str, answers: tuple[str, ...]
) -> Credential | tuple[Credential | None]:
    """Return the credential all answers fit, or whom they were tried for; equal work either way."""
    with outside.store.read() as tx:
        credential = next(iter(tx.find(Credential, user_code=folded, closed_at=None)), None)
        asked = tx.find(RecoveryQuestion, credential_id=credential.id, order="place") if credential else []
    hashes = [row.answer_hash for row in asked] or [None] * 3
    given = (*answers, "", "", "")[:3]
    right = [fits(outside, word, kept) for word, kept in zip(given, hashes, strict=True)]
    if not credential or not all(right):
        return (credential,)
    if any(map(has_older_form, given)):
        with outside.store.write() as tx:
            for question, word in zip(asked, given, strict=True):
                renewed(outside, tx, question, word)
    return credential


def _set_password(outside: LockoutsPorts, credential: Credential, password: str, owner: str) -> None:
    hashed = outside.hasher.hash(password)
    with outside.store.write() as tx:
        known = tx.get(Credential, credential.id).with_password(hashed)
        actor = Actor(Role.NEWCOMER, credential.id, credential.account_id)
        record(outside, tx, known, "credential.password_reset", actor)
        tries.open_all(tx, owner)
        end_all(outside, tx, credential.id)


def end(outside: LockoutsPorts, tx: Transaction, actor: Actor, session_id: UUID) -> None:
    """End one of the actor's own sessions.

    Raises: NotFoundError for a session that is not one's own.
    """
    session = tx.get(Session, session_id)
    if session.credential_id != actor.credential_id:
        raise NotFoundError("not_found")
    if session.ended_at is None:
        tx.replace(session.ended(outside.now()))
        credential = tx.get(Credential, session.credential_id)
        record(outside, tx, credential, "credential.signed_out", actor, session=str(session_id))


def end_all(outside: LockoutsPorts, tx: Transaction, credential_id: UUID, but: UUID | None = None) -> None:
    """End every session of a credential, except one."""
    for session in tx.find(Session, credential_id=credential_id):
        if session.ended_at is None and session.id != but:
            tx.replace(session.ended(outside.now()))

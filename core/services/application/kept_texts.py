"""Keeps what people type while they type it, and gives it back until the act is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from core.domain.accounts.identity import Actor, Role
from core.domain.application.kept_texts import KEPT_FOR, LONGEST, MOST, KeptText, is_known, request_of
from core.domain.errors import MalformedAnswerError, NotFoundError, StaleError
from core.domain.ports.secrets import MakesKeys
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import TellsTime
from core.services.overviews import read_submitted
from core.services.ownership import account_of, own
from core.services.rights import again, any_of, may


class KeptTextsPorts(HasStore, TellsTime, MakesKeys, Protocol):
    """What keeping a text asks of the outside world."""


WRITERS = (Role.APPLICANT, Role.OFFICER, Role.MANAGER)
LONGEST_PLACE = 100


@dataclass(frozen=True)
class KeptTexts:
    """The verbs of what is not sent yet; the audit tells nothing of it, because nothing was done."""

    outside: KeptTextsPorts

    @again
    @may(*WRITERS)
    def keep(self, actor: Actor, place: str, field: str, text: str, version: int) -> KeptText:
        """Keep a field's words; `version` is the one they were typed over, 0 for none.

        Raises: NotFoundError for a field or a request that is not the actor's to write in;
                MalformedAnswerError for what is too long or too much; StaleError with the words another tab
                or device kept meanwhile.
        """
        me = account_of(actor)
        if not is_known(actor.role, place, field) or len(place) > LONGEST_PLACE:
            raise NotFoundError("not_found")
        if len(text) > LONGEST:
            raise MalformedAnswerError({field: "draft_too_long"})
        with self.outside.store.write() as tx:
            _refuse_strangers(tx, actor, place)
            before = next(iter(tx.find(KeptText, account_id=me, place=place, field=field)), None)
            if before is None:
                return self._begin(tx, actor, place, field, text)
            if before.text == text:
                return before
            if before.version != version:
                told = {"text": before.text, "at": before.kept_at, "version": before.version}
                raise StaleError("draft_elsewhere", **told)
            return tx.replace(before.typed(text, self.outside.now()))

    def _begin(self, tx: Transaction, actor: Actor, place: str, field: str, text: str) -> KeptText:
        me = account_of(actor)
        if len(tx.find(KeptText, account_id=me)) >= MOST:
            raise MalformedAnswerError({field: "drafts_too_many"})
        kept = KeptText(
            id=self.outside.new_id(),
            account_id=me,
            place=place,
            field=field,
            application_id=request_of(place),
            text=text,
            kept_at=self.outside.now(),
        )
        tx.add(kept)
        return kept

    @may(*WRITERS)
    def kept(self, actor: Actor, place: str) -> Mapping[str, KeptText]:
        """Return the actor's own words kept in a place, by field."""
        with self.outside.store.read() as tx:
            return {it.field: it for it in tx.find(KeptText, account_id=account_of(actor), place=place)}

    @may(*WRITERS)
    def forget(self, actor: Actor, place: str, beginnings: tuple[str, ...] = ()) -> None:
        """Erase what was kept in a place, because the act is done: fields that begin so, or all of them."""
        with self.outside.store.write() as tx:
            for row in tx.find(KeptText, account_id=account_of(actor), place=place):
                if row.field.startswith(beginnings or ("",)):
                    tx.erase(KeptText, id=row.id)

    @any_of(Role.PORTAL)
    def sweep(self) -> int:
        """Erase what nobody came back to for a month; return how much."""
        with self.outside.store.read() as tx:
            old = [it for it in tx.find(KeptText) if self.outside.now() - it.kept_at > KEPT_FOR]
        if old:
            with self.outside.store.write() as tx:
                for row in old:
                    tx.erase(KeptText, id=row.id)
        return len(old)


def _refuse_strangers(tx: Transaction, actor: Actor, place: str) -> None:
    """Refuse words about a request that the actor may not see.

    Raises: NotFoundError.
    """
    request = request_of(place)
    if request and actor.role is Role.APPLICANT:
        own(tx, actor, request)
    elif request:
        read_submitted(tx, request)

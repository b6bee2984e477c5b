"""The last afternoon of the invented office: what is rare is done here, by the services themselves.

The steps in SQL make what thousands of requests have in common. A hold, a notice, a signature that is waited
for, a note or a second look is made a few times, so that each list of the desk has something to show.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from core.adapters.operations.outside import Outside
from core.domain.accounts.identity import Actor, Credential, Role
from core.domain.application.application import Application, Outcome, State
from core.domain.application.outcome_draft import Draft
from core.services.decisions.casework import Casework
from core.services.decisions.checklists import Checklists
from core.services.decisions.holds import Holds
from core.services.decisions.notices import Notices
from core.services.decisions.page_looks import PageLooks
from core.services.decisions.reconsideration import Reconsiderations
from core.services.desk.surroundings import Casebook

LOOKED_THROUGH = 200
"""How many of the requests that wait longest, or were refused last, the rare things are chosen from."""
OFFICERS = ("officer1", "officer2")
HELD_FOR = timedelta(days=14)
SEEN, SEEN_TO_MEND = ("identity_not_established",), ("second_id_not_valid",)
"""What officers find by themselves, where the rules propose nothing that leads to a signature or a notice."""


@dataclass(frozen=True)
class LastDay:
    """Two officers at work, and applicants who answer; `said` is what they write, by language."""

    outside: Outside
    said: Mapping[str, Any]

    def work(self) -> Counter[str]:
        """Do everything rare that can be done, and return how many requests more stand in each state."""
        first, second = self._officers()
        waiting = [it for it in self._untouched(State.SUBMITTED, "submitted_at") if self._is_plain(it)]
        refused = [it for it in self._untouched(State.REFUSED, "-decided_at") if self._is_fresh(it)][:2]
        whole = [it for it in waiting if not it.proposed]
        clean, spare = whole[:4], [it.shown_with(SEEN) for it in whole[4:6]]
        accused = [it for it in [*waiting, *spare] if self._accuses(it)][:2]
        mendable = [it.shown_with(SEEN_TO_MEND) for it in whole[6:8]]
        faulty = [it for it in [*waiting, *mendable] if self._deserves_notice(it)][:3]

        why = self.said["without_notice"]["fr"]
        for request in clean[:2]:
            Holds(self.outside).hold(first, request.id, "regulator_answer", self.outside.today() + HELD_FOR)
            Casebook(self.outside).write(first, request.id, self.said["note"]["fr"])
        for request in clean[2:]:
            Casebook(self.outside).tag(second, request.id, frozenset({"second_look"}), frozenset())
            Casebook(self.outside).write(second, request.id, self.said["note"]["en"])
        for request in accused:
            Casework(self.outside).decide(second, *self._opened(second, request), _refusal(request, why))
        for request in faulty:
            Notices(self.outside).give(second, *self._opened(second, request), _refusal(request))
        self._answer(faulty[:1], refused)
        return self._moved([*clean, *accused, *faulty, *refused])

    def _officers(self) -> tuple[Actor, Actor]:
        with self.outside.store.read() as tx:
            known = {it.user_code: it.account_id for it in tx.find(Credential, user_code=OFFICERS)}
        first, second = (Actor(Role.OFFICER, account_id=known[code]) for code in OFFICERS)
        return first, second

    def _untouched(self, state: State, order: str) -> list[Application]:
        """Return requests whose latest change is over and which nobody has in hand."""
        with self.outside.store.read() as tx:
            found = tx.find(Application, state=state, order=order, limit=LOOKED_THROUGH)
        now = self.outside.now()
        return [it for it in found if it.changed_at and it.changed_at < now and not it.claimed_by]

    def _is_fresh(self, request: Application) -> bool:
        """Say whether a refusal may still be asked to be looked at again, wherever the day begins."""
        decided, today = request.decided_at, self.outside.today()
        return decided is not None and self.outside.practice.reconsider_by(decided.date()) > today

    def _is_plain(self, request: Application) -> bool:
        """Say whether a request was sent once, and no reason proposed for it wants an officer's words."""
        known = self.outside.library.reasons
        return request.round == 1 and not any(known[code].needs_text for code in request.proposed)

    def _accuses(self, request: Application) -> bool:
        return any(self.outside.library.reasons[code].countersign for code in request.proposed)

    def _deserves_notice(self, request: Application) -> bool:
        reasons = [self.outside.library.reasons[code] for code in request.proposed]
        is_news = any(not it.asked_before for it in reasons)
        can_be_mended = all(it.mendable for it in reasons)
        notices = self.outside.practice.notice_days > 0
        return notices and is_news and can_be_mended and not self._accuses(request)

    def _opened(self, officer: Actor, request: Application) -> tuple[Any, int]:
        """Let an officer open a request and look at what she must before she decides."""
        stage = Casework(self.outside).open_case(officer, request.id).seen.stage
        looking = PageLooks(self.outside)
        for it in looking.pages(officer, request.id).missing:
            looking.look(officer, it.document.id, it.page)
        lists = Checklists(self.outside)
        lists.answer(
            officer, request.id, {it.code: True for it in lists.look(officer, request.id).unanswered}
        )
        return request.id, stage

    def _answer(self, told: list[Application], refused: list[Application]) -> None:
        for request in told:
            Notices(self.outside).answer(
                _applicant(request), request.id, self.said["answer"][request.language]
            )
        for request in refused:
            text = self.said["look_again"][request.language]
            Reconsiderations(self.outside).ask(_applicant(request), request.id, text)

    def _moved(self, before: list[Application]) -> Counter[str]:
        with self.outside.store.read() as tx:
            after = Counter(str(it.state) for it in tx.find(Application, id=[it.id for it in before]))
        after.subtract(Counter(str(it.state) for it in before))
        return after


def _applicant(request: Application) -> Actor:
    return Actor(Role.APPLICANT, account_id=request.account_id)


def _refusal(request: Application, without_notice: str = "") -> Draft:
    reasons = tuple((code, "") for code in request.proposed)
    return Draft(Outcome.REFUSED, reasons, without_notice=without_notice)

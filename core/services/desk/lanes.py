"""Writes each waiting request's lane: as it is sent, and anew whenever what it is judged by has changed."""

from typing import Protocol

from core.domain.application.application import EXPECTED, Application, DocumentKind, DocumentRequest
from core.domain.application.changes import Laned, Papers
from core.domain.application.overview import Overview
from core.domain.desk.queues import OLDEST_FIRST, STILL_OPEN, Condition
from core.domain.desk.request_age import UNDECIDED
from core.domain.ports.office import ComparesNames, HasLibrary, HasRegisterDays
from core.domain.ports.rules import HasEvaluator
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import HasZone, TellsTime
from core.domain.registers.register import Register
from core.domain.rules.lanes import lane_of, marks_of
from core.services.overviews import read_overview
from core.services.rules.editions import current
from core.services.rules.judgement import JudgedFacts, judge
from core.services.transition import set_right


class LanesPorts(
    HasStore,
    TellsTime,
    HasZone,
    MakesKeys,
    MakesSecrets,
    HasEvaluator,
    HasLibrary,
    HasRegisterDays,
    ComparesNames,
    Protocol,
):
    """What lanes ask of the outside world."""


AT_ONCE = 200
"""Requests judged anew in one round of the portal's clock, so that nobody waits behind them."""


def laned(outside: LanesPorts, tx: Transaction, seen: Overview, judged: JudgedFacts) -> Laned:
    """Return a request's lane, as it was just judged."""
    lane, marks = lane_of(judged.findings), marks_of(judged.findings)
    return Laned(lane, marks, judged_by(outside, tx), papers_of(seen, seen.asked_now))


def papers_of(seen: Overview, asked: tuple[DocumentRequest, ...] = ()) -> Papers:
    """Return how many documents are expected of a request and how many of them were given.

    Shapes: `asked` are those asked for and not sent yet; a new copy asked for is one that is not given.
    """
    every = {it.id: it for it in (*seen.requests, *asked) if it.kind is DocumentKind.ADDITIONAL}
    needed = [it for it in every.values() if not it.may_stay_empty]
    given = {it.request_id for it in seen.given}
    wanting = {it.kind for it in asked if it.again and not it.may_stay_empty and it.id not in given}
    usual = sum(kind in (seen.documents or {}) and kind not in wanting for kind in EXPECTED)
    return Papers(usual + sum(it.id in given for it in needed), len(EXPECTED) + len(needed))


def place_anew(outside: LanesPorts) -> int:
    """Judge requests that wait and were placed by other registers, rules or days; return how many.

    Shapes: a batch at a time, each request in a transaction of its own; the next round goes on.
    """
    with outside.store.read() as tx:
        as_of = judged_by(outside, tx)
        stale = (STILL_OPEN, (Condition("lane_as_of", "is_not", as_of),))
        late = tx.desk.page(stale, OLDEST_FIRST, None, AT_ONCE)
    for application in late:
        with outside.store.write() as tx:
            now = tx.get(Application, application.id)
            if now.state in UNDECIDED and now.lane_as_of != as_of:
                seen = read_overview(outside, tx, now)
                set_right(tx, now, laned(outside, tx, seen, judge(outside, tx, seen)))
    return len(late)


def judged_by(outside: LanesPorts, tx: Transaction) -> str:
    """Return what verdicts depend on beside a request itself: the day, the rules and the registers."""
    day = outside.today()
    registers = sum(register.events for register in tx.find(Register))
    return f"{day} {current(tx, day).number} {registers}"

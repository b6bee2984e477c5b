"""Who works at the desk, as one person who looks at it needs to know."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Protocol
from uuid import UUID

from core.domain.accounts.identity import Account, Actor, Role
from core.domain.desk.queues import DeskReader
from core.domain.ports.store import Transaction
from core.domain.ports.time import HasWorkingDays, HasZone, TellsTime
from core.services.ownership import account_of


class DeskOfficePorts(TellsTime, HasZone, HasWorkingDays, Protocol):
    """What office asks of the outside world."""


LATELY = timedelta(days=30)
"""How long a decision stays on the desk."""
Bands = tuple[int, int]
"""Working days from which a request is nearly late, and late."""
USUAL_BANDS = (8, 10)


@dataclass(frozen=True)
class Office:
    """Names by account; the officers whose accounts are open, by name; and who asks."""

    asking: DeskReader
    names: Mapping[UUID, str]
    officers: tuple[Account, ...]


def office_of(
    outside: DeskOfficePorts, tx: Transaction, actor: Actor, claim_life: timedelta, bands: Bands = USUAL_BANDS
) -> Office:
    """Return the office as somebody who works there sees it now."""
    me, now = account_of(actor), outside.now()
    people = sorted(tx.find(Account, role=[Role.OFFICER, Role.MANAGER]), key=lambda it: (it.name, it.id))
    officers = tuple(it for it in people if it.role is Role.OFFICER and it.closed_at is None)
    team = next((it.team for it in people if it.id == me), "")
    today = outside.today()
    midnight = datetime.combine(today, time(), outside.zone).astimezone(UTC)
    monday = datetime.combine(today - timedelta(days=today.weekday()), time(), outside.zone).astimezone(UTC)
    asking = DeskReader(
        me=me,
        team=tuple(it.id for it in officers if team and it.team == team),
        gone=tuple(it.id for it in people if it.closed_at is not None),
        idle_since=now - claim_life,
        lately=now - LATELY,
        midnight=midnight,
        monday=monday,
        amber=bands[0],
        red=bands[1],
        day_of_age=lambda age: outside.working_days.back(today, age),
    )
    return Office(asking, {it.id: it.name for it in people}, officers)

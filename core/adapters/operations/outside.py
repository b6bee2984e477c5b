"""The outside world, wired: everything that the services' ports may ask for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from core.domain.application.content import Library
from core.domain.deadlines import open_day
from core.domain.decisions.office_practice import USUAL_PRACTICE, Practice
from core.domain.desk.working_days import WorkingDays
from core.domain.form.papers import FormReader, FormWriter
from core.domain.ports.letters import Mailer
from core.domain.ports.rules import Evaluator, Replay
from core.domain.ports.secrets import Hasher, Sealer
from core.domain.ports.store import Store
from core.domain.ports.time import Clock
from core.domain.ports.vault import Vault
from core.domain.rules.rule_book import RuleBook
from core.domain.statistics.figures_port import Tally


@dataclass(frozen=True)
class Outside:
    """The outside world as a service sees it: every port, the content and the portal's time zone."""

    store: Store
    vault: Vault
    clock: Clock
    hasher: Hasher
    paper: FormWriter
    reader: FormReader
    mailer: Mailer
    sealer: Sealer
    evaluator: Evaluator
    figures: Tally
    replay: Replay
    library: Library
    rule_book: RuleBook
    zone: ZoneInfo
    working_days: WorkingDays
    new_id: Callable[[], UUID]
    new_secret: Callable[[], str]
    alike: Callable[[str, str], float]
    register_days: int
    practice: Practice = USUAL_PRACTICE
    register_percent: int = 2

    def now(self) -> datetime:
        """Return the instant, aware, in UTC."""
        return self.clock.now()

    def today(self) -> date:
        """Return the day it is in the portal's time zone."""
        return self.now().astimezone(self.zone).date()

    def open_day(self) -> date:
        """Return the day by which deadlines are counted: the last not to have ended everywhere in Canada."""
        return open_day(self.now())

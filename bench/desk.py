"""How long the officers' desk takes with a million requests behind it, and how fast eight officers claim.

Run: python -m bench.desk
Units: milliseconds on the clock of whole verbs, 95 of 100 calls below p95, and of processor, which a busy
       machine spoils less; the floor of a page is a look at all rows, that of a claim one row added, each in
       this run. Of the million, about one in thirty-three is undecided; the claims are made in a queue of
       20,000 that nobody has taken.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from uuid import UUID

import sqlalchemy as sa

from core.adapters.operations.system import new_id
from core.bootstrap import Portal, build
from core.domain.accounts.identity import Account, Actor, Role
from core.domain.desk.queues import view_of
from core.domain.desk.view import Place, View
from core.settings import Settings

MILLION, QUEUED = 1_000_000, 20_000
WARM, CALLS, PAGES = 5, 100, 20
THREADS, CLAIMS = 8, 2_000
GOAL_PAGE, GOAL_TEXT, GOAL_CLAIMS = 40.0, 150.0, 100.0
ROWS = Path(__file__).with_name("desk_rows.sql").read_text("utf-8")
MIXED = """CASE
    WHEN i > 960000 AND luck < 450 OR luck = 450 THEN 'submitted'
    WHEN i > 960000 AND luck < 700 OR luck = 700 THEN 'documents_required'
    WHEN luck < 760 THEN 'enrolled' WHEN luck < 900 THEN 'refused' ELSE 'expired' END"""
VIEWS = {
    "to take, the oldest": {"queue": "to_take"},
    "to take, by name": {"queue": "to_take", "sort": "name"},
    "everything open, by regulator": {"queue": "open", "sort": "regulator"},
    "decided lately": {"queue": "decided"},
    "open, four filters": {"regulator": "LSO", "province": "QC", "age": "8", "reason": "name_differs"},
}  # fmt: skip
Times = list[tuple[float, float]]
"""Of each call: milliseconds on the clock, milliseconds of processor."""
SOUGHT = ("Tremblay 99", "nguyễn zoe", "RRA-000E", "r9 98")


def main() -> int:
    """Print the tables; fail when a goal is missed."""
    missed = 0
    with portal_with(MILLION, MIXED) as (here, officers):
        floor = times_of(lambda: _count(here))
        print(f"{'1,000,000 requests':<54}{'p50 ms':>9}{'p95 ms':>9}{'cpu ms':>9}{'× floor':>9}{'goal':>7}")
        print_times("counting all rows (floor)", floor, floor)
        for title, told in VIEWS.items():
            missed += _pages(here, officers[0], title, view_of(told, "open"), floor)
        for text in SOUGHT:
            view = View("open", text=text)
            times = times_of(lambda view=view: here.queues.look(officers[0], view))
            missed += print_times(f"text search: {text}", times, floor, GOAL_TEXT)
    with portal_with(QUEUED, "'submitted'") as (here, officers):
        missed += _claims(here, officers)
    return int(missed > 0)


def _pages(here: Portal, actor: Actor, title: str, view: View, floor: Times) -> int:
    """Measure the first page of a view, and those that follow, each with all the counts."""
    first = times_of(lambda: here.queues.look(actor, view))
    places = _following(here, actor, view)
    missed = print_times(f"{title}: first page and counts", first, floor, GOAL_PAGE)
    if places:
        turned = iter(places * CALLS)
        times = times_of(lambda: here.queues.look(actor, view, next(turned)))
        missed += print_times(f"{title}: following pages", times, floor, GOAL_PAGE)
    return missed


def _following(here: Portal, actor: Actor, view: View) -> list[Place]:
    places: list[Place] = []
    mark = here.queues.look(actor, view).page.next
    while mark and len(places) < PAGES:
        places.append(Place(after=mark))
        mark = here.queues.look(actor, view, places[-1]).page.next
    return places


def _claims(here: Portal, officers: list[Actor]) -> int:
    """Let eight officers claim at once, and look for a request that two of them got."""
    start = time.perf_counter()
    for number in range(CLAIMS // 10):
        _add(here, number)
    floor = CLAIMS // 10 / (time.perf_counter() - start)

    def many(actor: Actor) -> list[UUID]:
        taken = (here.claims.take_next(actor, View("to_take")) for _ in range(CLAIMS // THREADS))
        return [it.id for it in taken if it]

    start, spent = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(THREADS) as pool:
        got = [id for ids in pool.map(many, officers) for id in ids]
    took, spent = time.perf_counter() - start, time.process_time() - spent
    return _print_claims(got, len(got) / took, spent / len(got) * 1000, floor)


def _print_claims(got: list[UUID], speed: float, spent: float, floor: float) -> int:
    twice = len(got) - len(set(got))
    print(f"\n{'20,000 requests, 8 threads':<54}{'a second':>9}{'cpu ms':>18}{'× floor':>9}{'goal':>7}")
    print(f"{'one row added (floor), 1 thread':<54}{floor:>9.0f}{1:>27.2f}")
    goal = f"{speed / floor:>9.2f}{GOAL_CLAIMS:>7.0f}"
    print(f"{'claims, each with its event':<54}{speed:>9.0f}{spent:>18.1f}{goal}")
    print(f"{len(got)} requests claimed, {twice} of them twice")
    return int(speed < GOAL_CLAIMS or twice > 0 or len(got) < CLAIMS)


def _add(here: Portal, number: int) -> None:
    with here.store.write() as tx:
        tx.add(Account(id=new_id(), role=Role.APPLICANT, created_at=here.outside.now(), name=str(number)))


def _count(here: Portal) -> None:
    with here.store.engine.connect() as connection:
        connection.execute(sa.text("SELECT count(*) FROM application WHERE version > 0")).all()


def times_of(work: Callable[[], object]) -> Times:
    """Return what each of many calls took, the first ones left out."""
    for _ in range(WARM):
        work()
    return [_time(work) for _ in range(CALLS)]


def _time(work: Callable[[], object]) -> tuple[float, float]:
    start, spent = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - start) * 1000, (time.process_time() - spent) * 1000


def print_times(what: str, times: Times, floor: Times, goal: float | None = None) -> int:
    """Print a row, and return 1 when its goal is missed."""
    clock, spent = zip(*times, strict=True)
    middle, worst = median(clock), quantiles(clock, n=20)[-1]
    ratio = median(spent) / median(it for _, it in floor)
    told = f"{goal:.0f}" if goal else ""
    print(f"{what:<54}{middle:>9.1f}{worst:>9.1f}{median(spent):>9.1f}{ratio:>9.1f}{told:>7}", flush=True)
    return int(goal is not None and worst > goal)


@contextmanager
def portal_with(rows: int, state: str) -> Iterator[tuple[Portal, list[Actor]]]:
    """Return a portal with so many requests and eight officers, started on them as it would be."""
    with tempfile.TemporaryDirectory() as folder:
        chosen = Settings(data=Path(folder))
        officers = _filled(build(chosen), rows, state)
        here = build(chosen)
        yield here, officers
        here.store.close()


def _filled(here: Portal, rows: int, state: str) -> list[Actor]:
    now = here.outside.now()
    with here.store.engine.begin() as connection:
        connection.exec_driver_sql(ROWS.format(rows=rows, state=state, now=now.replace(tzinfo=None)))
    people = [Account(id=new_id(), role=Role.OFFICER, created_at=now, name=str(it)) for it in range(THREADS)]
    with here.store.write() as tx:
        for officer in people:
            tx.add(officer)
    here.store.close()
    return [Actor(Role.OFFICER, account_id=it.id) for it in people]


if __name__ == "__main__":
    sys.exit(main())

"""What telling at a question, and on the review page, adds to an answer that is saved.

Run: python -m bench.telling
Units: milliseconds of processor time, so that a busy machine does not spoil them; medians. The floor is one
       answer saved, durable, with nothing told. The register has 50,000 members, as the largest one has.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median

from bench.interaction import somebody
from bench.register import members
from core.bootstrap import Portal, build
from core.domain.accounts.identity import PORTAL_ITSELF, Actor
from core.domain.application.overview import Overview
from core.domain.rules.early_findings import may_be_told
from core.settings import Settings
from tests.domain.typed import WHOLE

TIMES, MEMBERS = 60, 50_000
QUESTIONS = {
    "no rule is complete": ("organisation", 0.5),
    "rules run": ("second_id", 6.0),
    "a register is asked": ("membership_number", 16.0),
}
GOAL_REVIEW = 10.0


def main() -> int:
    """Print the table; fail when a goal is missed."""
    with tempfile.TemporaryDirectory() as folder:
        portal = build(Settings(data=Path(folder)))  # pyright: ignore[reportCallIssue] the rest comes from the environment
        _import(portal, Path(folder))
        token, reference = somebody(portal, 1)
        actor = portal.credentials.who_is(token).actor
        seen = portal.enrolment.look_up(actor, reference)
        for question, raw in WHOLE.items():
            portal.enrolment.answer(actor, seen.application.id, question, raw)
        seen = portal.enrolment.look_up(actor, reference)
        floor = _milliseconds(_saving(portal, actor, seen))
        print(f"{'':<28}{'median ms':>10}{'× floor':>9}{'goal ms':>9}")
        print(f"{'an answer saved (floor)':<28}{floor:>10.2f}{1:>9.2f}")
        missed = [_told(portal, actor, seen, floor, what) for what in QUESTIONS]
        review = _milliseconds(lambda: portal.judgements.forecast(actor, seen.application.id, "review"))
        missed.append(_row("the review page", review, floor, GOAL_REVIEW))
        portal.store.close()
    return int(any(missed))


def _told(portal: Portal, actor: Actor, seen: Overview, floor: float, what: str) -> bool:
    question, goal = QUESTIONS[what]
    content, facts = portal.library.questionnaire, portal.outside.rule_book.facts

    def telling() -> None:
        if may_be_told(content, facts, seen, question):
            portal.judgements.at_question(actor, seen.application.id, question)

    return _row(what, _milliseconds(telling), floor, goal)


def _row(what: str, spent: float, floor: float, goal: float) -> bool:
    """Print a row, and say whether its goal is missed."""
    print(f"{what:<28}{spent:>10.2f}{spent / floor:>9.2f}{goal:>9}")
    return spent > goal


def _saving(portal: Portal, actor: Actor, seen: Overview) -> Callable[[], object]:
    """Return what saves an answer that is another each time."""
    names = iter(range(10**6))

    def save() -> None:
        said = {"organisation": f"Cabinet {next(names)}"}
        portal.enrolment.answer(actor, seen.application.id, "organisation", said)

    return save


def _import(portal: Portal, folder: Path) -> None:
    file, day = folder / "register.csv", portal.outside.today() - timedelta(days=1)
    rows = [
        f"R{900_000 + place},{family},{given},Active"
        for place, (_, family, given) in enumerate(members(1, MEMBERS))
    ]
    file.write_text("\n".join(["number,family_name,given_names,standing", *rows]), "utf-8")
    portal.registers.apply(
        PORTAL_ITSELF, portal.registers.propose(PORTAL_ITSELF, "CICC", file.read_bytes(), day)
    )


def _milliseconds(work: Callable[[], object]) -> float:
    work()
    return median(_once(work) for _ in range(TIMES)) * 1000


def _once(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())

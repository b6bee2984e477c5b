"""How long a request's page takes with a million requests, and all that belongs to them, behind it.

Run: python -m bench.case
Units: milliseconds on the clock of whole verbs, 95 of 100 calls below p95, and of processor, which a busy
       machine spoils less; the floor is one request read by its key, in this run.
Shapes: the requests looked at were really sent: one is back from its second round, its members attest each
        other, and twelve share an address. The page is what a rerun of it asks for: case, claim, surroundings
        and, once an outcome is chosen, what was never opened.
"""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from bench.desk import MILLION, MIXED, Times, portal_with, print_times, times_of
from core.bootstrap import Portal
from core.domain.accounts.identity import Actor
from core.domain.application.application import Application, Outcome
from tests.domain.typed import WHOLE
from tests.services import steps
from tests.services.doubles import SHORT, QuickPaper, TrustingVault, fast_hasher, portal_over

GOAL, GOAL_BOARD = 60.0, 1000.0
SHARING = 12
ROWS = Path(__file__).with_name("case_rows.sql").read_text("utf-8")


def main() -> int:
    """Print the table; fail when the goal is missed."""
    with portal_with(MILLION, MIXED) as (here, officers):
        _fill(here, officers[0])
        ports = {"vault": TrustingVault("memory://bench"), "paper": QuickPaper(), "hasher": fast_hasher()}
        # what an officer decides takes effect at once, so that there is a second round to show
        portal = portal_over(replace(here.outside, practice=SHORT, **ports))
        return _table(portal, officers[0], _sent(portal, officers[0]))


def _fill(here: Portal, officer: Actor) -> None:
    rules = len(here.outside.rule_book.rules)
    told = ROWS.replace("{rules}", str(rules)).replace("{officer}", str(officer.account_id))
    raw = here.store.engine.raw_connection()
    for statement in told.split(";"):
        raw.cursor().execute(statement)
    raw.close()


def _sent(portal: Any, officer: Actor) -> UUID:
    """Let people send requests, and return the one that has the most around it."""
    actor = steps.applicant_by_partner(portal, "bench0")
    request = steps.submitted(portal, actor, **_answers(0, 1))
    for number in range(1, SHARING):
        neighbour = steps.applicant_by_partner(portal, f"bench{number}")
        steps.submitted(portal, neighbour, **_answers(number, 0))
    steps.decide(portal, officer, request, Outcome.DOCUMENTS_REQUIRED)
    steps.give_what_is_asked(portal, actor, request)
    portal.enrolment.submit(actor, request.id)
    portal.casebook.write(officer, request.id, "À revoir avec une collègue.")
    return request.id


def _answers(number: int, attestor: int) -> dict[str, dict[str, Any]]:
    return {
        "membership_number": {"membership_number": f"R98{number:04}"},
        "first_id": {**WHOLE["first_id"], "first_id_number": f"ZZ98{number:04}"},
        "family_name": {"family_name": f"Fictif-{chr(65 + number)}"},
        "attestor": {
            "attestor_family_name": "Fictif", "attestor_given_names": "Gaston", "attestor_regulator": "CICC",
            "attestor_number": f"R98{attestor:04}", "attestor_email": "gaston@example.ca",
        },
    }  # fmt: skip


def _table(portal: Any, officer: Actor, id: UUID) -> int:
    def page() -> None:
        portal.casework.case(officer, id)
        portal.claims.look(officer, id)
        portal.casebook.look(officer, id)
        portal.casebook.unopened(officer, id)

    floor = times_of(lambda: _by_key(portal, id))
    print(f"{'1,000,000 requests':<54}{'p50 ms':>9}{'p95 ms':>9}{'cpu ms':>9}{'× floor':>9}{'goal':>7}")
    print_times("one request by its key (floor)", floor, floor)
    parts: dict[str, Times] = {
        "case, with its verdicts": times_of(lambda: portal.casework.case(officer, id)),
        "who has it in hand": times_of(lambda: portal.claims.look(officer, id)),
        "changes, neighbours, notes": times_of(lambda: portal.casebook.look(officer, id)),
        "what was never opened": times_of(lambda: portal.casebook.unopened(officer, id)),
    }
    for title, times in parts.items():
        print_times(f"  {title}", times, floor)
    missed = print_times("the whole page", times_of(page), floor, GOAL)
    board = times_of(lambda: portal.quality.look(officer, 90))
    missed += print_times("the look back, 90 days, an officer's own", board, floor, GOAL_BOARD)
    return int(missed > 0)


def _by_key(portal: Any, id: UUID) -> None:
    with portal.store.read() as tx:
        tx.get(Application, id)


if __name__ == "__main__":
    sys.exit(main())

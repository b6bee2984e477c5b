"""The rounds of the demonstration: requests sent, judged by the portal's own evaluator, and decided."""

from core.demonstration.editions import Editions
from core.demonstration.workshop import Workshop
from core.domain.ports.rules import Evaluator
from core.domain.rules.facts import Facts

ROUNDS = 4
"""A first submission, and a new one after each of three requests for documents at most."""
COLUMNS = ", ".join(Facts.model_fields)


def run_rounds(workshop: Workshop, evaluator: Evaluator, editions: Editions) -> None:
    """Let each round's requests be sent, judged by the edition of their first round, and decided."""
    workshop.step("51_first_round")
    _round(workshop, evaluator, editions)
    workshop.run("CREATE TABLE draft.turn AS FROM draft.decided")
    for number in range(2, ROUNDS + 1):
        workshop.step("52_next_round", round=number)
        _round(workshop, evaluator, editions)
        workshop.run("INSERT INTO draft.turn BY NAME FROM draft.decided")


def _round(workshop: Workshop, evaluator: Evaluator, editions: Editions) -> None:
    workshop.step("55_facts")
    for edition in (editions.past, editions.present):
        rows = f"SELECT {COLUMNS} FROM draft.facts WHERE edition = {edition.number}"  # noqa: S608 our own names
        workshop.run(f"INSERT INTO facts ({COLUMNS}) {rows}")
        evaluator.judge_all(edition.read(), edition.number)
    workshop.step("60_decided")

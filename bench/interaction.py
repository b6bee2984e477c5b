"""What one 'Suivant' costs the server, beside the barest Streamlit page under the same kind of server.

Run: python -m bench.interaction
Units: milliseconds of the server's processor time, so that a busy machine does not spoil them; medians over
       whole walks through the questionnaire, each answer saved and durable, between which the bare page's one
       input is filled as often.
"""

import re
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from statistics import mean, median

from core.bootstrap import Portal, build
from core.domain.application.content import Questionnaire
from core.domain.ports.partners import Proven
from core.settings import Settings
from tests.domain.typed import WHOLE
from tests.live import LivePortal, launch, wait_until_healthy
from tests.services import steps
from tests.visitor import Visitor, cookie_line

WALKS = 12
GOAL = 6.0
AFTERMATH = 0.02
"""Seconds the server is left to finish what the last answer began."""


def main() -> int:
    """Print the table; fail when the goal is missed."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        content, persons = people(data, WALKS + 1)
        with (
            served(data, "server:app", "/healthz") as portal,
            served(data / "bare", "bench.bare:app") as bare,
        ):
            page = Visitor(bare.address).open("")
            rounds = [(walk(content, portal, *person), fill(page, bare, len(WHOLE))) for person in persons][
                1:
            ]  # the first round warms both up
    return told([it for walked, _ in rounds for it in walked], [it for _, filled in rounds for it in filled])


def told(walked: list[float], filled: list[float]) -> int:
    """Print both, and return whether the goal is missed."""
    ratio = median(walked) / median(filled)
    print(f"{'':<32}{'median ms':>10}{'mean ms':>9}{'× floor':>9}")
    print(f"{'bare page, one input (floor)':<32}{median(filled):>10.1f}{mean(filled):>9.1f}{1:>9.2f}")
    print(f"{'Suivant, answer saved':<32}{median(walked):>10.1f}{mean(walked):>9.1f}{ratio:>9.2f}")
    print(f"goal: at most {GOAL:.0f} × the floor")
    return int(ratio > GOAL)


def people(data: Path, count: int) -> tuple[Questionnaire, list[tuple[str, str]]]:
    """Return the questionnaire, and people who have just opened a request: session's token, reference."""
    portal = build(Settings(data=data))  # pyright: ignore[reportCallIssue] the rest comes from the environment
    opened = [somebody(portal, number) for number in range(count)]
    portal.store.close()
    return portal.library.questionnaire, opened


def somebody(portal: Portal, number: int) -> tuple[str, str]:
    """Let somebody come from a partner, open an account and a request."""
    proven = Proven(issuer="https://partner.example", subject=str(number))
    token = portal.credentials.sign_in_by_partner(proven, "Firefox", "127.0.0.1")
    return token, steps.opened(portal, steps.with_account(portal, token)).reference


@contextmanager
def served(data: Path, application: str, path: str = "/_stcore/health") -> Generator[LivePortal]:
    """Serve an application as `make run` does."""
    live = launch(data, application)
    try:
        wait_until_healthy(live, path)
        yield live
    finally:
        live.stop()


def walk(content: Questionnaire, portal: LivePortal, token: str, reference: str) -> list[float]:
    """Answer every question, and return what each 'Suivant' cost."""
    visitor = Visitor(portal.address, cookie_line(token))
    visitor.open("question", request=reference, q=next(iter(WHOLE)))
    costs: list[float] = []
    while (asked := re.search(r"\bq=(\w+)", visitor.query)) and "next" in visitor.widgets:
        id = asked[1]
        costs.append(cost(portal, lambda id=id: visitor.answer(content, id, WHOLE[id])))
    visitor.close()
    assert len(costs) == len(WHOLE), f"the walk stopped at {visitor.headings}"
    return costs


def fill(page: Visitor, bare: LivePortal, times: int) -> list[float]:
    """Fill the bare page's input in so many times, and return what each cost."""
    return [cost(bare, lambda n=n: page.rerun(name=f"Tremblay {n}")) for n in range(times)]


def cost(live: LivePortal, interact: Callable[[], object]) -> float:
    """Return the server's processor time during an interaction.

    Units: milliseconds.
    """
    start = processor_seconds(live.process.pid)
    interact()
    time.sleep(AFTERMATH)
    return (processor_seconds(live.process.pid) - start) * 1000


def processor_seconds(process: int) -> float:
    """Return the processor time another process has had, to the nanosecond.

    Source: Linux, clock_getcpuclockid(3): the clock of a process is its number, inverted, beside a kind.
    """
    return time.clock_gettime((~process << 3) | 2)


if __name__ == "__main__":
    sys.exit(main())

"""How long the IMM 5661 takes to draw, beside the least that its library can do.

Run: python -m bench.form
Units: milliseconds of processor time, so that a busy machine does not spoil them; median of 30 rounds, in
       each of which the floor (one bare page with the same two types) and every form is drawn once.
"""

import sys
import tomllib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time

from fpdf import FPDF

from core.adapters.printing.form import PaperWriter
from core.adapters.printing.sheet import BOLD, REGULAR
from core.domain.application.content import Text
from core.domain.form.papers import FormRequest, FormRow

RUNS = 30
GOAL = 150.0
FLOOR = "bare page, same types (floor)"
WORDS = Path(__file__).parents[1] / "data" / "words" / "form.toml"
ANSWERS = {"request": 4, "representative": 18, "identity": 9, "attestation": 5}


def main() -> int:
    """Print the table; fail when the goal is missed."""
    works = _works()
    medians = {name: median(times) * 1000 for name, times in _timed(works).items()}
    floor = medians[FLOOR]
    print(f"{'':<32}{'median ms':>10}{'× floor':>9}")
    for name, time in medians.items():
        print(f"{name:<32}{time:>10.1f}{time / floor:>9.2f}")
    print(f"goal: at most {GOAL:.0f} ms")
    return int(max(medians.values()) > GOAL)


def _works() -> dict[str, Callable[[], object]]:
    writer = PaperWriter(_words())
    return {FLOOR: _bare_page} | {
        name: partial(writer.form, request) for name, request in _requests().items()
    }


def _timed(works: dict[str, Callable[[], object]]) -> dict[str, list[float]]:
    for work in works.values():
        work()
    rounds = [[_seconds(work) for work in works.values()] for _ in range(RUNS)]
    return {name: list(times) for name, times in zip(works, zip(*rounds, strict=True), strict=True)}


def _seconds(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


def _bare_page() -> bytes:
    pdf = FPDF(format="letter")
    pdf.add_font("sans", "", REGULAR)
    pdf.add_font("sans", "B", BOLD)
    pdf.add_page()
    for style in ("", "B"):
        pdf.set_font("sans", style, 10)
        pdf.cell(text="Łukasz Nguyễn, O’Brien : 0123456789", new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def _requests() -> dict[str, FormRequest]:
    return {
        "IMM 5661, 36 short answers": _request("Łukasz Nguyễn O’Brien"),
        "IMM 5661, 36 long answers": _request("Associée chargée des dossiers fictifs " * 6),
        "IMM 5661, rare letters": _request("Ɛsi Ɔkɔ"),
    }


def _request(value: str) -> FormRequest:
    blocks = {block: _rows(count, value) for block, count in ANSWERS.items()}
    return FormRequest(
        language="fr",
        reference="RRA-7K2M-94QX",
        print_number=1,
        digest="0123456789abcdef" * 4,
        printed_on="23 novembre 2026",
        blocks=blocks,
    )


def _rows(count: int, value: str) -> tuple[FormRow, ...]:
    return tuple(FormRow(label=f"Question {number} du formulaire", value=value) for number in range(count))


def _words() -> dict[str, Text]:
    topic = tomllib.loads(WORDS.read_text(encoding="utf-8"))["form"]
    return {f"form.{key}": Text.model_validate(text) for key, text in topic.items()}


if __name__ == "__main__":
    sys.exit(main())

"""What the reader makes of signed and unsigned forms that came back damaged, and how long a page takes it.

Run:   python -m bench.reader [seed] [pages of each kind]
Units: boxes to fill by hand, each filled with a chance of one half; milliseconds of processor time a page.
The ink's thresholds were chosen on seed 1 alone; the table is made with another.
"""

import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import partial
from random import Random
from statistics import median

from PIL import Image

from bench import damage, handwriting, sheets
from bench.sheets import Sheet
from bench.start import children
from core.adapters.scanning.form_reader import PaperReader
from core.adapters.scanning.reading_room import read_file
from core.domain.form.returned_form import PageSeen

SEED, PAGES = 5661, 12
MOST_MISSED, MOST_INVENTED, MOST_DOUBTFUL = 0.01, 0, 0.05
MOST_SECONDS = 0.4
TIMED = 15

Harm = Callable[[Image.Image, Random, Sheet], Image.Image]
Bind = Callable[[Image.Image], bytes]


@dataclass(frozen=True)
class Kind:
    """One kind of page: what happens to it, with which pen and signature, and as which file it comes."""

    harms: tuple[Harm, ...] = ()
    pen: str = ""
    signature: str = ""
    dpi: int = 200
    bind: Bind = sheets.as_pdf


@dataclass
class Found:
    """What was made of the boxes of one kind of page."""

    boxes: Counter[str] = field(default_factory=Counter[str])
    seconds: list[float] = field(default_factory=list[float])

    def add(self, sheet: Sheet, filled: Collection[str], seen: PageSeen) -> None:
        """Count a page's boxes as right, missed, invented or doubtful."""
        inks = {box.name: box.ink for box in seen.boxes}
        for box in sheet.boxes:
            ink = inks.get(box.name, "doubtful")
            truth = "filled" if box.name in filled else "empty"
            wrong = "missed" if truth == "filled" else "invented"
            self.boxes["doubtful" if ink == "doubtful" else "right" if ink == truth else wrong] += 1


def plain(harm: damage.Damage) -> Harm:
    """Return a harm that does not ask where the boxes are."""
    return lambda page, chance, sheet: harm(page, chance)  # noqa: ARG005 it does not ask


def on_box(make: Callable[[float, float, float, float], damage.Damage]) -> Harm:
    """Return a harm done to one of the broad boxes."""

    def harm(page: Image.Image, chance: Random, sheet: Sheet) -> Image.Image:
        box = chance.choice([box for box in sheet.boxes if box.width > 100])
        return make(box.x, box.y, box.width, box.height)(page, chance)

    return harm


def fold(page: Image.Image, chance: Random, sheet: Sheet) -> Image.Image:
    """Fold a page through one of its boxes."""
    box = chance.choice(sheet.boxes)
    return damage.folded(box.y + chance.uniform(0, 1) * box.height)(page, chance)


def anything(page: Image.Image, chance: Random, sheet: Sheet) -> Image.Image:
    """Do two things to a page that people do, and then scan or photograph it."""
    people: list[Harm] = [
        plain(damage.stamped_code), plain(damage.shadowed), plain(damage.pale), plain(damage.skewed),
        plain(damage.streaked), on_box(damage.struck), fold,
    ]  # fmt: skip
    machines: list[tuple[damage.Damage, ...]] = [
        (damage.tilted,), (damage.tilted, damage.at(150), damage.jpeg), (damage.noisy, damage.jpeg),
        (damage.photographed,), (damage.turned(2),), (damage.tilted, damage.at(100), damage.jpeg),
    ]  # fmt: skip
    for harm in chance.sample(people, 2):
        page = harm(page, chance, sheet)
    for machine in chance.choice(machines):
        page = machine(page, chance)
    return page


def _scans() -> dict[str, Kind]:
    tilted, jpeg = plain(damage.tilted), plain(damage.jpeg)
    two_tones = partial(sheets.as_tiff, two_tones=True)
    return {
        "clean": Kind(),
        "turned by up to 3 degrees": Kind((tilted,)),
        "upside down": Kind((plain(damage.turned(2)),)),
        "sideways": Kind((plain(damage.turned(1)),), bind=sheets.as_jpeg),
        "skewed": Kind((plain(damage.skewed),)),
        "100 dpi, JPEG 30 to 75": Kind((tilted, plain(damage.at(100)), jpeg)),
        "150 dpi, JPEG 30 to 75": Kind((tilted, plain(damage.at(150)), jpeg)),
        "300 dpi": Kind((tilted,), dpi=300),
        "fax, two tones": Kind((tilted, plain(damage.fax)), bind=two_tones),
        "too dark, noisy": Kind((tilted, plain(damage.noisy), plain(damage.dark))),
        "too pale, noisy": Kind((plain(damage.pale), plain(damage.noisy))),
        "streak of the scanner": Kind((plain(damage.streaked),)),
        "telephone": Kind((plain(damage.photographed),), bind=sheets.as_jpeg),
        "telephone, 8 megapixels": Kind((plain(damage.photographed),), dpi=300, bind=sheets.as_jpeg),
        "shadow": Kind((plain(damage.shadowed),), bind=sheets.as_jpeg),
        "blurred": Kind((plain(damage.blurred), jpeg), bind=sheets.as_jpeg),
    }


def _papers() -> dict[str, Kind]:
    tilted, jpeg = plain(damage.tilted), plain(damage.jpeg)
    return {
        "stamp over a code": Kind((tilted, plain(damage.stamped_code))),
        "ring of a cup over a box": Kind((on_box(damage.ringed),)),
        "line through a box": Kind((on_box(damage.struck),)),
        "fold through a box": Kind((fold,)),
        "two of these, then scanned": Kind((anything,)),
        **{f"pen: {pen}": Kind((jpeg,), pen=pen) for pen in handwriting.PENS},
        **{f"signature: {kind}": Kind((jpeg,), signature=kind) for kind in handwriting.SIGNATURES},
    }


KINDS: Mapping[str, Kind] = {**_scans(), **_papers()}


def tried(kind: Kind, name: str, seed: int, pages: int) -> Found:
    """Return what the reader makes of so many pages of one kind."""
    forms = [sheets.printed(1, rows=1), sheets.printed(2, rows=7)]
    prints = {number: form.places for number, form in enumerate(forms, 1)}
    all_sheets = [sheet for form in forms for sheet in sheets.sheets(form, kind.dpi) if sheet.boxes]
    chance, found = Random(f"{seed} {name}"), Found()
    for _ in range(pages):
        sheet = chance.choice(all_sheets)
        filled = {box.name for box in sheet.boxes if chance.random() < 0.5}
        page = sheets.filled(sheet, filled, chance, kind.pen, kind.signature)
        for harm in kind.harms:
            page = harm(page, chance, sheet)
        data = kind.bind(page)
        start = time.process_time()
        _, seen = read_file(data, sheets.REFERENCE, prints)
        found.seconds.append(time.process_time() - start)
        found.add(sheet, filled, seen if isinstance(seen, PageSeen) else PageSeen(number=1))
    return found


def main() -> int:
    """Print the table; fail when a goal is missed."""
    told = [int(number) for number in sys.argv[1:3]]
    seed, pages = told if len(told) > 1 else (SEED, PAGES)
    print(f"seed {seed}, {pages} pages of each kind")
    print(f"{'':<30}{'boxes':>7}{'right':>7}{'missed':>8}{'invented':>10}{'doubtful':>10}{'ms a page':>11}")
    whole = Found()
    for name, kind in KINDS.items():
        found = tried(kind, name, seed, pages)
        whole.boxes += found.boxes
        whole.seconds += found.seconds
        _print(name, found)
    _print("all", whole)
    return int(_missed_goals(whole) | _too_slow())


def _print(name: str, found: Found) -> None:
    counts = [
        found.boxes.total(),
        *(found.boxes[word] for word in ("right", "missed", "invented", "doubtful")),
    ]
    told = "".join(f"{count:>{width}}" for count, width in zip(counts, (7, 7, 8, 10, 10), strict=True))
    print(f"{name:<30}{told}{median(found.seconds) * 1000:>11.0f}", flush=True)


def _missed_goals(whole: Found) -> bool:
    signed = unsigned = whole.boxes.total() / 2
    missed, invented = whole.boxes["missed"] / signed, whole.boxes["invented"] / unsigned
    doubtful = whole.boxes["doubtful"] / whole.boxes.total()
    print(f"signed read as unsigned {missed:.2%} (goal: at most {MOST_MISSED:.0%}), ", end="")
    print(f"unsigned read as signed {invented:.2%} (goal: none), ", end="")
    print(f"doubtful {doubtful:.2%} (goal: at most {MOST_DOUBTFUL:.0%})")
    return missed > MOST_MISSED or invented > MOST_INVENTED or doubtful > MOST_DOUBTFUL


def _too_slow() -> bool:
    """Say how long a page of a PDF takes in a process apart, whose start is counted too."""
    form = sheets.printed(1, rows=1)
    chance = Random(SEED)
    pages = [sheets.filled(sheet, {box.name for box in sheet.boxes}, chance) for sheet in sheets.sheets(form)]
    data = sheets.as_pdf(*pages)
    clock: list[float] = []
    processor: list[float] = []
    for _ in range(TIMED):
        start, before = time.perf_counter(), children()
        PaperReader().read(data, sheets.REFERENCE, {1: form.places})
        clock.append((time.perf_counter() - start) / len(pages))
        processor.append((children() - before) / len(pages))
    print(f"PDF of {len(pages)} pages at 200 dpi: {median(processor):.3f} s of processor a page, ", end="")
    print(f"{median(clock):.3f} s on the clock (goal: at most {MOST_SECONDS} s)")
    return median(processor) > MOST_SECONDS


if __name__ == "__main__":
    sys.exit(main())

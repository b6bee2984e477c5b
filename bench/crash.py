"""The portal killed with signal 9 while people answer and submit, 50 times.

Run: python -m bench.crash [rounds]
Shapes: a submission is kept whole or not at all; lost means confirmed on screen, and not there.
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))  # its modules name each other as pytest does

from tests.operations.crashes import Round, crash

ROUNDS = 50


def main(rounds: int = ROUNDS) -> int:
    """Print the table; fail when anything was lost or half done."""
    with tempfile.TemporaryDirectory() as folder:
        done = crash(Path(folder) / "data", rounds)
    told = {**_told(done), **(wrong := _wrong(done))}
    for what, count in told.items():
        print(f"{what:<58}{count:>6}")
    print("goal: the last five are 0")
    return int(any(wrong.values()))


def _told(done: list[Round]) -> dict[str, int]:
    return {
        "rounds": len(done),
        "answers acknowledged": done[-1].said_name,
        "submissions confirmed on screen": sum(it.said_sent for it in done),
        "submissions kept, though the kill came before the words": sum(
            it.pieces["submission"] and not it.said_sent for it in done
        ),
        "submissions undone": sum(not it.pieces["submission"] for it in done),
    }


def _wrong(done: list[Round]) -> dict[str, int]:
    looked_at = done[:-1]
    return {
        "answers lost or made up": sum(it.kept_name not in (it.said_name, it.said_name + 1) for it in done),
        "confirmed submissions lost": sum(it.said_sent and not all(it.pieces.values()) for it in done),
        "submissions half done": sum(len(set(it.pieces.values())) != 1 for it in done),
        "audit chains broken": sum(len(it.broken_chains) for it in done),
        "screens that then showed something else": sum(
            (it.shown_name, it.shown_sent) != (it.kept_name, it.pieces["submission"]) for it in looked_at
        ),
    }


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))

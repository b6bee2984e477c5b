"""Every bench, one after another, each as a ratio to the least its libraries can do: `make bench`."""

import sys

from bench import (
    case,
    crash,
    demonstration,
    desk,
    figures,
    form,
    interaction,
    questionnaire,
    reader,
    register,
    replay,
    rules,
    start,
    telling,
)

BENCHES = {
    "The next question and the review page": questionnaire.main,
    "Drawing the IMM 5661": form.main,
    "Reading the returned IMM 5661": reader.main,
    "One 'Suivant'": interaction.main,
    "Telling at a question": telling.main,
    "Judging by the rules": rules.main,
    "Replaying a changed rule book": replay.main,
    "Importing a register of 200,000 members": register.main,
    "Starting a second time": start.main,
    "The officers' desk": desk.main,
    "The statistics": figures.main,
    "A request's page, before its officer": case.main,
    "A demonstration of 1,000,000 requests": demonstration.main,
    "Killed in the middle": crash.main,
}


def main() -> int:
    """Run them all; fail when one missed its goal."""
    missed: list[str] = []
    for title, bench in BENCHES.items():
        print(f"\n{title}\n{'-' * len(title)}", flush=True)
        if bench():
            missed.append(title)
    print("\nMissed: " + ", ".join(missed) if missed else "\nEvery goal is met.")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())

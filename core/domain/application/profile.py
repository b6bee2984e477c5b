"""By what statistics tell requests apart, copied from the answers as they are given."""

from core.domain.application.overview import Overview

ANSWERED = "review"
"""Where somebody is who has answered every question."""


def profile_of(seen: Overview) -> dict[str, str]:
    """Return an application's columns of this kind; empty is what was not said yet.

    Shapes: `province` is that of the business address, empty abroad; `at_question` is the question that waits
            for an answer.
    """
    known = seen.known
    return {
        "regulator": str(known.get("regulator") or ""),
        "province": str(known.get("province") or "").removeprefix("CA-"),
        "language": str(known.get("correspondence_language") or ""),
        "licence": str(known.get("licence") or ""),
        "at_question": seen.next_question or ANSWERED,
    }

"""By what statistics tell requests apart, copied from the answers as they are given."""

from dataclasses import dataclass

from core.domain.application.overview import Overview

ANSWERED = "review"
"""Where somebody is who has answered every question."""


@dataclass(frozen=True)
class Profile:
    """What statistics tell a request apart by; empty is what was not said yet.

    Shapes: `province` is that of the business address, empty abroad; `at_question` is the question that waits
            for an answer.
    """

    regulator: str
    province: str
    language: str
    licence: str
    at_question: str


def profile_of(seen: Overview) -> Profile:
    """Return what statistics tell a request apart by, as its answers now say."""
    known = seen.known
    return Profile(
        regulator=str(known.get("regulator") or ""),
        province=str(known.get("province") or "").removeprefix("CA-"),
        language=str(known.get("correspondence_language") or ""),
        licence=str(known.get("licence") or ""),
        at_question=seen.next_question or ANSWERED,
    )

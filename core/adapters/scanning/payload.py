"""What a code of the form says: untrusted words from outside, which must be exactly ours."""

import re
from typing import NamedTuple

from core.domain.accounts.hand_typed_codes import ALPHABET

_REFERENCE = rf"RRA-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}"
_PAYLOAD = re.compile(
    rf"IMM5661\|({_REFERENCE})\|([1-9][0-9]?)\|(tl|tr|bl|br)\|([1-9][0-9]{{0,3}})\|([0-9a-f]{{16}})"
)
_LONGEST = 80


class Said(NamedTuple):
    """What the codes of one page say in common."""

    reference: str
    page: int
    print_number: int
    digest: str


def understood(text: str) -> tuple[Said, str] | None:
    """Return what a code says and which corner it names; None for anything that is not exactly ours."""
    found = _PAYLOAD.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        return None
    reference, page, corner, print_number, digest = found.groups()
    return Said(reference, int(page), int(print_number), digest), corner

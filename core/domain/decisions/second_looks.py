"""Second looks at decisions: what countersigning officers and reconsiderations said, and what was undone."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from core.domain.decisions.review_port import ContestedDecision, DraftedDecision, Fate

CAUSES = ("reason", "objection", "first", "sample")
"""Why a decision is countersigned, as screens list them."""


@dataclass(frozen=True)
class Signatures:
    """What became of the decisions that a team or an officer put to countersign for one cause."""

    name: str
    cause: str
    signed: int
    sent_back: int
    taken_back: int
    waiting: int

    @property
    def put(self) -> int:
        """Return how many were put to countersign in all."""
        return self.signed + self.sent_back + self.taken_back + self.waiting


@dataclass(frozen=True)
class Contests:
    """What became of decisions given by a team or an officer, or given for a reason.

    Shapes: `name` is a team's or a reason's code; the first three are refusals to reconsider.
    """

    name: str
    upheld: int
    overturned: int
    undecided: int
    undone: int

    @property
    def asked(self) -> int:
        """Return how many refusals were asked to be reconsidered."""
        return self.upheld + self.overturned + self.undecided


def signatures(name: str, rows: Iterable[DraftedDecision]) -> list[Signatures]:
    """Return what became of drafts by cause, in the causes' order; a cause of none is left out."""
    count = Counter((row.cause, row.fate) for row in rows)
    fates = (Fate.SIGNED, Fate.SENT_BACK, Fate.TAKEN_BACK, Fate.WAITING)
    told = (Signatures(name, cause, *(count[cause, fate] for fate in fates)) for cause in CAUSES)
    return [it for it in told if it.put]


def contests(name: str, rows: Iterable[ContestedDecision]) -> Contests:
    """Return what became of decisions that were contested or undone."""
    count = Counter(row.fate for row in rows)
    return Contests(name, *(count[it] for it in (Fate.UPHELD, Fate.OVERTURNED, Fate.UNDECIDED, Fate.UNDONE)))


def by_reason(rows: Iterable[ContestedDecision]) -> tuple[Contests, ...]:
    """Return refusals asked to be reconsidered by each reason they bore, the most often overturned first."""
    found: dict[str, list[ContestedDecision]] = {}
    for row in rows:
        for code in row.reason_codes if row.fate is not Fate.UNDONE else ():
            found.setdefault(code, []).append(row)
    told = (contests(code, some) for code, some in found.items())
    return tuple(sorted(told, key=lambda it: (-it.overturned, -it.asked, it.name)))

"""Everything that happens around a decision, at hand under one name."""

from dataclasses import dataclass
from datetime import timedelta

from core.domain.claim import CLAIM_LIFE
from core.domain.ports import Outside
from core.services.countersigning import Countersigning
from core.services.holding import Holding
from core.services.letter_texts import LetterTexts
from core.services.noticing import Noticing
from core.services.reconsidering import Reconsidering
from core.services.retention import Retention
from core.services.undoing import Undoing


@dataclass(frozen=True)
class Deciding:
    """The services around a decision."""

    holding: Holding
    noticing: Noticing
    countersigning: Countersigning
    undoing: Undoing
    reconsidering: Reconsidering
    letter_texts: LetterTexts
    retention: Retention


def deciding(outside: Outside, claim_life: timedelta = CLAIM_LIFE) -> Deciding:
    """Return them wired."""
    return Deciding(
        holding=Holding(outside, claim_life),
        noticing=Noticing(outside),
        countersigning=Countersigning(outside),
        undoing=Undoing(outside),
        reconsidering=Reconsidering(outside),
        letter_texts=LetterTexts(outside),
        retention=Retention(outside),
    )

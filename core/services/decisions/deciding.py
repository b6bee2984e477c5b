"""Everything that happens around a decision, at hand under one name."""

from dataclasses import dataclass
from datetime import timedelta

from core.domain.desk.claim import CLAIM_LIFE
from core.domain.ports import Outside
from core.services.decisions.countersigning import Countersigning
from core.services.decisions.holds import Holding
from core.services.decisions.notices import Noticing
from core.services.decisions.reconsideration import Reconsidering
from core.services.decisions.undo import Undoing
from core.services.letters.letter_texts import LetterTexts
from core.services.operations.retention import Retention


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

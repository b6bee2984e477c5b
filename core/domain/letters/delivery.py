"""What became of a letter on its way to somebody, as a fact of her request.

Source: guide 3.0.
"""

from datetime import datetime
from enum import StrEnum

from core.domain.application.application import Message


class Delivery(StrEnum):
    """Where a letter is: exactly one of these, so that it never both waits and travels."""

    WAITING = "waiting"
    ON_ITS_WAY = "on_its_way"
    HANDED_OVER = "handed_over"
    REFUSED = "refused"
    DOUBTFUL = "doubtful"
    INBOX_ONLY = "inbox_only"
    WITHDRAWN = "withdrawn"


IN_TROUBLE = (Delivery.REFUSED, Delivery.DOUBTFUL)
"""Somebody must do something, or the person may never hear of it by e-mail."""
BY_STATE = {
    "sent": Delivery.HANDED_OVER,
    "failed": Delivery.REFUSED,
    "doubtful": Delivery.DOUBTFUL,
    "kept": Delivery.INBOX_ONLY,
    "withdrawn": Delivery.WITHDRAWN,
}


def delivery(message: Message, now: datetime) -> Delivery:
    """Return where a letter is now; one whose decision may still be undone has not left."""
    if message.waits(now):
        return Delivery.WAITING
    return BY_STATE.get(message.state, Delivery.ON_ITS_WAY)

"""Where a letter is: one thing at a time, so that it never both waits and travels."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from core.domain.application.application import Message
from core.domain.letters.delivery import Delivery, delivery

NOON = datetime(2026, 3, 2, 17, tzinfo=UTC)
SOON = NOON + timedelta(minutes=2)


def letter(**more):
    told = {"id": uuid4(), "account_id": uuid4(), "application_id": uuid4(), "letter": "approved", "told": {}}
    return Message(**told, language="fr", address="zoe@example.ca", created_at=NOON, **more)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (letter(), Delivery.ON_ITS_WAY),
        (letter(next_try_at=SOON), Delivery.WAITING),
        (letter(next_try_at=NOON - timedelta(minutes=1)), Delivery.ON_ITS_WAY),
        (letter(next_try_at=SOON, tries=1), Delivery.ON_ITS_WAY),
        (letter(state="sending", next_try_at=SOON), Delivery.ON_ITS_WAY),
        (letter(state="sent"), Delivery.HANDED_OVER),
        (letter(state="failed", tries=1), Delivery.REFUSED),
        (letter(state="doubtful"), Delivery.DOUBTFUL),
        (letter(state="kept"), Delivery.INBOX_ONLY),
        (letter(state="withdrawn"), Delivery.WITHDRAWN),
    ],
)
def test_a_letter_is_in_exactly_one_place(message, expected):
    assert delivery(message, NOON) is expected

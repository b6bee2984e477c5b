"""The audit's chain: it verifies, and any change breaks it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from core.domain.accounts.identity import Actor, Credential, Role
from core.domain.audit import entry, values_digest, verify

NOON = datetime(2026, 3, 8, 12, tzinfo=UTC)
ACTOR = Actor(Role.APPLICANT, UUID(int=1), UUID(int=2), UUID(int=3))


def chain(length=4):
    """Return the entries about one credential, their values, and the digest it bears at the end."""
    subject = Credential(id=UUID(int=1), kind="gckey", created_at=NOON)
    events, told = [], []
    for number in range(1, length + 1):
        event, values = entry(
            UUID(int=100 + number), subject, "credential.signed_in", ACTOR, NOON, "salt", {"place": number}
        )
        events.append(event)
        told.append(values)
        subject = subject.model_copy(update={"events": event.number, "chain": event.digest})
    return events, told, subject.chain


def test_an_untouched_chain_verifies():
    events, _, last = chain()

    assert verify(events, last) is None
    assert verify([], "") is None


@pytest.mark.parametrize(
    "changes",
    [
        {"number": 9},
        {"name": "credential.refused"},
        {"occurred_at": NOON + timedelta(microseconds=1)},
        {"role": "officer"},
        {"account_id": UUID(int=9)},
        {"account_id": None},
        {"session_id": UUID(int=9)},
        {"values_digest": "0" * 64},
        {"previous": "0" * 64},
        {"digest": "0" * 64},
        {"subject_id": UUID(int=9)},
    ],
    ids=str,
)
def test_any_changed_field_breaks_the_chain_at_its_entry(changes):
    events, _, last = chain()
    events[1] = events[1].model_copy(update=changes)

    assert verify(events, last) == 2


@pytest.mark.parametrize(
    ("kept", "broken"), [((1, 2, 3), 1), ((0, 2, 3), 2), ((0, 1, 2), 4), ((1, 0, 2, 3), 1)]
)
def test_an_entry_lost_or_moved_is_found_the_last_one_too(kept, broken):
    events, _, last = chain()

    assert verify([events[place] for place in kept], last) == broken


def test_a_changed_value_no_longer_fits_its_entry():
    events, told, _ = chain(1)
    changed = told[0].model_copy(update={"values": {"place": 2}})

    assert values_digest(told[0]) == events[0].values_digest
    assert values_digest(changed) != events[0].values_digest


def test_the_same_values_under_another_salt_have_another_digest():
    _, told, _ = chain(1)

    assert values_digest(told[0].model_copy(update={"salt": "other"})) != values_digest(told[0])


def test_values_keep_their_digest_on_the_way_through_the_store():
    _, told, _ = chain(1)
    stored = told[0].model_copy(update={"values": {"old": None, "new": {"b": ["é"], "a": True}}})
    read = stored.model_copy(update={"values": {"new": {"a": True, "b": ["é"]}, "old": None}})

    assert values_digest(stored) == values_digest(read)

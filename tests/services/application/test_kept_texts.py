"""What people type, kept until the act is done: per person, place and field, from a closed list."""

from dataclasses import replace

import pytest

from core.domain.accounts.identity import PORTAL_ITSELF, Role
from core.domain.application.kept_texts import KEPT_FOR, LONGEST, MOST, KeptText, is_known
from core.domain.errors import NotFoundError, StaleError
from tests.services import steps
from tests.services.refusals import refusal_of

PLACE = "00000000-0000-7000-8000-000000000001"


@pytest.fixture
def desk(sent):
    portal, owner, application, officer = sent
    return portal, owner, str(application.id), officer


def test_what_is_typed_is_given_back_to_its_writer_alone_and_erased_when_the_act_is_done(desk):
    portal, owner, place, officer = desk
    other = steps.worker(portal, user_code="officier2")

    first = portal.kept_texts.keep(officer, place, "note_text", "Appeler le Ba", 0)
    again = portal.kept_texts.keep(officer, place, "note_text", "Appeler le Barreau", first.version)
    portal.kept_texts.keep(officer, place, "reason_other_text", "Le sceau manque.", 0)

    told = {name: it.text for name, it in portal.kept_texts.kept(officer, place).items()}
    assert told == {"note_text": "Appeler le Barreau", "reason_other_text": "Le sceau manque."}
    assert again.version > first.version
    assert portal.kept_texts.kept(other, place) == portal.kept_texts.kept(owner, place) == {}
    portal.kept_texts.forget(officer, place, ("reason_",))
    assert list(portal.kept_texts.kept(officer, place)) == ["note_text"]
    portal.kept_texts.forget(officer, place)
    assert portal.kept(KeptText) == []


def test_two_tabs_never_overwrite_each_other_unseen(desk):
    portal, _, place, officer = desk
    kept = portal.kept_texts.keep(officer, place, "note_text", "Premier onglet", 0)

    with pytest.raises(StaleError) as told:
        portal.kept_texts.keep(officer, place, "note_text", "Deuxième onglet", 0)

    assert told.value.values == {"text": "Premier onglet", "at": kept.kept_at, "version": kept.version}
    assert portal.kept_texts.keep(officer, place, "note_text", "Premier onglet", 0) == kept
    portal.kept_texts.keep(officer, place, "note_text", "Deuxième onglet", kept.version)
    assert portal.kept(KeptText)[0].text == "Deuxième onglet"


def test_a_request_that_is_not_theirs_and_a_field_of_no_list_keep_nothing(desk):
    portal, owner, place, officer = desk
    stranger = replace(owner, account_id=officer.account_id)
    refused = [
        (stranger, place, "part_email"),
        (owner, place, "note_text"),
        (officer, place, "part_email"),
        (officer, place, "password"),
        (officer, PLACE, "note_text"),
        (officer, "queue", "anything"),
    ]

    for actor, where, field in refused:
        with pytest.raises(NotFoundError):
            portal.kept_texts.keep(actor, where, field, "x", 0)

    portal.kept_texts.keep(owner, place, "part_email", "zoe@", 0)
    assert [it.field for it in portal.kept(KeptText)] == ["part_email"]


def test_sizes_and_counts_are_bounded(desk):
    portal, _, place, officer = desk

    def keep(field, text="x"):
        return portal.kept_texts.keep(officer, place, field, text, 0)

    too_long = refusal_of(lambda: keep("note_text", "x" * (LONGEST + 1)))
    for number in range(MOST):
        keep(f"overruled_rule_{number}")
    too_many = refusal_of(lambda: keep("note_text"))

    assert (too_long.fields, too_many.fields) == (
        {"note_text": "draft_too_long"}, {"note_text": "drafts_too_many"},
    )  # fmt: skip


def test_what_nobody_came_back_to_for_a_month_is_erased(desk):
    portal, _, place, officer = desk
    portal.kept_texts.keep(officer, place, "note_text", "x", 0)

    portal.clock.move(days=KEPT_FOR.days)
    assert portal.kept_texts.sweep(PORTAL_ITSELF) == 0
    portal.clock.move(days=1)
    assert portal.kept_texts.sweep(PORTAL_ITSELF) == 1
    assert portal.kept(KeptText) == []


@pytest.mark.parametrize("secret", ["password", "pin", "answer", "answer_1", "word", "stop_word"])
@pytest.mark.parametrize("role", list(Role))
def test_no_secret_is_ever_kept(secret, role):
    assert not any(is_known(role, place, secret) for place in (PLACE, "queue", "letter-texts", "accounts"))

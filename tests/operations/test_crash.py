"""kill -9 in the middle of answering and of submitting; PORTAL_CRASH_ROUNDS sets how often."""

import os

import pytest
from crashes import crash

pytestmark = pytest.mark.long
ROUNDS = int(os.environ.get("PORTAL_CRASH_ROUNDS", "5"))


@pytest.fixture(scope="module")
def rounds(tmp_path_factory):
    return crash(tmp_path_factory.mktemp("crash") / "data", ROUNDS)


def test_every_answer_whose_next_question_was_shown_is_kept(rounds):
    assert [it for it in rounds if it.kept_name not in (it.said_name, it.said_name + 1)] == []
    assert min(it.said_name for it in rounds) > 0


@pytest.mark.clause("2.15", "2.16")
def test_a_request_whose_confirmation_was_shown_is_submitted(rounds):
    assert [it for it in rounds if it.said_sent and not all(it.pieces.values())] == []


@pytest.mark.clause("2.15")
def test_no_submission_is_half_done(rounds):
    assert [it for it in rounds if len(set(it.pieces.values())) != 1] == []


def test_no_audit_chain_is_broken(rounds):
    assert [it.broken_chains for it in rounds] == [[]] * len(rounds)


def test_the_next_portal_shows_what_was_kept(rounds):
    looked_at = rounds[:-1]  # after the last round no portal is served any more
    assert [(it.shown_name, it.shown_sent) for it in looked_at] == [
        (it.kept_name, it.pieces["submission"]) for it in looked_at
    ]

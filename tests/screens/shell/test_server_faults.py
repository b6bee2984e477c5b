"""What people and the log are told when something goes wrong."""

import logging
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from streamlit.testing.v1 import AppTest

from core.domain.accounts.identity import Session
from pages.parts.shell.frame import _seconds_left
from pages.parts.shell.gateway import log_fault

SHOWN = """
from pages.parts.shell.request import Request
from pages.parts.shell.session import requests_from
from server import show_fault
from core.domain.errors import NotFoundError

def fail(name):
    raise ValueError(f"cannot read {name}")

with requests_from(lambda: Request(languages="en")):
    try:
        fail("Tremblay")
    except ValueError as fault:
        assert show_fault(fault)
    assert show_fault(NotFoundError("not_found"))
"""


def test_a_fault_on_screen_is_a_sentence_with_the_code_of_the_log_and_a_refusal_its_own_words(caplog):
    with caplog.at_level(logging.ERROR, "portal"):
        shown = AppTest.from_string(SHOWN, default_timeout=60).run()
    (logged,) = caplog.messages
    code = logged.split()[1].rstrip(":")
    unexpected, refused = (row.value for row in shown.error)
    assert code in unexpected
    assert unexpected.startswith("Something went wrong on our side")
    assert "Tremblay" not in unexpected + logged
    assert code not in refused


def test_the_log_says_where_but_repeats_no_value(caplog):
    try:
        int("Tremblay, 613 555-0123")
    except ValueError as fault:
        with caplog.at_level(logging.ERROR, "portal"):
            code = log_fault(fault)
    where = "test_server_faults.py:"
    assert [
        (code in line, "ValueError" in line, where in line, "613" in line) for line in caplog.messages
    ] == [(True, True, True, False)]


def session(seen, opened):
    now = datetime.now(UTC)
    return Session(
        id=uuid4(), credential_id=uuid4(), token_digest="", opened_at=now - opened, seen_at=now - seen
    )


def test_the_idle_warning_counts_from_the_last_time_the_session_was_noted():
    assert _seconds_left(session(timedelta(seconds=20), timedelta(hours=1))) in (1779, 1780)


def test_a_run_of_the_page_winds_the_idle_clock_again():
    assert _seconds_left(session(timedelta(minutes=29), timedelta(hours=1))) in (1799, 1800)


def test_the_longest_session_ends_even_when_it_is_used():
    assert _seconds_left(session(timedelta(seconds=5), timedelta(hours=7, minutes=50))) in (599, 600)

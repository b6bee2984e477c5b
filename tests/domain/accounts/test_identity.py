"""The rules of user codes and passwords, the life of a session, comparison of words."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from core.domain.accounts.identity import Session, normalised, password_fault, user_code_fault
from core.domain.accounts.tries import lock_length

NOON = datetime(2026, 3, 8, 12, tzinfo=UTC)
ID = UUID(int=1)


@pytest.mark.clause("1.5")
@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("abcdefgh", None),
        ("Abcdefgh", None),
        ("abcdefghijklmnop", None),
        ("a1234567", None),
        ("1234567abcdefghi", None),
        ("abcdefg", "user_code_length"),
        ("abcdefghijklmnopq", "user_code_length"),
        ("", "user_code_length"),
        ("12345678", "user_code_digits"),
        ("a12345678", "user_code_digits"),
        ("abcd efgh", "user_code_characters"),
        ("abcd-efgh", "user_code_characters"),
        ("zoézoézoé", "user_code_characters"),
        ("abcdefgh\n", "user_code_characters"),
        ("abcdefg١", "user_code_characters"),
    ],
)
def test_a_user_code_has_8_to_16_letters_and_at_most_7_digits(code, fault):
    assert user_code_fault(code) == fault


@pytest.mark.clause("1.5")
@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("Motdepasse1", None),
        ("Aa345678", None),
        ("Mot de passe 1!", None),
        ("Éa345678", None),
        ("Aa1" + "x" * 61, None),
        ("Aa1" + "x" * 62, "password_length"),
        ("Aa1" + "é" * 40, "password_length"),
        ("Aa34567", "password_length"),
        ("", "password_length"),
        ("motdepasse1", "password_capital_missing"),
        ("MOTDEPASSE1", "password_small_missing"),
        ("Motdepasse", "password_digit_missing"),
        ("Zoetrope1", "password_repeats_user_code"),
        ("xxOETxx99Aa", "password_repeats_user_code"),
        ("Motdepas-890", "password_repeats_user_code"),
        ("Motdepas-89", None),
    ],
)
def test_a_password_has_8_to_64_characters_of_three_kinds_and_nothing_of_the_user_code(password, fault):
    assert password_fault(password, "zoetrope890") == fault


@pytest.mark.parametrize(
    ("seen_ago", "opened_ago", "ended", "alive"),
    [
        (timedelta(0), timedelta(0), False, True),
        (timedelta(minutes=30), timedelta(minutes=30), False, True),
        (timedelta(minutes=30, seconds=1), timedelta(hours=1), False, False),
        (timedelta(0), timedelta(hours=8), False, True),
        (timedelta(0), timedelta(hours=8, seconds=1), False, False),
        (timedelta(0), timedelta(0), True, False),
    ],
)
def test_a_session_lives_30_minutes_idle_and_8_hours_at_most(seen_ago, opened_ago, ended, alive):
    session = Session(
        id=ID, credential_id=ID, token_digest="t", opened_at=NOON - opened_ago, seen_at=NOON - seen_ago,
        ended_at=NOON if ended else None,
    )  # fmt: skip

    assert session.is_alive(NOON) is alive


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Éléonore", "ELEONORE"),
        ("  rue   des  Érables ", "rue des erables"),
        ("O’Brien", "o'brien"),
        ("OʼBRIEN", "O`Brien"),
        ("Nguyễn", "nguyen"),
        ("Straße", "STRASSE"),
        ("Zoe\u0301", "Zoé"),
    ],
)
def test_words_that_people_take_for_the_same_compare_equal(one, other):
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(("one", "other"), [("Roy", "Roi"), ("Jean Luc", "Jeanluc"), ("", "-")])
def test_words_that_people_tell_apart_compare_different(one, other):
    assert normalised(one) != normalised(other)


def test_each_lock_out_lasts_twice_the_one_before_and_never_more_than_16_hours():
    minutes = [lock_length(locks).total_seconds() / 60 for locks in range(9)]

    assert minutes == [15, 30, 60, 120, 240, 480, 960, 960, 960]

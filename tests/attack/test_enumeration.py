"""Nobody learns which user codes exist: not from questions, not from registering, not for nothing."""

from core.adapters.accounts.fernet_sealer import FernetSealer
from core.domain.accounts.registration import Registration
from core.domain.accounts.tries import Tries
from core.domain.errors import MalformedAnswerError
from tests.attack.crowd import counting
from tests.services import steps
from tests.services.refusals import refusal_of


def wanted(portal, code):
    return Registration(
        user_code=code, password=steps.PASSWORD, password_again=steps.PASSWORD, questions=steps.RECOVERY,
        edition=portal.outside.library.terms["gckey"].edition, language="fr",
    )  # fmt: skip


def test_invented_questions_depend_on_the_portals_key_and_on_nothing_else(portal):
    other = portal.with_outside(sealer=FernetSealer("another key"))
    codes = [f"nobody{number}" for number in range(40)]

    here = [portal.credentials.recovery_questions(code) for code in codes]
    again = [portal.credentials.recovery_questions(code) for code in codes]
    there = [other.credentials.recovery_questions(code) for code in codes]

    assert here == again
    assert sum(one == two for one, two in zip(here, there, strict=True)) < 3


def test_invented_questions_come_in_any_order_and_are_all_asked(portal):
    library = portal.outside.library
    place = {
        library.say(f"recovery.question_{number}", language): number
        for number in range(1, 13)
        for language in ("fr", "en")
    }
    drawn = [
        tuple(place[text] for text in portal.credentials.recovery_questions(f"nobody{number}"))
        for number in range(600)
    ]
    firsts = [sum(row[0] == number for row in drawn) for number in range(1, 13)]

    assert all(len(set(row)) == 3 for row in drawn)
    assert min(firsts) > 20
    assert 50 < sum(row == tuple(sorted(row)) for row in drawn) < 200  # a sixth of all orders


def test_a_code_that_is_taken_costs_no_hash(portal):
    steps.register(portal)
    portal.clock.move(minutes=1)
    counted, hasher = counting(portal)

    refusal = refusal_of(lambda: counted.credentials.register(wanted(portal, "zoetrope"), "192.0.2.1"))

    assert (type(refusal), hasher.hashed) == (MalformedAnswerError, 0)


def test_a_place_learns_of_a_hundred_taken_codes_an_hour_and_then_nothing_of_any(portal):
    steps.register(portal)
    portal.clock.move(minutes=1)
    ask = portal.credentials.register
    codes = [refusal_of(lambda: ask(wanted(portal, "zoetrope"), "192.0.2.1")).code for _ in range(100)]

    taken = refusal_of(lambda: ask(wanted(portal, "zoetrope"), "192.0.2.1", "a new browser"))
    free = refusal_of(lambda: ask(wanted(portal, "newcomer"), "192.0.2.1", "a new browser"))
    elsewhere = refusal_of(lambda: ask(wanted(portal, "newcomer"), "203.0.113.1"))

    assert set(codes) == {"malformed_answer"}
    assert (taken.code, taken.values) == (free.code, free.values)
    assert (free.code, elsewhere) == ("locked_out", None)


def test_an_office_of_fifty_registers_behind_one_address(portal):
    for number in range(50):
        portal.credentials.register(wanted(portal, f"bureau{number:02d}"), "192.0.2.1")

    assert portal.kept(Tries) == []

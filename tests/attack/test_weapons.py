"""A limit is never a weapon: what strangers try closes nothing to whom it guards."""

from dataclasses import replace

import pytest

from core.domain.accounts.identity import PORTAL_ITSELF, Role
from core.domain.accounts.tries import KnownBrowser, Tries, network_of
from core.domain.application.application import Event
from tests.services import steps
from tests.services.refusals import refusal_of

HERS = "the word in her browser's cookie"
WRONG = "Wrong-pass1"


def sign_in(portal, password=WRONG, code="officier", address="192.0.2.1", word=""):
    return portal.credentials.sign_in(code, password, "Firefox", address, word)


def codes_of(portal, times, **origin):
    return [getattr(refusal_of(lambda: sign_in(portal, **origin)), "code", None) for _ in range(times)]


def from_everywhere(portal, count, code="officier"):
    """Try wrong passwords, each from a network of its own."""
    return [
        refusal_of(lambda it=it: sign_in(portal, code=code, address=f"198.51.{it // 250}.{it % 250}")).code
        for it in range(count)
    ]


def proven(portal, word=HERS, code="officier"):
    """Sign in from a browser and answer the question, and return who then works there."""
    token = portal.credentials.exchange(sign_in(portal, steps.PASSWORD, code=code, word=word))
    actor = steps.actor_of(portal, token)
    question = portal.security.question(actor)
    portal.security.answer(actor, dict(steps.SECURITY)[question])
    return actor


@pytest.fixture
def officer(portal):
    """A portal with an officer who has signed in from her own browser."""
    steps.worker(portal)
    proven(portal)
    return portal


def test_forty_wrong_passwords_from_anywhere_do_not_close_her_account_to_her_own_browser(officer):
    from_everywhere(officer, 40)
    codes_of(officer, 5)

    assert refusal_of(lambda: sign_in(officer, steps.PASSWORD, word=HERS)) is None


def test_a_hundred_in_a_row_close_every_way_but_her_own_browser_which_opens_it_again(officer):
    from_everywhere(officer, 100)

    new_browser = refusal_of(lambda: sign_in(officer, steps.PASSWORD, address="203.0.113.9"))
    unknown = refusal_of(lambda: sign_in(officer, steps.PASSWORD, address="203.0.113.9", word="another"))
    hers = refusal_of(lambda: sign_in(officer, steps.PASSWORD, word=HERS))
    officer.clock.move(hours=1)

    assert (new_browser.code, unknown.code, hers) == ("closed_to_strangers", "closed_to_strangers", None)
    assert refusal_of(lambda: sign_in(officer, steps.PASSWORD, address="203.0.113.9")) is None


def test_a_hundred_within_the_hour_close_it_to_strangers_though_she_signed_in_between(officer):
    from_everywhere(officer, 99)
    sign_in(officer, steps.PASSWORD, word=HERS)
    from_everywhere(officer, 1)

    refusal = refusal_of(lambda: sign_in(officer, steps.PASSWORD, address="203.0.113.9"))

    assert refusal.code == "locked_out"
    officer.clock.instant = refusal.values["until"]
    assert refusal_of(lambda: sign_in(officer, steps.PASSWORD, address="203.0.113.9")) is None


def test_a_closed_code_answers_a_right_and_a_wrong_password_alike_and_an_unknown_code_too(officer):
    from_everywhere(officer, 100)
    from_everywhere(officer, 100, code="nobodyhere")

    told = [
        refusal_of(lambda it=it: sign_in(officer, it[1], code=it[0], address="203.0.113.9"))
        for it in (("officier", steps.PASSWORD), ("officier", WRONG), ("nobodyhere", WRONG))
    ]

    assert {(it.code, str(it.values)) for it in told} == {("closed_to_strangers", "{}")}


def test_recovery_opens_what_a_hundred_wrong_passwords_closed(portal):
    steps.register(portal)
    from_everywhere(portal, 100, code="zoetrope")

    portal.credentials.reset_password("zoetrope", steps.ANSWERS, "Nouveau-Secret2", "Nouveau-Secret2")

    assert refusal_of(lambda: sign_in(portal, "Nouveau-Secret2", code="zoetrope")) is None


def test_an_administrator_opens_what_a_hundred_wrong_passwords_closed_and_the_audit_says_so(officer):
    from_everywhere(officer, 100)
    administrator = steps.worker(officer, Role.ADMINISTRATOR, "adminis1")

    officer.accounts.unlock(administrator, " OFFICIER ")

    (event,) = officer.kept(Event, name="credential.unlocked")
    assert event.account_id == administrator.account_id
    assert refusal_of(lambda: sign_in(officer, steps.PASSWORD, address="203.0.113.9")) is None


def test_a_name_that_nobody_bears_unlocks_nothing(officer):
    assert refusal_of(lambda: officer.accounts.unlock(PORTAL_ITSELF, "personne")).code == "nobody_to_unlock"


def test_her_own_browser_is_heard_five_times_and_a_hundred_times_in_a_row_at_most(officer):
    first = codes_of(officer, 6, word=HERS)
    for _ in range(19):
        officer.clock.move(hours=17)
        codes_of(officer, 5, word=HERS)
    officer.clock.move(hours=17)

    last = refusal_of(lambda: sign_in(officer, steps.PASSWORD, word=HERS))

    assert first == [*["wrong_credentials"] * 4, "locked_out", "locked_out"]
    assert last.code == "closed_to_strangers"


def test_a_browser_is_known_only_once_the_question_was_answered_and_only_for_who_signed_in(portal):
    steps.worker(portal)
    steps.worker(portal, user_code="officier2")
    portal.credentials.exchange(sign_in(portal, steps.PASSWORD, word=HERS))
    before = portal.kept(KnownBrowser)
    proven(portal)
    from_everywhere(portal, 100, code="officier2")

    assert before == []
    assert HERS not in repr(portal.everything())
    assert refusal_of(lambda: sign_in(portal, steps.PASSWORD, code="officier2", word=HERS)).code == (
        "closed_to_strangers"
    )


def test_an_office_of_fifty_behind_one_address_is_not_closed_by_one_who_mistypes(portal):
    people = [f"employe{place:03d}" for place in range(50)]
    for code in people:
        portal.accounts.add(PORTAL_ITSELF, code, steps.PASSWORD, Role.OFFICER, code)
    codes_of(portal, 5, code=people[0])
    for code in people[1:]:
        codes_of(portal, 4, code=code)

    refused = [refusal_of(lambda it=it: sign_in(portal, steps.PASSWORD, code=it)) for it in people]

    assert (refused[0].code, refused[1:]) == ("locked_out", [None] * 49)


def test_where_no_address_is_known_a_browser_that_is_wrong_closes_nothing_to_another(portal):
    steps.register(portal)
    codes = codes_of(portal, 5, code="zoetrope", address="", word="a stranger's")

    assert codes[-1] == "locked_out"
    assert (
        refusal_of(lambda: sign_in(portal, steps.PASSWORD, code="zoetrope", address="", word="new")) is None
    )


def test_wrong_security_answers_elsewhere_do_not_close_her_own_browser(officer):
    elsewhere = steps.actor_of(
        officer,
        officer.credentials.exchange(sign_in(officer, steps.PASSWORD, address="203.0.113.9", word="other")),
    )
    officer.security.question(elsewhere)
    codes = [refusal_of(lambda: officer.security.answer(elsewhere, "wrong")).code for _ in range(5)]

    assert codes[-1] == "locked_out"
    assert replace(proven(officer), role=Role.OFFICER).role is Role.OFFICER


def test_twenty_browsers_are_remembered_for_a_credential_the_latest_ones(portal):
    steps.register(portal)
    for place in range(25):
        portal.clock.move(minutes=1)
        sign_in(portal, steps.PASSWORD, code="zoetrope", word=f"browser {place}")

    assert len(portal.kept(KnownBrowser)) == 20
    assert portal.kept(Tries, locks=1) == []


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_tries_are_counted_by_the_network_that_a_line_has_to_itself(address, network):
    assert network_of(address) == network

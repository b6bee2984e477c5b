"""Registering, signing in, staying signed in, forgetting a password."""

from datetime import timedelta
from hashlib import sha256

import pytest

from core.domain.accounts.identity import (
    Acceptance,
    Account,
    Actor,
    Credential,
    PartnerAttempt,
    RecoveryQuestion,
    Role,
    Session,
    Ticket,
)
from core.domain.accounts.tries import Tries
from core.domain.application.application import Event, EventValues
from core.domain.errors import (
    LockedOutError,
    MalformedAnswerError,
    NotFoundError,
    NotSignedInError,
    PartnerError,
)
from core.domain.ports.partners import Proven
from tests.services import steps
from tests.services.refusals import refusal_of


def names(portal):
    return [event.name for event in portal.kept(Event)]


def wrong(portal, times, user_code="zoetrope"):
    """Return the code of each refusal of a wrong password."""
    return [
        refusal_of(lambda: portal.credentials.sign_in(user_code, "Wrong-pass1")).code for _ in range(times)
    ]


def reset(portal, answers=steps.ANSWERS, user_code="zoetrope", password="Nouveau-Secret2", again=None):
    portal.credentials.reset_password(user_code, answers, password, again or password)


@pytest.mark.clause("1.5", "1.6")
def test_a_registration_keeps_a_credential_three_questions_and_the_acceptance(portal):
    id = steps.register(portal, " ZoeTrope ")

    credential = portal.kept(Credential)[0]
    assert (credential.id, credential.kind, credential.user_code) == (id, "gckey", "zoetrope")
    assert [(row.place, row.question) for row in portal.kept(RecoveryQuestion)] == [
        (1, "Première rue?"), (2, "Premier chien?"), (3, "Auto?"),
    ]  # fmt: skip
    acceptance = portal.kept(Acceptance)[0]
    assert (acceptance.credential_id, acceptance.terms, acceptance.edition, acceptance.language) == (
        id, "gckey", portal.outside.library.terms["gckey"].edition, "fr",
    )  # fmt: skip
    assert names(portal) == ["credential.registered"]


def test_passwords_and_recovery_answers_are_kept_only_as_hashes(portal):
    steps.register(portal)

    told = repr(portal.everything())
    assert [secret for secret in (steps.PASSWORD, *steps.ANSWERS, "erables secrets") if secret in told] == []


def test_a_user_code_is_taken_whatever_its_capitals(portal):
    steps.register(portal)
    portal.clock.move(minutes=1)
    taken = portal.kept(Credential)

    refusal = refusal_of(lambda: steps.register(portal, "ZOETROPE"))

    assert refusal.fields == {"user_code": "user_code_taken"}
    assert portal.kept(Credential) == taken


def test_a_faulty_registration_writes_nothing(portal):
    before = portal.everything()

    assert refusal_of(lambda: steps.register(portal, "zoe")).fields == {"user_code": "user_code_length"}
    assert portal.everything() == before


def test_the_longest_recovery_answer_can_be_kept_and_recognised(portal):
    questions = (*steps.RECOVERY[:2], ("Auto?", "É" * 72))
    steps.register(portal, questions=questions)

    reset(portal, (*steps.ANSWERS[:2], "é" * 72))

    assert names(portal)[-1] == "credential.password_reset"


@pytest.mark.clause("1.1")
def test_who_signs_in_gets_a_ticket_then_a_token_and_is_known(portal):
    id = steps.register(portal)

    token = portal.credentials.exchange(
        portal.credentials.sign_in("ZOETROPE ", steps.PASSWORD, "Firefox", "192.0.2.1")
    )

    session = portal.kept(Session)[0]
    visit = portal.credentials.who_is(token)
    assert visit.actor == Actor(Role.NEWCOMER, id, None, session.id)
    assert (visit.user_code, visit.portal_terms_accepted) == ("zoetrope", False)
    assert (session.browser, session.address, session.token_digest) == (
        "Firefox", "192.0.2.1", sha256(token.encode()).hexdigest(),
    )  # fmt: skip
    assert names(portal) == ["credential.registered", "credential.signed_in"]


def test_a_ticket_opens_once(portal):
    steps.register(portal)
    ticket = portal.credentials.sign_in("zoetrope", steps.PASSWORD)
    portal.credentials.exchange(ticket)

    assert refusal_of(lambda: portal.credentials.exchange(ticket)).code == "ticket_spent"
    assert portal.kept(Ticket) == []


@pytest.mark.parametrize(("seconds", "opens"), [(30, True), (31, False)])
def test_a_ticket_opens_for_thirty_seconds(portal, seconds, opens):
    steps.register(portal)
    ticket = portal.credentials.sign_in("zoetrope", steps.PASSWORD)
    portal.clock.move(seconds=seconds)

    refusal = refusal_of(lambda: portal.credentials.exchange(ticket))

    assert (refusal is None) is opens


def test_the_ticket_is_not_the_token_and_an_invented_ticket_opens_nothing(portal):
    steps.register(portal)
    ticket = portal.credentials.sign_in("zoetrope", steps.PASSWORD)

    assert refusal_of(lambda: portal.credentials.who_is(ticket)).code == "not_signed_in"
    assert refusal_of(lambda: portal.credentials.exchange("invented")).code == "ticket_spent"


def test_a_wrong_code_and_a_wrong_password_are_refused_in_the_same_words(portal):
    steps.register(portal)

    known = refusal_of(lambda: portal.credentials.sign_in("zoetrope", "Wrong-pass1"))
    unknown = refusal_of(lambda: portal.credentials.sign_in("nobody-here", "Wrong-pass1"))

    assert (type(known), known.code, known.values) == (type(unknown), unknown.code, unknown.values)
    assert known.code == "wrong_credentials"
    assert portal.kept(Session) == []


@pytest.mark.parametrize("user_code", ["zoetrope", "nobodyhere", "Motdepasse-Secret1"])
def test_the_fifth_wrong_password_locks_known_and_unknown_codes_alike(portal, user_code):
    steps.register(portal)

    assert wrong(portal, 6, user_code) == ["wrong_credentials"] * 4 + ["locked_out"] * 2
    assert user_code not in repr(portal.kept(Tries))


def test_a_lock_out_tells_until_when_it_hears_nobody_and_lifts_by_itself(portal):
    steps.register(portal)
    until = portal.clock.instant + timedelta(minutes=15)
    wrong(portal, 4)

    fifth = refusal_of(lambda: portal.credentials.sign_in("zoetrope", "Wrong-pass1"))
    portal.clock.move(minutes=14, seconds=59)
    right_but_locked = refusal_of(lambda: portal.credentials.sign_in("zoetrope", steps.PASSWORD))
    portal.clock.move(seconds=1)

    assert (type(fifth), fifth.values) == (LockedOutError, {"until": until})
    assert (type(right_but_locked), right_but_locked.values) == (LockedOutError, {"until": until})
    assert steps.token_of(portal) != ""


def test_each_lock_out_lasts_twice_as_long_as_the_one_before(portal):
    steps.register(portal)
    lengths = []
    for _ in range(4):
        wrong(portal, 5)
        until = portal.kept(Tries)[0].locked_until
        lengths.append(until - portal.clock.instant)
        portal.clock.instant = until

    assert lengths == [timedelta(minutes=minutes) for minutes in (15, 30, 60, 120)]


def test_a_right_password_starts_the_count_anew(portal):
    steps.register(portal)
    wrong(portal, 4)
    portal.credentials.sign_in("zoetrope", steps.PASSWORD)

    assert wrong(portal, 4) == ["wrong_credentials"] * 4


def test_a_lock_at_one_code_leaves_the_others_open(portal):
    steps.register(portal)
    steps.register(portal, "abcdefgh")
    wrong(portal, 5)

    assert steps.token_of(portal, "abcdefgh") != ""


def test_a_refused_password_is_an_event_of_its_credential_and_an_unknown_code_is_nobodys(portal):
    steps.register(portal)
    wrong(portal, 5)
    wrong(portal, 5, "nobodyhere")

    told = [portal.kept(EventValues, id=event.id) for event in portal.kept(Event, name="credential.refused")]

    assert [rows[0].values for rows in told] == [{"locked": False}] * 4 + [{"locked": True}]


@pytest.mark.parametrize(
    ("idle_minutes", "times", "code"), [(29, 16, None), (29, 17, "session_ended"), (31, 1, "session_ended")]
)
def test_a_session_ends_after_30_minutes_without_a_visit_or_after_8_hours(portal, idle_minutes, times, code):
    steps.register(portal)
    token = steps.token_of(portal)
    for _ in range(times - 1):
        portal.clock.move(minutes=idle_minutes)
        portal.credentials.who_is(token)
    portal.clock.move(minutes=idle_minutes)

    refusal = refusal_of(lambda: portal.credentials.who_is(token))

    assert (refusal.code if refusal else None) == code


def test_a_visit_within_the_minute_is_not_noted_again(portal):
    steps.register(portal)
    token = steps.token_of(portal)
    first = portal.clock.instant
    portal.clock.move(seconds=59)
    portal.credentials.who_is(token)
    after_a_moment = portal.kept(Session)[0].seen_at
    portal.clock.move(seconds=1)
    portal.credentials.who_is(token)

    assert (after_a_moment, portal.kept(Session)[0].seen_at) == (first, portal.clock.instant)


@pytest.mark.parametrize("token", [None, "", "invented"])
def test_nobody_is_known_without_a_token(portal, token):
    steps.register(portal)
    steps.token_of(portal)

    refusal = refusal_of(lambda: portal.credentials.who_is(token))

    assert (type(refusal), refusal.code) == (NotSignedInError, "not_signed_in")


@pytest.mark.clause("4.X")
def test_a_session_ended_on_the_server_is_ended_for_a_copied_token_too(portal):
    steps.register(portal)
    token = steps.token_of(portal)

    portal.credentials.sign_out(steps.actor_of(portal, token))

    assert refusal_of(lambda: portal.credentials.who_is(token)).code == "session_ended"
    assert names(portal)[-1] == "credential.signed_out"


def test_people_see_where_they_are_signed_in_and_end_another_session(portal):
    steps.register(portal)
    here, elsewhere = steps.token_of(portal), steps.token_of(portal)
    portal.clock.move(minutes=1)
    actor, other = steps.actor_of(portal, here), steps.actor_of(portal, elsewhere)

    listed = {session.id for session in portal.credentials.sessions(actor)}
    portal.credentials.end_session(actor, other.session_id)

    assert listed == {actor.session_id, other.session_id}
    assert [session.id for session in portal.credentials.sessions(actor)] == [actor.session_id]
    assert refusal_of(lambda: portal.credentials.who_is(elsewhere)).code == "session_ended"


def test_nobody_ends_or_sees_the_session_of_somebody_else(portal):
    steps.register(portal)
    steps.register(portal, "abcdefgh")
    mine, theirs = (steps.actor_of(portal, steps.token_of(portal, code)) for code in ("zoetrope", "abcdefgh"))
    before = portal.everything()

    refusal = refusal_of(lambda: portal.credentials.end_session(mine, theirs.session_id))

    assert (type(refusal), refusal.code) == (NotFoundError, "not_found")
    assert [session.id for session in portal.credentials.sessions(mine)] == [mine.session_id]
    assert portal.everything() == before


@pytest.mark.clause("1.P3")
def test_a_partner_proves_somebody_new_once_and_knows_them_again(portal):
    proven = Proven(issuer="https://partner.example", subject="0001")

    first = steps.actor_of(portal, portal.credentials.sign_in_by_partner(proven, "Firefox"))
    again = steps.actor_of(portal, portal.credentials.sign_in_by_partner(proven))

    assert first.credential_id == again.credential_id
    assert [(row.kind, row.issuer, row.subject) for row in portal.kept(Credential)] == [
        ("partner", "https://partner.example", "0001")
    ]
    assert first.session_id != again.session_id


def test_the_same_subject_of_two_partners_is_two_people(portal):
    tokens = [
        portal.credentials.sign_in_by_partner(Proven(issuer=issuer, subject="0001"))
        for issuer in ("https://a.example", "https://b.example")
    ]

    assert len({steps.actor_of(portal, token).credential_id for token in tokens}) == 2


def test_a_sign_in_that_left_for_a_partner_comes_back_once(portal):
    attempt = PartnerAttempt(
        id=portal.outside.new_id(), partner="boreal", state_digest=sha256(b"state").hexdigest(), nonce="n",
        verifier="v", started_at=portal.clock.now(),
    )  # fmt: skip
    portal.credentials.keep_attempt(attempt)

    assert portal.credentials.take_attempt("state") == attempt
    refusal = refusal_of(lambda: portal.credentials.take_attempt("state"))
    assert (type(refusal), refusal.code) == (PartnerError, "partner_state_mismatch")


@pytest.mark.clause("1.7")
def test_acceptance_of_the_portals_terms_is_recorded_and_known_at_the_next_visit(portal):
    steps.register(portal)
    token = steps.token_of(portal)

    portal.credentials.accept_portal_terms(steps.actor_of(portal, token), "en")

    assert portal.credentials.who_is(token).portal_terms_accepted is True
    row = portal.kept(Acceptance, terms="portal")[0]
    assert (row.edition, row.language) == (portal.outside.library.terms["portal"].edition, "en")
    assert names(portal)[-1] == "terms.accepted"


def test_an_older_edition_of_the_terms_must_be_accepted_again(portal):
    steps.register(portal)
    token = steps.token_of(portal)
    portal.credentials.accept_portal_terms(steps.actor_of(portal, token), "en")
    terms = portal.outside.library.terms
    newer = {**terms, "portal": terms["portal"].model_copy(update={"edition": "newer"})}

    later = portal.with_outside(library=portal.outside.library.model_copy(update={"terms": newer}))

    assert later.credentials.who_is(token).portal_terms_accepted is False


def test_a_known_code_gets_its_questions_and_an_unknown_one_steady_invented_ones(portal):
    steps.register(portal)

    invented = portal.credentials.recovery_questions("nobodyhere")

    assert portal.credentials.recovery_questions("ZOETROPE") == ("Première rue?", "Premier chien?", "Auto?")
    assert portal.credentials.recovery_questions(" NobodyHere ") == invented
    assert len(set(invented)) == 3
    assert portal.kept(Tries) == []


def test_different_unknown_codes_get_different_questions(portal):
    sets = {portal.credentials.recovery_questions(f"nobody{number}") for number in range(60)}

    assert len(sets) > 20
    assert all(len(set(questions)) == 3 for questions in sets)


def test_all_three_answers_set_a_new_password_whatever_their_capitals_and_accents(portal):
    steps.register(portal)

    reset(portal, ("  ERABLES   secrets ", "filou secret", "LADA SECRETE"))

    assert refusal_of(lambda: steps.token_of(portal)).code == "wrong_credentials"
    assert steps.token_of(portal, password="Nouveau-Secret2") != ""
    assert names(portal) == [
        "credential.registered", "credential.password_reset", "credential.refused", "credential.signed_in",
    ]  # fmt: skip


def test_a_new_password_ends_every_session(portal):
    steps.register(portal)
    tokens = [steps.token_of(portal), steps.token_of(portal)]

    reset(portal)

    assert [refusal_of(lambda token=token: portal.credentials.who_is(token)).code for token in tokens] == [
        "session_ended"
    ] * 2


def test_a_new_password_lifts_the_lock_of_wrong_passwords(portal):
    steps.register(portal)
    wrong(portal, 5)

    reset(portal)

    assert steps.token_of(portal, password="Nouveau-Secret2") != ""


@pytest.mark.parametrize(
    "answers",
    [
        ("faux", *steps.ANSWERS[1:]),
        (*steps.ANSWERS[:2], "faux"),
        steps.ANSWERS[:2],
        (),
        ("", "", ""),
        (*steps.ANSWERS[:2], "x" * 5000),
    ],
)
def test_one_wrong_answer_changes_nothing_but_the_count_of_wrong_tries(portal, answers):
    steps.register(portal)
    token = steps.token_of(portal)

    assert refusal_of(lambda: reset(portal, answers)).code == "wrong_recovery_answers"
    assert portal.credentials.who_is(token).actor.credential_id is not None
    assert [row.wrong for row in portal.kept(Tries)] == [1, 1, 1]  # from here, in a row, within the hour


@pytest.mark.parametrize("user_code", ["zoetrope", "nobodyhere"])
def test_five_wrong_sets_of_answers_lock_recovery_for_known_and_unknown_codes_alike(portal, user_code):
    steps.register(portal)

    codes = [refusal_of(lambda: reset(portal, ("x", "y", "z"), user_code)).code for _ in range(6)]
    portal.clock.move(minutes=15)
    after = refusal_of(lambda: reset(portal, ("x", "y", "z"), user_code)).code

    assert (codes, after) == (["wrong_recovery_answers"] * 4 + ["locked_out"] * 2, "wrong_recovery_answers")


def test_a_locked_recovery_does_not_hear_the_right_answers_and_leaves_signing_in_open(portal):
    steps.register(portal)
    for _ in range(5):
        refusal_of(lambda: reset(portal, ("x", "y", "z")))

    assert refusal_of(lambda: reset(portal)).code == "locked_out"
    assert steps.token_of(portal) != ""


@pytest.mark.parametrize(
    ("password", "again", "fields"),
    [
        ("court1A", None, {"password": "password_length"}),
        ("Nouveau-Secret2", "Nouveau-Secret3", {"password_again": "passwords_differ"}),
        ("Zoetrope-1", None, {"password": "password_repeats_user_code"}),
    ],
)
def test_a_new_password_that_breaks_a_rule_is_refused_before_the_answers_are_heard(
    portal, password, again, fields
):
    steps.register(portal)
    before = portal.everything()

    refusal = refusal_of(lambda: reset(portal, password=password, again=again))

    assert (type(refusal), refusal.fields) == (MalformedAnswerError, fields)
    assert portal.everything() == before


def test_no_account_belongs_to_a_credential_before_it_is_opened(portal):
    steps.register(portal)
    steps.token_of(portal)

    assert portal.kept(Account) == []

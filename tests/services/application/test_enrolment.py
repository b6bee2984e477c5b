"""The applicant's request, from the account to the printed form."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core.domain.accounts.identity import Acceptance, Account, Credential, Role
from core.domain.application.application import (
    Answer,
    Application,
    Event,
    EventValues,
    Print,
    Screening,
    State,
)
from core.domain.application.questionnaire import Consequences
from core.domain.audit import values_digest, verify
from core.domain.errors import MalformedAnswerError, NotAllowedError, NotFoundError, StateError
from core.services.application.enrolment import SavedAnswer
from tests.domain.typed import TODAY, WHOLE, kept
from tests.services import steps
from tests.services.doubles import portal_of_memory
from tests.services.refusals import refusal_of


def newcomer(portal, accepting=True):
    steps.register(portal)
    token = steps.token_of(portal)
    actor = steps.actor_of(portal, token)
    if accepting:
        portal.credentials.accept_portal_terms(actor, "fr")
    return actor


def last_event(portal):
    event = portal.kept(Event)[-1]
    told = portal.kept(EventValues, id=event.id)
    return event.name, told[0].values if told else {}


def answer(portal, actor, application, id, raw=None):
    return portal.enrolment.answer(actor, application.id, id, raw or WHOLE[id])


@pytest.mark.clause("2.1")
def test_no_no_yes_opens_an_account_and_records_the_three_answers(portal):
    actor = newcomer(portal)

    id = portal.enrolment.open_account(actor, steps.NO_NO_YES)

    assert [(row.id, row.role) for row in portal.kept(Account)] == [(id, Role.APPLICANT)]
    assert portal.kept(Credential)[0].account_id == id
    assert last_event(portal) == (
        "account.opened",
        {"has_pin": False, "is_institution": False, "is_representative": True},
    )


@pytest.mark.clause("2.1")
def test_opening_an_account_twice_opens_one(portal):
    actor = newcomer(portal)

    first = portal.enrolment.open_account(actor, steps.NO_NO_YES)

    assert portal.enrolment.open_account(actor, steps.NO_NO_YES) == first
    assert len(portal.kept(Account)) == 1
    assert len(portal.kept(Event, name="account.opened")) == 1


@pytest.mark.clause("2.1")
@pytest.mark.parametrize(
    "screening",
    [
        Screening(),
        Screening(has_pin=True),
        Screening(has_pin=False, is_institution=True),
        Screening(has_pin=False, is_institution=False, is_representative=False),
        Screening(has_pin=False, is_institution=False),
    ],
)
def test_other_answers_open_no_account(portal, screening):
    actor = newcomer(portal)
    before = portal.everything()

    refusal = refusal_of(lambda: portal.enrolment.open_account(actor, screening))

    assert (type(refusal), refusal.code) == (NotAllowedError, "not_allowed")
    assert portal.everything() == before


@pytest.mark.clause("1.7")
def test_no_account_is_opened_before_the_portals_terms_are_accepted(portal):
    actor = newcomer(portal, accepting=False)
    before = portal.everything()

    refusal = refusal_of(lambda: portal.enrolment.open_account(actor, steps.NO_NO_YES))

    assert (type(refusal), refusal.code) == (StateError, "terms_not_accepted")
    assert [row.terms for row in portal.kept(Acceptance)] == ["gckey"]
    assert portal.everything() == before


@pytest.mark.clause("2.2", "2.17")
def test_a_new_request_has_thirty_days_from_the_day_it_is_in_toronto(someone):
    portal, actor = someone
    portal.clock.instant = datetime(2026, 3, 3, 4, 59, tzinfo=UTC)

    application = steps.opened(portal, actor)

    assert (application.state, application.opened_on, application.last_day) == (
        State.OPEN, date(2026, 3, 2), date(2026, 4, 1),
    )  # fmt: skip
    assert portal.kept(Application) == [application]
    assert last_event(portal) == (
        "application.opened", {"reference": application.reference, "copied_from": ""},
    )  # fmt: skip


def test_a_reference_has_no_signs_that_look_alike(someone):
    portal, actor = someone
    references = set()
    for _ in range(30):
        references.add(steps.opened(portal, actor).reference)
        portal.clock.move(days=31)

    assert len(references) == 30
    assert {len(reference) for reference in references} == {13}
    assert set("".join(references).replace("RRA-", "")) <= set("-23456789ABCDEFGHJKMNPQRSTUVWXYZ")


@pytest.mark.clause("2.2")
def test_one_request_at_a_time(someone):
    portal, actor = someone
    steps.opened(portal, actor)
    portal.clock.move(minutes=1)
    before = portal.everything()

    refusal = refusal_of(lambda: steps.opened(portal, actor))

    assert (type(refusal), refusal.code) == (StateError, "already_open")
    assert portal.everything() == before


def test_another_person_may_open_a_request_meanwhile(someone):
    portal, actor = someone
    other = steps.applicant_by_partner(portal)

    mine, theirs = steps.opened(portal, actor), steps.opened(portal, other)

    assert [seen.application for seen in portal.enrolment.applications(actor)] == [mine]
    assert [seen.application for seen in portal.enrolment.applications(other)] == [theirs]


@pytest.mark.clause("2.3", "2.4")
def test_an_answer_is_kept_at_once_and_the_next_question_told(someone):
    portal, actor = someone
    application = steps.opened(portal, actor)

    saved = answer(portal, actor, application, "family_name", {"family_name": " Ñuñez  O’Brien "})

    value = {"family_name": "Ñuñez O’Brien"}
    assert saved == SavedAnswer("given_names", Consequences())
    assert [(row.question, row.value) for row in portal.kept(Answer)] == [("family_name", value)]
    assert portal.enrolment.look(actor, application.id).answers == {"family_name": value}
    assert last_event(portal) == (
        "answer.given", {"question": "family_name", "old": None, "new": value, "withdrawn": []},
    )  # fmt: skip


def test_the_same_answer_again_is_not_another_event(someone):
    portal, actor = someone
    application = steps.opened(portal, actor)
    answer(portal, actor, application, "family_name")
    before = portal.everything()

    saved = answer(portal, actor, application, "family_name")

    assert saved == SavedAnswer("given_names", Consequences())
    assert portal.everything() == before


@pytest.mark.clause("2.3", "2.4n")
def test_saving_tells_what_looking_would_then_find_unless_there_can_be_papers(someone):
    portal, actor = someone
    application = steps.opened(portal, actor)
    again = [("regulator", {"regulator": "LSNB"}), ("family_name", {"family_name": "Autre"})]
    told, found = [], []

    for id, raw in [*WHOLE.items(), *again]:
        told.append(portal.enrolment.answer(actor, application.id, id, raw).seen)
        seen = portal.enrolment.look(actor, application.id)
        found.append(seen if seen.next_question else None)

    assert told == found
    assert [seen is None for seen in told] == [*[False] * 18, True, False, False]


@pytest.mark.clause("2.3")
def test_a_malformed_answer_is_refused_by_the_part_and_writes_nothing(someone):
    portal, actor = someone
    application = steps.opened(portal, actor)
    before = portal.everything()

    raw = {"email": "zoe@example.ca", "email_again": "zoé-typo@example.ca"}
    refusal = refusal_of(lambda: answer(portal, actor, application, "email", raw))

    assert (type(refusal), refusal.fields) == (MalformedAnswerError, {"email_again": "emails_differ"})
    assert "zoe@" not in f"{refusal} {refusal!r}"
    assert portal.everything() == before


@pytest.mark.parametrize("id", ["licence", "membership_number", "organisation_role", "unheard_of"])
def test_a_question_that_is_not_asked_cannot_be_answered_by_its_address(someone, id):
    portal, actor = someone
    application = steps.opened(portal, actor)
    before = portal.everything()

    refusal = refusal_of(lambda: answer(portal, actor, application, id, {id: "x"}))

    assert (type(refusal), refusal.code) == (NotFoundError, "question_not_asked")
    assert portal.everything() == before


@pytest.mark.clause("2.4n")
def test_a_change_withdraws_what_no_longer_applies_and_says_so(someone):
    portal, actor = someone
    application = steps.answered(portal, actor)

    saved = answer(portal, actor, application, "regulator", {"regulator": "LSNB"})

    gone = ["licence", "membership_number", "membership_since", "register_name"]
    assert saved == SavedAnswer(
        "licence", Consequences(tuple(gone), ("licence", "membership_since", "register_name"))
    )
    seen = portal.enrolment.look(actor, application.id)
    assert (seen.next_question, sorted(seen.removed)) == ("licence", gone)
    assert (seen.answered, seen.asked) == (15, 18)
    assert last_event(portal)[1] == {
        "question": "regulator", "old": {"regulator": "CICC"}, "new": {"regulator": "LSNB"},
        "withdrawn": gone,
    }  # fmt: skip


@pytest.mark.clause("2.4")
def test_after_the_last_answer_no_question_follows(someone):
    portal, actor = someone
    application = steps.answered(portal, actor)

    seen = portal.enrolment.look(actor, application.id)

    today = portal.outside.today()
    assert seen.answers == kept(portal.outside.library.questionnaire, today=today)
    assert (seen.is_complete, seen.next_step, seen.answered, seen.asked) == (True, "review", 19, 19)


def test_people_see_only_their_own_requests(someone):
    portal, actor = someone
    application = steps.opened(portal, actor)
    other = steps.applicant_by_partner(portal)

    assert refusal_of(lambda: portal.enrolment.look(other, application.id)).code == "not_found"
    assert refusal_of(lambda: portal.enrolment.look_up(other, application.reference)).code == "not_found"
    assert refusal_of(lambda: portal.enrolment.look_up(other, "")).code == "not_found"
    assert portal.enrolment.applications(other) == []


@pytest.mark.clause("2.11")
def test_a_request_is_found_by_its_reference_or_is_the_newest(someone):
    portal, actor = someone
    old = steps.opened(portal, actor)
    portal.clock.move(days=31)
    new = steps.opened(portal, actor)

    assert portal.enrolment.look_up(actor, old.reference).application == old
    assert portal.enrolment.look_up(actor, "").application == new
    assert [seen.application for seen in portal.enrolment.applications(actor)] == [new, old]


@pytest.mark.clause("2.5")
def test_the_form_is_printed_with_the_current_answers_and_the_print_is_recorded(someone):
    portal, actor = someone
    application = steps.answered(portal, actor)

    row = portal.enrolment.print_form(actor, application.id, "fr")

    seen = portal.enrolment.look(actor, application.id)
    assert (row.number, row.digest, row.language, row.pages) == (1, seen.digest, "fr", 2)
    assert portal.kept(Print) == [row]
    assert (seen.is_printed, seen.next_step) == (True, "form")
    assert last_event(portal) == ("form.printed", {"number": 1, "digest": seen.digest, "language": "fr"})
    data, name = portal.enrolment.printed_form(actor, row.id)
    assert name == f"IMM5661-{application.reference}-1.pdf"
    assert [
        word for word in ("Ñuñez O’Brien", "27 mars 1985", "Łukasiewicz") if word not in data.decode()
    ] == []


def test_the_same_answers_in_the_same_language_are_printed_once(someone):
    portal, actor = someone
    application = steps.printed(portal, actor)
    before = portal.everything()

    again = portal.enrolment.print_form(actor, application.id, "fr")

    assert again == portal.kept(Print)[0]
    assert portal.everything() == before
    assert portal.enrolment.print_form(actor, application.id, "en").number == 2


@pytest.mark.clause("2.12")
def test_a_changed_answer_makes_the_print_outdated_until_it_is_printed_again(someone):
    portal, actor = someone
    application = steps.printed(portal, actor)

    answer(portal, actor, application, "given_names", {"given_names": "Zoé Anne"})
    outdated = portal.enrolment.look(actor, application.id)
    row = portal.enrolment.print_form(actor, application.id, "fr")

    assert (outdated.is_printed, outdated.next_step) == (False, "form")
    assert (row.number, portal.enrolment.look(actor, application.id).is_printed) == (2, True)


@pytest.mark.clause("2.12")
def test_the_first_print_counts_again_when_the_answer_is_changed_back(someone):
    portal, actor = someone
    application = steps.printed(portal, actor)
    for name in ("Zoé Anne", "Zoé"):
        answer(portal, actor, application, "given_names", {"given_names": name})

    assert portal.enrolment.look(actor, application.id).is_printed is True


@pytest.mark.clause("2.5")
def test_nothing_is_printed_while_an_answer_is_missing(someone):
    portal, actor = someone
    application = steps.opened(portal, actor)
    before = portal.everything()

    refusal = refusal_of(lambda: portal.enrolment.print_form(actor, application.id, "fr"))

    assert (type(refusal), refusal.code) == (StateError, "answers_missing")
    assert portal.everything() == before


def test_nobody_fetches_the_print_of_somebody_else(someone):
    portal, actor = someone
    steps.printed(portal, actor)
    other = steps.applicant_by_partner(portal)
    row = portal.kept(Print)[0]

    assert refusal_of(lambda: portal.enrolment.printed_form(other, row.id)).code == "not_found"


@pytest.mark.clause("2.5")
def test_the_form_is_drawn_as_a_pdf_and_the_places_of_its_boxes_are_kept():
    portal = portal_of_memory(real_papers=True)
    actor = steps.applicant(portal)

    application = steps.printed(portal, actor)

    row = portal.kept(Print)[0]
    data, _ = portal.enrolment.printed_form(actor, row.id)
    assert data.startswith(b"%PDF-")
    assert {place["name"] for place in row.places} >= {"representative_signature", "attestor_signature"}
    assert portal.enrolment.look(actor, application.id).is_printed is True


@pytest.mark.clause("2.17")
def test_an_expired_request_gives_its_answers_to_the_next_one(someone):
    portal, actor = someone
    old = steps.answered(portal, actor)
    portal.clock.move(days=31)

    new = portal.enrolment.open_application(actor, copy_of=old.id)

    before, after = (portal.enrolment.look(actor, it.id) for it in (old, new))
    assert (after.answers, after.removed, after.is_complete) == (before.answers, (), True)
    assert new.copied_from == old.id
    assert last_event(portal) == (
        "application.opened", {"reference": new.reference, "copied_from": str(old.id)},
    )  # fmt: skip


@pytest.mark.clause("2.17")
def test_withdrawn_answers_are_not_copied(someone):
    portal, actor = someone
    old = steps.answered(portal, actor)
    answer(portal, actor, old, "organisation", {"organisation": ""})
    portal.clock.move(days=31)

    new = portal.enrolment.open_application(actor, copy_of=old.id)

    seen = portal.enrolment.look(actor, new.id)
    assert ("organisation_role" in seen.answers, seen.is_complete) == (False, True)


@pytest.mark.clause("2.17")
def test_an_answer_that_would_not_be_accepted_today_is_asked_again_with_what_hung_on_it(someone):
    portal, actor = someone
    old = steps.answered(portal, actor)
    portal.clock.move(days=31)
    content = portal.outside.library.questionnaire
    fewer = tuple(row for row in content.regulators if row.code != "CICC")
    library = portal.outside.library.model_copy(
        update={"questionnaire": content.model_copy(update={"regulators": fewer})}
    )
    later = portal.with_outside(library=library)

    new = later.enrolment.open_application(actor, copy_of=old.id)

    seen = later.enrolment.look(actor, new.id)
    assert [id for id in WHOLE if id not in seen.answers] == ["regulator", "licence", "membership_number"]
    assert seen.next_question == "regulator"


def test_nobody_copies_the_answers_of_somebody_else(someone):
    portal, actor = someone
    theirs = steps.answered(portal, steps.applicant_by_partner(portal))
    before = portal.everything()

    refusal = refusal_of(lambda: portal.enrolment.open_application(actor, copy_of=theirs.id))

    assert (type(refusal), refusal.code) == (NotFoundError, "not_found")
    assert portal.everything() == before


@pytest.mark.clause("2.17")
def test_a_request_past_its_last_day_takes_no_answer_and_no_print_before_expiry_is_recorded(someone):
    portal, actor = someone
    application = steps.answered(portal, actor)
    portal.clock.move(days=31)
    before = portal.everything()

    refusals = [
        refusal_of(lambda: answer(portal, actor, application, "given_names", {"given_names": "Anne"})),
        refusal_of(lambda: portal.enrolment.print_form(actor, application.id, "fr")),
    ]

    told = {"reference": application.reference, "last_day": application.last_day}
    assert [(refusal.code, refusal.values) for refusal in refusals] == [("expired", told)] * 2
    assert portal.enrolment.look(actor, application.id).has_expired is True
    assert portal.everything() == before


def test_every_event_of_a_request_is_chained_and_its_values_fit(almost):
    portal, actor, application = almost
    portal.enrolment.submit(actor, application.id)

    for subject in (*portal.kept(Application), *portal.kept(Credential)):
        events = portal.kept(Event, subject_id=subject.id, order="number")
        told = {row.id: values_digest(row) for row in portal.kept(EventValues, subject_id=subject.id)}
        assert (verify(events, subject.chain), len(events)) == (None, subject.events)
        assert {event.id: event.values_digest for event in events if event.id in told} == told


def test_an_event_says_who_when_and_in_which_session(almost):
    portal, actor, application = almost
    opened = portal.kept(Event, subject_id=application.id)[0]

    assert (opened.role, opened.account_id, opened.session_id, opened.occurred_at) == (
        "applicant", actor.account_id, actor.session_id, portal.clock.instant,
    )  # fmt: skip
    assert TODAY - portal.outside.today() == timedelta(days=6)


def test_an_answer_given_meanwhile_is_not_overwritten_and_the_same_one_counts_once(someone):
    portal, actor = someone
    application = steps.opened(portal, actor)
    stood, newer, mine = ({"family_name": name} for name in ("Roy", "Ñuñez", "Nunez"))

    def give(raw, instead_of):
        return portal.enrolment.answer(actor, application.id, "family_name", raw, instead_of)

    give(stood, None)
    give(newer, stood)
    refused = [refusal_of(lambda stale=stale: give(mine, stale)) for stale in (stood, None)]
    events = len(portal.kept(Event))
    give(newer, stood)

    assert [refusal.code for refusal in refused] == ["answer_changed", "answer_changed"]
    assert portal.enrolment.look(actor, application.id).answers["family_name"] == newer
    assert len(portal.kept(Event)) == events

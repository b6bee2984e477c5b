"""What the rules say of a request: before it is sent, when it is, and afterwards."""

from datetime import timedelta

import pytest

from core.domain.accounts.identity import PORTAL_ITSELF
from core.domain.application.application import Application, EventValues, Message, Outcome
from core.domain.application.outcome_draft import Draft
from core.domain.desk.traits import Trait
from core.domain.errors import MalformedAnswerError, NotFoundError
from core.domain.rules.facts import FACTS, Facts
from core.domain.rules.rules import Judgement, RuleEdition, Verdict, failing
from core.services.rules.editions import digest_of
from tests.domain.typed import WHOLE
from tests.services import steps
from tests.services.doubles import library, portal_of_memory
from tests.services.refusals import refusal_of
from tests.services.registers_of import TODAY, keep_register, keep_usual_registers


def verdicts(findings):
    """Return each rule's verdict by its id."""
    return {it.rule.id: it.verdict for it in findings}


def fails(findings):
    return [it.rule.id for it in failing(findings)]


def with_part(question, **parts):
    return {question: {**WHOLE[question], **parts}}


def numbered(number):
    return with_part("membership_number", membership_number=number)


@pytest.fixture
def ready(almost):
    """A portal with registers, its applicant, and a request whose form alone is not read."""
    portal, actor, application = almost
    keep_usual_registers(portal)
    return portal, actor, application


def test_where_nothing_is_wrong_nothing_fails_and_what_is_not_read_is_not_evaluated(ready):
    portal, actor, application = ready

    told = verdicts(portal.judgements.forecast(actor, application.id))

    assert {rule for rule, verdict in told.items() if verdict is Verdict.FAILS} == set()
    assert {rule for rule, verdict in told.items() if verdict is Verdict.NOT_EVALUATED} == {
        "form_of_another_request", "form_older_than_answers", "form_page_missing", "form_not_signed",
        "form_not_attested", "form_attestation_incomplete",
    }  # fmt: skip


def test_a_forecast_holds_every_rule_for_the_applicants_eyes_and_none_for_officers(ready):
    portal, actor, application = ready

    told = portal.judgements.forecast(actor, application.id)

    rules = portal.outside.rule_book.rules
    assert [it.rule.id for it in told] == [it.id for it in rules if it.audience == "everybody"]


@pytest.mark.clause("3.R1")
@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        (
            with_part("membership_number", membership_number="M123456"),
            ["member_number_transitional", "not_in_register"],
        ),
        (numbered("R999999"), ["not_in_register"]),
        (with_part("second_id", second_id_kind="credit_card"), ["second_id_is_a_payment_card"]),
        (with_part("second_id", second_id_shows=["nothing"]), ["second_id_shows_nothing_else"]),
        (with_part("second_id", second_id_kind="passport"), ["second_id_is_the_first"]),
        (with_part("first_id", first_id_expiry="2026-03-01"), ["first_id_expired"]),
        (with_part("licence", licence="student"), ["licence_not_eligible"]),
        (
            with_part("attestor", attestor_regulator="CICC", attestor_number="R999998"),
            ["attestor_not_in_register"],
        ),
        (
            with_part("attestor", attestor_regulator="CICC", attestor_number="rcic # r 900 012"),
            ["attestor_is_applicant", "attestor_name_differs"],
        ),
    ],
)
def test_an_answer_that_would_be_refused_is_told_before_it_is_sent(portal, changes, rules):
    keep_usual_registers(portal)
    actor = steps.applicant(portal)
    application = steps.ready(portal, actor, **changes)

    assert fails(portal.judgements.forecast(actor, application.id)) == rules


@pytest.mark.clause("2.3a")
@pytest.mark.parametrize(
    ("member", "rules"),
    [
        (("R900012", "Ñuñez O'Brien", "Zoé", "suspended"), ["not_in_good_standing"]),
        (("R900012", "Ñuñez O'Brien", "Zoé", "restricted"), ["practice_restricted"]),
        (("R900012", "Ñuñez O'Brien", "Zoé", "student"), ["register_shows_a_student"]),
        (("R900012", "Fictif", "Gaston", "active"), ["register_name_differs"]),
    ],
)
def test_a_difference_from_the_register_is_told_before_it_is_sent(almost, member, rules):
    portal, actor, application = almost
    keep_register(portal, "CICC", member)

    assert fails(portal.judgements.forecast(actor, application.id)) == rules


def test_no_register_and_one_too_old_prove_nothing(almost):
    portal, actor, application = almost
    without = verdicts(portal.judgements.forecast(actor, application.id))
    keep_register(portal, "CICC", ("R1", "Personne", "Autre", "active"), as_of=TODAY - timedelta(days=61))

    too_old = verdicts(portal.judgements.forecast(actor, application.id))

    assert without["not_in_register"] == too_old["not_in_register"] == Verdict.NOT_EVALUATED
    assert without["not_in_good_standing"] == too_old["not_in_good_standing"] == Verdict.NOT_EVALUATED


@pytest.mark.clause("2.15")
def test_submission_freezes_facts_verdicts_and_edition_with_the_answers(ready):
    portal, actor, application = ready

    portal.enrolment.submit(actor, application.id)

    (facts,), (judgement,) = portal.kept(Facts), portal.kept(Judgement)
    rules = portal.outside.rule_book.rules
    assert (facts.application_id, facts.number, facts.judged_at) == (application.id, 1, portal.clock.instant)
    assert (judgement.id, judgement.edition, len(judgement.verdicts)) == (facts.id, 1, len(rules))
    assert judgement.verdicts == portal.outside.evaluator.verdicts(rules, facts)
    values = [it.values for it in portal.kept(EventValues, subject_id=application.id)][-1]
    assert (values["edition"], values["verdicts"]) == (1, list(judgement.verdicts))


def test_what_the_rules_propose_stands_on_the_request_for_the_queue(portal):
    actor = steps.applicant(portal)
    changes = {
        **with_part("second_id", second_id_kind="bank_card"),
        **with_part("licence", licence="student"),
    }

    application = steps.submitted(portal, actor, **changes)

    assert portal.kept(Application, id=application.id)[0].proposed == (
        "licence_not_eligible",
        "second_id_not_valid",
    )


def test_an_officer_sees_the_record_and_what_has_changed_since(sent):
    portal, _, application, officer = sent
    keep_usual_registers(portal)

    told = portal.judgements.verdicts(officer, application.id)

    before, now = verdicts(told.record.findings), verdicts(told.today.findings)
    assert (before["not_in_register"], now["not_in_register"]) == (Verdict.NOT_EVALUATED, Verdict.PASSES)
    assert {it.rule.id for it in told.changed} == {
        rule for rule in before if before[rule] != now[rule]
    }  # fmt: skip


def test_an_old_judgement_keeps_the_register_of_its_day(ready):
    portal, actor, application = ready
    portal.enrolment.submit(actor, application.id)
    officer = steps.worker(portal)
    portal.clock.move(days=2)
    suspended = ("R900012", "Ñuñez O'Brien", "Zoé", "suspended")
    keep_register(portal, "CICC", suspended, as_of=TODAY + timedelta(days=1))

    told = portal.judgements.verdicts(officer, application.id)

    assert verdicts(told.record.findings)["not_in_good_standing"] == Verdict.PASSES
    assert verdicts(told.today.findings)["not_in_good_standing"] == Verdict.FAILS


def test_a_later_round_does_not_make_a_request_older(sent):
    portal, actor, application, officer = sent
    steps.decide(portal, officer, application, Outcome.DOCUMENTS_REQUIRED)
    portal.clock.move(days=40)
    steps.give_what_is_asked(portal, actor, application)

    portal.enrolment.submit(actor, application.id)

    assert [(it.number, it.days_open) for it in portal.kept(Facts)] == [(1, 0), (2, 0)]


def test_a_submitted_request_keeps_its_edition_and_a_draft_follows_the_newest(sent):
    portal, _, application, officer = sent
    newer = [rule.model_dump(mode="json") for rule in portal.outside.rule_book.rules[:3]]
    with portal.store.write() as tx:
        tx.add(
            RuleEdition(
                id=portal.outside.new_id(), number=2, rules=newer, digest=digest_of(newer),
                effective_from=TODAY, published_at=portal.clock.instant,
            )
        )  # fmt: skip
    other = steps.applicant(portal, "ailleurs")
    draft = steps.ready(portal, other)

    assert portal.judgements.verdicts(officer, application.id).today.edition == 1
    assert len(portal.judgements.forecast(other, draft.id)) == 3


# --- what reads other people's requests ---


def second(portal, **changes):
    """Submit the request of somebody else, and return it."""
    return steps.submitted(portal, steps.applicant(portal, "ailleurs"), **changes)


ELSEWHERE = {
    "number_on_another_request": with_part("first_id", first_id_number="ZZ999999"),
    "id_on_another_request": with_part("membership_number", membership_number="R900099"),
}


@pytest.mark.parametrize("rule", ELSEWHERE)
def test_a_number_or_a_document_on_somebody_elses_request_is_for_officers_only(sent, rule):
    portal, actor, application, officer = sent

    other = second(portal, **ELSEWHERE[rule])

    told = portal.judgements.verdicts(officer, other.id)
    assert [it.rule.id for it in told.record.findings if it.verdict is Verdict.FAILS] == [rule]
    assert rule in fails(portal.judgements.verdicts(officer, application.id).today.findings)
    assert everything_said_to(portal, actor).isdisjoint(words_of(rule))


def words_of(rule):
    texts = {it.id: it for it in portal_of_memory().outside.rule_book.rules}[rule]
    return {texts.officer.fr, texts.officer.en, texts.title.fr, texts.title.en, rule}


def everything_said_to(portal, actor):
    """Return every text that an applicant can come across: inbox, history, receipt and forecast."""
    messages = portal.correspondence.messages(actor, "fr")
    (seen,) = portal.enrolment.applications(actor)
    events = portal.enrolment.history(actor, seen.application.id)
    receipt = portal.enrolment.receipt(actor, seen.application.reference, "fr")
    return {*(it.text for it in messages), *(it.name for it in events), str(receipt)}


MUTUAL = {
    **with_part("membership_number", membership_number="R900044"),
    **with_part("first_id", first_id_number="ZZ999999"),
    "family_name": {"family_name": "Fictif"},
    "given_names": {"given_names": "Gaston"},
    "attestor": {
        "attestor_family_name": "Nunez O'Brien", "attestor_given_names": "Zoe", "attestor_regulator": "CICC",
        "attestor_number": "R-900012", "attestor_email": "zoe@example.ca",
    },
}  # fmt: skip


def test_two_people_who_attest_each_other_are_shown_to_officers(portal):
    gaston = {
        "attestor_family_name": "Fictif", "attestor_given_names": "Gaston", "attestor_regulator": "CICC",
        "attestor_number": "R900044", "attestor_email": "gaston@example.ca",
    }  # fmt: skip
    zoe = steps.submitted(portal, steps.applicant(portal), attestor=gaston)
    other, officer = second(portal, **MUTUAL), steps.worker(portal)

    assert "mutual_attestation" in fails(portal.judgements.verdicts(officer, other.id).record.findings)
    assert "mutual_attestation" in fails(portal.judgements.verdicts(officer, zoe.id).today.findings)


def test_the_traits_of_a_submission_are_kept_once_and_never_in_words(sent):
    portal, actor, application, officer = sent
    steps.decide(portal, officer, application, Outcome.DOCUMENTS_REQUIRED)
    steps.give_what_is_asked(portal, actor, application)

    portal.enrolment.submit(actor, application.id)

    assert [it.kind for it in portal.kept(Trait)] == ["person", "member", "first_id", "address", "attestor"]
    assert "AB123456" not in str(portal.kept(Trait))


# --- an officer who does not follow a rule ---


@pytest.fixture
def refusable(portal):
    """A portal with an officer and a request that a rule would refuse."""
    actor = steps.applicant(portal)
    application = steps.submitted(portal, actor, **with_part("second_id", second_id_kind="credit_card"))
    return portal, actor, application, steps.worker(portal)


@pytest.mark.parametrize(
    "draft",
    [
        Draft(Outcome.APPROVED),
        Draft(Outcome.REFUSED, reasons=(("name_differs", ""),)),
        Draft(Outcome.APPROVED, overruled=(("second_id_is_a_payment_card", "  "),)),
    ],
)
def test_a_decision_against_a_failing_rule_needs_its_why(refusable, draft):
    portal, _, application, officer = refusable
    before = portal.everything()

    refusal = refusal_of(lambda: portal.casework.decide(officer, application.id, 1, draft))

    assert type(refusal) is MalformedAnswerError
    assert refusal.fields == {"overruled_second_id_is_a_payment_card": "overruled_why_needed"}
    assert portal.everything() == before


def test_a_decision_against_a_failing_rule_keeps_why_and_the_applicant_never_reads_it(refusable):
    portal, actor, application, officer = refusable
    why = "La carte montrée est celle d’une bibliothèque."

    decision = portal.casework.decide(
        officer, application.id, 1, Draft(Outcome.APPROVED, overruled=(("second_id_is_a_payment_card", why),))
    )

    assert decision.overruled == [{"rule": "second_id_is_a_payment_card", "why": why}]
    assert all(why not in str(it.told) for it in portal.kept(Message))
    assert all(why not in it.text for it in portal.correspondence.messages(actor, "fr"))


@pytest.mark.parametrize(
    "draft",
    [
        Draft(Outcome.REFUSED, reasons=(("second_id_not_valid", ""),)),
        steps.DRAFTS[Outcome.DOCUMENTS_REQUIRED],
    ],
)
def test_a_decision_that_follows_the_rules_or_asks_first_needs_no_why(refusable, draft):
    portal, _, application, officer = refusable

    assert portal.casework.decide(officer, application.id, 1, draft).overruled == []


# --- for operators ---


def test_an_operator_has_every_rule_explained_by_a_requests_reference(sent):
    portal, _, application, _ = sent

    told = portal.judgements.explain(PORTAL_ITSELF, f" {application.reference.lower()} ")

    assert len(told.record.findings) == len(portal.outside.rule_book.rules)
    assert set(told.record.facts.model_dump()) > set(FACTS)


def test_a_reference_that_no_request_bears_is_named(portal):
    refusal = refusal_of(lambda: portal.judgements.explain(PORTAL_ITSELF, "RRA-0000-0000"))

    assert (type(refusal), refusal.code) == (NotFoundError, "no_such_reference")
    assert library().say("errors.no_such_reference", "en", **refusal.values)


def test_a_request_sent_before_there_were_rules_has_no_record_and_is_judged_today(sent):
    portal, _, application, officer = sent
    with portal.store.write() as tx:
        tx.erase(Judgement, application_id=application.id)

    told = portal.judgements.verdicts(officer, application.id)

    assert (told.record, told.changed) == (None, ())
    assert len(told.today.findings) == len(portal.outside.rule_book.rules)

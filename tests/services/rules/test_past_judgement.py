"""A past request reopened: the same verdict byte for byte, and every fact that would come out differently."""

from datetime import timedelta
from uuid import UUID

import pytest

from core.domain.accounts.identity import PORTAL_ITSELF
from core.domain.application.application import Application, Event, EventValues, Outcome, Submission
from core.domain.errors import NotFoundError
from core.domain.rules.rules import Judgement, RuleEdition
from tests.domain.typed import WHOLE
from tests.services import steps
from tests.services.doubles import portal_of_memory
from tests.services.laboratory import CARD, advice, change, changed, published, two_managers
from tests.services.refusals import refusal_of
from tests.services.registers_of import TODAY, keep_register, keep_usual_registers

WHOLE_SEALS = {"edition": True, "answers": True, "documents": True, "audit": True}


class KeysOfTheClock:
    """Keys that carry the instant of the tests' clock, as the portal's carry the machine's."""

    def __init__(self, clock):
        self.clock, self.count = clock, 0

    def __call__(self):
        self.count += 1
        milliseconds = int(self.clock.now().timestamp() * 1000)
        return UUID(int=milliseconds << 80 | 0x7 << 76 | self.count)


@pytest.fixture
def past():
    """A portal whose keys follow its clock, with registers, and a request sent two days ago; an officer."""
    portal = portal_of_memory()
    portal = portal.with_outside(new_id=KeysOfTheClock(portal.clock))
    keep_usual_registers(portal)
    actor = steps.applicant(portal)
    application = steps.submitted(portal, actor)
    officer = steps.worker(portal)
    portal.clock.move(days=2)
    return portal, actor, application, officer


def differing(told):
    return {it.fact: (it.recorded, it.gathered, it.why) for it in told.differences}


def test_a_request_judged_again_has_the_same_verdict_byte_for_byte_and_the_same_facts(past):
    portal, _, application, officer = past

    told = portal.judgements.as_judged(officer, application.id)

    (judgement,) = portal.kept(Judgement)
    assert (told.number, told.numbers, told.record.verdicts) == (1, (1,), judgement.verdicts)
    assert told.same
    assert told.on_record.startswith(b'{"edition":1,"verdicts":[false,')
    assert (told.seals, told.differences) == (WHOLE_SEALS, ())


def test_a_newer_edition_of_the_rules_changes_nothing_of_an_old_judgement(past):
    portal, _, application, officer = past
    published(portal, *two_managers(portal), advice(TODAY + timedelta(days=2)))

    told = portal.judgements.as_judged(officer, application.id)

    assert (told.record.edition, told.same, told.seals) == (1, True, WHOLE_SEALS)


def test_each_round_is_reopened_as_it_was_sent(past):
    portal, actor, application, officer = past
    steps.decide(portal, officer, application, Outcome.DOCUMENTS_REQUIRED)
    portal.clock.move(days=40)
    steps.give_what_is_asked(portal, actor, application)
    portal.enrolment.submit(actor, application.id)
    steps.decide(portal, officer, application)

    first, second = (portal.judgements.as_judged(officer, application.id, number) for number in (1, 2))

    assert (first.number, second.number, second.numbers) == (1, 2, (1, 2))
    assert (first.same, second.same) == (True, True)
    assert (first.seals, second.seals) == (WHOLE_SEALS, WHOLE_SEALS)
    assert (differing(first), differing(second)) == ({}, {})
    assert portal.judgements.as_judged(officer, application.id).number == 2


def test_a_register_that_came_later_is_named_with_its_days(past):
    portal, _, application, officer = past
    keep_register(portal, "CICC", ("R900012", "Ñuñez O'Brien", "Zoé", "suspended"), as_of=TODAY)

    told = portal.judgements.as_judged(officer, application.id)

    assert differing(told) == {"register_standing": ("active", "suspended", "register_came_later")}
    assert told.differences[0].told == {"as_of": TODAY, "imported_at": portal.clock.instant}
    assert told.same


def test_a_register_of_a_later_day_says_nothing_of_that_day(past):
    portal, _, application, officer = past
    suspended = ("R900012", "Ñuñez O'Brien", "Zoé", "suspended")
    keep_register(portal, "CICC", suspended, as_of=TODAY + timedelta(days=1))

    assert portal.judgements.as_judged(officer, application.id).differences == ()


def test_a_register_that_is_read_otherwise_today_is_named(past):
    portal, _, application, officer = past
    stricter = portal.with_outside(register_days=-1)

    told = stricter.judgements.as_judged(officer, application.id)

    assert {it.why for it in told.differences} == {"register"}
    assert differing(told)["in_register"] == (True, None, "register")


ELSEWHERE = {"first_id": {**WHOLE["first_id"], "first_id_number": "ZZ999999"}}


def test_what_other_people_sent_later_was_not_known_then(past):
    portal, _, application, officer = past
    steps.submitted(portal, steps.applicant(portal, "ailleurs"), **ELSEWHERE)

    told = portal.judgements.as_judged(officer, application.id)

    assert told.differences == ()


def test_a_request_refused_since_still_claimed_its_number_then(past):
    portal, _, application, officer = past
    other = steps.submitted(portal, steps.applicant(portal, "ailleurs"), **ELSEWHERE)
    portal.clock.move(days=1)
    steps.decide(portal, officer, application, Outcome.REFUSED)

    told = portal.judgements.as_judged(officer, other.id)

    assert told.record.facts.number_on_another_request is True
    assert told.differences == ()


def rewritten(portal, row, **changes):
    """Change a row behind the portal's back."""
    with portal.store.write() as tx:
        tx.erase(type(row), id=row.id)
        tx.add(row.model_copy(update=changes))


def test_a_verdict_that_was_changed_is_betrayed_by_its_bytes_and_by_the_audit(past):
    portal, _, application, officer = past
    (judgement,) = portal.kept(Judgement)
    rewritten(portal, judgement, verdicts=(True, *judgement.verdicts[1:]))

    told = portal.judgements.as_judged(officer, application.id)

    assert (told.same, told.seals["audit"]) == (False, False)


def test_an_edition_whose_texts_were_changed_is_betrayed_by_its_digest(past):
    portal, _, application, officer = past
    (edition,) = portal.kept(RuleEdition)
    rules = [rule.model_dump(mode="json") for rule in change(changed(CARD, severity="look")).rules]
    rewritten(portal, edition, rules=[*rules, *edition.rules[1:]])

    assert portal.judgements.as_judged(officer, application.id).seals["edition"] is False


def test_a_condition_that_is_read_no_longer_has_no_second_verdict(past):
    portal, _, application, officer = past
    (edition,) = portal.kept(RuleEdition)
    rewritten(portal, edition, rules=[{**edition.rules[0], "fails_when": "shoes > 2"}, *edition.rules[1:]])

    told = portal.with_outside(evaluator=Unreading(portal)).judgements.as_judged(officer, application.id)

    assert (told.again, told.same) == (None, False)


class Unreading:
    """An evaluator that reads every condition but can evaluate none that names shoes."""

    def __init__(self, portal):
        self.verdicts = portal.outside.evaluator.verdicts

    def facts_read(self, fails_when):
        return ()


def test_answers_that_were_changed_are_betrayed_by_their_digest_and_told_fact_by_fact(past):
    portal, _, application, officer = past
    (submission,) = portal.kept(Submission)
    second = {**submission.answers["second_id"], "second_id_kind": "credit_card"}
    rewritten(portal, submission, answers={**submission.answers, "second_id": second})

    told = portal.judgements.as_judged(officer, application.id)

    assert told.seals == {**WHOLE_SEALS, "answers": False}
    assert differing(told) == {"second_id_kind": ("tax_assessment", "credit_card", "answer")}


def test_erased_values_of_the_audit_are_unknown_and_prove_nothing(past):
    portal, _, application, officer = past
    with portal.store.write() as tx:
        tx.erase(EventValues, subject_id=application.id)

    assert portal.judgements.as_judged(officer, application.id).seals["audit"] is None


def test_a_look_at_the_past_is_recorded_and_changes_nothing_else(past):
    portal, _, application, officer = past
    before = portal.everything()

    portal.judgements.as_judged(officer, application.id)

    after = portal.everything()
    event = portal.kept(Event, subject_id=application.id, order="number")[-1]
    values = portal.kept(EventValues, id=event.id)[0].values
    assert (event.name, event.account_id, values) == (
        "application.looked_at",
        officer.account_id,
        {"as_judged": 1},
    )
    assert {kind for kind in after if after[kind] != before[kind]} == {"Event", "EventValues", "Application"}
    assert portal.oversight.verify_audit(PORTAL_ITSELF) == []


@pytest.mark.parametrize("number", [2, 99])
def test_a_submission_that_never_was_is_not_found_and_no_look_is_recorded(past, number):
    portal, _, application, officer = past
    before = portal.everything()

    refusal = refusal_of(lambda: portal.judgements.as_judged(officer, application.id, number))

    assert (type(refusal), refusal.code) == (NotFoundError, "never_judged")
    assert portal.everything() == before


def test_a_request_sent_before_there_were_rules_has_nothing_to_judge_again(past):
    portal, _, application, officer = past
    with portal.store.write() as tx:
        tx.erase(Judgement, application_id=application.id)

    assert refusal_of(lambda: portal.judgements.as_judged(officer, application.id)).code == "never_judged"
    assert portal.kept(Application)[0].id == application.id

"""What an applicant is told where it is known: at the question, before the print; and the record of it."""

from datetime import timedelta

import pytest

from core.domain.rules.early_findings import DOCUMENTS, HOME, RuleTold, place_of_facts, place_told
from core.domain.rules.rules import failing
from core.services.overviews import read_answers
from core.services.rules.request_facts import gathered, gathered_for
from tests.domain.typed import WHOLE
from tests.services import steps
from tests.services.doubles import portal_of_memory
from tests.services.refusals import refusal_of
from tests.services.registers_of import TODAY, keep_register, keep_usual_registers

CARD = {"second_id": {**WHOLE["second_id"], "second_id_kind": "credit_card"}}
OURSELVES = {
    **WHOLE["attestor"], "attestor_family_name": WHOLE["family_name"]["family_name"],
    "attestor_given_names": WHOLE["given_names"]["given_names"], "attestor_regulator": "CICC",
    "attestor_number": "R900012",
}  # fmt: skip


def opened(portal, until="", **changes):
    """Open a request and answer its questions, up to one of them."""
    actor = steps.applicant(portal)
    application = steps.opened(portal, actor)
    for question, raw in {**WHOLE, **changes}.items():
        portal.enrolment.answer(actor, application.id, question, raw)
        if question == until:
            break
    return actor, application


def told_at(portal, actor, application, question):
    told = portal.judgements.at_question(actor, application.id, question)
    return [it.rule.id for it in told.failing]


def rows(portal):
    return [(it.rule, it.screen, it.what) for it in portal.kept(RuleTold)]


def everybodys_rules():
    return [it for it in portal_of_memory().outside.rule_book.rules if it.audience == "everybody"]


@pytest.mark.clause("2.3a", "2.15")
def test_every_rule_is_told_at_the_earliest_screen_at_which_all_its_facts_are_known():
    portal = portal_of_memory()
    keep_usual_registers(portal)
    book, content = portal.outside.rule_book, portal.outside.library.questionnaire
    read = portal.outside.evaluator.facts_read
    actor = steps.applicant(portal)
    application, first = steps.opened(portal, actor), {}
    for question, raw in WHOLE.items():
        portal.enrolment.answer(actor, application.id, question, raw)
        with portal.store.read() as tx:
            seen = read_answers(portal.outside, tx, application)
            facts = gathered_for(portal.outside, tx, seen, book.facts)
        for rule in everybodys_rules():
            if all(getattr(facts, name) is not None for name in read(rule.fails_when)):
                first.setdefault(rule.id, f"question:{question}")
    played = {it.id: first.get(it.id, DOCUMENTS) for it in everybodys_rules()}
    # how long a request is open is known from the day it was opened
    played["request_older_than_30_days"] = HOME

    known = {
        it.id: place_of_facts(content, [book.facts[name] for name in read(it.fails_when)])
        for it in everybodys_rules()
    }
    told = {it.id: place_told(content, book.facts, it, read) for it in everybodys_rules()}

    assert played == known == told


@pytest.mark.clause("2.3a")
@pytest.mark.parametrize(
    ("member", "rules"),
    [
        (("R900012", "Ñuñez O'Brien", "Zoé", "suspended"), ["not_in_good_standing"]),
        (("R900012", "Fictif", "Gaston", "active"), ["register_name_differs"]),
        (("R999999", "Fictif", "Gaston", "active"), ["not_in_register"]),
    ],
)
def test_what_the_register_says_is_told_at_the_number_and_not_before(portal, member, rules):
    keep_register(portal, "CICC", member)
    actor, application = opened(portal, until="regulator")
    before = [told_at(portal, actor, application, question) for question in ("family_name", "regulator")]
    for question in ("licence", "membership_number"):
        portal.enrolment.answer(actor, application.id, question, WHOLE[question])

    assert before == [[], []]
    assert told_at(portal, actor, application, "membership_number") == rules


def test_where_nothing_fails_nothing_is_told_at_any_question(portal):
    keep_usual_registers(portal)
    actor, application = opened(portal)

    told = {question: told_at(portal, actor, application, question) for question in WHOLE}

    assert told == {key: [] for key in WHOLE}
    assert rows(portal) == []


def test_a_name_changed_afterwards_is_compared_with_the_register_at_its_own_question(portal):
    keep_usual_registers(portal)
    actor, application = opened(portal)
    portal.enrolment.answer(actor, application.id, "family_name", {"family_name": "Fictif"})
    portal.enrolment.answer(actor, application.id, "given_names", {"given_names": "Gaston"})

    assert told_at(portal, actor, application, "family_name") == ["register_name_differs"]


def test_self_attestation_is_told_at_the_question_about_who_attests(portal):
    keep_usual_registers(portal)
    actor, application = opened(portal, attestor=OURSELVES)

    assert told_at(portal, actor, application, "attestor") == ["attestor_is_applicant"]


def test_the_registers_spelling_is_offered_where_the_number_is_hers_and_the_name_alike(portal):
    keep_register(portal, "CICC", ("R900012", "Nunes O'Brian", "Zoé", "active"))
    actor, application = opened(portal, until="membership_number")

    told = portal.judgements.at_question(actor, application.id, "membership_number")
    using = {"register_name_differs": True, "register_name": told.spelling}
    portal.enrolment.answer(actor, application.id, "register_name", using)

    assert [it.rule.id for it in told.failing] == ["register_name_slightly_different"]
    assert told.spelling == "Nunes O'Brian, Zoé"
    assert told_at(portal, actor, application, "register_name") == []


def test_a_stranger_is_never_told_how_the_register_writes_a_name(portal):
    keep_register(portal, "CICC", ("R900012", "Fictif", "Gaston", "active"))
    actor, application = opened(portal, until="membership_number")

    told = portal.judgements.at_question(actor, application.id, "membership_number")

    assert ([it.rule.id for it in told.failing], told.spelling) == (["register_name_differs"], "")


@pytest.mark.parametrize("screen", ["review", "documents"])
def test_nothing_an_applicant_reads_tells_a_number_of_nobody_from_that_of_somebody_else(screen):
    told = []
    for member in (
        ("R999999", "Fictif", "Gaston", "active"),
        ("R900012", "Fictif", "Gaston", "active"),
        ("R900012", "Fictif", "Gaston", "suspended"),
    ):
        portal = portal_of_memory()
        keep_register(portal, "CICC", member)
        actor, application = opened(portal)
        found = portal.judgements.forecast(actor, application.id, screen)
        here = portal.judgements.at_question(actor, application.id, "membership_number")
        failed = [(it.rule.applicant, it.rule.remedy, it.rule.severity, it.facts) for it in failing(found)]
        at_question = [(it.rule.applicant, it.rule.remedy, it.rule.severity) for it in here.failing]
        others = sorted((it.rule.id, it.verdict) for it in found if it not in failing(found))
        told.append((failed, at_question, here.spelling, others))

    assert told[0] == told[1] == told[2]
    assert (len(told[0][1]), told[0][0][0][1]) == (1, "number_and_name")


def test_what_was_told_is_kept_once_with_what_was_done_after(portal):
    actor, application = opened(portal, **CARD)
    for _ in range(2):
        told_at(portal, actor, application, "second_id")
    first = rows(portal)
    refused = refusal_of(lambda: portal.enrolment.print_form(actor, application.id, "fr"))
    portal.enrolment.print_form(actor, application.id, "fr", all_the_same=True)
    steps.give_documents(portal, actor, application)
    portal.enrolment.submit(actor, application.id)

    rule = "second_id_is_a_payment_card"
    assert first == [(rule, "question:second_id", "told")]
    assert refused.code == "print_would_be_refused"
    assert rows(portal)[1:] == [(rule, "screen:review", "printed"), (rule, "screen:documents", "sent")]


def test_what_was_mended_after_it_was_told_is_kept_and_prints_without_asking(portal):
    actor, application = opened(portal, **CARD)
    told_at(portal, actor, application, "second_id")
    portal.enrolment.answer(actor, application.id, "second_id", WHOLE["second_id"])
    told_at(portal, actor, application, "second_id")

    portal.enrolment.print_form(actor, application.id, "fr")

    assert rows(portal) == [
        ("second_id_is_a_payment_card", "question:second_id", "told"),
        ("second_id_is_a_payment_card", "question:second_id", "mended"),
    ]


def test_what_the_review_tells_first_is_kept_as_told_there(portal):
    actor, application = opened(portal, **CARD)

    portal.judgements.forecast(actor, application.id, "review")

    assert rows(portal) == [("second_id_is_a_payment_card", "screen:review", "told")]


def test_facts_gathered_for_a_question_are_those_of_the_record(portal):
    keep_usual_registers(portal)
    _actor, application = opened(portal)
    with portal.store.read() as tx:
        seen = read_answers(portal.outside, tx, application)
        whole = gathered(portal.outside, tx, seen, 1)
        some = gathered_for(portal.outside, tx, seen, portal.outside.rule_book.facts)

    elsewhere = {name for name, it in portal.outside.rule_book.facts.items()
                 if it.source in ("scan", "document", "applications")}  # fmt: skip
    assert some.model_dump(exclude=elsewhere) == whole.model_dump(exclude=elsewhere)


def test_a_register_too_old_tells_nothing(portal):
    keep_register(portal, "CICC", ("R1", "Personne", "Autre", "active"), as_of=TODAY - timedelta(days=400))
    actor, application = opened(portal, until="membership_number")

    assert told_at(portal, actor, application, "membership_number") == []
    assert failing(portal.judgements.forecast(actor, application.id, "review")) == []

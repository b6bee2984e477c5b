"""A register that would turn much: told first, asked why, and the edition before brought back."""

from datetime import timedelta

import pytest

from core.domain.accounts.identity import PORTAL_ITSELF, Role
from core.domain.application.application import Event, EventValues, Outcome
from core.domain.registers.register import Register, RegisterWithdrawal
from core.domain.rules.register_care import Assent, RegisterEffect
from core.domain.rules.rules import failing
from tests.services import steps
from tests.services.refusals import refusal_of
from tests.services.registers_of import TODAY

HEAD = "number,family_name,given_names,standing\n"
HERS = "R900012,Ñuñez O'Brien,Zoé,{standing}\n"
OTHERS = "".join(f"R9001{number:02},Personne,Autre {number},active\n" for number in range(20))
STRANGERS = "".join(f"R9002{number:02},Inconnu,Nul {number},active\n" for number in range(21))
ASSENT = Assent(" cicc ", "The College sent a new list")


def proposed(portal, rows, *, regulator="CICC", days=0, actor=PORTAL_ITSELF):
    return portal.registers.propose(actor, regulator, (HEAD + rows).encode(), TODAY + timedelta(days=days))


def imported(portal, rows, assent=None, **more):
    proposal = proposed(portal, rows, **more)
    return portal.registers.apply(PORTAL_ITSELF, proposal, assent or Assent())


@pytest.fixture
def waiting(portal):
    """A portal with two registers, and one request that waits, with which nothing is wrong."""
    imported(portal, HERS.format(standing="active") + OTHERS, days=-1)
    imported(portal, ",Łukasiewicz,Jan,active\n", regulator="LSNB", days=-1)
    actor = steps.applicant(portal)
    return portal, actor, steps.submitted(portal, actor)


def test_a_first_register_is_never_asked_about(portal):
    assert proposed(portal, STRANGERS).causes == ()


def test_a_register_that_changes_nobody_here_counts_without_a_word(waiting):
    portal, _, _ = waiting

    proposal = proposed(portal, HERS.format(standing="active") + OTHERS.replace("Autre 3", "Autre"))

    assert (proposal.causes, proposal.effect) == ((), RegisterEffect(waiting=1))
    assert portal.registers.apply(PORTAL_ITSELF, proposal).number == 2


def test_a_file_of_strangers_tells_whose_verdict_turns_and_asks_why(waiting):
    portal, _, application = waiting

    proposal = proposed(portal, STRANGERS)

    (turned,) = proposal.effect.turned
    assert proposal.causes == ("lost_half", "turns_many")
    assert (proposal.effect.waiting, proposal.effect.certain, turned.reference) == (
        1,
        1,
        application.reference,
    )
    assert [it.en for it in turned.fails] == [
        "A member in the register has this number, or this name where there are no numbers"
    ]


@pytest.mark.parametrize(
    ("assent", "code"),
    [
        (Assent(), "register_code_wrong"),
        (Assent("LSO", "why"), "register_code_wrong"),
        (Assent("CICC", " \u200b"), "register_reason_missing"),
        (Assent("CICC", "x" * 501), "register_reason_missing"),
    ],
)
def test_without_the_code_and_a_reason_it_does_not_count_and_nothing_is_kept(waiting, assent, code):
    portal, _, _ = waiting
    proposal, before = proposed(portal, STRANGERS), portal.everything()

    assert refusal_of(lambda: portal.registers.apply(PORTAL_ITSELF, proposal, assent)).code == code
    assert portal.everything() == before


def test_with_both_it_counts_and_the_audit_says_why(waiting):
    portal, _, _ = waiting

    imported(portal, STRANGERS, ASSENT)

    (register,) = [it for it in portal.kept(Register) if it.regulator == "CICC"]
    told = [it.values for it in portal.kept(EventValues, subject_id=register.id) if it.values["number"] == 2]
    assert [(it["causes"], it["reason"]) for it in told] == [
        (["lost_half", "turns_many"], "The College sent a new list")
    ]


def test_one_request_of_many_below_the_share_asks_nothing(waiting):
    portal, _, _ = waiting
    lenient = portal.with_outside(register_percent=100)

    assert proposed(lenient, HERS.format(standing="suspended") + OTHERS).causes == ()
    assert proposed(portal, HERS.format(standing="suspended") + OTHERS).causes == ("turns_many",)


def test_an_approved_person_who_is_gone_is_named(waiting):
    portal, _, application = waiting
    steps.decide(portal, steps.worker(portal), application, Outcome.APPROVED)

    assert proposed(portal, OTHERS).effect == RegisterEffect(enrolled=(application.reference,))


def test_who_attests_is_replayed_too(waiting):
    portal, _, application = waiting

    effect = proposed(portal, ",Łukasiewicz,Jan,suspended\n", regulator="LSNB").effect

    assert [it.reference for it in effect.turned] == [application.reference]


def test_a_register_of_an_earlier_day_turns_nobody(waiting):
    portal, _, _ = waiting

    proposal = proposed(portal, STRANGERS, days=-9)

    assert (proposal.effect, proposal.causes) == (RegisterEffect(), ())


def test_the_edition_before_is_brought_back_and_counts_at_once(waiting):
    portal, _, application = waiting
    imported(portal, STRANGERS, ASSENT)
    administrator, officer = steps.worker(portal, Role.ADMINISTRATOR, "administre"), steps.worker(portal)
    way = portal.registers.way_back(administrator, "CICC")
    broken = failing(portal.judgements.verdicts(officer, application.id).today.findings)

    counts = portal.registers.bring_back(administrator, way, Assent("CICC", "The wrong file"))

    assert [it.rule.id for it in broken] == ["not_in_register"]
    assert failing(portal.judgements.verdicts(officer, application.id).today.findings) == []
    assert [it.reference for it in way.effect.turned] == [application.reference]
    assert (counts.number, way.difference["gone"].many, way.difference["new"].many) == (1, 21, 21)
    (kept,) = portal.kept(RegisterWithdrawal)
    assert (kept.edition_id, kept.withdrawn_by) == (way.counts.id, administrator.account_id)
    (event,) = [it for it in portal.kept(Event) if it.name == "register.brought_back"]
    (told,) = portal.kept(EventValues, id=event.id)
    assert told.values == {"regulator": "CICC", "withdrawn": 2, "counts": 1, "reason": "The wrong file"}
    assert portal.oversight.verify_audit(PORTAL_ITSELF) == []


def test_bringing_back_asks_the_code_and_a_reason_and_comes_only_once(waiting):
    portal, _, _ = waiting
    imported(portal, STRANGERS, ASSENT)
    way = portal.registers.way_back(PORTAL_ITSELF, "CICC")

    def brought(assent):
        return refusal_of(lambda: portal.registers.bring_back(PORTAL_ITSELF, way, assent))

    told = [brought(it) and brought(it).code for it in (Assent("CICC"), Assent("LSO", "why"))]
    first, second = brought(ASSENT), brought(ASSENT)
    none = refusal_of(lambda: portal.registers.way_back(PORTAL_ITSELF, "CICC"))

    assert told == ["register_reason_missing", "register_code_wrong"]
    assert (first, second.code, none.code) == (None, "register_moved", "register_none_before")


def test_after_a_way_back_the_next_import_is_one_more_edition(waiting):
    portal, _, _ = waiting
    imported(portal, STRANGERS, ASSENT)
    way = portal.registers.way_back(PORTAL_ITSELF, "CICC")
    portal.registers.bring_back(PORTAL_ITSELF, way, ASSENT)

    edition = imported(portal, HERS.format(standing="active") + OTHERS)

    assert (edition.number, portal.registers.way_back(PORTAL_ITSELF, "CICC").before.number) == (4, 1)

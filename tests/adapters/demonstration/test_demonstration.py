"""The demonstration's requests: what they promise to every screen, and done again by the services."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from core.adapters.rules.evaluation import SqlEvaluator
from core.adapters.store.store import SqlStore
from core.adapters.store.tables import TABLES
from core.adapters.store.trait_places import trait_ids
from core.demonstration.fill import WantedOffice, fill
from core.domain.accounts.identity import PORTAL_ITSELF, Account, Actor, Role
from core.domain.application.application import Answer, Application, Event, Message
from core.domain.application.question_wording import HelpOpened, WordingEdition
from core.domain.desk.traits import Trait
from core.domain.desk.view import View
from core.domain.form.returned_form import FORM_FACTS
from core.domain.rules.facts import Facts
from core.domain.rules.rules import Judgement, RuleEdition
from core.services.rules.editions import ensure_first
from core.settings import ROOT
from tests.adapters.replaying import Generated, Replay, compared
from tests.services.doubles import portal_of_memory, rule_book

WANTED = WantedOffice(applications=700, months=18, seed=5661)
STATES = {"open", "submitted", "documents_required", "approved", "refused", "enrolled", "expired"}
FEW = WantedOffice(applications=80, months=6, seed=7)


def portal_on(url):
    """A portal of the tests on a real database."""
    store = SqlStore(url)
    store.migrate()
    plain = portal_of_memory(real_papers=True)
    evaluator = SqlEvaluator(store, rule_book().codes)
    return plain.with_outside(store=store, evaluator=evaluator, new_secret=lambda: "the same salt")


def filled(url, wanted):
    portal = portal_on(url)
    ensure_first(portal.outside)
    fill(portal.outside, portal.store, ROOT / "data" / "demo", wanted)
    return portal


@pytest.fixture(scope="module")
def portal():
    demonstration = filled("duckdb:///:memory:a-demonstration", WANTED)
    yield demonstration
    demonstration.store.close()


@pytest.fixture(scope="module")
def generated(portal):
    return Generated(portal.store, portal.outside.vault)


def all_rows(portal):
    """Every record, in no order."""
    return {kind: sorted(str(dict(row)) for row in rows) for kind, rows in portal.everything().items()}


def test_the_office_has_requests_in_every_state(generated):
    states = Counter(it.state for it in generated.requests)

    assert states.total() == WANTED.applications
    assert states.keys() == STATES


def test_every_row_is_what_its_record_demands(portal):
    for kind in TABLES:
        for row in portal.kept(kind):
            assert kind.model_validate(dict(row)) == row


def test_the_audit_of_every_request_is_whole(portal):
    assert portal.oversight.verify_audit(PORTAL_ITSELF) == []


def test_two_hundred_people_done_again_by_the_services_give_the_same_rows_and_verdicts(generated):
    groups = generated.groups()
    together = [group for group in groups if len(group) > 1]
    for people in [*together, *Random(1).sample(groups, 200 - len(together))]:
        made, again = compared(Replay(generated, people).run())

        assert again == made


def test_the_portal_has_nothing_left_to_do_and_no_letter_to_send(portal):
    events = len(portal.kept(Event))

    done = [portal.oversight.expire(PORTAL_ITSELF), portal.oversight.remind(PORTAL_ITSELF)]
    sent = portal.correspondence.deliver(PORTAL_ITSELF)

    assert (done, sent, portal.mailer.letters, len(portal.kept(Event))) == ([0, 0], 0, [], events)
    assert {row.state for row in portal.kept(Message)} == {"sent", "kept"}


def test_the_desk_shows_what_waits_with_its_clock_and_its_hands(portal):
    officers = [it for it in portal.kept(Account) if it.role is Role.OFFICER and it.closed_at is None]
    seen = portal.queues.look(Actor(Role.OFFICER, account_id=officers[0].id), View("open"))
    waiting = portal.kept(Application, state="submitted")
    asked = portal.kept(Application, state="documents_required")
    hands = {bool(row.claimed_by) and row.claim_seen_at is None for row in waiting}

    assert seen.counts["open"] == len(waiting) + len(asked)
    assert all(row.clock_rank and row.search_key and row.changed_at for row in waiting)
    assert {bool(row.proposed) for row in waiting} == hands == {True, False}
    assert portal.queues.catch_up(PORTAL_ITSELF) == 0


def test_who_waits_stands_in_the_register_and_gave_the_form_as_on_the_day(portal):
    read = {"in_register", "register_name", "register_standing", "attestor_in_register", *FORM_FACTS}
    changed = [
        (row.reference, it.rule.id)
        for row in portal.kept(Application, state="submitted")
        for it in portal.judgements.explain(PORTAL_ITSELF, row.reference).changed
        if read & set(it.facts)
    ]

    assert changed == []


def test_every_trait_is_found_by_its_key(portal):
    keys = {it.key for it in portal.kept(Trait)}
    with portal.store.reading() as connection:
        found = trait_ids(connection, keys)

    assert sum(len(ids) for ids in found.values()) == len(portal.kept(Trait))


def test_nobody_in_it_can_be_taken_for_somebody(generated):
    said = [it for rows in generated.rows[Answer].values() for it in rows]
    told = {name: {it.value[name] for it in said if name in it.value} for name in ("email", "telephone")}
    numbers = {it.value["membership_number"][:2] for it in said if "membership_number" in it.value}
    here = {it for it in told["telephone"] if it.startswith("+1")}

    assert all(it.endswith("@example.com") for it in told["email"])
    assert {it[-7:-2] for it in here} == {"55501"}
    assert numbers <= {"R9", "R0", "R8", "R-", "M9", "F9", "F8"}


def test_the_change_of_a_rule_and_of_a_help_text_can_be_seen(portal):
    past, present = portal.kept(RuleEdition)
    facts = portal.kept(Facts, number=1)
    verdicts = {it.id: it for it in portal.kept(Judgement)}
    rules = [it.id for it in past.read()], [it.id for it in present.read()]
    wordings = portal.kept(WordingEdition, question="membership_number")
    reworded = wordings[-1].since.date()
    college = [it for it in facts if it.number_given]
    wrong = [
        [it.in_register is False for it in college if (it.judged_on > reworded + timedelta(40)) is after]
        for after in (False, True)
    ]

    assert set(rules[1]) - set(rules[0]) == {"second_id_is_the_first"}
    assert {verdicts[it.id].edition for it in facts} == {past.number, present.number}
    assert all((it.judged_on >= present.effective_from) is (verdicts[it.id].edition == 2) for it in facts)
    assert (len(wordings), wordings[0].since < wordings[1].since) == (2, True)
    assert {it.term for it in portal.kept(HelpOpened, question="membership_number")} == {
        "help", "membership_number register transitional_member",
    }  # fmt: skip
    assert sum(wrong[1]) / len(wrong[1]) < 0.7 * sum(wrong[0]) / len(wrong[0])


@pytest.fixture(scope="module")
def made():
    few = filled("duckdb:///:memory:a-few", FEW)
    yield few
    few.store.close()


@pytest.mark.parametrize("kind", ["duckdb", "postgresql"])
def test_the_same_seed_makes_the_same_rows_in_either_database(places, kind, made):
    again = filled(places.migrated(kind), FEW)
    rows = all_rows(again), all_rows(made)
    again.store.close()

    assert [kind for kind in rows[0] if rows[0][kind] != rows[1][kind]] == []


def test_another_seed_makes_other_people(made):
    other = filled("duckdb:///:memory:a-few-others", replace(FEW, seed=8))
    names = [{row.name for row in it.kept(Application)} - {""} for it in (made, other)]
    other.store.close()

    assert len(names[0] & names[1]) < len(names[0]) / 2

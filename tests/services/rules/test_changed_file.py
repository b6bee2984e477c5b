"""A changed rule book in the data folder is offered once, by nobody, and never applied by itself."""

from datetime import timedelta

import pytest

from core.domain.accounts.identity import PORTAL_ITSELF
from core.domain.application.application import Event
from core.domain.rules.proposals import ProposalState, RuleFile, RuleProposal
from core.domain.rules.rules import RuleEdition
from core.services.rules.changed_file import offer_changed_file
from tests.services.doubles import portal_of_memory, rule_book
from tests.services.laboratory import (
    CARD,
    CASES,
    NEW,
    PERIOD,
    TODAY,
    change,
    changed,
    published,
    text_of,
    two_managers,
)
from tests.services.refusals import refusal_of


@pytest.fixture
def started():
    """A portal that has started once."""
    portal = portal_of_memory()
    offer_changed_file(portal.outside)
    return portal


def restarted(portal, *texts, without=(), cases=None):
    """Start again with other texts of some rules in the data folder; return the portal that reads them."""
    new = {rule.id: rule for rule in texts}
    rules = [new.pop(rule.id, rule) for rule in rule_book().rules if rule.id not in without]
    told = {"rules": (*rules, *new.values()), "cases": {**rule_book().cases, **(cases or {})}}
    again = portal.with_outside(rule_book=rule_book().model_copy(update=told))
    offer_changed_file(again.outside)
    return again


def offered(portal):
    return [
        (it.title, it.author, it.base, [rule["id"] for rule in it.rules]) for it in portal.kept(RuleProposal)
    ]


ADVICE = changed(CARD, severity="advice")


def test_nothing_is_offered_at_the_first_start_nor_while_the_file_stays(started):
    offer_changed_file(started.outside)

    assert offered(started) == []
    (seen,) = started.kept(RuleFile)
    assert (seen.number, seen.digest) == (1, started.kept(RuleEdition)[0].digest)


def test_a_changed_file_is_offered_once_by_nobody_and_not_applied(started):
    again = restarted(started, ADVICE, NEW, cases={NEW.id: CASES})
    restarted(started, ADVICE, NEW, cases={NEW.id: CASES})

    assert offered(started) == [("data/rules.toml", None, 1, [CARD, NEW.id])]
    (proposal,) = started.kept(RuleProposal)
    assert (proposal.state, proposal.effective_from) == (ProposalState.OPEN, TODAY)
    assert proposal.change.cases == {CARD: rule_book().cases[CARD], NEW.id: CASES}
    assert [it.number for it in started.kept(RuleEdition)] == [1]
    (event,) = started.kept(Event, subject_id=proposal.id)
    assert (event.name, event.role, event.account_id) == ("proposal.offered", "portal", None)
    assert again.oversight.verify_audit(PORTAL_ITSELF) == []


def test_any_manager_publishes_what_nobody_wrote_once_it_was_replayed(started):
    again = restarted(started, ADVICE)
    one, _ = two_managers(again)
    (proposal,) = again.kept(RuleProposal)
    unseen = refusal_of(lambda: again.rule_lab.publish(one, proposal.id, 1))
    again.rule_lab.replay(one, proposal.id, PERIOD)

    edition = again.rule_lab.publish(one, proposal.id, 1)

    assert unseen.code == "proposal_not_replayed"
    assert {rule.id: rule.severity for rule in edition.read()}[CARD] == "advice"


def test_a_file_that_changes_back_is_noticed_and_offers_nothing_that_the_store_says_already(started):
    restarted(started, ADVICE)
    restarted(started)
    started.clock.move(minutes=1)
    restarted(started, ADVICE)

    assert [titles[3] for titles in offered(started)] == [[CARD], [CARD]]
    assert [it.number for it in started.kept(RuleFile)] == [1, 2, 3, 4]
    assert [it.proposal_id is None for it in started.kept(RuleFile)] == [True, False, True, False]


def test_a_file_written_from_the_store_offers_nothing(started):
    one, other = two_managers(started)
    published(started, one, other, change(ADVICE, NEW))

    restarted(started, ADVICE, NEW)

    assert [it.author for it in started.kept(RuleProposal)] == [one.account_id]


def test_only_what_changed_in_the_file_is_offered_not_what_the_store_changed(started):
    one, other = two_managers(started)
    published(started, one, other, change(ADVICE))

    restarted(started, NEW, cases={NEW.id: CASES})

    assert offered(started)[1] == ("data/rules.toml", None, 2, [NEW.id])


def test_a_rule_taken_out_of_the_file_is_offered_to_end_today(started):
    started.clock.move(days=1)

    restarted(started, without=(CARD,))

    (proposal,) = started.kept(RuleProposal)
    assert proposal.change.rules == (text_of(CARD).model_copy(update={"until": TODAY + timedelta(days=1)}),)


def test_an_older_store_compares_the_file_with_its_first_edition():
    portal = portal_of_memory()

    restarted(portal, ADVICE)

    assert offered(portal) == [("data/rules.toml", None, 1, [CARD])]
    assert [it.number for it in portal.kept(RuleFile)] == [1, 2]

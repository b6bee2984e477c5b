"""Managers and what they change in the rule book."""

from datetime import date, timedelta

from core.domain.accounts.identity import Role
from core.domain.application.content import Text
from core.domain.rules.replay import DecisionDays
from core.domain.rules.rule_book import RuleCase
from core.domain.rules.rule_changes import RuleChange
from core.domain.rules.rules import Rule, Verdict
from tests.services import steps
from tests.services.doubles import rule_book

TODAY = date(2026, 3, 2)
LATER = TODAY + timedelta(days=30)
PERIOD = DecisionDays(date(2026, 1, 1), date(2026, 12, 31))
OLD = "request_older_than_30_days"
CARD = "second_id_is_a_payment_card"
NEW = Rule(
    id="open_for_ten_days", clause="2.17", title=Text(fr="Ouverte depuis peu", en="Open for a short time"),
    severity="refusal", reason="other", remedy="new_request", fails_when="days_open > 10",
    applicant=Text(fr="Votre demande est ouverte depuis plus de dix jours.",
                   en="Your request has been open for more than ten days."),
    officer=Text(fr="Ouverte depuis plus de dix jours.", en="Open for more than ten days."),
)  # fmt: skip
CASES = (
    RuleCase(name="eleven days", facts={"days_open": 11}, verdict=Verdict.FAILS),
    RuleCase(name="ten days", facts={"days_open": 10}, verdict=Verdict.PASSES),
    RuleCase(name="nobody knows", unknown=("days_open",), verdict=Verdict.NOT_EVALUATED),
)


def text_of(id):
    """Return the text of a rule in the data folder."""
    return next(rule for rule in rule_book().rules if rule.id == id)


def change(*rules, day=TODAY, cases=None):
    """Return a change of these rules, each with the cases it has in the data folder, or the usual ones."""
    told = {rule.id: rule_book().cases.get(rule.id, CASES) for rule in rules}
    return RuleChange(rules, {**told, **(cases or {})}, day)


def changed(id, **fields):
    """Return a rule of the data folder with another wording."""
    return text_of(id).model_copy(update=fields)


def milder():
    """A change that makes a payment card something to look at only."""
    return change(changed(CARD, severity="look"))


def advice(day=TODAY):
    """A change that makes a payment card no more than a hint."""
    return change(changed(CARD, severity="advice"), day=day)


def two_managers(portal):
    return tuple(steps.worker(portal, Role.MANAGER, code) for code in ("gestion1", "gestion2"))


def ready_to_publish(portal, author, other, told=None, title="Un changement"):
    """Draft a change and let the other manager replay it; return the proposal."""
    proposal = portal.rule_lab.draft(author, title, told or milder())
    portal.rule_lab.replay(other, proposal.id, PERIOD)
    return proposal


def published(portal, author, other, told=None, title="Un changement"):
    """Bring a change through all its stages; return the edition."""
    proposal = ready_to_publish(portal, author, other, told, title)
    return portal.rule_lab.publish(other, proposal.id, proposal.revision)

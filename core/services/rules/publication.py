"""Makes a proposal an edition of the rule book, and drafts the proposal that undoes an edition."""

from typing import Protocol

from core.domain.accounts.identity import Actor
from core.domain.errors import StateError
from core.domain.ports.office import HasLibrary
from core.domain.ports.rules import HasEvaluator, HasRuleBook
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import TellsTime
from core.domain.rules.proposals import ProposalState, RuleProposal
from core.domain.rules.rule_changes import RuleChange, applied, differing, restored
from core.domain.rules.rules import RuleEdition
from core.services.audit import record
from core.services.ownership import account_of
from core.services.rules.editions import cases_of, edition, newest
from core.services.rules.proposals import edition_numbered, takes_effect


class PublicationPorts(
    HasStore, TellsTime, MakesKeys, MakesSecrets, HasEvaluator, HasRuleBook, HasLibrary, Protocol
):
    """What publication asks of the outside world."""


def published(
    outside: PublicationPorts, tx: Transaction, actor: Actor, proposal: RuleProposal
) -> RuleEdition:
    """Keep the edition that a proposal becomes, and close the proposal."""
    base, change = newest(tx), proposal.change
    rules = base.read()
    cases = {rule.id: cases_of(outside, base, rule.id) for rule in rules} | dict(change.cases)
    day = takes_effect(outside, proposal)
    made = edition(outside, base.number + 1, applied(rules, change.rules), cases, day, proposal.title)
    tx.add(made)
    became = proposal.published_as(made.number, base.number)
    closed(outside, tx, actor, became, ProposalState.PUBLISHED)
    return made


def closed(
    outside: PublicationPorts, tx: Transaction, actor: Actor, proposal: RuleProposal, state: ProposalState
) -> RuleProposal:
    """Close a proposal, published or dropped."""
    after = proposal.closed(state, account_of(actor), outside.now())
    said = {"revision": after.revision, "edition": after.edition}
    return record(outside, tx, after, f"proposal.{state}", actor, **said)


def undoing(outside: PublicationPorts, tx: Transaction, number: int) -> RuleChange:
    """Return the change that restores the texts from before an edition; a rule it added ends.

    Raises: StateError for edition one, and for an edition whose rules a later one changed again.
    """
    if number < 2:
        raise StateError("edition_is_the_first")
    before, after, base = edition_numbered(tx, number - 1), edition_numbered(tx, number), newest(tx)
    rules = restored(before.read(), after.read(), outside.today())
    later = differing(after.read(), base.read())
    if again := [id for id in dict.fromkeys(rule.id for rule in rules) if id in later]:
        raise StateError("edition_changed_since", number=number, rules=", ".join(again))
    cases = {it.id: cases_of(outside, before, it.id) or cases_of(outside, after, it.id) for it in rules}
    return RuleChange(rules, cases, max(outside.today(), base.effective_from))

"""Offers what has changed in the rule book of the data folder; the store holds the truth, so no more."""

from contextlib import suppress
from typing import Any, Protocol

from core.domain.accounts.identity import PORTAL_ITSELF
from core.domain.errors import StaleError
from core.domain.ports.office import HasLibrary
from core.domain.ports.rules import HasEvaluator, HasRuleBook
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import TellsTime
from core.domain.rules.proposals import RuleFile, RuleProposal
from core.domain.rules.rule_changes import RuleChange, Texts, differing, ended, texts_of
from core.domain.rules.rules import Rule, RuleEdition
from core.services.rights import repeated
from core.services.rules.editions import cases_of, digest_of, newest, rules_told
from core.services.rules.proposals import keep


class ChangedFilePorts(
    HasStore, TellsTime, MakesKeys, MakesSecrets, HasEvaluator, HasRuleBook, HasLibrary, Protocol
):
    """What changed file asks of the outside world."""


TITLE = "data/rules.toml"


@repeated
def offer_changed_file(outside: ChangedFilePorts) -> None:
    """Offer, once, what differs from the rule book that the last start found in the data folder."""
    # another portal on the same store, starting at the same moment, has then offered it
    with suppress(StaleError), outside.store.write() as tx:
        before = _last_seen(outside, tx)
        told = rules_told(outside.rule_book.rules)
        if digest_of(told) != before.digest:
            proposal = _offered(outside, tx, before)
            tx.add(_seen(outside, before.number + 1, told, proposal))


def _last_seen(outside: ChangedFilePorts, tx: Transaction) -> RuleFile:
    """Return the data folder's rule book as it was last seen: at first, edition one."""
    if known := tx.find(RuleFile, order="-number", limit=1):
        return known[0]
    first = tx.find(RuleEdition, number=1)[0]
    seen = _seen(outside, 1, first.rules, None)
    tx.add(seen)
    return seen


def _seen(
    outside: ChangedFilePorts, number: int, rules: list[dict[str, Any]], proposal: RuleProposal | None
) -> RuleFile:
    return RuleFile(
        id=outside.new_id(),
        number=number,
        digest=digest_of(rules),
        rules=rules,
        seen_at=outside.now(),
        proposal_id=proposal.id if proposal else None,
    )


def _offered(outside: ChangedFilePorts, tx: Transaction, before: RuleFile) -> RuleProposal | None:
    """Keep a proposal of what the file changed and the newest edition does not say already."""
    base = newest(tx)
    rules = _changed(outside, tuple(map(Rule.model_validate, before.rules)), base.read())
    if not rules:
        return None
    file = outside.rule_book.cases
    cases = {rule.id: file.get(rule.id) or cases_of(outside, base, rule.id) for rule in rules}
    change = RuleChange(rules, cases, max(outside.today(), base.effective_from))
    return keep(outside, tx, PORTAL_ITSELF, TITLE, change, "proposal.offered")


def _changed(outside: ChangedFilePorts, before: Texts, now: Texts) -> Texts:
    """Return the texts that the file changed; a rule taken out of it ends today."""
    file, found = outside.rule_book.rules, list[Rule]()
    for id in differing(before, file):
        texts = texts_of(file, id) or ended(texts_of(before, id), outside.today())
        if texts != texts_of(now, id):
            found += texts
    return tuple(found)

"""Writes an audit entry beside the change it tells of, in the same transaction."""

from typing import Any, Protocol, TypeVar

from core.domain.accounts.identity import Actor, Credential
from core.domain.application.application import Application
from core.domain.audit import entry
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import Transaction
from core.domain.ports.time import TellsTime
from core.domain.registers.register import Register
from core.domain.rules.proposals import RuleProposal


class AuditPorts(TellsTime, MakesKeys, MakesSecrets, Protocol):
    """What an audit entry asks of the outside world."""


Subject = TypeVar("Subject", Application, Credential, Register, RuleProposal)


def record(
    outside: AuditPorts, tx: Transaction, subject: Subject, name: str, actor: Actor, **values: Any
) -> Subject:
    """Add the entry, keep the subject with its new place in the chain, and return it.

    Raises: StaleError when somebody else changed the subject first.
    """
    event, told = entry(outside.new_id(), subject, name, actor, outside.now(), outside.new_secret(), values)
    tx.add(event)
    if values:
        tx.add(told)
    return tx.replace(subject.chained(event.number, event.digest))

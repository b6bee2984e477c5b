"""What other requests share with one, as facts for an officer's eyes: never a ground of refusal."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from core.domain.application.application import Application
from core.domain.desk.traits import Trait, TraitKind

KINDS: tuple[TraitKind, ...] = ("person", "member", "first_id", "address", "attestor")
SHOWN = 10
"""Requests told one by one of those that share a trait; the others are counted."""


@dataclass(frozen=True)
class SharedTrait:
    """The requests that share one trait, the newest first; `more` counts those that are not told."""

    kind: TraitKind
    requests: tuple[Application, ...]
    more: int = 0

    @property
    def count(self) -> int:
        """Return how many requests share the trait."""
        return len(self.requests) + self.more


@dataclass(frozen=True)
class Network:
    """Who attests whom around a request.

    Shapes: `attested` counts the people whom the member named here attests, this one among them; `attests`
            those whom this applicant attests; `ring` is the way back to this applicant, request by request,
            where the member who attests is attested by another and so on: one request long when mutual.
    """

    attested: int = 0
    attests: int = 0
    ring: tuple[Application, ...] = ()

    @property
    def is_mutual(self) -> bool:
        """Say whether the applicant and the member who attests her attest each other."""
        return len(self.ring) == 1


@dataclass(frozen=True)
class Relations:
    """What is known of a request's neighbours."""

    shared: tuple[SharedTrait, ...] = ()
    network: Network = Network()


def newest_key(traits: Iterable[Trait]) -> dict[TraitKind, UUID]:
    """Return the key of each trait of one request: the latest, where an answer changed between rounds.

    Shapes: traits in the order they were written.
    """
    return {it.kind: it.key for it in traits}


def sharing(rows: Iterable[Trait], kind: TraitKind, key: UUID | None) -> list[UUID]:
    """Return the ids of the requests that have a trait, each once, the newest first."""
    found = {row.application_id for row in rows if (row.kind, row.key) == (kind, key)}
    return sorted(found, reverse=True)


def people(rows: Iterable[Trait], kind: TraitKind, key: UUID | None) -> set[UUID]:
    """Return the accounts whose requests have a trait."""
    return {row.account_id for row in rows if (row.kind, row.key) == (kind, key)}

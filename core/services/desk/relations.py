"""Reads what other requests share with one: the traits that were written as each was sent."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from core.domain.application.application import Application
from core.domain.desk.relations import (
    KINDS,
    SHOWN,
    Network,
    Relations,
    SharedTrait,
    newest_key,
    people,
    sharing,
)
from core.domain.desk.traits import Trait, TraitKind
from core.domain.ports.store import Transaction

LONGEST_RING = 5
"""Requests after which a way back to the applicant is no longer looked for."""


def relations_of(tx: Transaction, application: Application) -> Relations:
    """Return what a request shares with others, and who attests whom around it.

    Shapes: all that is read are traits of requests that were sent.
    """
    mine = newest_key(tx.find(Trait, application_id=application.id))
    if not mine:
        return Relations()
    rows = tx.find(Trait, key=list(set(mine.values())))
    others = [row for row in rows if row.application_id != application.id]
    ring = _ring(tx, mine, others)
    told: dict[TraitKind, list[UUID]] = {kind: sharing(others, kind, mine.get(kind)) for kind in KINDS}
    known = _known(tx, {*ring, *(id for ids in told.values() for id in ids[:SHOWN])})
    shared = tuple(_shared(kind, ids, known) for kind, ids in told.items() if ids)
    return Relations(shared, _network(mine, rows, tuple(known[id] for id in ring)))


def _known(tx: Transaction, ids: Iterable[UUID]) -> dict[UUID, Application]:
    wanted = list(ids)
    return {it.id: it for it in tx.find(Application, id=wanted)} if wanted else {}


def _shared(kind: TraitKind, ids: list[UUID], known: Mapping[UUID, Application]) -> SharedTrait:
    return SharedTrait(kind, tuple(known[id] for id in ids[:SHOWN]), max(len(ids) - SHOWN, 0))


def _network(mine: Mapping[TraitKind, UUID], rows: list[Trait], ring: tuple[Application, ...]) -> Network:
    attestor, member = mine.get("attestor"), mine.get("member")
    return Network(
        attested=len(people(rows, "attestor", attestor)) if attestor else 0,
        attests=len(people(rows, "attestor", member)) if member else 0,
        ring=ring,
    )


def _ring(tx: Transaction, mine: Mapping[TraitKind, UUID], near: list[Trait]) -> tuple[UUID, ...]:
    """Return the shortest way from the member who attests back to the applicant; nothing without one."""
    goal = mine.get("member")
    if goal is None or mine.get("attestor") in (None, goal):
        return ()
    ways: dict[UUID, tuple[UUID, ...]] = {id: (id,) for id in sharing(near, "member", mine["attestor"])}
    seen = set(ways)
    for _ in range(LONGEST_RING):
        attestors = _attestors(tx, ways)
        if found := next((ways[id] for id, key in attestors.items() if key == goal), None):
            return found
        ways = _one_further(tx, ways, attestors, seen)
    return ()


def _attestors(tx: Transaction, ways: Iterable[UUID]) -> dict[UUID, UUID]:
    ids = list(ways)
    rows = tx.find(Trait, application_id=ids) if ids else list[Trait]()
    return {row.application_id: row.key for row in rows if row.kind == "attestor"}


def _one_further(
    tx: Transaction, ways: Mapping[UUID, tuple[UUID, ...]], attestors: Mapping[UUID, UUID], seen: set[UUID]
) -> dict[UUID, tuple[UUID, ...]]:
    """Return the ways lengthened by the requests of the members who attest at their ends."""
    ends = {key: id for id, key in attestors.items()}
    rows = tx.find(Trait, key=list(ends)) if ends else list[Trait]()
    members = [row for row in rows if row.kind == "member" and row.application_id not in seen]
    fresh = {row.application_id: (*ways[ends[row.key]], row.application_id) for row in members}
    seen.update(fresh)
    return fresh

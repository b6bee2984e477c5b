"""By what requests of different people can be seen to belong together: person, number, document, attestor."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID, uuid5

from core.domain.name_keys import name_key, person_key
from core.domain.records import Record

TraitKind = Literal["person", "member", "first_id", "address", "attestor"]
SPACE = UUID("5661f00d-0000-5000-8000-000000000000")
"""Makes keys of texts that must not be read again from the store."""
Known = Mapping[str, Any]


class Trait(Record):
    """One trait of a request that was submitted; two requests with the same key share it.

    Shapes: `key` is made one-way from the answers; a member and an attestor of the same regulator and number
            have the same key, so that a mutual attestation shows.
    """

    application_id: UUID
    account_id: UUID
    kind: TraitKind
    key: UUID


def made_at(trait: Trait) -> datetime:
    """Return when a trait was kept: its key carries the instant.

    Units: whole milliseconds.
    """
    return datetime.fromtimestamp((trait.id.int >> 80) / 1000, UTC)


def traits_of(known: Known) -> dict[TraitKind, UUID]:
    """Return the keys of the traits that the answers tell."""
    found: dict[TraitKind, str] = {
        "person": _person(known),
        "member": _member(known, ""),
        "first_id": _joined(known, "first_id_kind", "first_id_issuer", "first_id_number"),
        "address": _joined(known, "street", "city", "postal_code"),
        "attestor": _member(known, "attestor_"),
    }
    return {kind: key_of(kind, text) for kind, text in found.items() if text}


def key_of(kind: TraitKind, text: str) -> UUID:
    """Return the key of a trait's text."""
    return uuid5(SPACE, f"{'member' if kind == 'attestor' else kind} {text}")


def _person(known: Known) -> str:
    given, family, born = (str(known.get(it) or "") for it in ("given_names", "family_name", "date_of_birth"))
    return f"{person_key(given, family)} {born}" if family and born else ""


def _member(known: Known, prefix: str) -> str:
    """Return a member as a register knows her: by regulator and number, or by name where there is none."""
    regulator = known.get(f"{prefix}regulator")
    if key := known[f"{prefix or 'membership_'}key"]:
        return str(key)
    family, given = known.get(f"{prefix}family_name"), known.get(f"{prefix}given_names")
    return f"{regulator} {person_key(str(given or ''), str(family or ''))}" if regulator and family else ""


def _joined(known: Known, *names: str) -> str:
    values = [name_key(str(known.get(name) or "")) for name in names]
    return " ".join(values) if all(values) else ""

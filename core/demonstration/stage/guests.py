"""Somebody invented for one press: a member of a register of the demonstration, and what they answer."""

import csv
import random
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from core.adapters.operations.outside import Outside
from core.domain.application.application import Application
from core.domain.application.content import Language
from core.domain.name_keys import folded
from core.domain.ports.store import Transaction

ACTIVE = ("Active", "Inscrit au tableau")
LICENCES = {
    "Lawyer": "lawyer",
    "Avocat": "lawyer",
    "Notaire": "notary",
    "RCIC": "rcic",
    "RCIC-IRB": "rcic_irb",
}
"""What registers call the licences that may be shown."""
HOMES = {
    "CICC": "ON", "LSO": "ON", "BQ": "QC", "CNQ": "QC", "LSAB": "AB", "LSBC": "BC", "LSMB": "MB",
    "LSSK": "SK", "NSBS": "NS",
}  # fmt: skip
"""Where members of each regulator work; each of these gives its members a number."""
CHANCE = random.SystemRandom()
Answers = Mapping[str, Mapping[str, Any]]


class Listed(NamedTuple):
    """Somebody whom a register of the demonstration lists as active."""

    regulator: str
    number: str
    family: str
    given: str
    licence: str


@dataclass(frozen=True)
class Guest:
    """Somebody invented: who they are in a register, their language, and all their answers."""

    listed: Listed
    language: Language
    answers: Answers

    def saying(self, **changed: Mapping[str, Any]) -> "Guest":
        """Return the guest with other answers to some questions."""
        return Guest(self.listed, self.language, {**self.answers, **changed})


def invite(outside: Outside, folder: Path, language: Language) -> Guest:
    """Return somebody who has no request yet, attested by another member.

    Shapes: where every member has a request already, one of them comes again.
    """
    members = list(_listed(folder / "registers"))
    CHANCE.shuffle(members)
    with outside.store.read() as tx:
        listed = next((it for it in members if not _has_request(tx, it)), members[0])
    attestor = next(it for it in members if it.regulator != listed.regulator and not _alike(it, listed))
    told = tomllib.loads((folder / "people.toml").read_text(encoding="utf-8"))
    return Guest(listed, language, _answers(listed, attestor, language, told))


def _listed(folder: Path) -> Iterator[Listed]:
    for regulator in HOMES:
        with (folder / f"{regulator}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                licence = LICENCES.get(row["licence"])
                if licence and row["standing"] in ACTIVE:
                    names = row["family_name"], row["given_names"]
                    yield Listed(regulator, row["number"], *names, licence)


def _has_request(tx: Transaction, member: Listed) -> bool:
    numbered = {"regulator": member.regulator, "membership_number": member.number}
    return bool(tx.find(Application, limit=1, **numbered))


def _alike(one: Listed, other: Listed) -> bool:
    return bool(set(folded(one.family).split()) & set(folded(other.family).split()))


def _answers(listed: Listed, attestor: Listed, language: Language, told: Mapping[str, Any]) -> Answers:
    home = HOMES[listed.regulator]
    towns = next(row for row in told["city"] if row["province"] == home)
    place = CHANCE.randrange(len(towns["names"]))
    return {
        **_own(listed, language),
        "membership_number": {"membership_number": listed.number},
        "membership_since": {"membership_since": f"{CHANCE.randint(2008, 2021)}-06-01"},
        "register_name": {"register_name_differs": False},
        "organisation": {"organisation": CHANCE.choice(told["organisation"][language])},
        "organisation_role": {"organisation_role": CHANCE.choice(told["organisation"][f"roles_{language}"])},
        "business_address": {
            "street": f"{CHANCE.randint(10, 990)}{', ' if language == 'fr' else ' '}"
            f"{CHANCE.choice(told['street'][language])}",
            "city": towns["names"][place], "address_country": "CA", "province": f"CA-{home}",
            "postal_code": f"{towns['postal']}{CHANCE.randint(1, 9)}",
        },
        "telephone": {"telephone": f"{towns['telephone'][place]} 555-{CHANCE.randint(100, 199):04}"},
        **_papers(),
        "attestor": {
            "attestor_family_name": attestor.family, "attestor_given_names": attestor.given,
            "attestor_regulator": attestor.regulator, "attestor_number": attestor.number,
            "attestor_email": _email(attestor),
        },
    }  # fmt: skip


def _own(listed: Listed, language: Language) -> Answers:
    born = f"{CHANCE.randint(1962, 1994)}-{CHANCE.randint(1, 12):02}-{CHANCE.randint(1, 28):02}"
    email = _email(listed)
    return {
        "family_name": {"family_name": listed.family},
        "given_names": {"given_names": listed.given},
        "other_names": {"has_other_names": False},
        "date_of_birth": {"date_of_birth": born},
        "language": {"correspondence_language": language},
        "previously_enrolled": {"previously_enrolled": False},
        "regulator": {"regulator": listed.regulator},
        "licence": {"licence": listed.licence},
        "email": {"email": email, "email_again": email},
    }


def _papers() -> Answers:
    return {
        "first_id": {
            "first_id_kind": "passport", "first_id_issuer": "CA",
            "first_id_number": f"FX{CHANCE.randint(100_000, 999_999)}", "first_id_expiry": "2044-06-30",
        },
        "second_id": {"second_id_kind": "utility_bill", "second_id_shows": ["home_address"]},
    }  # fmt: skip


def _email(listed: Listed) -> str:
    return f"{'.'.join(folded(f'{listed.given} {listed.family}').split())}@example.com"

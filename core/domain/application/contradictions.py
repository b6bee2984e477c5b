"""What the answers say against each other: asked about at the question, and never a ground of refusal.

Source: house.md: a guess may ask, and proposes nothing.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import phonenumbers

ADULT = 18
OLDEST = 100
POSTAL_PROVINCES = {
    "A": "NL", "B": "NS", "C": "PE", "E": "NB", "G": "QC", "H": "QC", "J": "QC", "K": "ON", "L": "ON",
    "M": "ON", "N": "ON", "P": "ON", "R": "MB", "S": "SK", "T": "AB", "V": "BC", "X": "NT NU", "Y": "YT",
}  # fmt: skip
"""Where a postal code lies, by its first letter."""
COMMON_DOMAINS = (
    "gmail.com", "outlook.com", "hotmail.com", "hotmail.ca", "yahoo.com", "yahoo.ca", "icloud.com",
    "videotron.ca", "sympatico.ca", "rogers.com", "telus.net", "protonmail.com", "proton.me", "yahoo.fr",
    "hotmail.fr", "mail.com", "ymail.com",
)  # fmt: skip
"""The mail services that most people here have; a domain one letter from one of them is often a slip."""
PLAIN_NUMBERS = ("CA", "US")
"""Countries whose people write a number without its country's code, for each other to read."""


def contradictions(known: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Return what the answers say against each other, as values that advice may ask about."""
    told = {
        "birth_doubt": _birth_doubt(known.get("date_of_birth"), today),
        "membership_doubt": _membership_doubt(known.get("membership_since"), known.get("date_of_birth")),
        "postal_code_elsewhere": _is_elsewhere(known),
        "email_likely": likely_domain(str(known.get("email") or "")),
        "attestor_email_likely": likely_domain(str(known.get("attestor_email") or "")),
        "telephone_doubt": telephone_doubt(str(known.get("telephone") or ""), _home(known)),
    }
    slips = {f"{part}_slip": bool(told[f"{part}_likely"]) for part in ("email", "attestor_email")}
    return told | slips


def _home(known: Mapping[str, Any]) -> str:
    return str(known.get("address_country") or "CA")


def _birth_doubt(born: str | None, today: date) -> str:
    if not born:
        return ""
    years = _years(date.fromisoformat(born), today)
    return "too_young" if years < ADULT else "too_old" if years > OLDEST else ""


def _membership_doubt(since: str | None, born: str | None) -> str:
    if not (since and born):
        return ""
    begun, birth = date.fromisoformat(since), date.fromisoformat(born)
    if begun < birth:
        return "before_birth"
    return "as_a_child" if _years(birth, begun) < ADULT else ""


def _years(begin: date, end: date) -> int:
    return end.year - begin.year - ((end.month, end.day) < (begin.month, begin.day))


def _is_elsewhere(known: Mapping[str, Any]) -> bool:
    province, code = str(known.get("province") or ""), str(known.get("postal_code") or "")
    if known.get("address_country") != "CA" or not (province and code):
        return False
    # the government's own codes of Ottawa are written on both banks of the river
    lies_in = "ON QC" if code.startswith("K1A") else POSTAL_PROVINCES.get(code[:1], "")
    return province.removeprefix("CA-") not in lies_in


@lru_cache(maxsize=1024)
def likely_domain(address: str) -> str:
    """Return the common domain that is one letter from an address's, where it is none itself."""
    domain = address.rpartition("@")[2].casefold()
    if not domain or domain in COMMON_DOMAINS:
        return ""
    return next((common for common in COMMON_DOMAINS if _is_one_letter_apart(domain, common)), "")


def _is_one_letter_apart(one: str, other: str) -> bool:
    """Say whether a letter was added, left out, replaced, or two neighbours were exchanged."""
    if abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    place = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[place:] == long[place + 1 :]
    after = place + 2
    exchanged = short[place:after] == long[place:after][::-1] and short[after:] == long[after:]
    return exchanged or short[place + 1 :] == long[place + 1 :]


@lru_cache(maxsize=1024)
def telephone_doubt(kept: str, home: str) -> str:
    """Say why a number's country may be a guess: it lies elsewhere than the address, or could be Canadian."""
    if not kept:
        return ""
    number = phonenumbers.parse(kept)
    if number.country_code == phonenumbers.country_code_for_region(home):
        national = phonenumbers.national_significant_number(number)
        is_canadian_too = home not in PLAIN_NUMBERS and number.country_code != 1 and is_valid(national, "CA")
        return "could_be_canadian" if is_canadian_too else ""
    return "elsewhere"


def is_valid(text: str, region: str) -> bool:
    """Say whether a text is a number that can be dialled, as it is read in a country."""
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(text, region))
    except phonenumbers.NumberParseException:
        return False

"""The invented people's words: names, streets, towns and regulators, as draft tables."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from core.demonstration.workshop import Workshop
from core.domain.application.content import Regulator
from core.domain.name_keys import name_key
from core.domain.registers.likeness import Likeness
from core.domain.registers.names import Name

FORBIDDEN = frozenset('"\\,\n')
"""Signs that would have to be written otherwise in JSON, or part two names."""
LEAST_ATTESTING, MOST_ATTESTING = 4, 20_000
WORD = "STRUCT(text VARCHAR, key VARCHAR)"
Told = Mapping[str, Any]


def lay_out_people(
    workshop: Workshop, told: Told, regulators: Iterable[Regulator], applications: int
) -> None:
    """Make the draft tables of everything that people are made of."""
    known = {row.code: row for row in regulators if row.code in told["regulators"]}
    _words(workshop, told)
    _regulators(workshop, told, known)
    _attesting(workshop, told["regulators"], applications)
    _places(workshop, told)
    licences = {f"licences_{name}": share for row in told["licences"].values() for name, share in row.items()}
    workshop.learn(**licences)


def note_alike(workshop: Workshop, likeness: Likeness) -> None:
    """Note who is attested by somebody of a name that may be their own: the rules ask an officer to look."""
    pairs = workshop.rows(
        "SELECT DISTINCT s.family, s.given, a.family, a.given"
        " FROM draft.self s JOIN draft.attestor a USING (person)"
    )
    columns = ("family", "given", "attestor_family", "attestor_given")
    alike = [row for row in pairs if likeness.may_be_one_person(Name(*row[:2]), Name(*row[2:]))]
    rows: list[dict[str, Any]] = [dict(zip(columns, row, strict=True)) for row in alike]
    workshop.table("alike", dict.fromkeys(columns, "VARCHAR"), rows)


def _words(workshop: Workshop, told: Told) -> None:
    columns = {
        "given": f"MAP(VARCHAR, {WORD}[])", "family": f"MAP(VARCHAR, {WORD}[])", "second": f"{WORD}[]",
        "street": f"MAP(VARCHAR, {WORD}[])", "organisation": "MAP(VARCHAR, VARCHAR[])",
        "role": "MAP(VARCHAR, VARCHAR[])",
    }  # fmt: skip
    family = {group: names for group, names in told["family"].items() if group != "second"}
    organisation = told["organisation"]
    row: dict[str, Any] = {
        "given": {group: _keyed(names) for group, names in _with_all(told["given"])},
        "family": {group: _keyed(names) for group, names in _with_all(family)},
        "second": _keyed(told["family"]["second"]),
        "street": {language: _keyed(names, commas=True) for language, names in told["street"].items()},
        "organisation": {language: organisation[language] for language in ("fr", "en")},
        "role": {language: organisation[f"roles_{language}"] for language in ("fr", "en")},
    }
    workshop.table("word", columns, [row])


def _with_all(groups: Mapping[str, list[str]]) -> Iterator[tuple[str, list[str]]]:
    """Yield the groups, and all their names together."""
    yield from groups.items()
    yield "all", [name for names in groups.values() for name in names]


def _keyed(names: Iterable[str], *, commas: bool = False) -> list[dict[str, str]]:
    return [{"text": name, "key": _key(name, commas=commas)} for name in names]


def _key(name: str, *, commas: bool) -> str:
    """Return what a word is compared by.

    Raises: ValueError for one that could not stand in every answer.
    """
    key = name_key(name)
    if FORBIDDEN - ({","} if commas else set()) & set(name) or not key.isascii():
        raise ValueError(f"data/demo/people.toml: {name} cannot be used")
    return key


def _regulators(workshop: Workshop, told: Told, known: Mapping[str, Regulator]) -> None:
    columns = {
        "code": "VARCHAR", "code_number": "INTEGER", "kind": "VARCHAR", "issues": "BOOLEAN",
        "province": "VARCHAR", "site": "VARCHAR", "fr": "VARCHAR", "en": "VARCHAR",
        "lo": "DOUBLE", "hi": "DOUBLE", "french": "DOUBLE",
    }  # fmt: skip
    french = told["french"]
    rows = [
        {
            "code": code, "code_number": place, "lo": lo, "hi": hi,
            "french": french.get(code, french["elsewhere"]), **_of_regulator(known[code]),
        }
        for place, (code, lo, hi) in enumerate(shares(told["regulators"]), 1)
    ]  # fmt: skip
    workshop.table("regulator", columns, rows)


def _of_regulator(row: Regulator) -> dict[str, Any]:
    return {
        "kind": row.kind, "issues": row.issues_member_numbers, "province": row.province, "site": row.site,
        "fr": row.name.fr, "en": row.name.en,
    }  # fmt: skip


def _attesting(workshop: Workshop, weights: Mapping[str, float], applications: int) -> None:
    """Let each regulator have members who attest only, in the measure of its share."""
    wanted = min(max(applications // 8, 120), MOST_ATTESTING)
    counts = {code: max(LEAST_ATTESTING, round(wanted * share)) for code, share in weights.items()}
    rows = ({"code": code, "place": place} for code, count in counts.items() for place in range(count))
    columns = {"attesting": "INTEGER", "code": "VARCHAR", "place": "INTEGER"}
    workshop.table("attesting", columns, ({"attesting": n, **row} for n, row in enumerate(rows, 1)))


def _places(workshop: Workshop, told: Told) -> None:
    rows = [{"province": code, "lo": lo, "hi": hi} for code, lo, hi in shares(told["provinces"])]
    workshop.table("province", {"province": "VARCHAR", "lo": "DOUBLE", "hi": "DOUBLE"}, rows)
    columns = {
        "province": "VARCHAR", "place": "INTEGER", "many": "INTEGER", "city": "VARCHAR",
        "city_key": "VARCHAR", "country": "VARCHAR", "telephone": "VARCHAR", "postal": "VARCHAR",
    }  # fmt: skip
    workshop.table("town", columns, [row for city in told["city"] for row in _towns(city)])


def _towns(city: Told) -> Iterator[dict[str, Any]]:
    countries = city.get("countries", ["CA"] * len(city["names"]))
    for place, row in enumerate(zip(city["names"], countries, city["telephone"], strict=True)):
        name, country, telephone = row
        yield {
            "province": city["province"], "place": place, "many": len(city["names"]), "city": name,
            "city_key": _key(name, commas=False), "country": country, "telephone": telephone,
            "postal": city["postal"],
        }  # fmt: skip


def shares(weights: Mapping[str, float]) -> list[tuple[str, float, float]]:
    """Return from where to where each name lies between 0 and 1."""
    total, ends = sum(weights.values()), [0.0]
    for weight in weights.values():
        ends.append(ends[-1] + weight / total)
    ends[-1] = 1.0
    return [(name, lo, hi) for name, (lo, hi) in zip(weights, pairwise(ends), strict=True)]

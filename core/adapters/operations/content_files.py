"""Reads `data/` once at start; what does not hold together refuses to start."""

import csv
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from core.domain.application.content import (
    ChecklistContent,
    HoldReason,
    Letter,
    Library,
    Questionnaire,
    Reason,
    Regulator,
    Tag,
    Terms,
    Text,
)
from core.domain.errors import ConfigurationError
from core.domain.letters.letters import LETTERS, letter_faults
from core.domain.registers.names import NameWords
from core.domain.registers.numbers import NumberWriting
from core.domain.registers.register_file import RegisterWords
from core.domain.rules.facts import FactMeaning, Facts
from core.domain.rules.rule_book import RuleBook, RuleCase, coded_facts
from core.domain.rules.rules import Remedy, Rule


def load(folder: Path) -> Library:
    """Return all content of a data folder.

    Raises: ConfigurationError naming the file's fault.
    """
    try:
        return _library(folder)
    except (ValidationError, ValueError, KeyError, OSError) as fault:
        raise ConfigurationError("content_faulty", folder=str(folder), fault=str(fault)) from fault


def load_rules(folder: Path, library: Library, cases: Path | None = None) -> RuleBook:
    """Return the rule book of a data folder, with the cases of another.

    Raises: ConfigurationError naming the file's fault.
    """
    try:
        facts = {row["name"]: FactMeaning.model_validate(row) for row in _toml(folder / "facts.toml")["fact"]}
        remedies = (Remedy.model_validate(row) for row in _toml(folder / "remedies.toml")["remedy"])
        book = RuleBook(
            rules=tuple(Rule.model_validate(row) for row in _toml(folder / "rules.toml")["rule"]),
            facts=facts,
            remedies={row.id: row for row in remedies},
            codes=coded_facts(library, facts),
            clauses=tuple(row["id"] for row in _toml(folder / "clauses.toml")["clause"]),
            cases=load_cases(cases) if cases else {},
        )
        _refuse_unknown_reasons(book, library)
    except (ValidationError, ValueError, KeyError, OSError) as fault:
        raise ConfigurationError("content_faulty", folder=str(folder), fault=str(fault)) from fault
    return book


def load_facts(path: Path, meanings: Mapping[str, FactMeaning]) -> list[tuple[str, Facts]]:
    """Return the facts of a file's cases, each with its name; its verdict is left aside.

    Raises: ConfigurationError naming the file's fault.
    """
    try:
        cases = [
            RuleCase.model_validate({"name": f"case {n}", "verdict": "passes", **row})
            for n, row in enumerate(_toml(path)["case"], 1)
        ]
        return [(case.name, case.facts_over(meanings)) for case in cases]
    except (ValidationError, ValueError, KeyError, OSError) as fault:
        raise ConfigurationError("content_faulty", folder=str(path), fault=str(fault)) from fault


def load_cases(folder: Path) -> dict[str, tuple[RuleCase, ...]]:
    """Return the cases of a folder by the rule whose name their file bears.

    Raises: ConfigurationError naming the file's fault.
    """
    try:
        return {
            path.stem: tuple(RuleCase.model_validate(row) for row in _toml(path)["case"])
            for path in sorted(folder.glob("*.toml"))
        }
    except (ValidationError, ValueError, KeyError, OSError) as fault:
        raise ConfigurationError("content_faulty", folder=str(folder), fault=str(fault)) from fault


def _refuse_unknown_reasons(book: RuleBook, library: Library) -> None:
    unknown = sorted({rule.reason for rule in book.rules if rule.reason} - set(library.reasons))
    if unknown:
        raise ValueError(f"rules name reasons that do not exist: {', '.join(unknown)}")


def _library(folder: Path) -> Library:
    return Library(
        words=_words(folder / "words"),
        questionnaire=_questionnaire(folder),
        terms={name: _terms(folder / "terms" / f"{name}.toml") for name in ("gckey", "portal")},
        letters=_letters(folder / "letters"),
        reasons={row["code"]: Reason.model_validate(row) for row in _toml(folder / "reasons.toml")["reason"]},
        tags={row["code"]: Tag.model_validate(row) for row in _toml(folder / "tags.toml")["tag"]},
        holds={row["code"]: HoldReason.model_validate(row) for row in _toml(folder / "holds.toml")["hold"]},
        checklist=ChecklistContent.model_validate(_toml(folder / "checklist.toml")),
        names=_names(_toml(folder / "names.toml")),
        registers=_registers(_toml(folder / "registers.toml")),
        guide=_page(folder / "guide"),
        partners_page=_page(folder / "partners"),
        refusals_page=_page(folder / "refusals"),
    )


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _page(folder: Path) -> Text:
    return Text(**{code: (folder / f"{code}.md").read_text(encoding="utf-8") for code in ("fr", "en")})


def _terms(path: Path) -> Terms:
    return Terms.model_validate(_toml(path))


def _words(folder: Path) -> dict[str, Text]:
    words: dict[str, Text] = {}
    for path in sorted(folder.glob("*.toml")):
        for topic, rows in _toml(path).items():
            for key, text in rows.items():
                if f"{topic}.{key}" in words:
                    raise ValueError(f"{path.name}: {topic}.{key} is said twice")
                words[f"{topic}.{key}"] = Text.model_validate(text)
    return words


def _letters(folder: Path) -> dict[str, Letter]:
    """Return the letters of a folder, each by its file's name.

    Raises: ValueError for a letter too many or too few, or one whose texts could not be used.
    """
    found = {path.stem: Letter(id=path.stem, **_toml(path)) for path in sorted(folder.glob("*.toml"))}
    if unlike := sorted(LETTERS.symmetric_difference(found)):
        raise ValueError(f"letters/: missing, or nobody's: {', '.join(unlike)}")
    for id, letter in found.items():
        if faults := letter_faults(letter):
            raise ValueError(f"letters/{id}.toml: {faults}")
    return found


def _names(rows: dict[str, Any]) -> NameWords:
    alike = {"alike": rows["alike"]["letters"], "writable": rows["alike"]["writable"]}
    told = {**rows["parts"], **rows["sounds"], "forms": rows["short"]["forms"]}
    return NameWords.model_validate({**alike, **told})


def _questionnaire(folder: Path) -> Questionnaire:
    rows = _toml(folder / "questions.toml")
    return Questionnaire.model_validate(
        {
            "sections": rows["section"],
            "questions": [_question(row) for row in rows["question"]],
            "glossary": rows["glossary"],
            "regulators": regulators(folder),
        }
    )


def _question(row: dict[str, Any]) -> dict[str, Any]:
    parts = row.pop("part")
    return {**row, "parts": parts}


def _registers(rows: dict[str, Any]) -> RegisterWords:
    return RegisterWords(columns=rows["columns"], standings=rows["standings"])


def regulators(folder: Path) -> list[Regulator]:
    """Return the regulators of a data folder, with how each writes its members' numbers."""
    numbers = _toml(folder / "registers.toml")["numbers"]
    with (folder / "regulators.csv").open(encoding="utf-8", newline="") as lines:
        return [_regulator(row, numbers) for row in csv.DictReader(lines)]


def _numbers(row: dict[str, str], rows: dict[str, Any]) -> NumberWriting:
    """Return how a regulator writes its members' numbers; its code and its names are no part of one."""
    own = rows["of"].get(row["code"], {})
    names = (row[name].partition(" (")[0] for name in ("code", "name_fr", "name_en"))
    return NumberWriting(**own | {"leads": (*rows["leads"], *names, *own.get("leads", ()))})


def _regulator(row: dict[str, str], numbers: dict[str, Any]) -> Regulator:
    return Regulator(
        numbers=_numbers(row, numbers),
        code=row["code"],
        province=row["province"],
        name=Text(fr=row["name_fr"], en=row["name_en"]),
        kind=row["kind"],
        issues_member_numbers=row["issues_member_numbers"] == "true",
        site=row["site"],
        licences=tuple(row["licences"].split()),
    )

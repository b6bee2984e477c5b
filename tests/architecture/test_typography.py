"""French as the Office québécois de la langue française sets it, in all that people read."""

import re
import tomllib

import pytest

from tests.architecture.sources import ROOT

READ = [
    path
    for folder in ("words", "letters", "charts", "terms")
    for path in sorted((ROOT / "data" / folder).rglob("*.toml"))
] + [
    ROOT / "data" / f"{name}.toml" for name in ("questions", "rules", "facts", "reasons", "remedies", "holds")
]
FAULTS = {
    "an apostrophe is ’": re.compile(r"\w'(?=\w)|'(?=[«*{])"),
    "a colon keeps to its word": re.compile(r"[^\S\u00a0]:(?=\s|$)|\w:(?=\s|$)"),
    "guillemets keep to what they hold": re.compile(r"«(?!\u00a0)|(?<!\u00a0)»"),
    "no space stands before ; ! ?": re.compile(r"\s[;!?](?!\u00a0»)"),
    "a percent sign keeps to its number": re.compile(r"(?<!\u00a0)%"),
    "thousands keep together": re.compile(r"(?<![-\d])\d{1,3} \d{3}(?![-\d])"),
    "three dots are one sign": re.compile(r"\.\.\."),
    "n° keeps to its number": re.compile(r"n° "),
}


def french(node, path=()):
    """Yield every French text of a data file, with where it stands."""
    rows = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in rows:
        if key == "fr" and isinstance(value, str):
            yield ".".join(map(str, path)), value
        else:
            yield from french(value, (*path, key))


def faults_of(text):
    return [rule for rule, pattern in FAULTS.items() if pattern.search(text)]


def test_every_french_text_is_set_as_french_is_in_quebec():
    texts = {
        f"{path.name}: {place}": text
        for path in READ
        for place, text in french(tomllib.loads(path.read_text()))
    }

    assert len(texts) > 2000
    assert {place: faults_of(text) for place, text in texts.items() if faults_of(text)} == {}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("l'agent", "an apostrophe is ’"),
        ("Le nom : Roy", "a colon keeps to its word"),
        ("Le nom: Roy", "a colon keeps to its word"),
        ("« Suivant »", "guillemets keep to what they hold"),
        ("Êtes-vous là ?", "no space stands before ; ! ?"),
        ("90 %", "a percent sign keeps to its number"),
        ("4 000 caractères", "thousands keep together"),
        ("Attendez...", "three dots are one sign"),
        ("impression n° 3", "n° keeps to its number"),
    ],
)
def test_each_way_to_set_french_wrong_is_seen(text, rule):
    assert faults_of(text) == [rule]

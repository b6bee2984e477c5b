"""Every refusal the code can utter has its sentence in both languages, with all it needs to be said."""

import ast
from pathlib import Path
from string import Formatter

import pytest

from core.domain.application.content import LANGUAGES
from core.domain.errors import MalformedAnswerError, PortalError
from tests.services.doubles import library

ROOT = Path(__file__).parents[2]
SOURCES = sorted(path for folder in ("core", "pages") for path in (ROOT / folder).rglob("*.py"))
TOLD_OF_A_FIELD = {"most", "typed"}
"""What a screen can say about a field beside its fault."""


def children(kind):
    return {kind.__name__, *(name for child in kind.__subclasses__() for name in children(child))}


def calls(names):
    """Return where a class of these names is called, with the call."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", getattr(node.func, "attr", "")) in names
            ):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def raised():
    """Return each place, code and names of values of an error; None stands for values not written out."""
    for place, call in calls(children(PortalError)):
        names = {keyword.arg for keyword in call.keywords}
        for code in texts_in(call.args[0]) if call.args and not isinstance(call.args[0], ast.Dict) else ():
            yield place, code, None if None in names else names
    for place, call in calls({"RowFault"}):
        written = all(isinstance(told, ast.Dict) for told in call.args[2:])
        names = {key.value for told in call.args[2:] for key in getattr(told, "keys", ())}
        for code in texts_in(call.args[1]):
            yield place, code, names if written else None


def texts_in(node):
    """Return the texts an expression can come to; the questions of a condition are not among them."""
    if isinstance(node, ast.IfExp):
        return texts_in(node.body) | texts_in(node.orelse)
    if isinstance(node, ast.BinOp):
        return texts_in(node.left) | texts_in(node.right)
    if isinstance(node, ast.Dict):
        return {text for value in node.values for text in texts_in(value)}
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


def field_faults():
    """Return the codes of what may be wrong with one field."""
    found = {
        text
        for _, call in calls({"Fault", "MalformedAnswerError"})
        for arg in call.args
        for text in texts_in(arg)
    }
    for path in (ROOT / "core" / "domain").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.endswith(("_fault", "_faults")):
                values = [
                    inner.value for inner in ast.walk(node) if isinstance(inner, ast.Return | ast.Assign)
                ]
                found |= {text for value in values if value for text in texts_in(value)}
    return sorted(found)


def variables(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


RAISED = sorted(raised(), key=lambda row: row[:2])


def test_the_search_finds_what_is_raised():
    codes = {code for _, code, _ in RAISED}

    assert {"wrong_credentials", "locked_out", "expired", "documents_missing", "session_ended"} <= codes
    assert {"required", "passwords_differ", "terms_required", "user_code_taken", "too_long"} <= set(
        field_faults()
    )


@pytest.mark.parametrize(
    ("code", "told"), [pytest.param(*row, id=f"{row[0]} at {place}") for place, *row in RAISED]
)
def test_every_error_has_its_sentence_in_both_languages_and_supplies_its_variables(code, told):
    sentence = library().words[f"errors.{code}"]

    for language in LANGUAGES:
        assert told is None or variables(sentence.of(language)) <= told


@pytest.mark.parametrize("code", field_faults())
def test_every_fault_of_a_field_has_its_sentence_in_both_languages(code):
    sentence = library().words[f"errors.{code}"]

    for language in LANGUAGES:
        assert variables(sentence.of(language)) <= TOLD_OF_A_FIELD


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_malformed_answer_can_be_told(language):
    error = MalformedAnswerError({"email": "email_malformed", "email_again": "emails_differ"})

    assert library().say("errors.malformed_answer", language, **error.values).startswith("2 ")

"""Records: one becomes another in one place, which refuses what is misspelt or of the wrong type."""

import ast
import inspect
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from core.adapters.store.tables import TABLES
from core.domain.accounts.identity import Session
from core.domain.application import changes
from core.domain.application.application import Application, State
from core.domain.application.desk_columns import DeskColumns
from core.domain.records import Record, Value
from tests.architecture.sources import name, sources, tree

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
REQUEST = Application(
    id=UUID(int=1), account_id=UUID(int=2), reference="RRA-2222-2222", state=State.OPEN,
    opened_on=date(2026, 3, 2), opened_at=NOON, last_day=date(2026, 4, 1),
)  # fmt: skip


@pytest.mark.parametrize(
    ("faulty", "told"),
    [
        ({"rond": 2}, "Application has no rond"),
        ({"round": "two"}, "Application.round cannot be of <class 'str'>"),
        ({"round": True}, "Application.round cannot be of <class 'bool'>"),
        ({"state": "open"}, "Application.state cannot be of <class 'str'>"),
        ({"last_day": NOON}, "Application.last_day cannot be of <class 'datetime.datetime'>"),
        ({"opened_at": date(2026, 3, 2)}, "Application.opened_at cannot be of <class 'datetime.date'>"),
        ({"account_id": None}, "Application.account_id cannot be of <class 'NoneType'>"),
        ({"barred": [UUID(int=3)]}, "Application.barred cannot be of <class 'list'>"),
        ({"barred": ("somebody",)}, "Application.barred holds what it cannot"),
    ],
)
def test_what_is_misspelt_or_of_the_wrong_type_is_refused_without_its_value(faulty, told):
    with pytest.raises(TypeError) as refusal:
        REQUEST.but(**faulty)

    assert str(refusal.value) == told


def test_what_a_column_may_hold_is_taken():
    taken = {"round": 2, "state": State.SUBMITTED, "barred": (UUID(int=3),), "officer_id": None}

    assert REQUEST.but(**taken) == REQUEST.model_copy(update=taken)


def changed_by(node):
    """Return the fields that a class names where it calls `but`."""
    calls = (it for it in ast.walk(node) if isinstance(it, ast.Call))
    changing = (it for it in calls if isinstance(it.func, ast.Attribute) and it.func.attr == "but")
    return {keyword.arg for call in changing for keyword in call.keywords if keyword.arg}


def kinds(of=Value):
    return {of} | {kind for below in of.__subclasses__() for kind in kinds(below)}


def test_each_verb_of_a_record_names_its_own_fields_though_no_test_may_run_it():
    assert set(TABLES) <= kinds()
    for kind in kinds() - {Value, Record}:
        own = changed_by(ast.parse(inspect.getsource(kind)))
        fields = set(kind.model_fields) | set(Session.model_fields if kind is Record else ())
        assert own - fields - {"events", "chain", "version"} == set(), kind
    assert changed_by(ast.parse(inspect.getsource(DeskColumns))) <= set(Application.model_fields)
    assert changed_by(ast.parse(inspect.getsource(changes))) <= set(Application.model_fields)


def callers(attribute):
    """Return the files of the portal in which a method of that name is called."""
    return {
        name(path)
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == attribute
    }


def test_only_the_records_themselves_say_what_changes_on_them():
    assert {path for path in callers("but") if not path.startswith("core/domain/")} == set()


def test_only_the_door_applies_a_change_to_a_request_and_reads_the_table_of_states():
    reading = {name(path) for path in sources() if "move_of" in path.read_text(encoding="utf-8")}

    assert {path for path in callers("on") if not path.startswith("core/domain/")} == {
        "core/services/transition.py"
    }
    assert reading == {"core/domain/application/lifecycle.py", "core/services/transition.py"}


def test_a_copy_with_changes_is_made_in_five_places_at_most():
    assert len(callers("model_copy")) <= 5

"""The house's hard limits: functions of 40 lines, modules of 300, screens of 80; names that say something."""

import ast

from tests.architecture.sources import ROOT, name, screens, sources, tree

EMPTY_WORDS = {
    "util",
    "utils",
    "helper",
    "helpers",
    "manager",
    "handler",
    "handlers",
    "process",
    "misc",
    "common",
}


def length(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path):
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_no_function_is_longer_than_forty_lines():
    long = [
        f"{name(path)}:{node.lineno} {node.name}"
        for path in sources()
        for node in functions(path)
        if node.end_lineno - node.lineno >= 40
    ]

    assert long == []


def test_no_module_is_longer_than_three_hundred_lines():
    assert [name(path) for path in sources() if length(path) > 300] == []


def test_no_screen_is_longer_than_eighty_lines():
    assert [name(path) for path in screens() if length(path) > 80] == []


def test_no_file_has_a_name_that_says_nothing():
    files = [*ROOT.glob("*.py"), *sources(), *(ROOT / "tests").rglob("*.py")]

    assert [name(path) for path in files if EMPTY_WORDS & set(path.stem.split("_"))] == []


def test_screens_stand_in_the_folders_of_their_audience():
    assert [path.name for path in (ROOT / "pages").glob("*.py")] == ["__init__.py"]

"""The house's hard limits for functions, modules, screens and folders; names that say something."""

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


CODE = {".py", ".sql", ".js", ".css", ".html"}
NUMBERED = ROOT / "core" / "adapters" / "store" / "schema"
"""Migrations: a list that only grows, read by number and never searched."""


def length(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path):
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_no_function_is_longer_than_fifty_lines():
    long = [
        f"{name(path)}:{node.lineno} {node.name}"
        for path in sources()
        for node in functions(path)
        if node.end_lineno - node.lineno > 49
    ]

    assert long == []


def test_no_module_is_longer_than_four_hundred_lines():
    assert [name(path) for path in sources() if length(path) > 400] == []


def test_no_screen_is_longer_than_eighty_lines():
    assert [name(path) for path in screens() if length(path) > 80] == []


def test_no_folder_holds_more_than_twenty_code_files_but_those_of_one_audiences_screens():
    folders = [path for top in ("core", "pages") for path in (ROOT / top).rglob("*") if path.is_dir()]
    searched = set(folders) - {path.parent for path in screens()} - {NUMBERED}

    held = {name(path): len([it for it in path.iterdir() if it.suffix in CODE]) for path in searched}

    assert {folder: many for folder, many in held.items() if many > 20} == {}


def test_no_file_has_a_name_that_says_nothing():
    files = [*ROOT.glob("*.py"), *sources(), *(ROOT / "tests").rglob("*.py")]

    assert [name(path) for path in files if EMPTY_WORDS & set(path.stem.split("_"))] == []


def test_screens_stand_in_the_folders_of_their_audience():
    assert [path.name for path in (ROOT / "pages").glob("*.py")] == ["__init__.py"]

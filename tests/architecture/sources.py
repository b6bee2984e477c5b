"""The project's own source files, parsed once."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("core", "pages", "bench")


def sources():
    """Return every module of the portal, and not those of its tests."""
    found = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    return [ROOT / "app.py", ROOT / "server.py", *found]


def screens():
    """Return the modules that are screens: those in the folder of an audience."""
    return [path for path in sorted((ROOT / "pages").glob("*/*.py")) if path.parent.name != "parts"]


@cache
def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def name(path):
    return str(path.relative_to(ROOT))


def imports(path):
    """Return the modules a file imports, by their full names."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)

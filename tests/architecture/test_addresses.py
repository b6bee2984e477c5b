"""The core knows no screen: no address of one, no path of a route, nothing that reads or writes a query."""

import ast
import re

from tests.architecture.sources import ROOT, imports, name, sources, tree

QUERY = {"urllib.parse.parse_qs", "urllib.parse.parse_qsl", "urllib.parse.urlencode", "urllib.parse.quote"}
IDENTITY_PROVIDER = ROOT / "core" / "demonstration" / "partners"
"""A website of its own, which stands in for another institution's."""


def core():
    return [
        path for path in sources()
        if path.is_relative_to(ROOT / "core") and not path.is_relative_to(IDENTITY_PROVIDER)
    ]  # fmt: skip


def texts(path):
    """Return the texts of a module, its docstrings left out."""
    statements = {id(it.value) for it in ast.walk(tree(path)) if isinstance(it, ast.Expr)}
    return [
        it.value for it in ast.walk(tree(path))
        if isinstance(it, ast.Constant) and isinstance(it.value, str) and id(it) not in statements
    ]  # fmt: skip


def screens_and_routes():
    """Return the first word of every address the portal answers."""
    calls = [it for it in ast.walk(tree(ROOT / "app.py")) if isinstance(it, ast.Call)]
    paths = [it.args[1].value for it in calls if getattr(it.func, "id", "") == "Screen"]
    routes = [
        text for path in [ROOT / "server.py", *(ROOT / "pages").rglob("*_routes.py")] for text in texts(path)
    ]
    return {it for it in paths if it} | {it[1] for text in routes if (it := re.match(r"/([a-z-]+)", text))}


def test_no_address_of_a_screen_or_of_a_route_stands_in_the_core():
    address = re.compile(rf"(?<![\w.}}])/({'|'.join(sorted(screens_and_routes()))})(?![\w.])|pages/")

    assert len(screens_and_routes()) > 60
    assert [(name(it), text) for it in core() for text in texts(it) if address.search(text)] == []


def test_no_query_is_read_or_written_in_the_core():
    assert [(name(it), found) for it in core() for found in imports(it) if found in QUERY] == []
    assert [name(it) for it in core() if "query_params" in it.read_text("utf-8")] == []

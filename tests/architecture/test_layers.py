"""Who may know whom."""

import re
import subprocess
import sys
from pathlib import Path

from tests.architecture.sources import ROOT, imports, name, sources

PURE = {
    "pydantic",
    "pydantic_core",
    "typing_extensions",
    "babel",
    "phonenumbers",
    "email_validator",
    "anyascii",
}
"""All that the domain knows of other people's code, as ARCHITECTURE says it."""
OURS = ("app", "server", "pages", "core", "tests", "bench")


def own_imports(path):
    return {it for it in imports(path) if it.split(".")[0] in OURS}


def test_the_import_contracts_of_the_house_hold():
    lint = Path(sys.executable).with_name("lint-imports")

    ended = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert ended.returncode == 0, ended.stdout


def test_the_list_of_screens_knows_only_the_shared_parts_and_the_roles():
    others = {it for it in own_imports(ROOT / "app.py") if not it.startswith("pages.parts.")}

    assert others <= {"core.domain.accounts.identity.Role"}


def test_the_server_knows_the_screens_shared_parts_the_wiring_the_settings_and_the_records():
    allowed = ("pages.parts", "core.bootstrap", "core.commands", "core.settings", "core.domain")

    assert {it for it in own_imports(ROOT / "server.py") if not it.startswith(allowed)} == set()


def test_the_domain_imports_what_architecture_says_and_nothing_else_from_outside():
    domain = [path for path in sources() if path.is_relative_to(ROOT / "core" / "domain")]
    tops = {it.partition(".")[0] for path in domain for it in imports(path)}
    names = {it.replace("_", "-") for it in PURE - {"pydantic_core"}}
    (told,) = re.findall(r"`core\.domain` imports only (.+?);", (ROOT / "ARCHITECTURE.md").read_text("utf-8"))

    assert tops - sys.stdlib_module_names - {"core"} == PURE
    assert {it.strip("`").lower() for it in told.replace(" and ", ", ").split(", ")} == names


def test_duckdb_engine_is_known_in_one_place():
    seam = "core/adapters/store/duckdb_dialect.py"

    assert [name(path) for path in sources() if "duckdb_engine" in set(imports(path))] == [seam]
    assert "_CursorWrapper__" not in (ROOT / seam).read_text("utf-8")

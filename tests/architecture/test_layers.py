"""Who may know whom."""

import subprocess
import sys
from pathlib import Path

from tests.architecture.sources import ROOT, imports

OURS = ("app", "server", "pages", "core", "tests", "bench")


def own_imports(path):
    return {name for name in imports(path) if name.split(".")[0] in OURS}


def test_the_import_contracts_of_the_house_hold():
    lint = Path(sys.executable).with_name("lint-imports")

    ended = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert ended.returncode == 0, ended.stdout


def test_the_list_of_screens_knows_only_the_shared_parts_and_the_roles():
    others = {name for name in own_imports(ROOT / "app.py") if not name.startswith("pages.parts.")}

    assert others <= {"core.domain.accounts.identity.Role"}


def test_the_server_knows_the_screens_shared_parts_the_wiring_the_settings_and_the_records():
    allowed = ("pages.parts", "core.bootstrap", "core.operating", "core.settings", "core.domain")

    assert {name for name in own_imports(ROOT / "server.py") if not name.startswith(allowed)} == set()

"""What the product is without its tests, benches and papers; what production is without the demonstration."""

import json
import os
import shutil
import subprocess
import sys

import click
import pytest
from live import ROOT, launch, wait_until_healthy
from PIL import Image
from test_command_line import PRODUCTION

from core.__main__ import operations

LEFT_OUT = {"tests", "bench", "docs", "data/var", ".venv", ".git"}
RUNNING = [
    "doctor", "migrate", "demo --applications 30 --months 3", "expire", "deliver", "retention --dry-run",
    "audit verify", "figures export {folder}-figures", "rules check", "rules export",
    "rules explain {reference}", "scan {sheet}",
    "rules judge data/cases/not_in_good_standing.toml", "names {names}", "identifiers {numbers}",
    "account add officer77 officer Camille --password Castor-Roux-7", "account unlock officer77",
    "register list",
    "register import LSO data/demo/registers/LSO.csv --as-of 2026-01-31 --yes",
    "register bring-back LSO --reason Again --code LSO", "backup {folder}",
]  # fmt: skip
"""Every command but the last, in the order of a day, asked of a portal that runs."""
STOPPED = ["restore {folder}"]
ALL_RUN = """
import json, sys
from click.testing import CliRunner
from core.__main__ import operations
told = {}
for line in json.loads(sys.argv[1]):
    ended = CliRunner().invoke(operations, line.split())
    told[line] = (ended.exit_code, ended.output[-1500:], repr(ended.exception))
print(json.dumps(told))
"""
PRODUCTION_LIVES = """
import sys
import core.__main__, server
from core.commands import control, ready, store_commands
from core.bootstrap import portal
control(), ready(), store_commands(portal())["doctor"]()
foreign = ("core.demonstration", "tests", "bench", "docs")
print(sorted(name for name in sys.modules if name.startswith(foreign)))
"""


def names_of(group, before=""):
    """Return every command's whole name."""
    for name, command in group.commands.items():
        whole = f"{before} {name}".strip()
        yield from names_of(command, whole) if isinstance(command, click.Group) else [whole]


@pytest.fixture
def copy(tmp_path):
    """The product's own files in another place, as a package of it would hold them."""

    def is_left_out(folder, names):
        here = os.path.relpath(folder, ROOT)
        return {it for it in names if os.path.normpath(f"{here}/{it}") in LEFT_OUT or it == "__pycache__"}

    return shutil.copytree(ROOT, tmp_path / "copy", ignore=is_left_out)


def run_all(copy, lines, **settings):
    """Run commands in the copy, in a fresh process that knows nothing else of ours."""
    there = {**os.environ, **settings, "LANG": "en_CA.UTF-8"}
    ended = subprocess.run(
        [sys.executable, "-c", ALL_RUN, json.dumps(lines)],
        cwd=copy,
        env=there,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def test_a_copy_without_tests_benches_and_papers_starts_and_runs_every_command(copy, tmp_path):
    live = launch(tmp_path / "data", folder=copy)
    wait_until_healthy(live)
    Image.new("L", (400, 400), 255).save(sheet := tmp_path / "sheet.png")
    (names := tmp_path / "names.csv").write_text("family_1,given_1,family_2,given_2\nRoy,Jean,Roy,Jean\n")
    (numbers := tmp_path / "numbers.csv").write_text("regulator,number_1,number_2\nCICC,R900001,r900001\n")
    places = {
        "names": names,
        "numbers": numbers,
        "sheet": sheet,
        "folder": tmp_path / "backup",
        "reference": "RRA-0000-0000",
    }
    told = run_all(copy, [line.format(**places) for line in RUNNING], PORTAL_DATA=str(tmp_path / "data"))
    live.stop()
    told |= run_all(copy, [it.format(**places) for it in STOPPED], PORTAL_DATA=str(tmp_path / "elsewhere"))

    # nobody has the reference asked about: its command says so, in a sentence
    unknown = told.pop("rules explain RRA-0000-0000")
    assert (unknown[0], "RRA-0000-0000" in unknown[1]) == (1, True)
    assert {line: row for line, row in told.items() if row[0] != 0} == {}
    named = {name for name in names_of(operations) for line in [*RUNNING, *STOPPED] if line.startswith(name)}
    assert named == set(names_of(operations))


def test_production_starts_serves_and_is_examined_without_the_demonstration(tmp_path):
    there = {**os.environ, **PRODUCTION, "PORTAL_DATA": str(tmp_path / "data")}
    ended = subprocess.run(
        [sys.executable, "-c", PRODUCTION_LIVES],
        cwd=ROOT,
        env=there,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (0, "[]\n"), ended.stderr

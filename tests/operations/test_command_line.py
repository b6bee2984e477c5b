"""What the operations command line says, where no portal runs."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from crashes import people
from live import ROOT
from PIL import Image

from bench import sheets
from core.adapters.store.migrations import KNOWN
from core.adapters.store.store import SqlStore
from core.adapters.vault.vault import FileVault
from core.domain.application.application import Application, Event, Message, State
from core.domain.application.days import local_day
from core.settings import Settings

LATEST = KNOWN[-1].number
PRODUCTION = {
    "PORTAL_MODE": "production",
    "PORTAL_ADDRESS": "https://portail.example",
    "PORTAL_COOKIE_SECRET": "0123456789abcdef0123456789abcdef",
    "PORTAL_SEALING_KEY": "fedcba9876543210fedcba9876543210",
    "PORTAL_SENDER": "portail@portail.example",
    "PORTAL_SMTP_HOST": "localhost",
    "PORTAL_SMTP_PORT": "1",
}
WELL = [
    "ok    database: duckdb, schema 0",
    "ok    files: written, read back and erased",
    "ok    records: none yet",
    "ok    mail: demonstration: letters go to the mailbox page, no connection is opened",
    "ok    fonts: the form is drawn, 1 page(s)",
]
NOT_COMPARED = "ok    records: not compared with the files: there is no database"


def store_of(place):
    return SqlStore(Settings(data=place).database)


def test_the_doctor_finds_a_new_place_well(run, place):
    assert run("doctor") == (0, [f"ok    settings: demonstration, data in {place}", *WELL])


def test_the_doctor_says_what_is_wrong_with_the_files_and_still_looks_at_the_rest(run, place):
    status, lines = run("doctor", PORTAL_FILES_URL="file:///dev/null/files")
    assert (status, lines[1], lines[3:]) == (1, WELL[0], WELL[2:])
    assert lines[2].startswith(
        "WRONG files: NotADirectoryError: [Errno 20] Not a directory: '/dev/null/files/"
    )


def test_the_doctor_says_what_is_wrong_with_the_database_and_still_looks_at_the_rest(run, place):
    place.mkdir()
    (place / "portal.duckdb").write_text("no database")
    status, lines = run("doctor")
    assert (status, lines[2:]) == (1, [WELL[1], NOT_COMPARED, *WELL[3:]])
    assert lines[1].startswith(
        f"WRONG database: The database duckdb:///{place}/portal.duckdb cannot be opened."
    )


def test_the_doctor_never_shows_the_password_of_a_database_that_does_not_answer(run):
    status, lines = run("doctor", PORTAL_DATABASE_URL="postgresql+psycopg://portal:s3cret@localhost:1/portal")
    assert (status, lines[2:]) == (1, [WELL[1], NOT_COMPARED, *WELL[3:]])
    assert lines[1].startswith(
        "WRONG database: The database postgresql+psycopg://portal:***@localhost:1/portal"
    )
    assert "s3cret" not in "\n".join(lines)


def test_the_doctor_says_that_the_mail_server_does_not_answer(run):
    status, lines = run("doctor", **PRODUCTION)
    assert (status, [*lines[1:4], lines[5]]) == (1, [*WELL[:3], WELL[4]])
    assert lines[4] == "WRONG mail: ConnectionRefusedError: [Errno 111] Connection refused"


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("PORTAL_MODE", "holiday"),
        ("PORTAL_TIME_ZONE", "Mars/Olympus"),
        ("PORTAL_CLAIM_MINUTES", "0"),
        ("PORTAL_SMTP_PORT", "s3cret"),
        ("PORTAL_PARTNERS", "[s3cret"),
    ],
)
def test_a_setting_that_cannot_be_read_is_named_without_its_value(run, setting, value):
    status, lines = run("doctor", **{setting: value})
    assert (status, len(lines)) == (1, 1)
    assert lines[0].startswith(f"The portal cannot read this setting: {setting}.")
    assert value not in lines[0]


@pytest.mark.parametrize(
    ("setting", "value"), [("PORTAL_DATABASE_URL", "s3cret"), ("PORTAL_FILES_URL", "s3cret://files")]
)
def test_an_address_that_cannot_be_read_is_named_without_its_value(run, setting, value):
    status, lines = run("doctor", **{setting: value})
    assert (status, f"The portal cannot read this setting: {setting}." in "\n".join(lines)) == (1, True)
    assert "s3cret" not in "\n".join(lines)


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ({"PORTAL_COOKIE_SECRET": ""}, "PORTAL_COOKIE_SECRET at least 32 random characters"),
        ({"PORTAL_COOKIE_SECRET": "demonstration-only-demonstration-only"}, "the demonstration secret"),
        ({"PORTAL_ADDRESS": "http://portail.example"}, "without TLS in front of it"),
        ({"PORTAL_SMTP_HOST": ""}, "without a mail server"),
        ({"PORTAL_SEALING_KEY": ""}, "PORTAL_SEALING_KEY at least 32 random characters"),
        ({"PORTAL_SENDER": "donotreply@cic.gc.ca"}, "the guide's sender"),
    ],
)
def test_production_without_what_it_needs_is_refused_in_one_sentence(run, missing, said):
    status, lines = run("migrate", **{**PRODUCTION, **missing})
    assert (status, len(lines), said in lines[0]) == (1, 1, True)


def test_a_refusal_is_said_in_french_where_the_terminal_is_french(run):
    status, lines = run("doctor", PORTAL_MODE="holiday", LANG="fr_CA.UTF-8")
    assert (status, lines[0].split(".")[0]) == (1, "Le portail ne peut pas lire ce réglage : PORTAL_MODE")


def test_migrate_brings_the_database_to_the_newest_shape_and_may_be_repeated(run):
    assert run("migrate") == (0, [f"The database is at schema {LATEST}."])
    assert run("migrate") == (0, [f"The database is at schema {LATEST}."])
    assert run("doctor")[1][1] == f"ok    database: duckdb, schema {LATEST}"


def run_out(place, person):
    store = store_of(place)
    with store.write() as tx:
        request = tx.get(Application, person.request.id)
        tx.replace(request.model_copy(update={"last_day": request.opened_on - timedelta(days=1)}))
    store.close()


def outcome(place, id):
    store = store_of(place)
    with store.read() as tx:
        told = (
            tx.get(Application, id).state,
            [event.name for event in tx.find(Event, subject_id=id, name="application.expired")],
            [letter.letter for letter in tx.find(Message, application_id=id)],
        )
    store.close()
    return told


def long_over(place, person):
    """Let a request have been over for longer than anything is kept, and return the day it was last used."""
    store = store_of(place)
    with store.write() as tx:
        request = tx.get(Application, person.request.id)
        opened = request.opened_at - timedelta(days=1000)
        long_ago = {"opened_on": opened.date(), "opened_at": opened, "state": State.EXPIRED}
        tx.erase(Event, subject_id=request.id)
        tx.replace(request.model_copy(update=long_ago))
    store.close()
    return local_day(opened, ZoneInfo("America/Toronto"))


@pytest.mark.clause("2.17")
def test_expire_records_each_request_whose_days_are_over_once(run, place):
    late, (current,) = people(place, 1)
    run_out(place, late)
    assert run("expire") == (0, ["1 request(s) expired."])
    assert run("expire") == (0, ["0 request(s) expired."])
    assert outcome(place, late.request.id) == (State.EXPIRED, ["application.expired"], ["expired"])
    assert outcome(place, current.request.id) == (State.OPEN, [], [])


def test_a_file_that_no_record_names_is_found_by_the_doctor_and_erased_by_retention(run, place):
    people(place, 0)
    vault = FileVault(Settings(data=place).files)
    old, young = vault.keep(b"cut off", "application/pdf"), vault.keep(b"just now", "application/pdf")
    path = next(place.rglob(old))
    os.utime(path, (path.stat().st_mtime - 3601,) * 2)

    status, lines = run("doctor")

    assert (status, lines[3].split(":")[0]) == (1, "WRONG records")
    assert run("retention")[1][-1] == "1 file(s) that no record named were erased."
    assert list(vault.keys()) == [young]
    assert run("doctor")[1][3] == "ok    records: no file is kept that no record names"


def test_retention_names_what_is_due_before_it_erases_it(run, place):
    person, (current,) = people(place, 1)
    used = long_over(place, person)
    dry = ["retention", "--dry-run"]
    assert run(*dry) == (0, [
        f"{person.request.reference}  expired, last used on {used}",
        "1 request(s) would lose their personal data; nothing was erased.",
    ])  # fmt: skip
    assert run("retention") == (0, ["1 request(s) lost their personal data, 0 file(s) erased."])
    assert run(*dry) == (0, ["0 request(s) would lose their personal data; nothing was erased."])
    assert outcome(place, current.request.id)[0] is State.OPEN


def test_a_backup_restores_into_an_empty_place_and_nowhere_else(run, place, tmp_path):
    people(place, 1)
    status, lines = run("backup", tmp_path / "backup")
    assert (status, lines[0].split(" rows and ")[1]) == (0, f"4 files are in {tmp_path / 'backup'}.")
    rows = lines[0].split()[0]
    elsewhere = {"PORTAL_DATA": str(tmp_path / "elsewhere")}
    assert run("restore", tmp_path / "backup", **elsewhere) == (
        0, [f"{rows} rows and 4 files were restored and verified."],
    )  # fmt: skip
    status, lines = run("restore", tmp_path / "backup", **elsewhere)
    assert (status, lines[0].split(",")[0]) == (1, "Restoring works only into an empty place")
    status, lines = run("backup", tmp_path / "backup")
    assert (status, "already holds something" in lines[0]) == (1, True)


def test_a_file_lost_from_the_vault_is_named_by_the_backup(run, place, tmp_path):
    people(place, 1)
    lost = next(path for path in (place / "files").rglob("*") if path.is_file())
    lost.unlink()
    status, lines = run("backup", tmp_path / "backup")
    assert (status, lines[1]) == (
        1, f"WRONG the file {lost.name} is missing or is not the one its record describes.",
    )  # fmt: skip


def test_the_rules_in_force_are_written_as_the_file_they_came_from(run):
    status, lines = run("rules", "export")
    file = (ROOT / "data" / "rules.toml").read_text("utf-8").splitlines()
    first = file.index("[[rule]]")
    assert (status, lines[lines.index("[[rule]]") :]) == (0, file[first:])


def test_the_module_runs_as_a_program(place):
    told = subprocess.run(
        [sys.executable, "-m", "core", "migrate"],
        cwd=ROOT, env={**os.environ, "PORTAL_DATA": str(place)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout == f"The database is at schema {LATEST}.\n"


@pytest.mark.clause("2.9")
def test_a_scan_is_told_page_by_page_in_lines_or_as_json(run, tmp_path):
    file, white = tmp_path / "scan.pdf", Image.new("RGB", (1700, 2200), "white")
    file.write_bytes(sheets.as_pdf(sheets.sheets(sheets.printed())[0].picture, white))

    lines, as_json = run("scan", file), run("scan", file, "--json")

    assert lines == (0, [f"1: page 1 of print 1 of {sheets.REFERENCE}", "2: a white sheet"])
    first, second = json.loads("\n".join(as_json[1]))
    assert (first["codes"], first["digest"], second["is_blank"]) == (4, sheets.DIGEST[:16], True)


def test_help_names_every_command(run):
    status, lines = run("--help")
    commands = [line.split()[0] for line in lines[lines.index("Commands:") + 1 :] if line.strip()]
    assert (status, commands) == (
        0,
        [
            "account",
            "audit",
            "backup",
            "deliver",
            "demo",
            "doctor",
            "expire",
            "figures",
            "identifiers",
            "migrate",
            "names",
            "register",
            "restore",
            "retention",
            "rules",
            "scan",
        ],
    )

"""Operating a portal that runs: through its socket, and never behind its back."""

import stat

import pytest
from crashes import people
from live import launch, serve
from test_command_line import LATEST, WELL, outcome, run_out

from core.domain.application.application import State


@pytest.fixture
def running(place):
    """A served portal with a request that is over and one that only waits to be submitted."""
    late, (current,) = people(place, 1)
    run_out(place, late)
    live = serve(place)
    yield live, late, current
    live.stop()


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def reads_documents(live, person):
    """Return the reference that the documents page names to somebody, and its title."""
    tab = person.visit(live, "documents")
    return tab.headings[0], "submit" in tab.widgets


def test_a_running_portal_is_operated_through_its_owners_socket(running, run, place, tmp_path):
    live, late, current = running
    assert (mode(place), mode(place / "portal.sock")) == (0o700, 0o600)
    assert run("doctor")[1][1:] == [
        WELL[0].replace("schema 0", f"schema {LATEST}"),
        WELL[1],
        "ok    records: no file is kept that no record names",
        *WELL[3:],
    ]
    assert run("migrate") == (0, [f"The database is at schema {LATEST}."])
    assert run("expire") == (0, ["1 request(s) expired."])
    status, lines = run("restore", tmp_path)
    assert (status, lines[0].split(".")[0]) == (1, "The portal is running")
    status, lines = run("backup", tmp_path / "backup")
    assert (status, lines[0].split(" rows and ")[1]) == (0, f"4 files are in {tmp_path / 'backup'}.")
    assert mode(tmp_path / "backup") == 0o700
    before = reads_documents(live, current)
    live.stop()
    assert not (place / "portal.sock").exists()
    assert outcome(place, late.request.id) == (State.EXPIRED, ["application.expired"], ["expired"])

    elsewhere = tmp_path / "elsewhere"
    assert run("restore", tmp_path / "backup", PORTAL_DATA=str(elsewhere))[0] == 0
    restored = serve(elsewhere)
    after = reads_documents(restored, current)
    restored.stop()
    assert after == before == ("Documents présentés par le client", True)


def test_a_second_portal_on_the_same_database_says_why_it_does_not_start(place):
    first = serve(place)
    second = launch(
        place / "log-of-the-second", PORTAL_DATABASE_URL=f"duckdb:///{place}/portal.duckdb", LANG="en"
    )
    status = second.process.wait(60)
    with first.client() as client:
        health = client.get("/healthz").status_code
    first.stop()
    assert (status != 0, health) == (True, 200)
    assert second.log.splitlines()[-1].startswith(
        f"The database {place}/portal.duckdb is already open in another process (number {first.process.pid})"
    )
    assert "Traceback" not in second.log


def test_a_killed_portal_leaves_no_command_waiting_at_its_socket(place, run):
    killed = serve(place)
    killed.kill()
    assert (place / "portal.sock").exists()
    assert run("migrate") == (0, [f"The database is at schema {LATEST}."])

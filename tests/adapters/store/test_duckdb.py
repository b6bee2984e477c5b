"""The rules by which DuckDB keeps every change, and what its store says when it cannot."""

import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest
import sqlalchemy as sa
import store_records as new

from core.adapters.store.store import SqlStore
from core.adapters.store.tables import TABLES, UNIQUE
from core.domain.accounts.identity import Credential
from core.domain.application.application import Application
from core.domain.errors import ConfigurationError, StaleError

ROOT = Path(__file__).resolve().parents[3]


def file_of(url):
    return url.removeprefix("duckdb:///")


def statements(store):
    """Collect what the store says to its database from now on."""
    said = []
    sa.event.listen(
        store.engine, "before_cursor_execute", lambda c, cursor, statement, *rest: said.append(statement)
    )
    return said


def test_no_index_but_those_of_keys_and_unique_columns(duckdb_url, opened):
    with opened(duckdb_url).engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM duckdb_indexes()")) == 0


def test_no_table_points_at_another(duckdb_url, opened):
    with opened(duckdb_url).engine.connect() as connection:
        kinds = connection.scalars(sa.text("SELECT DISTINCT constraint_type FROM duckdb_constraints()"))
        assert set(kinds) == {"PRIMARY KEY", "UNIQUE", "NOT NULL"}


def test_the_file_opens_in_duckdb_1_5(duckdb_url, opened):
    opened(duckdb_url).close()
    with duckdb.connect(file_of(duckdb_url)) as connection:
        tags = connection.execute("SELECT tags FROM duckdb_databases() WHERE NOT internal").fetchone()[0]
    assert "v1.5" in tags["storage_version"]


def test_the_driver_runs_a_statement_already_read_on_the_connection_its_cursor_fetches_from(
    duckdb_url, opened
):
    with opened(duckdb_url).engine.connect() as connection:
        cursor = connection.connection.cursor()
        (read,) = cursor.extract_statements("SELECT $1 + 1")
        cursor.connection.execute(read, [41])
        assert cursor.fetchone() == (42,)


def test_an_unchanged_unique_column_is_never_written(duckdb_url, opened):
    store, request = opened(duckdb_url), new.application()
    with store.write() as tx:
        tx.add(request)
    said = statements(store)
    with store.write() as tx:
        tx.replace(tx.get(Application, request.id).model_copy(update={"chain": "a", "events": 1}))
    (update,) = [statement for statement in said if statement.startswith("UPDATE")]
    assert update.split(" WHERE ")[0] == "UPDATE application SET events=$1, chain=$2, version=$3"


def test_writers_of_two_stores_on_one_file_still_take_turns(duckdb_url, opened):
    one, two, order = opened(duckdb_url), opened(duckdb_url), []
    inside, may_end = threading.Event(), threading.Event()

    def first():
        with one.write():
            inside.set()
            may_end.wait(5)
            order.append("first")

    def second():
        with two.write():
            order.append("second")

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    inside.wait(5)
    threads[1].start()
    threads[1].join(0.05)
    may_end.set()
    [thread.join() for thread in threads]
    assert order == ["first", "second"]


def test_an_update_in_place_and_one_of_a_unique_column_do_not_lose_each_other(duckdb_url, opened):
    """The pair that DuckDB itself lets both commit, one of them lost (notes/duckdb.md 1.4)."""
    store, someone = opened(duckdb_url), new.credential(issuer="i", subject="s")
    with store.write() as tx:
        tx.add(someone)
    outcomes, barrier = [], threading.Barrier(2)

    def change(**changes):
        barrier.wait()
        try:
            with store.write() as tx:
                tx.replace(someone.model_copy(update=changes))
            outcomes.append(changes)
        except StaleError:
            outcomes.append("stale")

    threads = [
        threading.Thread(target=change, kwargs={"chain": "a"}),
        threading.Thread(target=change, kwargs={"subject": "t"}),
    ]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    (kept,) = [outcome for outcome in outcomes if outcome != "stale"]
    with store.read() as tx:
        assert tx.get(Credential, someone.id) == someone.model_copy(update=kept | {"version": 2})


def test_each_transaction_has_a_connection_of_its_own(duckdb_url, opened):
    store, requests, wrong = opened(duckdb_url), [new.application() for _ in range(8)], []
    with store.write() as tx:
        for request in requests:
            tx.add(request)

    def look(request):
        for _ in range(40):
            with store.read() as tx:
                if tx.get(Application, request.id) != request:
                    wrong.append(request)

    threads = [threading.Thread(target=look, args=(request,)) for request in requests]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert wrong == []


def test_opening_a_file_left_by_a_crash_begins_with_a_checkpoint(duckdb_url, opened):
    wal = Path(file_of(duckdb_url) + ".wal")
    script = f"""
import os, store_records as new
from core.adapters.store.store import SqlStore
store = SqlStore({duckdb_url!r}); store.migrate()
with store.write() as tx: tx.add(new.application(reference="R-before-the-crash"))
os._exit(9)
"""
    paths = {"PYTHONPATH": f"{ROOT}:{Path(__file__).parents[1]}"}
    crashed = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=paths, check=False)
    assert crashed.returncode == 9
    assert wal.stat().st_size > 0
    store = SqlStore(duckdb_url)
    left = wal.stat().st_size if wal.exists() else 0
    with store.read() as tx:
        found = [request.reference for request in tx.find(Application, reference="R-before-the-crash")]
    store.close()
    assert (left, found) == (0, ["R-before-the-crash"])


def test_a_second_process_is_told_which_one_holds_the_file(duckdb_url):
    script = f"""
import sys
from core.adapters.store.store import SqlStore
store = SqlStore({duckdb_url!r}); print("open", flush=True); sys.stdin.read()
"""
    holder = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout.readline() == b"open\n"
    with pytest.raises(ConfigurationError) as refusal:
        SqlStore(duckdb_url)
    holder.communicate()
    assert (refusal.value.code, refusal.value.values) == (
        "database_locked",
        {"path": file_of(duckdb_url), "pid": str(holder.pid)},
    )
    SqlStore(duckdb_url).close()


def test_a_file_that_is_no_database_is_refused_and_left_alone(duckdb_url):
    Path(file_of(duckdb_url)).write_text("not a database" * 1000)
    with pytest.raises(ConfigurationError, match="database_unreachable"):
        SqlStore(duckdb_url)
    assert Path(file_of(duckdb_url)).read_text() == "not a database" * 1000


def test_the_folder_of_a_new_database_is_its_owners_alone(tmp_path):
    SqlStore(f"duckdb:///{tmp_path}/var/portal.duckdb").close()
    assert (tmp_path / "var").stat().st_mode & 0o777 == 0o700


def test_the_file_of_a_database_is_its_owners_alone_whatever_its_folder(tmp_path):
    tmp_path.chmod(0o755)
    SqlStore(f"duckdb:///{tmp_path}/new.duckdb").close()
    (tmp_path / "new.duckdb").chmod(0o644)
    store = SqlStore(f"duckdb:///{tmp_path}/new.duckdb")
    store.migrate()

    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}

    assert modes == dict.fromkeys(modes, 0o600)
    assert "new.duckdb" in modes
    store.close()


def test_every_unique_column_of_the_tables_is_unique_in_the_database(url, opened):
    store = opened(url)
    with store.engine.connect() as connection:
        rows = connection.execute(
            sa.text(
                "SELECT table_name, constraint_name, column_name FROM information_schema.table_constraints"
                " JOIN information_schema.key_column_usage USING (table_schema, table_name, constraint_name)"
                " WHERE constraint_type = 'UNIQUE' AND table_schema = current_schema()"
            )
        ).all()
    found = {}
    for table, constraint, column in rows:
        found.setdefault((table, constraint), set()).add(column)
    expected = {(TABLES[kind].name, frozenset(names)) for kind, keys in UNIQUE.items() for names in keys}
    assert {(table, frozenset(names)) for (table, _), names in found.items()} == expected

"""The database of an older edition is brought up to date, that of a newer one is refused."""

import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
import store_records as new

from core.adapters.store.migrations import KNOWN, Migration, version_found
from core.adapters.store.store import SqlStore
from core.adapters.store.tables import METADATA
from core.domain.accounts.identity import Account
from core.domain.application.application import Application
from core.domain.errors import ConfigurationError

ROOT = Path(__file__).resolve().parents[3]
LATEST = KNOWN[-1].number
NEXT = Migration(
    LATEST + 1, "colour", ("ALTER TABLE account ADD COLUMN colour TEXT", "UPDATE account SET colour = 'red'")
)
BROKEN = Migration(LATEST + 1, "broken", ("CREATE TABLE half (id INTEGER)", "CREATE TABLE half (id INTEGER)"))


def scalars(store, query):
    with store.engine.connect() as connection:
        return connection.scalars(sa.text(query)).all()


def test_migrations_are_numbered_without_a_gap():
    assert [step.number for step in KNOWN] == list(range(1, LATEST + 1))


def test_the_database_has_exactly_the_columns_of_the_records(url, opened):
    store = opened(url)
    with store.engine.connect() as connection:
        rows = connection.execute(
            sa.text(
                "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns"
                " WHERE table_schema = current_schema()"
                " AND table_name NOT IN ('schema_version', 'trait_place')"
            )
        ).all()
    plain = {"TIMESTAMP WITHOUT TIME ZONE": "TIMESTAMP", "CHARACTER VARYING": "VARCHAR", "TEXT": "VARCHAR"}
    rows = [(t, c, "ARRAY" if kind.endswith("[]") else kind.upper(), null) for t, c, kind, null in rows]
    found = {(t, c, plain.get(kind, kind), null == "YES") for t, c, kind, null in rows}
    names = {"DateTime": "TIMESTAMP", "String": "VARCHAR"}

    def name(column):
        plain_type = getattr(column.type, "impl_instance", column.type)
        return names.get(type(plain_type).__name__, type(plain_type).__name__.upper())

    expected = {(t.name, c.name, name(c), c.nullable) for t in METADATA.tables.values() for c in t.columns}
    assert found == expected


def test_postgresql_has_the_indexes_that_duckdb_must_not_have(postgresql_url, opened):
    names = scalars(
        opened(postgresql_url), "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()"
    )
    wanted = [word.split()[2] for step in KNOWN for word in step.postgresql]
    assert len(wanted) >= 6
    assert set(wanted) <= set(names)


def test_a_step_is_recorded_once_however_often_the_portal_starts(url, opened):
    store = opened(url)
    store.migrate()
    assert scalars(store, "SELECT number FROM schema_version ORDER BY number") == [
        step.number for step in KNOWN
    ]
    assert store.schema_number() == LATEST


def test_the_database_of_an_older_edition_is_migrated_and_keeps_its_rows(url, opened):
    store = opened(url)
    account = next(it for it in new.one_of_each() if isinstance(it, Account))
    with store.write() as tx:
        tx.add(account)
    store.migrate((*KNOWN, NEXT))
    assert store.schema_number() == LATEST + 1
    assert scalars(store, "SELECT colour FROM account") == ["red"]
    with store.read() as tx:
        assert tx.get(type(account), account.id) == account


def test_a_request_sent_before_there_were_decisions_has_had_its_first_round(url, opened):
    store = SqlStore(url)
    store.migrate(KNOWN[:1])
    sent = {"id": new.new_id(), "account": new.new_id(), "open": new.new_id()}
    row = "'submitted', DATE '2026-03-08', TIMESTAMP '2026-03-08 12:00:00', DATE '2026-04-07'"
    columns = "id, account_id, reference, state, opened_on, opened_at, last_day, submitted_at"
    with store.engine.begin() as connection:
        for key, reference, sent_at in (
            ("id", "R-1", "TIMESTAMP '2026-03-09 12:00:00'"),
            ("open", "R-2", "NULL"),
        ):
            connection.exec_driver_sql(
                f"INSERT INTO application ({columns}, events, chain, version) VALUES"
                f" ('{sent[key]}', '{sent['account']}', '{reference}', {row}, {sent_at}, 1, 'c', 1)"
            )
    store.close()

    store = opened(url)

    with store.read() as tx:
        found = tx.find(Application, order="reference")
    assert [(it.id, it.round, it.name, it.officer_id) for it in found] == [
        (sent["id"], 1, "", None), (sent["open"], 0, "", None),
    ]  # fmt: skip
    with store.write() as tx:
        assert tx.replace(found[0].model_copy(update={"name": "Zoé"})).name == "Zoé"


def test_a_step_that_fails_leaves_nothing_behind(url, opened):
    store = opened(url)
    with pytest.raises(sa.exc.DBAPIError):
        store.migrate((*KNOWN, BROKEN))
    assert store.schema_number() == LATEST
    assert scalars(store, "SELECT count(*) FROM information_schema.tables WHERE table_name = 'half'") == [0]
    store.migrate((*KNOWN, NEXT))
    assert store.schema_number() == LATEST + 1


def test_the_database_of_a_newer_edition_is_refused_and_left_alone(url, opened):
    store = opened(url)
    store.migrate((*KNOWN, NEXT))
    with pytest.raises(ConfigurationError) as at_migration:
        store.migrate()
    store.close()
    with pytest.raises(ConfigurationError) as at_opening:
        SqlStore(url)
    for refusal in (at_migration, at_opening):
        assert (refusal.value.code, refusal.value.values) == (
            "database_newer",
            {"found": LATEST + 1, "known": LATEST},
        )


def test_two_processes_that_start_together_migrate_once(postgresql_url, opened):
    """Real processes, all waiting at the same line before they migrate."""
    script = f"""
import sys
from core.adapters.store.store import SqlStore
store = SqlStore({postgresql_url!r})
print("ready", flush=True)
sys.stdin.readline()
store.migrate()
print("done")
"""
    starts = [
        subprocess.Popen(
            [sys.executable, "-c", script], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    assert [start.stdout.readline() for start in starts] == ["ready\n"] * 3
    for start in starts:
        start.stdin.write("go\n")
        start.stdin.flush()
    assert [start.communicate()[0] for start in starts] == ["done\n"] * 3
    assert scalars(opened(postgresql_url), "SELECT number FROM schema_version") == [
        step.number for step in KNOWN
    ]


def test_a_migration_waits_for_another_ones_lock_and_sees_what_it_did(postgresql_url, opened):
    store, other = SqlStore(postgresql_url), sa.create_engine(postgresql_url)
    script = f"from core.adapters.store.store import SqlStore; SqlStore({postgresql_url!r}).migrate()"
    with other.begin() as connection:
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(5661)"))
        waiting = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT)
        asks = sa.text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        while connection.scalar(asks) == 0 and waiting.poll() is None:
            pass
        for statement in KNOWN[0].every:
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(
            "CREATE TABLE schema_version (number INTEGER, name TEXT, applied_at TIMESTAMP)"
        )
        connection.exec_driver_sql("INSERT INTO schema_version VALUES (1, 'foundation', now())")
    assert waiting.wait(20) == 0
    with store.engine.connect() as connection:
        assert version_found(connection) == LATEST
    store.close()
    other.dispose()


def test_a_server_that_does_not_answer_is_named_without_its_password():
    with pytest.raises(ConfigurationError) as refusal:
        SqlStore("postgresql+psycopg://portal:hunter2@127.0.0.1:1/portal")
    assert (refusal.value.code, refusal.value.values) == (
        "database_unreachable",
        {"database": "postgresql+psycopg://portal:***@127.0.0.1:1/portal"},
    )
    assert refusal.value.__suppress_context__


def test_a_server_that_goes_away_is_said_and_its_return_is_noticed(postgresql_url, opened):
    store, request = opened(postgresql_url), new.application()
    other = sa.create_engine(postgresql_url)
    end = sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")

    def work(tx):
        with other.begin() as connection:
            connection.execute(end)
        tx.add(request)

    with pytest.raises(ConfigurationError, match="database_unreachable"):
        new.done_again(store, work)
    with store.write() as tx:
        tx.add(request)
    with store.read() as tx:
        assert tx.find(Application) == [request]
    other.dispose()


def test_texts_are_ordered_by_their_letters_whatever_the_locale_of_the_server(postgresql_url, opened):
    """The PostgreSQL of the tests has one locale only, so the statement itself is looked at."""
    store, said = opened(postgresql_url), []
    sa.event.listen(
        store.engine, "before_cursor_execute", lambda c, k, statement, *rest: said.append(statement)
    )
    with store.read() as tx:
        tx.find(Application, order="-reference", limit=1)
    assert 'ORDER BY application.reference COLLATE "C" DESC NULLS LAST, application.id DESC' in said[-1]


def test_an_error_of_the_database_repeats_no_other_value_of_the_record(url, opened):
    document = new.document(new.application(), size=2**70, file_name="passeport-de-marie.pdf")
    with pytest.raises(sa.exc.DBAPIError) as error, opened(url).write() as tx:
        tx.add(document)
    assert "passeport-de-marie" not in str(error.value)

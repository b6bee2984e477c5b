"""The ledger as Parquet: read by DuckDB and pandas, without a person in it."""

import duckdb
import pandas as pd
import pytest

from core.adapters.statistics.ledger_export import export
from core.adapters.store.store import SqlStore
from core.adapters.store.tables import TABLES
from core.domain.statistics.ledger import OutcomeEntry
from tests.adapters.many_files import ManyFiles


@pytest.fixture(scope="module")
def store():
    opened = SqlStore("duckdb:///:memory:to-export")
    opened.migrate()
    ManyFiles().many(300).keep(opened)
    yield opened
    opened.close()


def test_duckdb_and_pandas_read_the_same_files_without_a_person(store, tmp_path):
    written = export(store, str(tmp_path))

    by_duckdb = duckdb.sql(
        f"SELECT month, outcome, sum(files) FROM '{tmp_path}/outcome/*.parquet' GROUP BY ALL"
    )
    frames = pd.concat(pd.read_parquet(it) for it in sorted((tmp_path / "outcome").glob("*.parquet")))
    by_pandas = frames.groupby(["month", "outcome"])["files"].sum()
    with store.reading() as connection:
        standing = connection.exec_driver_sql("SELECT sum(files) FROM outcome_entry").scalar()
    gone = {"application_id", "id", "decided_on", "opened_on"}
    assert sorted(by_duckdb.fetchall()) == sorted((*key, files) for key, files in by_pandas.items())
    assert frames["files"].sum() == standing
    assert written == len(list(tmp_path.glob("*/*.parquet"))) > 20
    assert gone.isdisjoint(frames.columns)
    assert gone <= set(TABLES[OutcomeEntry].c.keys())


def test_any_address_that_fsspec_knows_will_do(store):
    assert export(store, "memory://figures") > 20

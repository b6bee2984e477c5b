"""The places a store can live in, each empty at the start of a test."""

import itertools
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.adapters.store.memory import MemoryStore
from core.adapters.store.store import SqlStore

numbers = itertools.count(1)


@dataclass
class Places:
    """Makes the address of a database of one kind: an empty one, or a copy of one of the newest shape."""

    folder: object
    request: pytest.FixtureRequest

    def migrated(self, kind):
        """Migrating anew would take ten times as long as the copy."""
        template = self.request.getfixturevalue(f"{kind}_template")
        if kind == "duckdb":
            return f"duckdb:///{shutil.copy(template, Path(self.folder, f'{next(numbers)}.duckdb'))}"
        database = f"place_{next(numbers)}"
        statement(template, f"CREATE DATABASE {database} TEMPLATE {template.database} STRATEGY file_copy")
        return template.set(database=database).render_as_string(hide_password=False)

    def fresh(self, kind):
        return (
            self._postgresql() if kind == "postgresql" else f"duckdb:///{self.folder}/{next(numbers)}.duckdb"
        )

    def _postgresql(self):
        server = self.request.getfixturevalue("postgresql_server")
        schema = f"place_{next(numbers)}"
        engine = sa.create_engine(server)
        with engine.begin() as connection:
            connection.execute(sa.schema.CreateSchema(schema))
        engine.dispose()
        address = server.update_query_dict({"options": f"-csearch_path={schema}"})
        return address.render_as_string(hide_password=False)


def statement(server, text):
    """Have a PostgreSQL server do what no transaction holds."""
    engine = sa.create_engine(server.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(text)
    engine.dispose()


def brought_to_newest(url):
    store = SqlStore(url)
    store.migrate()
    store.close()


@pytest.fixture(scope="session")
def duckdb_template(tmp_path_factory):
    file = tmp_path_factory.mktemp("template") / "newest.duckdb"
    brought_to_newest(f"duckdb:///{file}")
    return file


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server):
    statement(postgresql_server, "CREATE DATABASE newest")
    template = postgresql_server.set(database="newest")
    brought_to_newest(template)
    return template


@pytest.fixture
def places(tmp_path, request):
    return Places(tmp_path, request)


@pytest.fixture
def opened():
    """Open migrated stores that are closed when the test ends."""
    stores = []

    def open_store(url):
        stores.append(SqlStore(url))
        stores[-1].migrate()
        return stores[-1]

    yield open_store
    for store in stores:
        store.close()


@pytest.fixture(params=["duckdb", "postgresql"])
def url(request, places):
    return places.fresh(request.param)


@pytest.fixture
def duckdb_url(places):
    return places.fresh("duckdb")


@pytest.fixture
def postgresql_url(places):
    return places.fresh("postgresql")


@pytest.fixture(params=["memory", "duckdb", "postgresql"])
def store(request, places, opened):
    return MemoryStore() if request.param == "memory" else opened(places.migrated(request.param))

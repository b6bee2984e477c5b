"""The places a store can live in, each empty at the start of a test."""

import itertools
from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from core.adapters.store.memory import MemoryStore
from core.adapters.store.store import SqlStore

numbers = itertools.count(1)


@dataclass
class Places:
    """Makes the address of an empty database of one kind."""

    folder: object
    request: pytest.FixtureRequest

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
    return MemoryStore() if request.param == "memory" else opened(places.fresh(request.param))

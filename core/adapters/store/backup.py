"""Database and files together, copied while the portal runs."""

import hashlib
from collections.abc import Generator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict

from core.adapters.store.row_copy import fill
from core.adapters.store.store import SqlStore
from core.adapters.store.tables import METADATA
from core.domain.errors import ConfigurationError, NotFoundError
from core.domain.ports.vault import Vault

DATABASE = "portal.duckdb"
MANIFEST = "manifest.json"


class Manifest(BaseModel):
    """What a backup holds.

    Shapes: `files` maps each vault key to the SHA-256 of its bytes, `rows` each table to its number of rows;
            `unsound` lists keys whose file was missing or was not the one its record describes.
    """

    model_config = ConfigDict(frozen=True)
    made_at: datetime
    edition: str
    schema_number: int
    database: str
    files: dict[str, str]
    rows: dict[str, int]
    unsound: list[str]


def backup(store: SqlStore, vault: Vault, target: Path, edition: str = "") -> Manifest:
    """Copy the database as it is at one instant, and the files it speaks of, into a new folder.

    Raises: ConfigurationError.
    """
    if target.exists() and any(target.iterdir()):
        raise ConfigurationError("backup_place_taken", place=target)
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    (target / "files").mkdir(exist_ok=True)
    made_at = datetime.now(UTC)
    _copy_database(store, target / DATABASE)
    with opened_file(target / DATABASE) as copy, copy.engine.connect() as connection:
        schema_number, rows, recorded = copy.schema_number(), _counts(connection), recorded_files(connection)
    files = {key: digest for key in recorded if (digest := _copy_file(vault, key, target))}
    manifest = Manifest(
        made_at=made_at,
        edition=edition,
        schema_number=schema_number,
        database=digest_of(target / DATABASE),
        files=files,
        rows=rows,
        unsound=[key for key, digest in recorded.items() if files.get(key) != digest],
    )
    # Last, so that a backup cut short is not taken for a whole one.
    (target / MANIFEST).write_text(manifest.model_dump_json(indent=2), "utf-8")
    return manifest


@contextmanager
def opened_file(file: Path) -> Generator[SqlStore]:
    """Open a DuckDB file that is not the portal's own."""
    with closing(SqlStore(f"duckdb:///{file}")) as store:
        yield store


def _copy_database(store: SqlStore, file: Path) -> None:
    if not store.is_duckdb:
        # One transaction of PostgreSQL sees one instant; DuckDB's file restores into either database.
        with store.engine.connect() as source, opened_file(file) as copy:
            fill(source, copy)
        return
    with closing(store.engine.raw_connection()) as connection:
        cursor, place = connection.cursor(), str(file).replace("'", "''")
        cursor.execute("SELECT current_database()")
        (name,) = cursor.fetchone() or ("",)
        cursor.execute(f"ATTACH '{place}' AS backup_copy (STORAGE_VERSION 'v1.5.0')")
        try:
            cursor.execute(f'COPY FROM DATABASE "{name}" TO backup_copy')
        finally:
            cursor.execute("DETACH backup_copy")


def _counts(connection: sa.Connection) -> dict[str, int]:
    counted = {table.name: sa.select(sa.func.count()).select_from(table) for table in METADATA.sorted_tables}
    return {name: connection.scalars(query).one() for name, query in counted.items()}


def recorded_files(connection: sa.Connection) -> dict[str, str]:
    """Return the key and the digest of every file a record speaks of."""
    files = [table for table in METADATA.sorted_tables if "vault_key" in table.c]
    rows = (connection.execute(sa.select(table.c["vault_key"], table.c["sha256"])) for table in files)
    return {key: digest for result in rows for key, digest in result if key}


def unnamed(store: SqlStore, vault: Vault, before: datetime) -> list[str]:
    """Return the keys of files kept before an instant that no record speaks of."""
    keys = list(vault.keys(before))  # before the records: what was written meanwhile is in them
    with store.engine.connect() as connection:
        named = recorded_files(connection)
    return [key for key in keys if key not in named]


def _copy_file(vault: Vault, key: str, target: Path) -> str | None:
    try:
        data = vault.read(key)
    except NotFoundError:
        return None
    (target / "files" / key).write_bytes(data)
    return sha256(data).hexdigest()


def digest_of(file: Path) -> str:
    """Return the SHA-256 of a file."""
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()

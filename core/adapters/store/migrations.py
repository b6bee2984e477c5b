"""Which shapes the database has had, and how it goes from each to the next: append, never edit.

The statements stand in `schema/NNNN_name.sql`, with what only PostgreSQL wants (its indexes) in
`schema/NNNN_name.postgresql.sql`. DuckDB gets keys and UNIQUE only: other indexes lose
rows there after a crash.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from core.domain.errors import ConfigurationError

FOLDER = Path(__file__).parent / "schema"
ADVISORY_LOCK = 5661
HERE = "table_schema = current_schema() AND table_catalog = current_database()"


@dataclass(frozen=True)
class Migration:
    """One numbered step, for every database and for PostgreSQL alone."""

    number: int
    name: str
    every: tuple[str, ...]
    postgresql: tuple[str, ...] = ()


def _statements(file: Path) -> tuple[str, ...]:
    text = file.read_text("utf-8") if file.exists() else ""
    return tuple(statement.strip() for statement in text.split(";") if statement.strip())


def _read(file: Path) -> Migration:
    number, _, name = file.stem.partition("_")
    return Migration(int(number), name, _statements(file), _statements(file.with_suffix(".postgresql.sql")))


KNOWN = tuple(_read(file) for file in sorted(FOLDER.glob("[0-9]*.sql")) if ".postgresql" not in file.name)


def tables_here(connection: sa.Connection) -> set[str]:
    """Return the names of the tables the database holds."""
    names = connection.scalars(sa.text(f"SELECT table_name FROM information_schema.tables WHERE {HERE}"))  # noqa: S608 no outside text
    return set(names)


def version_found(connection: sa.Connection) -> int:
    """Return the number of the latest migration applied; 0 for an empty database."""
    if "schema_version" not in tables_here(connection):
        return 0
    return connection.scalar(sa.text("SELECT coalesce(max(number), 0) FROM schema_version")) or 0


def refuse_newer(connection: sa.Connection, known: tuple[Migration, ...] = KNOWN) -> None:
    """Refuse a database that a later edition of the portal has changed.

    Raises: ConfigurationError.
    """
    found, newest = version_found(connection), max(step.number for step in known)
    if found > newest:
        raise ConfigurationError("database_newer", found=found, known=newest)


def apply(connection: sa.Connection, step: Migration) -> None:
    """Bring the database to one step unless it is there already; the caller's transaction keeps it whole."""
    shared = connection.dialect.name == "postgresql"
    if shared:
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
    if version_found(connection) >= step.number:
        return
    connection.exec_driver_sql(
        "CREATE TABLE IF NOT EXISTS schema_version"
        " (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TIMESTAMP NOT NULL)"
    )
    for statement in (*step.every, *(step.postgresql if shared else ())):
        connection.exec_driver_sql(statement)
    written = {"number": step.number, "name": step.name, "at": datetime.now(UTC).replace(tzinfo=None)}
    connection.execute(sa.text("INSERT INTO schema_version VALUES (:number, :name, :at)"), written)

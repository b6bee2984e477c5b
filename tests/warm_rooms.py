"""Rooms apart that are warm: each file still meets a process of its own, forked from one that has imported.

A cold room spends a quarter of a second on imports; tests whose subject is no room bring hundreds of files.
Run as a program it is the process that has imported.
"""

import contextlib
import importlib
import json
import os
import runpy
import socket
import subprocess
import sys
import threading
from functools import cache
from pathlib import Path

import pytest

from core.adapters.vault import sandbox

ROOT = Path(__file__).resolve().parent.parent


class Keeper:
    """The process that imported before, and how a file is given to a fork of it."""

    def __init__(self):
        here, there = socket.socketpair()
        program = [sys.executable, "-s", __file__, str(there.fileno())]
        self._process = subprocess.Popen(program, cwd=ROOT, pass_fds=[there.fileno()], env={
            **sandbox._ENVIRONMENT, "PYTHONPATH": str(ROOT),
        })  # fmt: skip
        there.close()
        self._line, self._lock = here, threading.Lock()

    def lines(self, room, data):
        """Give a fork of the room a file and walk over what it answers, as `Room.lines` does."""
        (given, giving), (saying, said) = os.pipe(), os.pipe()
        told = json.dumps([room.module, str(room.memory), str(room.seconds)]).encode()
        with self._lock:
            socket.send_fds(self._line, [told], [given, said])
            os.close(given)
            os.close(said)
            with contextlib.suppress(BrokenPipeError), os.fdopen(giving, "wb") as file:
                file.write(data)
            with os.fdopen(saying, "rb") as file:
                yield from file
            ended = int(self._line.recv(16))
        if ended:
            raise subprocess.CalledProcessError(ended, room.module)


@cache
def keeper():
    return Keeper()


@contextlib.contextmanager
def warm_rooms():
    """Let every room of this process be warm."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox.Room, "lines", lambda room, data, person="": keeper().lines(room, data))
        yield


def _keep(line):
    """Fork for each file, until nobody is left to ask."""
    while True:
        told, handles, _, _ = socket.recv_fds(line, 4096, 2)
        if not told:
            return
        words, (given, said) = json.loads(told), handles
        importlib.import_module(words[0])
        if not (child := os.fork()):
            os.dup2(given, 0)
            os.dup2(said, 1)
            os.closerange(3, 64)
            os._exit(_run(words))
        os.close(given)
        os.close(said)
        line.send(str(os.waitpid(child, 0)[1]).encode())


def _run(words):
    """Be the room's program, as a fresh process would be; return how it ended."""
    sys.argv = words
    del sys.modules[words[0]]
    try:
        runpy.run_module(words[0], run_name="__main__")
        sys.stdout.flush()
    except BaseException:  # noqa: BLE001 whatever it was, the process ends here
        return 1
    return 0


if __name__ == "__main__":
    _keep(socket.socket(fileno=int(sys.argv[1])))

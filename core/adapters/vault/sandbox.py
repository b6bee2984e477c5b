"""A room apart for hostile files: a process of its own, with little memory, little time and no secrets."""

import ctypes
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from core.adapters.vault.doors import Doors

MEGABYTE = 1024 * 1024
_ROOT = Path(__file__).parents[3]
# Two large files at once are as much memory as a small server can spare.
DOORS = Doors(rooms=2)
_LONGEST_ANSWER = 64 * MEGABYTE
_NO_NEW_PRIVILEGES = 38
# Each thread of a mathematics library would reserve memory that the room does not have.
_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


@dataclass(frozen=True)
class Room:
    """A module that is run apart as a program, on one file at a time.

    Units: `memory` in bytes; `seconds` of processor time, and twice as many by the clock.
    """

    module: str
    memory: int
    seconds: int

    def lines(self, data: bytes, person: str = "") -> Iterator[bytes]:
        """Give the program a person's file and walk over what it answers, line by line, as it comes.

        Raises: SubprocessError when it did not end well, after what it said until then.
        """
        program = [sys.executable, "-s", "-m", self.module, str(self.memory), str(self.seconds)]
        with DOORS.open_for(person), _started(program) as process:
            clock = threading.Timer(2 * self.seconds, _end, [process])
            clock.start()
            try:
                _give(process.stdin, data)
                yield from _said(process.stdout)
                ended = process.wait()
            finally:
                clock.cancel()
                _end(process)
        if ended < 0:
            DOORS.count_killed(person)
        if ended:
            raise subprocess.CalledProcessError(ended, program)

    def answer(self, data: bytes, person: str = "") -> bytes:
        """Give the program a person's file and return all that it answers.

        Raises: SubprocessError when it did not end well, or would not end.
        """
        answer = bytearray()
        for line in self.lines(data, person):
            answer += line
            if len(answer) > _LONGEST_ANSWER:
                raise subprocess.SubprocessError
        return bytes(answer)


def close_the_room() -> None:
    """Bind this very process to the memory and the time that its command line names; no way back.

    Shapes: what it needs has been imported; from now on it can open no file, no socket and no pipe.
    """
    memory, seconds = (int(limit) for limit in sys.argv[1:3])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    ctypes.CDLL(None).prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)


def _started(program: list[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603  # our own program; the file is only on its input
        program,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        env=_ENVIRONMENT,
        start_new_session=True,
    )


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a program with all that it may have started."""
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _said(stdout: IO[bytes] | None) -> Iterator[bytes]:
    """Walk over the lines of an answer, each no longer than a piece: a hostile one may never end."""
    while stdout and (piece := stdout.readline(MEGABYTE)):
        yield piece


def _give(stdin: IO[bytes] | None, data: bytes) -> None:
    # The program answers only once it has the whole file, so that neither waits for the other.
    if stdin is None:
        raise AssertionError("unreachable: the pipe was asked for")
    with suppress(BrokenPipeError):  # it ended before it had read everything; its status says so
        stdin.write(data)
    with suppress(BrokenPipeError):
        stdin.close()

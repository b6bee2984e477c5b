"""Who may enter a room apart: one file of a person at a time; who took least time today goes first."""

import subprocess
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Generator
from contextlib import contextmanager
from itertools import count

_DAY = 24 * 3600
_HOUR = 3600
_MOST_KILLED, _REST = 3, 60
"""After so many files killed within an hour a person's next one waits so many seconds."""


class HeldError(subprocess.SubprocessError):
    """A person's files were killed too often lately; hers are not opened for a minute."""


class Doors:
    """The doors of the rooms.

    Shapes: nobody waits for another person's file, only for a free room; the portal itself is "".
    """

    def __init__(self, rooms: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._free, self._clock = rooms, clock
        self._changed = threading.Condition()
        self._tickets, self._waiting = count(), dict[int, str]()
        self._inside: set[str] = set()
        self._day, self._taken = -1, defaultdict[str, float](float)
        self._killed = defaultdict[str, list[float]](list)

    @contextmanager
    def open_for(self, person: str) -> Generator[None]:
        """Wait for a free room and for one's turn, and hold the room until leaving it.

        Raises: HeldError.
        """
        self._enter(person)
        begun = self._clock()
        try:
            yield
        finally:
            self._leave(person, self._clock() - begun)

    def count_killed(self, person: str) -> None:
        """Remember that a person's file had to be killed."""
        with self._changed:
            now = self._clock()
            self._killed[person] = [*(at for at in self._killed[person] if now - at < _HOUR), now]

    def _enter(self, person: str) -> None:
        with self._changed:
            self._refuse_held(person)
            ticket = next(self._tickets)
            self._waiting[ticket] = person
            try:
                self._changed.wait_for(lambda: self._next() == ticket)
            finally:
                del self._waiting[ticket]
                self._changed.notify_all()
            self._free -= 1
            self._inside.add(person)

    def _leave(self, person: str, seconds: float) -> None:
        with self._changed:
            self._forget_yesterday()
            self._taken[person] += seconds
            self._free += 1
            self._inside.discard(person)
            self._changed.notify_all()

    def _next(self) -> int | None:
        """Return the ticket whose turn it is, if a room is free for it."""
        able = [ticket for ticket, person in self._waiting.items() if person not in self._inside]
        if not self._free or not able:
            return None
        return min(able, key=lambda ticket: (self._taken[self._waiting[ticket]], ticket))

    def _refuse_held(self, person: str) -> None:
        now, killed = self._clock(), self._killed.get(person, [])
        lately = [at for at in killed if now - at < _HOUR]
        if person and len(lately) >= _MOST_KILLED and now - lately[-1] < _REST:
            raise HeldError

    def _forget_yesterday(self) -> None:
        day = int(self._clock() // _DAY)
        if day != self._day:
            self._day = day
            self._taken.clear()

"""Many guesses at once, held at the comparison until every other one was counted or refused."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from core.domain.accounts.tries import Tries
from core.domain.errors import PortalError

LONGEST = 60
"""Seconds after which a crowd that should have gathered fails its test instead of hanging it."""


@dataclass
class Crowd:
    """So many threads that guess at once; a comparison waits for all of them, and notes what was counted."""

    size: int = 40
    arrived: int = 0
    counted: list = field(default_factory=list)
    _change: threading.Condition = field(default_factory=threading.Condition)
    _comparing: set = field(default_factory=set)

    def wait(self, portal):
        """Hold one guess before its first comparison."""
        if threading.get_ident() in self._comparing:
            return
        self._comparing.add(threading.get_ident())
        self._arrive()
        with self._change:
            assert self._change.wait_for(lambda: self.arrived >= self.size, LONGEST)
        rows = portal.kept(Tries)
        self.counted.append(max((row.wrong + 5 * row.locks for row in rows), default=0))

    def _arrive(self):
        with self._change:
            self.arrived += 1
            self._change.notify_all()

    def guess(self, call):
        """Let every thread call once, and return the codes of what they were answered, None where let in."""

        def once(number):
            try:
                call(number)
            except PortalError as refusal:
                code = refusal.code
            else:
                code = None
            if threading.get_ident() not in self._comparing:
                self._arrive()
            return code

        with ThreadPoolExecutor(self.size, initializer=self._start.wait) as pool:
            return list(pool.map(once, range(self.size)))

    def __post_init__(self):
        # every thread takes one guess: none is free for a second before the last has begun
        self._start = threading.Barrier(self.size)


@dataclass(frozen=True)
class WatchedHasher:
    """A hasher whose comparisons wait for the crowd."""

    hasher: object
    crowd: Crowd
    portal: object

    def hash(self, secret):
        return self.hasher.hash(secret)

    def matches(self, secret, hashed):
        self.crowd.wait(self.portal)
        return self.hasher.matches(secret, hashed)


@dataclass
class CountingHasher:
    """A hasher that says how often it was asked."""

    hasher: object
    compared: int = 0
    hashed: int = 0

    def hash(self, secret):
        self.hashed += 1
        return self.hasher.hash(secret)

    def matches(self, secret, hashed):
        self.compared += 1
        return self.hasher.matches(secret, hashed)


def crowded(portal):
    """Return the portal with a crowd before its comparisons, and the crowd."""
    crowd = Crowd()
    return portal.with_outside(hasher=WatchedHasher(portal.outside.hasher, crowd, portal)), crowd


def counting(portal):
    """Return the portal with a hasher that counts, and that hasher."""
    hasher = CountingHasher(portal.outside.hasher)
    return portal.with_outside(hasher=hasher), hasher

"""One writer at a time: the rule that keeps DuckDB from losing updates."""

import threading
from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

WRITER = (
    threading.Lock()
)  # of the process, not of a store: DuckDB does not detect every conflict between writers
_here = threading.local()


@contextmanager
def turn(lock: AbstractContextManager[Any]) -> Generator[None]:
    """Hold the lock while writing.

    Raises: RuntimeError for a write inside a write, which would wait for itself for ever.
    """
    if getattr(_here, "writing", False):
        raise RuntimeError("a write transaction is already open in this thread; pass it on instead")
    with lock:
        _here.writing = True
        try:
            yield
        finally:
            _here.writing = False

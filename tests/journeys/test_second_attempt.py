"""A test run again after a time-out meets a portal where its first attempt left nothing."""

from types import SimpleNamespace

from tests.journeys.conftest import Shared


class Portals:
    """Portals begun one after another, and which of them were stopped."""

    def __init__(self):
        self.begun, self.stopped = 0, []

    def begin(self):
        self.begun += 1
        number = self.begun
        return SimpleNamespace(number=number, live=SimpleNamespace(stop=lambda: self.stopped.append(number)))


def attempt(test, count):
    return SimpleNamespace(nodeid=test, execution_count=count)


def test_tests_share_a_portal_and_a_second_attempt_begins_another():
    portals = Portals()
    shared = Shared(portals.begin)

    numbers = [
        shared.get(attempt(test, count)).number
        for test, count in (("a", 1), ("b", 1), ("b", 2), ("b", 2), ("c", 1))
    ]

    assert (numbers, portals.stopped) == ([1, 1, 2, 2, 2], [1])

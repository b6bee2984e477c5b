"""One portal with people already in it, a browser for each module, and people in front of it."""

from dataclasses import dataclass

import pytest
from live import LivePortal, serve
from playwright.sync_api import expect

from tests.journeys.cast import Cast, prepare
from tests.journeys.office import Office
from tests.journeys.office import prepare as prepare_office
from tests.journeys.person import PATIENCE, Person

expect.set_options(timeout=PATIENCE)


@dataclass
class Peopled:
    """A served portal, and who is left at each stage."""

    live: LivePortal
    cast: Cast


class Shared:
    """A portal that tests share; a second attempt gets one of its own, where the first has left nothing."""

    def __init__(self, begin):
        self._begin, self._attempt, self._begun = begin, "", None

    def get(self, test):
        """Return the portal and whom it knows, for this attempt of a test."""
        count = getattr(test, "execution_count", 1)  # only where tests may be run again
        attempt = f"{test.nodeid} {count}"
        if not self._begun or (count > 1 and attempt != self._attempt):
            self.end()
            self._begun = self._begin()
        self._attempt = attempt
        return self._begun

    def end(self):
        if self._begun:
            self._begun.live.stop()
            self._begun = None


@pytest.fixture(scope="session")
def shared_by_all(tmp_path_factory):
    """Keep the portal of the tests whose module has no office of its own."""

    def begin():
        data = tmp_path_factory.mktemp("journeys") / "data"
        cast = prepare(data)
        return Peopled(serve(data), cast)

    shared = Shared(begin)
    yield shared
    shared.end()


@pytest.fixture(scope="module")
def shared_by_module(request, tmp_path_factory):
    """Keep a portal with the module's PEOPLE, what they ANSWERED and its `fill`, as its SETTINGS say."""

    def begin():
        data = tmp_path_factory.mktemp("office") / "data"
        answered = getattr(request.module, "ANSWERED", {})
        people = prepare_office(data, answered, **request.module.PEOPLE)
        getattr(request.module, "fill", lambda data: None)(data)
        return Office(serve(data, **getattr(request.module, "SETTINGS", {})), people)

    shared = Shared(begin)
    yield shared
    shared.end()


@pytest.fixture
def prepared(request, shared_by_all):
    return shared_by_all.get(request.node)


@pytest.fixture
def office(request, shared_by_module):
    return shared_by_module.get(request.node)


@pytest.fixture
def live_portal(request):
    """Return the portal of the module's own office, or the one that all others share."""
    return request.getfixturevalue("office" if hasattr(request.module, "PEOPLE") else "prepared").live


@pytest.fixture
def person(chromium, live_portal):
    """Put somebody in front of the portal: `person("en", viewport={...})`."""

    def met(language="fr", kind=Person, **window):
        return kind(chromium, live_portal.address, language, **window)

    yield met
    for context in list(chromium.contexts):
        context.close()


@pytest.fixture
def someone(person, prepared):
    """Put somebody in front of the portal who came so far before: `someone("printed", at="/form")`."""

    def met(stage, language="fr", at="/", **window):
        return person(language, **window).signs_in_at(prepared.cast.take(stage), at)

    return met

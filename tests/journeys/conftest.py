"""One portal with people already in it, a browser for each module, and people in front of it."""

import pytest
from live import serve
from playwright.sync_api import expect

from tests.journeys.cast import prepare
from tests.journeys.office import Office
from tests.journeys.office import prepare as prepare_office
from tests.journeys.person import PATIENCE, Person

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    data = tmp_path_factory.mktemp("journeys") / "data"
    cast = prepare(data)
    live = serve(data)
    yield live, cast
    live.stop()


@pytest.fixture(scope="module")
def office(request, tmp_path_factory):
    """Serve a portal with staff and the module's PEOPLE, with what they ANSWERED, as its SETTINGS say."""
    data = tmp_path_factory.mktemp("office") / "data"
    answered = getattr(request.module, "ANSWERED", {})
    people = prepare_office(data, answered, **request.module.PEOPLE)
    made = Office(serve(data, **getattr(request.module, "SETTINGS", {})), people)
    yield made
    made.live.stop()


@pytest.fixture
def live_portal(request):
    """Return the portal of the module's own office, or the one that all others share."""
    has_office = hasattr(request.module, "PEOPLE")
    return request.getfixturevalue("office").live if has_office else request.getfixturevalue("prepared")[0]


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
        return person(language, **window).signs_in_at(prepared[1].take(stage), at)

    return met

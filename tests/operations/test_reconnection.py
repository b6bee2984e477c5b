"""A press that comes with a new connection, as after a restart or minutes without network, counts."""

import pytest
from crashes import people
from live import serve
from visitor import Visitor, cookie_line


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    data = tmp_path_factory.mktemp("reconnection") / "data"
    somebody, _ = people(data, 0)
    live = serve(data)
    yield live, somebody
    live.stop()


def reconnected(live, somebody, tab):
    """Return the same page, whose browser has lost its connection and made a new one."""
    again = Visitor(live.address, cookie_line(somebody.token))
    again.widgets, again.query, again._page = tab.widgets, tab.query, tab._page
    return again


def test_the_first_next_after_a_reconnection_saves_the_answer_and_turns_the_page(served):
    live, somebody = served
    tab = somebody.visit(live, "question", q="family_name")
    again = reconnected(live, somebody, tab)

    again.press("next", part_family_name="Après")

    assert "q=given_names" in again.query
    assert again.headings != tab.headings
    assert somebody.visit(live, "question", q="family_name").widgets["part_family_name"].default == "Après"


def test_what_is_pressed_later_on_the_new_connection_counts_once(served):
    live, somebody = served
    tab = somebody.visit(live, "question", q="family_name")
    again = reconnected(live, somebody, tab)
    again.press("next", part_family_name="Encore")

    again.press("back")

    assert "q=family_name" in again.query

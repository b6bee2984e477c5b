"""The strip's route, asked as its own pages ask it, as a stranger would, and where there is none."""

import pytest
from starlette.requests import Request
from test_command_line import PRODUCTION

from core.demonstration.stage.doors import READY_MADE
from pages.parts.demonstration.routes import FIRST_PAGES, is_within_reach
from pages.parts.demonstration.strip import PARTS

OFFICER = "/demo/enter/officer"


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    """A served demonstration in which nobody makes an account before the last test."""
    from live import serve

    live = serve(tmp_path_factory.mktemp("demonstration") / "data")
    yield live
    live.stop()


def pressed(live, path=OFFICER, **headers):
    with live.client() as client:
        return client.post(path, headers={"Origin": live.address, **headers})


def test_a_press_gives_a_cookie_that_scripts_cannot_read_and_leads_to_the_first_page(demonstration):
    answer = pressed(demonstration)
    (given,) = answer.headers.get_list("set-cookie")

    assert (answer.status_code, answer.headers["location"]) == (303, "/queue")
    assert given.startswith("portal_session=")
    assert given.endswith("; HttpOnly; Path=/; SameSite=lax")


def test_a_second_press_ends_the_session_of_the_first(demonstration, socket_to):
    with demonstration.client() as client:
        client.post(OFFICER, headers={"Origin": demonstration.address})
        first = f"portal_session={client.cookies['portal_session']}; portal_language=fr"
        client.post("/demo/enter/manager", headers={"Origin": demonstration.address})

    assert socket_to(demonstration, cookies=first).headings("queue") == ["Ouvrez d’abord une session"]


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_a_press_on_a_page_of_another_site_opens_nothing(demonstration, origin):
    answer = pressed(demonstration, Origin=origin)

    assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)


def test_a_scenario_opens_a_session_of_its_person_whose_specimens_are_files_of_her_own(demonstration):
    told = {"Origin": demonstration.address}
    with demonstration.client() as client, demonstration.client() as other:
        answer = client.post("/demo/scene/in_order", headers=told)
        page = client.get(answer.headers["location"])
        assert (answer.status_code, answer.headers["location"], page.status_code) == (303, "/documents", 200)
        assert client.cookies["portal_guest"]
        client.post("/demo/enter/officer", headers=told)
        officer = client.cookies["portal_session"]
        client.post("/demo/enter/applicant", headers=told)
        assert client.cookies["portal_session"] != officer
        assert other.get(f"/demo/specimen/{client.cookies['portal_guest']}/first_id").status_code == 403


@pytest.mark.parametrize("path", ["/demo/scene/in_order", "/demo/scene/nothing"])
def test_a_scenario_is_played_for_no_other_site_and_none_that_is_not_there(demonstration, path):
    origin = {"Origin": "https://evil.example"} if path.endswith("order") else {}
    answer = pressed(demonstration, path, **origin)

    assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)


def test_an_address_that_is_merely_opened_opens_nothing(demonstration):
    with demonstration.client() as client:
        answer = client.get(OFFICER)

    assert (answer.status_code, "set-cookie" in answer.headers) == (404, False)


def test_a_name_that_leads_to_this_machine_from_elsewhere_opens_nothing(demonstration):
    answer = pressed(demonstration, Host="portail.example", Origin="http://portail.example")

    assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)


def test_a_part_that_nobody_plays_opens_nothing(demonstration):
    answer = pressed(demonstration, "/demo/enter/portal")

    assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)


@pytest.mark.parametrize(
    ("server", "client", "host", "within"),
    [
        ("127.0.0.1", "127.0.0.1", "localhost:8501", True),
        ("::1", "::1", "[::1]:8501", True),
        ("127.0.0.1", "127.0.0.1", "portail.example", False),
        ("127.0.0.1", "192.0.2.7", "localhost:8501", False),
        ("192.0.2.1", "192.0.2.7", "192.0.2.1:8501", True),
    ],
)
def test_others_come_only_where_the_host_was_set(server, client, host, within):
    scope = {
        "type": "http", "server": (server, 8501), "client": (client, 50000),
        "headers": [(b"host", host.encode())],
    }  # fmt: skip

    assert is_within_reach(Request(scope)) is within


def test_a_portal_in_production_does_not_have_the_route(serving):
    live = serving(**PRODUCTION)
    told = {"Host": "portail.example", "Origin": "https://portail.example"}

    answers = [pressed(live, f"/demo/enter/{part}", **told) for part in READY_MADE]

    # what is left at such an address is the page that says it leads nowhere, which nobody sends a form to
    assert {(it.status_code, "set-cookie" in it.headers) for it in answers} == {(405, False)}
    with live.client(Host="portail.example") as client:
        assert client.get(OFFICER).status_code == 404


def test_every_part_has_a_button_and_a_first_page():
    assert set(PARTS) == FIRST_PAGES.keys() == READY_MADE.keys()

"""What the portal says as it starts, and what it refuses to start with."""

import re

import pytest
from live import launch, serve
from test_command_line import PRODUCTION
from visitor import Visitor

from core.bootstrap import build
from core.demonstration.accounts import ACCOUNTS, PASSWORD
from core.settings import Settings
from tests.services import steps

REFUSED = {
    "secret": (
        {"PORTAL_COOKIE_SECRET": ""},
        "The portal does not start in production with the demonstration secret.",
    ),
    "mode": ({"PORTAL_MODE": "holiday"}, "The portal cannot read this setting: PORTAL_MODE."),
}


def test_a_demonstration_says_its_accounts_and_partners(live_portal):
    lines = live_portal.log.splitlines()
    told = [line.split()[:2] for line in lines]
    assert [row for row in told if row[-1:] == [PASSWORD]] == [[it.user_code, PASSWORD] for it in ACCOUNTS]
    partners = lines.index("Sign-In Partners (their own page lists their customers):")
    assert lines[partners + 1 : partners + 3] == [
        "  Caisse Boréale / Boreal Credit Union",
        "  Banque de l’Érablière / Maple Grove Bank",
    ]


@pytest.mark.parametrize("name", REFUSED)
def test_what_may_not_start_ends_with_one_sentence_before_anything_is_kept(name, tmp_path):
    changed, said = REFUSED[name]
    live = launch(tmp_path / "data", **{**PRODUCTION, "LANG": "en", **changed})
    status = live.process.wait(120)
    (sentence,) = live.log.splitlines()
    assert (status != 0, sentence.startswith(said)) == (True, True)
    assert not (live.data / "portal.duckdb").exists()


def test_production_with_all_it_needs_starts_and_signs_in_with_a_cookie_for_tls_only(tmp_path):
    portal = build(Settings(data=tmp_path / "data"))
    steps.register(portal)
    portal.store.close()
    live = serve(tmp_path / "data", **PRODUCTION)
    with live.client(Host="portail.example", Origin="https://portail.example") as client:
        page = client.get("/gckey").headers.get_list("set-cookie")
        tab = Visitor(live.address, host="portail.example").open("gckey")
        tab.press(
            "FormSubmitter:gckey-Ouvrir une session",
            **{"Code d’utilisateur": "zoetrope", "Mot de passe": steps.PASSWORD},
        )
        ticket = re.search(r'"ticket": ?"([\w-]+)"', tab.widgets["open_session"].json)[1]
        given = client.post("/session/open", json={"ticket": ticket}).headers.get_list("set-cookie")
    live.stop()
    told = {line.split("=")[0]: line.split("; ")[1:] for line in [*page, *given]}
    guarded = ["HttpOnly", "Path=/", "SameSite=lax", "Secure"]
    assert told == {
        "portal_language": ["HttpOnly", "Max-Age=31536000", *guarded[1:]],
        "portal_browser": ["HttpOnly", "Max-Age=31536000", *guarded[1:]],
        "__Host-portal_session": guarded,
    }

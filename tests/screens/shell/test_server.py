"""The door around Streamlit, asked as a stranger would ask it."""

import base64
import re
from hashlib import sha256

import pytest
from opening import screens

GUARDED = [(file, path) for file, path in screens() if not file.startswith("public/")]
SOME_ID = "01930000-0000-7000-8000-000000000001"
DOCUMENT = f"/document/{SOME_ID}"


def answer_partner(client, choice="sign_in"):
    """Go to the demonstration's partner, answer its form, and return the address it leads back to."""
    there = client.get("/partner/boreal/start", follow_redirects=True)
    word = re.search(r'name="form_word" value="([^"]+)"', there.text)[1]
    form = {"form_word": word, "user_name": "camille", "password": "boreale-1", "choice": choice}
    return client.post(there.url, data=form).headers["location"]


def sign_in_at_partner(client):
    """Come back from the partner signed in."""
    return client.get(answer_partner(client))


def cookie_line(client):
    return "; ".join(f"{name}={value}" for name, value in client.cookies.items())


def test_the_first_request_of_a_fresh_process_to_any_screen_shows_only_the_invitation_to_sign_in(
    serving, socket_to
):
    live = serving()
    sockets = {path: socket_to(live) for _, path in GUARDED}
    shown = {path: socket.headings(path) for path, socket in sockets.items()}
    assert shown == {path: ["Ouvrez d’abord une session"] for _, path in GUARDED}
    assert [path for path, socket in sockets.items() if socket.not_found] == []


@pytest.mark.clause("1.P3", "1.P4")
def test_a_partner_signs_somebody_in_with_a_cookie_that_scripts_cannot_read(live_portal, socket_to):
    with live_portal.client() as client:
        client.get("/")
        answer = sign_in_at_partner(client)
        assert (answer.status_code, answer.headers["location"]) == (303, "/partner-return")
        given = [line for line in answer.headers.get_list("set-cookie") if line.startswith("portal_session=")]
        assert [re.sub(r"=[^;]+", "=…", line, count=1) for line in given] == [
            "portal_session=…; HttpOnly; Path=/; SameSite=lax"
        ]
        assert socket_to(live_portal, cookies=cookie_line(client)).headings("partner-return") == [
            "Vous êtes de retour au portail"
        ]


@pytest.mark.clause("1.P3")
def test_a_sign_in_cancelled_at_the_partner_says_so_and_opens_no_session(live_portal):
    with live_portal.client() as client:
        answer = client.get(answer_partner(client, "cancel"))
        assert answer.headers["location"] == "/partner-problem?code=partner_cancelled"
        assert "portal_session" not in client.cookies


def test_a_return_from_a_partner_counts_once(live_portal):
    with live_portal.client() as client:
        back = answer_partner(client)
        state = client.cookies["portal_partner"]
        client.get(back)
        client.cookies.set("portal_partner", state, path="/partner")
        assert client.get(back).headers["location"] == "/partner-problem?code=partner_state_mismatch"


def test_a_cookie_copied_before_sign_out_does_not_sign_in_after_it(live_portal, socket_to):
    with live_portal.client() as client:
        sign_in_at_partner(client)
        copied = cookie_line(client)
        assert socket_to(live_portal, cookies=copied).headings("terms") != ["Ouvrez d’abord une session"]
        client.post("/session/close", headers={"Origin": live_portal.address})
        assert "portal_session" not in client.cookies
        assert socket_to(live_portal, cookies=copied).headings("terms") == ["Ouvrez d’abord une session"]


def test_signing_out_is_not_done_for_another_site(live_portal, socket_to):
    with live_portal.client() as client:
        sign_in_at_partner(client)
        answer = client.post("/session/close", headers={"Origin": "https://evil.example"})
        assert answer.status_code == 403
        assert socket_to(live_portal, cookies=cookie_line(client)).headings("partner-return") == [
            "Vous êtes de retour au portail"
        ]


def test_a_stolen_streamlit_session_id_does_not_take_over_a_session(live_portal, socket_to):
    with live_portal.client() as client:
        client.get("/")
        sign_in_at_partner(client)
        victim = socket_to(live_portal, cookies=cookie_line(client))
        victim.headings("partner-return")
        mark = sha256(f"{client.cookies['portal_browser']}|{client.cookies['portal_session']}".encode())
        thief = socket_to(live_portal, resume=victim.session_id, x_portal_browser=mark.hexdigest())
        assert thief.headings("partner-return") == ["Ouvrez d’abord une session"]
        assert thief.session_id != victim.session_id
        own = socket_to(live_portal, cookies=cookie_line(client), resume=victim.session_id)
        own.headings("partner-return")
        assert own.session_id == victim.session_id


def test_an_anonymous_session_is_not_taken_over_either(live_portal, socket_to):
    with live_portal.client() as client, live_portal.client() as other:
        client.get("/")
        other.get("/")
        victim = socket_to(live_portal, cookies=cookie_line(client))
        victim.headings()
        for cookies in (cookie_line(other), ""):
            thief = socket_to(live_portal, cookies=cookies, resume=victim.session_id)
            thief.headings()
            assert thief.session_id != victim.session_id


@pytest.mark.parametrize(
    "path", [DOCUMENT, f"{DOCUMENT}/page/1", f"/form/{SOME_ID}.pdf", "/receipt/R-0001.pdf"]
)
@pytest.mark.parametrize("cookie", [None, "made-up"])
def test_a_paper_is_not_given_without_its_owners_session(live_portal, path, cookie):
    with live_portal.client() as client:
        if cookie:
            client.cookies.set("portal_session", cookie)
        answer = client.get(path)
        assert (answer.status_code, "ne peut pas être montré" in answer.text) == (403, True)


def test_a_paper_that_is_not_there_is_not_found_by_a_newcomer_either(live_portal):
    with live_portal.client() as client:
        sign_in_at_partner(client)
        assert client.get(DOCUMENT).status_code in (403, 404)


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/mcp",
        "/_stcore/script-health-check",
        "/component/extra_streamlit_components.CookieManager.cookie_manager/index.html",
        "/no/such/page",
        "/index.html",
    ],
)
def test_addresses_that_are_not_ours_lead_nowhere(live_portal, path):
    with live_portal.client() as client:
        answer = client.get(path)
        assert (answer.status_code, "ne mène à aucune page" in answer.text) == (404, True)


@pytest.mark.parametrize("path", ["/media/0123456789.png", "/_stcore/upload_file/session/file"])
def test_streamlits_own_files_are_for_people_with_a_session(live_portal, path):
    with live_portal.client() as client:
        assert client.get(path).status_code == 403
        assert client.put(path, content=b"x").status_code == 403


def test_every_script_in_the_page_is_named_by_the_policy(live_portal):
    with live_portal.client() as client:
        answer = client.get("/")
        policy = answer.headers["content-security-policy"]
        inline = re.findall(r"<script>(.*?)</script>", answer.text, re.DOTALL)
        hashes = [base64.b64encode(sha256(script.encode()).digest()).decode() for script in inline]
        allowed = re.search(r"script-src ([^;]+)", policy)[1].split()
        assert allowed == ["'self'", "blob:", *(f"'sha256-{digest}'" for digest in hashes)]
        assert "frame-ancestors 'none'" in policy


def test_every_answer_carries_the_security_headers(live_portal):
    with live_portal.client() as client:
        for path in ("/", "/healthz", "/_stcore/metrics", DOCUMENT, "/_stcore/health"):
            headers = client.get(path).headers
            told = (headers["x-content-type-options"], headers["referrer-policy"])
            assert told == ("nosniff", "same-origin")
            assert "default-src 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize(
    ("languages", "cookie", "query", "expected"),
    [
        ("", "", "", "fr"),
        ("en-CA,fr;q=0.5", "", "", "en"),
        ("de,fr-CA", "", "", "fr"),
        ("en-CA", "fr", "", "fr"),
        ("fr-CA", "", "?lang=en", "en"),
        ("fr-CA", "", "?lang=<b>", "fr"),
    ],
)
def test_the_page_says_its_language_at_the_first_byte(live_portal, languages, cookie, query, expected):
    with live_portal.client(**{"Accept-Language": languages}) as client:
        if cookie:
            client.cookies.set("portal_language", cookie)
        answer = client.get(f"/guide{query}")
        assert re.search(r'<html lang="(\w+)">', answer.text)[1] == expected
        assert f"portal_language={expected};" in answer.headers["set-cookie"]


def test_the_language_link_goes_back_to_the_same_page(live_portal):
    with live_portal.client() as client:
        answer = client.get("/language/en", params={"to": "/question?q=regulator"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/question?q=regulator")
        assert client.cookies["portal_language"] == "en"


@pytest.mark.parametrize(
    "to",
    ["https://evil.example", "//evil.example", "/\\evil.example", "evil", "/a\r\nX: y", "javascript:x", ""],
)
def test_the_language_link_leads_to_no_other_site(live_portal, to):
    with live_portal.client() as client:
        assert client.get("/language/en", params={"to": to}).headers["location"] == "/"


def test_a_screen_is_not_kept_by_the_browser(live_portal):
    with live_portal.client() as client:
        assert client.get("/sessions").headers["cache-control"] == "no-store"


def test_our_style_and_script_may_be_kept_because_their_address_changes(live_portal):
    with live_portal.client() as client:
        page = client.get("/").text
        for path in re.findall(r"/assets/[^\"]+", page):
            answer = client.get(path)
            assert (answer.status_code, "immutable" in answer.headers["cache-control"]) == (200, True)


@pytest.mark.parametrize("name", ["focus.js", "nothing.css", "nothing/portal.css"])
def test_no_other_file_is_served(live_portal, name):
    with live_portal.client() as client:
        assert client.get(f"/assets/x/{name}").status_code == 404


def test_a_made_up_ticket_opens_no_session(live_portal):
    with live_portal.client() as client:
        here = {"Origin": live_portal.address}
        for body in ('{"ticket":"made-up"}', "", "[]", '{"ticket":""}', "x" * 600):
            answer = client.post("/session/open", content=body, headers=here)
            assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)


def test_a_session_is_not_opened_by_a_link(live_portal):
    with live_portal.client() as client:
        assert client.get("/session/open").status_code == 404


def test_health_says_that_the_store_answers(live_portal):
    with live_portal.client() as client:
        assert client.get("/healthz").json() == {"status": "ok"}


def test_streamlit_refuses_a_page_of_another_site(live_portal, socket_to):
    with pytest.raises(Exception, match="403"):
        socket_to(live_portal, Origin="https://evil.example")


@pytest.mark.parametrize("origin", ["http://localhost:3000", "http://127.0.0.1:1", "null", "file://"])
def test_the_socket_refuses_what_is_not_this_portal_s_own_page_on_a_demonstration_too(
    live_portal, socket_to, origin
):
    with pytest.raises(Exception, match="403"):
        socket_to(live_portal, Origin=origin)


def test_the_socket_takes_this_portal_s_own_page(live_portal, socket_to):
    assert socket_to(live_portal, Origin=live_portal.address).headings() != []


def test_the_log_names_nobody_and_no_session(live_portal, socket_to):
    with live_portal.client() as client:
        sign_in_at_partner(client)
        seen = socket_to(live_portal, cookies=cookie_line(client))
        seen.headings("partner-return")
        second = socket_to(live_portal, cookies=cookie_line(client), resume=seen.session_id)
        second.headings("partner-return")
        secrets = (seen.session_id, client.cookies["portal_session"], "camille")
        assert [word for word in secrets if word in live_portal.log] == []


PRODUCTION = {
    "PORTAL_MODE": "production",
    "PORTAL_ADDRESS": "https://portail.example",
    "PORTAL_COOKIE_SECRET": "0123456789abcdef0123456789abcdef",
    "PORTAL_SEALING_KEY": "fedcba9876543210fedcba9876543210",
    "PORTAL_SENDER": "portail@portail.example",
    "PORTAL_SMTP_HOST": "mail.example",
}


def test_in_production_cookies_need_tls_and_this_host_only(serving):
    live = serving(**PRODUCTION)
    with live.client(Host="portail.example") as client:
        answer = client.get("/")
        assert answer.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
        assert [line.count("Secure") for line in answer.headers.get_list("set-cookie")] == [1, 1]
        assert client.get("/demo/partner/boreal/.well-known/openid-configuration").status_code == 404
        closed = client.post("/session/close", headers={"Origin": "https://portail.example"})
        assert "__Host-portal_session" in closed.headers["set-cookie"]
        assert client.get("/", headers={"Host": "evil.example"}).status_code == 400

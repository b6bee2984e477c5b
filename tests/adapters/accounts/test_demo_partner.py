"""The demonstration's partners keep the protocol."""

import httpx
import pytest
from partner_steps import ORIGIN, RETURN, brought

from core.adapters.accounts.oidc_partners import Partners
from core.demonstration.partners.provider import DemoPartners
from core.domain.application.content import Language

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("language", "lang", "button"),
    [("fr", '<html lang="fr">', ">Continuer<"), ("en", '<html lang="en">', ">Continue<")],
)
async def test_the_partners_page_speaks_the_language_the_portal_was_read_in(
    partners: Partners, browser: httpx.AsyncClient, language: Language, lang: str, button: str
) -> None:
    page = await browser.get((await partners.begin("boreal", RETURN, language)).location)

    assert [piece in page.text for piece in (lang, button, "boreale-1")] == [True, True, True]


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": ""}, "invalid_request"),
        ({"nonce": ""}, "invalid_request"),
        ({"response_type": "token"}, "invalid_request"),
    ],
)
async def test_a_demonstration_partner_refuses_a_weak_request(
    partners: Partners, browser: httpx.AsyncClient, asked: dict[str, str], error: str
) -> None:
    location = httpx.URL((await partners.begin("boreal", RETURN)).location).copy_merge_params(asked)
    assert brought(await browser.get(location))["error"] == error


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "asked",
    [
        {"redirect_uri": "https://evil.example/"},
        {"redirect_uri": f"{ORIGIN}.evil.example/"},
        {"client_id": "x"},
    ],
)
async def test_a_demonstration_partner_sends_nobody_elsewhere(
    partners: Partners, browser: httpx.AsyncClient, method: str, asked: dict[str, str]
) -> None:
    location = httpx.URL((await partners.begin("boreal", RETURN)).location).copy_merge_params(asked)

    page = await browser.request(method, location)

    assert (page.status_code, "location" in page.headers) == (400, False)


@pytest.mark.parametrize("word", ["", "invented"])
async def test_a_form_sent_from_elsewhere_signs_nobody_in(
    partners: Partners, browser: httpx.AsyncClient, word: str
) -> None:
    location = (await partners.begin("boreal", RETURN)).location
    await browser.get(location)
    form = {"form_word": word, "user_name": "camille", "password": "boreale-1", "choice": "sign_in"}

    page = await browser.post(location, data=form)

    assert (page.status_code, "location" in page.headers) == (403, False)


async def test_a_demonstration_partner_escapes_what_the_address_says(
    partners: Partners, browser: httpx.AsyncClient
) -> None:
    location = (await partners.begin("boreal", RETURN)).location
    browser.cookies.set("demo_partner_boreal", "'><script>alert(1)</script>")

    page = await browser.get(f'{location}&x="><script>alert(1)</script>')

    assert "<script" not in page.text


async def test_a_demonstration_partner_gives_tokens_only_to_the_portal(
    demo: DemoPartners, browser: httpx.AsyncClient
) -> None:
    form = {"grant_type": "authorization_code", "client_id": "portail-rra", "client_secret": "guessed"}

    answers = [
        await browser.post(f"{ORIGIN}/demo/partner/boreal/token", data=form),
        await browser.post(f"{ORIGIN}/demo/partner/boreal/token", data=form, auth=("portail-rra", "guessed")),
        await browser.post(f"{ORIGIN}/demo/partner/boreal/token", headers={"Authorization": "Basic %%%"}),
    ]

    assert [(answer.status_code, answer.json()) for answer in answers] == [
        (401, {"error": "invalid_client"})
    ] * 3


async def test_a_demonstration_partner_keeps_its_private_key(browser: httpx.AsyncClient) -> None:
    [key] = (await browser.get(f"{ORIGIN}/demo/partner/boreal/keys")).json()["keys"]
    assert sorted(key) == ["alg", "e", "kid", "kty", "n", "use"]


async def test_a_partners_secret_is_not_shown(demo: DemoPartners) -> None:
    secret = demo.settings[0].client_secret.get_secret_value()
    assert (len(secret) >= 43, secret in repr(demo.settings)) == (True, False)

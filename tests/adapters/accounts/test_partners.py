"""A sign-in at a partner, from the portal and back, and each way it can go wrong."""

import re
import tomllib
from pathlib import Path

import httpx
import pytest
from partner_steps import DATA, ORIGIN, RETURN, Clock, brought, failure, press, signed_in

from core.adapters.accounts import oidc_partners as partners_module
from core.adapters.accounts.oidc_partners import Partners, state_digest
from core.domain.errors import PartnerError
from core.domain.ports.partners import Proven

ADAPTERS = Path(partners_module.__file__).parent
DEMONSTRATION = ADAPTERS.parents[1] / "demonstration"

pytestmark = pytest.mark.anyio


@pytest.mark.clause("1.P3")
@pytest.mark.parametrize(
    ("partner", "user_name", "password", "proven"),
    [
        ("boreal", "camille", "boreale-1", Proven(issuer="/demo/partner/boreal", subject="boreal-0001")),
        ("erabliere", "zoe", "erable-2", Proven(issuer="/demo/partner/erabliere", subject="erabliere-0002")),
    ],
)
async def test_a_customer_who_signs_in_at_a_partner_is_proven(
    partners: Partners,
    browser: httpx.AsyncClient,
    partner: str,
    user_name: str,
    password: str,
    proven: Proven,
) -> None:
    begun = await partners.begin(partner, RETURN)

    params = await signed_in(browser, begun.location, user_name, password)

    assert await partners.finish(begun.attempt, params, begun.state, RETURN) == proven


@pytest.mark.clause("1.P3")
async def test_the_same_person_is_proven_under_every_name_of_the_portal(
    partners: Partners, browser: httpx.AsyncClient
) -> None:
    proven: list[Proven] = []
    for return_to in ("http://localhost:8501/partner/return", "https://192.0.2.7/partner/return"):
        begun = await partners.begin("boreal", return_to)
        params = await signed_in(browser, begun.location)
        proven.append(await partners.finish(begun.attempt, params, begun.state, return_to))

    assert proven == [Proven(issuer="/demo/partner/boreal", subject="boreal-0001")] * 2


@pytest.mark.clause("1.P2")
async def test_the_demonstration_offers_two_partners_named_in_both_languages(partners: Partners) -> None:
    assert [(partner.id, partner.name.fr, partner.name.en) for partner in partners.all] == [
        ("boreal", "Caisse Boréale", "Boreal Credit Union"),
        ("erabliere", "Banque de l’Érablière", "Maple Grove Bank"),
    ]


async def test_the_attempt_keeps_the_digest_of_the_state_and_never_the_state(partners: Partners) -> None:
    begun = await partners.begin("boreal", RETURN)

    assert begun.attempt.state_digest == state_digest(begun.state)
    assert begun.state not in begun.attempt.model_dump_json()


async def test_a_partner_that_is_not_configured_is_unknown(partners: Partners) -> None:
    with pytest.raises(PartnerError) as refused:
        await partners.begin("nowhere", RETURN)
    assert refused.value.code == "partner_unknown"


@pytest.mark.clause("1.P3")
async def test_a_sign_in_cancelled_at_the_partner_is_cancelled(
    partners: Partners, browser: httpx.AsyncClient
) -> None:
    begun = await partners.begin("boreal", RETURN)

    params = brought(await press(browser, begun.location, choice="cancel"))

    assert await failure(partners, begun, params) == "partner_cancelled"


async def test_a_sign_in_the_partner_denies_is_refused(
    partners: Partners, browser: httpx.AsyncClient
) -> None:
    begun = await partners.begin("boreal", RETURN)

    params = brought(await browser.get(f"{begun.location}&prompt=none"))

    assert params["error"] == "login_required"
    assert await failure(partners, begun, params) == "partner_refused"


async def test_an_answer_without_a_code_is_refused(partners: Partners) -> None:
    begun = await partners.begin("boreal", RETURN)
    assert await failure(partners, begun, {"state": begun.state}) == "partner_refused"


async def test_a_wrong_password_stays_at_the_partner(partners: Partners, browser: httpx.AsyncClient) -> None:
    begun = await partners.begin("boreal", RETURN)

    page = await press(browser, begun.location, user_name="camille", password="boreale-2", choice="sign_in")

    assert (page.status_code, 'role="alert"' in page.text) == (422, True)


async def test_a_code_is_worthless_after_a_minute(
    partners: Partners, browser: httpx.AsyncClient, clock: Clock
) -> None:
    begun = await partners.begin("boreal", RETURN)
    params = await signed_in(browser, begun.location)

    clock.wait(seconds=61)

    assert await failure(partners, begun, params) == "partner_expired"


async def test_an_attempt_is_worthless_after_ten_minutes(
    partners: Partners, browser: httpx.AsyncClient, clock: Clock
) -> None:
    begun = await partners.begin("boreal", RETURN)
    clock.wait(minutes=10, seconds=1)
    params = await signed_in(browser, begun.location)

    assert await failure(partners, begun, params) == "partner_expired"


async def test_a_code_counts_once(partners: Partners, browser: httpx.AsyncClient) -> None:
    begun = await partners.begin("boreal", RETURN)
    params = await signed_in(browser, begun.location)
    await partners.finish(begun.attempt, params, begun.state, RETURN)

    assert await failure(partners, begun, params) == "partner_expired"


async def test_a_stolen_code_is_worthless_without_its_verifier(
    partners: Partners, browser: httpx.AsyncClient
) -> None:
    stolen = await signed_in(browser, (await partners.begin("boreal", RETURN)).location)
    begun = await partners.begin("boreal", RETURN)

    assert await failure(partners, begun, {**stolen, "state": begun.state}) == "partner_expired"


async def test_a_code_is_worthless_at_another_address(partners: Partners, browser: httpx.AsyncClient) -> None:
    begun = await partners.begin("boreal", RETURN)
    params = await signed_in(browser, begun.location)

    with pytest.raises(PartnerError) as refused:
        await partners.finish(begun.attempt, params, begun.state, f"{ORIGIN}/elsewhere")

    assert refused.value.code == "partner_expired"


@pytest.mark.parametrize("cookie", ["", "another browser's state", None])
async def test_an_answer_meant_for_another_browser_is_set_aside(
    partners: Partners, browser: httpx.AsyncClient, cookie: str | None
) -> None:
    begun = await partners.begin("boreal", RETURN)
    params = await signed_in(browser, begun.location)
    if cookie is None:
        params["state"] = "another answer's state"

    assert await failure(partners, begun, params, cookie) == "partner_state_mismatch"


@pytest.mark.parametrize("iss", [f"{ORIGIN}/demo/partner/erabliere", None])
async def test_an_answer_that_does_not_name_the_chosen_partner_is_set_aside(
    partners: Partners, browser: httpx.AsyncClient, iss: str | None
) -> None:
    begun = await partners.begin("boreal", RETURN)
    params = await signed_in(browser, begun.location)
    params = {**params, "iss": iss} if iss else {k: v for k, v in params.items() if k != "iss"}

    assert await failure(partners, begun, params) == "partner_wrong_issuer"


def test_every_failure_says_in_both_languages_that_no_account_was_created() -> None:
    said = tomllib.loads((DATA / "words" / "partners.toml").read_text(encoding="utf-8"))["errors"]
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in [*ADAPTERS.glob("*.py"), *DEMONSTRATION.glob("identity_provider*.py")]
    )

    raised = set(re.findall(r'"(partner_\w+)"', source))
    told = {
        code
        for code, text in said.items()
        if "Aucun compte n’a été créé." in text["fr"] and "No account was created." in text["en"]
    }

    assert raised == told == set(said)

"""A partner that forges its word proves nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from joserfc.jwk import ECKey, RSAKey
from partner_steps import (
    KEY,
    ORIGIN,
    RETURN,
    Clock,
    Forger,
    begun_at,
    failure,
    signed,
    signed_with_the_public_key,
    unsigned,
)

from core.adapters.accounts.oidc_partners import Partners
from core.domain.ports.partners import Proven

pytestmark = pytest.mark.anyio


async def test_an_honest_token_is_believed(forger: Forger, fooled: Partners) -> None:
    begun, params = await begun_at(forger, fooled)

    proven = await fooled.finish(begun.attempt, params, begun.state, RETURN)

    assert proven == Proven(issuer="/forger", subject="someone")
    assert forger.asked == ["discovery", "token Basic cG9ydGFsOnMlM0FjcmV0", "keys"]
    assert begun.location.startswith(f"{ORIGIN}/forger/authorize?tenant=1&response_type=code&")


async def test_a_token_signed_with_an_elliptic_curve_is_believed(forger: Forger, fooled: Partners) -> None:
    key = ECKey.generate_key("P-256", auto_kid=True)
    forger.keys, forger.signed = [key.as_dict(private=False)], lambda claims: signed(claims, key, "ES256")
    begun, params = await begun_at(forger, fooled)

    proven = await fooled.finish(begun.attempt, params, begun.state, RETURN)

    assert proven == Proven(issuer="/forger", subject="someone")


async def test_a_key_just_put_into_use_is_fetched(forger: Forger, fooled: Partners) -> None:
    for key in (KEY, RSAKey.generate_key(2048, auto_kid=True)):
        forger.keys, forger.signed = [key.as_dict(private=False)], lambda claims, key=key: signed(claims, key)
        begun, params = await begun_at(forger, fooled)
        proven = await fooled.finish(begun.attempt, params, begun.state, RETURN)

        assert proven == Proven(issuer="/forger", subject="someone")
    assert [word for word in forger.asked if "token" not in word] == ["discovery", "keys", "keys"]


async def test_a_discovery_document_is_asked_for_again_after_an_hour(
    forger: Forger, fooled: Partners, clock: Clock
) -> None:
    for wait in (0, 59, 2):
        clock.wait(minutes=wait)
        await fooled.begin("forger", RETURN)

    assert forger.asked == ["discovery", "discovery"]


async def test_a_partner_that_wants_the_secret_in_the_form_gets_it_there(
    forger: Forger, fooled: Partners
) -> None:
    forger.discovery = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    begun, params = await begun_at(forger, fooled)

    await fooled.finish(begun.attempt, params, begun.state, RETURN)

    assert forger.asked == ["discovery", "token in the form", "keys"]


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"iss": f"{ORIGIN}/demo/partner/boreal"}, "partner_wrong_issuer"),
        ({"iss": None}, "partner_wrong_issuer"),
        ({"nonce": "of another attempt"}, "partner_token_invalid"),
        ({"nonce": None}, "partner_token_invalid"),
        ({"aud": "another site"}, "partner_token_invalid"),
        ({"aud": "another site", "azp": "portal"}, "partner_token_invalid"),
        ({"aud": ["portal", "another site"], "azp": "another site"}, "partner_token_invalid"),
        ({"aud": ["portal", "another site"]}, "partner_token_invalid"),
        ({"exp": 1}, "partner_token_invalid"),
        ({"exp": None}, "partner_token_invalid"),
        ({"iat": 9_999_999_999}, "partner_token_invalid"),
        ({"iat": None}, "partner_token_invalid"),
        ({"sub": ""}, "partner_token_invalid"),
        ({"sub": None}, "partner_token_invalid"),
        ({"at_hash": "of another access token"}, "partner_token_invalid"),
    ],
)
async def test_a_token_with_one_wrong_claim_proves_nothing(
    forger: Forger, fooled: Partners, claims: dict[str, Any], code: str
) -> None:
    forger.claims = claims
    begun, params = await begun_at(forger, fooled)

    assert await failure(fooled, begun, params) == code


@pytest.mark.parametrize(
    "forged",
    [
        unsigned,
        signed_with_the_public_key,
        lambda claims: signed(claims, RSAKey.generate_key(2048, auto_kid=True)),
        lambda claims: signed(claims, RSAKey.generate_key(2048, {"kid": KEY.kid})),
        lambda claims: signed(claims)[:-8] + "AAAAAAAA",
        lambda claims: "not a token",
        lambda claims: signed(claims, KEY, "RS512"),
    ],
    ids=[
        "unsigned",
        "public key as secret",
        "unknown key",
        "borrowed key id",
        "cut",
        "no token",
        "algorithm",
    ],
)
async def test_a_token_not_signed_by_the_partner_proves_nothing(
    forger: Forger, fooled: Partners, forged: Callable[[dict[str, Any]], str]
) -> None:
    forger.signed = forged
    begun, params = await begun_at(forger, fooled)

    assert await failure(fooled, begun, params) == "partner_token_invalid"

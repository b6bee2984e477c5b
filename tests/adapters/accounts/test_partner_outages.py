"""A partner that breaks is told from one that refuses."""

import asyncio
import json
import socket
from typing import Any

import pytest
from partner_steps import ORIGIN, RETURN, Clock, Forger, begun_at, failure, forged_settings
from pydantic import ValidationError
from starlette.responses import JSONResponse, PlainTextResponse, Response

from core.adapters.accounts.oidc_partners import Partners
from core.domain.errors import PartnerError

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (JSONResponse({"error": "invalid_grant"}, 400), "partner_expired"),
        (JSONResponse({"error": "invalid_client"}, 401), "partner_refused"),
        (JSONResponse(["odd"], 400), "partner_refused"),
        (JSONResponse({"access_token": "a"}), "partner_token_invalid"),
        (JSONResponse({}, 503), "partner_unreachable"),
        (PlainTextResponse("Maintenance"), "partner_unreachable"),
    ],
)
async def test_what_the_token_endpoint_says_is_understood(
    forger: Forger, fooled: Partners, answer: Response, code: str
) -> None:
    forger.answer = answer
    begun, params = await begun_at(forger, fooled)

    assert await failure(fooled, begun, params) == code


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"issuer": f"{ORIGIN}/other"}, "partner_wrong_issuer"),
        ({"token_endpoint": None}, "partner_unreachable"),
        ({"jwks_uri": 3}, "partner_unreachable"),
    ],
)
async def test_a_faulty_discovery_document_is_refused_and_not_remembered(
    forger: Forger, fooled: Partners, document: dict[str, Any], code: str
) -> None:
    forger.discovery = document
    with pytest.raises(PartnerError) as refused:
        await fooled.begin("forger", RETURN)
    forger.discovery = {}

    assert refused.value.code == code
    assert (await fooled.begin("forger", RETURN)).attempt.partner == "forger"


@pytest.mark.parametrize("keys", [[], [{"kty": "RSA"}], [{"kty": "post-quantum"}], ["odd"], None])
async def test_keys_that_cannot_be_read_are_an_outage(forger: Forger, fooled: Partners, keys: Any) -> None:
    forger.keys = keys
    begun, params = await begun_at(forger, fooled)

    assert await failure(fooled, begun, params) == "partner_unreachable"


async def unreached(issuer: str, clock: Clock, patience: float = 5.0) -> str:
    partners = Partners((forged_settings(issuer),), clock, patience=patience)
    with pytest.raises(PartnerError) as refused:
        await partners.begin("forger", RETURN)
    await partners.close()
    return refused.value.code


async def test_a_partner_that_is_down_is_unreachable(clock: Clock) -> None:
    with socket.socket() as taken:  # bound and not listening: nobody else gets the port, and it refuses
        taken.bind(("127.0.0.1", 0))
        assert await unreached(f"http://127.0.0.1:{taken.getsockname()[1]}", clock) == "partner_unreachable"


async def test_a_partner_that_trickles_its_answer_is_not_waited_for(clock: Clock) -> None:
    issuer = ""

    async def trickle(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        addresses = dict.fromkeys(("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"), issuer)
        body = json.dumps(addresses).encode().ljust(1000)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        for start in range(0, 1000, 20):
            writer.write(body[start : start + 20])
            await asyncio.sleep(0.02)

    async with await asyncio.start_server(trickle, "127.0.0.1", 0) as server:
        issuer = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        assert await unreached(issuer, clock, patience=0.2) == "partner_unreachable"


@pytest.mark.parametrize("issuer", ["http://partner.example", "ftp://partner.example", "partner.example"])
async def test_a_partner_without_tls_cannot_be_configured(issuer: str) -> None:
    with pytest.raises(ValidationError, match="an issuer is https"):
        forged_settings(issuer)

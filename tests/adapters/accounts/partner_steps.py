"""The steps of a sign-in at a partner, and a partner whose every word a test decides."""

import base64
import hmac
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from core.adapters.accounts.oidc_partners import Begun, Partners, PartnerSettings
from core.domain.application.content import Text
from core.domain.errors import PartnerError

DATA = Path(__file__).parents[3] / "data"
ORIGIN = "http://another-machine.example:8501"
RETURN = f"{ORIGIN}/partner/return"
NAME = Text(fr="Faussaire", en="Forger")
KEY = RSAKey.generate_key(2048, auto_kid=True)


class Clock:
    """A clock that only the tests move, and only forward."""

    def __init__(self) -> None:
        self.instant = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.instant

    def wait(self, **length: float) -> None:
        self.instant += timedelta(**length)


async def press(browser: httpx.AsyncClient, location: str, **form: str) -> httpx.Response:
    """Open the partner's page and send its form."""
    page = await browser.get(location)
    word = re.search(r'name="form_word" value="([^"]+)"', page.text)
    return await browser.post(location, data={"form_word": word[1] if word else "", **form})


async def signed_in(
    browser: httpx.AsyncClient, location: str, user_name: str = "camille", password: str = "boreale-1"
) -> dict[str, str]:
    """Sign in at the partner and return what the browser brings back to the portal."""
    return brought(await press(browser, location, user_name=user_name, password=password, choice="sign_in"))


def brought(answer: httpx.Response) -> dict[str, str]:
    return dict(httpx.URL(answer.headers["location"]).params)


async def failure(partners: Partners, begun: Begun, params: dict[str, str], cookie: str | None = None) -> str:
    with pytest.raises(PartnerError) as refused:
        await partners.finish(begun.attempt, params, begun.state if cookie is None else cookie, RETURN)
    return refused.value.code


class Forger:
    """A partner whose every word a test decides."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.keys: list[dict[str, Any]] = [KEY.as_dict(private=False)]
        self.discovery: dict[str, Any] = {}
        self.claims: dict[str, Any] = {}
        self.signed: Callable[[dict[str, Any]], str] = signed
        self.answer: Response | None = None
        self.nonce = ""
        self.asked: list[str] = []
        routes = [
            Route("/forger/.well-known/openid-configuration", self._discovery),
            Route("/forger/keys", self._keys),
            Route("/forger/token", self._token, methods=["POST"]),
        ]
        self.transport = httpx.ASGITransport(Starlette(routes=routes))

    async def _discovery(self, _request: Request) -> Response:
        self.asked.append("discovery")
        issuer = f"{ORIGIN}/forger"
        document = {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize?tenant=1",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/keys",
        }
        return JSONResponse(document | self.discovery)

    async def _keys(self, _request: Request) -> Response:
        self.asked.append("keys")
        return JSONResponse({"keys": self.keys})

    async def _token(self, request: Request) -> Response:
        self.asked.append(f"token {request.headers.get('authorization', 'in the form')}")
        now = int(self.clock.now().timestamp())
        claims = {"iss": f"{ORIGIN}/forger", "sub": "someone", "aud": "portal", "iat": now, "exp": now + 300}
        claims |= {"nonce": self.nonce} | self.claims
        token = self.signed({name: value for name, value in claims.items() if value is not None})
        return self.answer or JSONResponse({"access_token": "a", "id_token": token})


def signed(claims: dict[str, Any], key: Any = KEY, alg: str = "RS256") -> str:
    return jwt.encode({"alg": alg, "kid": key.kid}, claims, key, algorithms=[alg])


def unsigned(claims: dict[str, Any]) -> str:
    return f"{_pieces('none', claims)}."


def signed_with_the_public_key(claims: dict[str, Any]) -> str:
    pieces = _pieces("HS256", claims)
    seal = hmac.digest(KEY.as_pem(private=False), pieces.encode(), "sha256")
    return f"{pieces}.{_base64(seal)}"


def _pieces(alg: str, claims: dict[str, Any]) -> str:
    return ".".join(_base64(json.dumps(piece).encode()) for piece in ({"alg": alg, "kid": KEY.kid}, claims))


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def forged_settings(issuer: str = "/forger") -> PartnerSettings:
    return PartnerSettings(
        id="forger", name=NAME, issuer=issuer, client_id="portal", client_secret=SecretStr("s:cret")
    )


async def begun_at(forger: Forger, partners: Partners) -> tuple[Begun, dict[str, str]]:
    begun = await partners.begin("forger", RETURN)
    forger.nonce = begun.attempt.nonce
    return begun, {"state": begun.state, "code": "c"}

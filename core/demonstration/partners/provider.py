"""Two fictitious Sign-In Partners for the demonstration: real OpenID Connect providers, invented customers.

Source: guide 1.P2.
"""

import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

import httpx
from authlib.oauth2.rfc7636 import create_s256_code_challenge  # pyright: ignore[reportUnknownVariableType] Authlib has no types here
from authlib.oidc.core.util import create_half_hash  # pyright: ignore[reportUnknownVariableType] the same
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from pydantic import Field, SecretStr, ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from core.adapters.accounts.oidc_site import PartnerSettings
from core.demonstration.partners.provider_page import Customer, PartnerPage
from core.demonstration.partners.provider_requests import (
    SignInRequest,
    basic_of,
    form_of,
    language_of,
    origin_of,
    same,
)
from core.domain.application.content import Content, Text
from core.domain.ports.time import Clock

CODE_LIFE = timedelta(seconds=60)
TOKEN_LIFE = timedelta(minutes=5)
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Institution(Content):
    """A fictitious partner as its data file describes it."""

    id: str = Field(pattern=r"^[a-z]+$")
    name: Text
    client_id: str
    customer: tuple[Customer, ...]


@dataclass(frozen=True)
class Grant:
    """What a code stands for until it is spent."""

    asked: SignInRequest
    customer: Customer
    given_at: datetime


class _BadRequestError(Exception):
    """An authorization request whose sender cannot be trusted with an answer."""


class DemoPartner:
    """One provider: discovery, sign-in page, tokens and keys under `/demo/partner/<id>`."""

    def __init__(self, institution: Institution, words: Mapping[str, Text], clock: Clock) -> None:
        self.path = f"/demo/partner/{institution.id}"
        self._institution = institution
        self._words = words
        self._clock = clock
        self._secret = secrets.token_urlsafe(32)
        self._key = RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256"}, auto_kid=True)
        self._grants: dict[str, Grant] = {}

    @property
    def settings(self) -> PartnerSettings:
        """Return how the portal reaches this provider; the secret lives as long as the process."""
        return PartnerSettings(
            id=self._institution.id,
            name=self._institution.name,
            issuer=self.path,
            client_id=self._institution.client_id,
            client_secret=SecretStr(self._secret),
        )

    @property
    def routes(self) -> list[BaseRoute]:
        """Return the provider's addresses."""
        return [
            Route(f"{self.path}/.well-known/openid-configuration", self._discovery),
            Route(f"{self.path}/authorize", self._ask, methods=["GET"]),
            Route(f"{self.path}/authorize", self._answer, methods=["POST"]),
            Route(f"{self.path}/token", self._token, methods=["POST"]),
            Route(f"{self.path}/keys", self._keys),
        ]

    async def _discovery(self, request: Request) -> Response:
        issuer = self._issuer(request)
        return JSONResponse(
            {
                "issuer": issuer,
                "authorization_endpoint": f"{issuer}/authorize",
                "token_endpoint": f"{issuer}/token",
                "jwks_uri": f"{issuer}/keys",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "scopes_supported": ["openid"],
                "code_challenge_methods_supported": ["S256"],
                "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
                "ui_locales_supported": ["fr", "en"],
                "authorization_response_iss_parameter_supported": True,
            }
        )

    async def _keys(self, _request: Request) -> Response:
        return JSONResponse(KeySet([self._key]).as_dict(private=False))

    async def _ask(self, request: Request) -> Response:
        try:
            asked = self._asked(request)
        except _BadRequestError:
            return HTMLResponse(self._page(request).bad_request(), 400, HEADERS)
        if asked is None:
            return self._back(request, error="invalid_request")
        if asked.prompt == "none":
            return self._back(request, error="login_required")
        return self._sign_in_page(request)

    async def _answer(self, request: Request) -> Response:
        try:
            asked = self._asked(request)
        except _BadRequestError:
            asked = None
        if asked is None:
            return HTMLResponse(self._page(request).bad_request(), 400, HEADERS)
        form = await form_of(request)
        if not self._is_our_form(request, form):
            return self._sign_in_page(request, "form_stale", 403)
        if form.get("choice") == "cancel":
            return self._back(request, error="access_denied")
        customer = self._customer(form)
        if customer is None:
            return self._sign_in_page(request, "wrong", 422)
        return self._back(request, code=self._granted(asked, customer))

    async def _token(self, request: Request) -> Response:
        form = await form_of(request)
        if not self._is_our_client(request, form):
            return _refusal("invalid_client", 401)
        if form.get("grant_type") != "authorization_code":
            return _refusal("unsupported_grant_type")
        grant = self._grants.pop(form.get("code", ""), None)  # spent by the first who shows it
        if grant is None or not self._still_holds(grant, form):
            return _refusal("invalid_grant")
        access_token = secrets.token_urlsafe(16)
        tokens = {
            "access_token": access_token,
            "token_type": "Bearer",
            "expires_in": TOKEN_LIFE.seconds,
            "id_token": self._id_token(self._issuer(request), grant, access_token),
        }
        return JSONResponse(tokens, headers={"Cache-Control": "no-store"})

    def _issuer(self, request: Request) -> str:
        return f"{origin_of(request)}{self.path}"

    def _asked(self, request: Request) -> SignInRequest | None:
        query = request.query_params
        ours = query.get("redirect_uri", "").startswith(f"{origin_of(request)}/")
        if query.get("client_id") != self._institution.client_id or not ours:
            raise _BadRequestError
        try:
            return SignInRequest.model_validate(dict(query))
        except ValidationError:
            return None

    def _page(self, request: Request) -> PartnerPage:
        language = language_of(request)
        other = request.url.include_query_params(ui_locales="fr" if language == "en" else "en")
        return PartnerPage(
            words=self._words, partner=self._institution.name, language=language, other=f"?{other.query}"
        )

    def _sign_in_page(self, request: Request, fault: str = "", status: int = 200) -> Response:
        # The same word while the browser keeps it, so that two tabs do not spoil each other.
        word = request.cookies.get(self._cookie) or secrets.token_urlsafe(32)
        page = self._page(request)
        html = page.sign_in(self._institution.customer, f"?{request.url.query}", word, fault)
        response = HTMLResponse(html, status, HEADERS)
        response.set_cookie(
            self._cookie,
            word,
            max_age=600,
            path=self.path,
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="strict",
        )
        return response

    @property
    def _cookie(self) -> str:
        return f"demo_partner_{self._institution.id}"

    def _is_our_form(self, request: Request, form: Mapping[str, str]) -> bool:
        word = request.cookies.get(self._cookie, "")
        return bool(word) and same(form.get("form_word", ""), word)

    def _customer(self, form: Mapping[str, str]) -> Customer | None:
        for customer in self._institution.customer:
            if customer.user_name == form.get("user_name", "").strip():
                return customer if same(form.get("password", ""), customer.password) else None
        return None

    def _granted(self, asked: SignInRequest, customer: Customer) -> str:
        now = self._clock.now()
        self._grants = {k: g for k, g in self._grants.items() if now - g.given_at <= CODE_LIFE}
        code = secrets.token_urlsafe(32)
        self._grants[code] = Grant(asked, customer, now)
        return code

    def _back(self, request: Request, **answer: str) -> Response:
        query = request.query_params
        answer |= {"state": query.get("state", ""), "iss": self._issuer(request)}
        address = httpx.URL(query["redirect_uri"]).copy_merge_params(answer)
        return RedirectResponse(str(address), 303, {"Cache-Control": "no-store"})

    def _is_our_client(self, request: Request, form: Mapping[str, str]) -> bool:
        client_id, secret = basic_of(request) or (form.get("client_id", ""), form.get("client_secret", ""))
        return client_id == self._institution.client_id and same(secret, self._secret)

    def _still_holds(self, grant: Grant, form: Mapping[str, str]) -> bool:
        challenge = str(cast("str", create_s256_code_challenge(form.get("code_verifier", "").encode())))
        fresh = self._clock.now() - grant.given_at <= CODE_LIFE
        same_place = form.get("redirect_uri") == grant.asked.redirect_uri
        return fresh and same_place and same(challenge, grant.asked.code_challenge)

    def _id_token(self, issuer: str, grant: Grant, access_token: str) -> str:
        now = self._clock.now()
        half = cast("bytes", create_half_hash(access_token, "RS256"))
        claims = {
            "iss": issuer,
            "sub": grant.customer.subject,
            "aud": self._institution.client_id,
            "iat": int(now.timestamp()),
            "exp": int((now + TOKEN_LIFE).timestamp()),
            "auth_time": int(grant.given_at.timestamp()),
            "nonce": grant.asked.nonce,
            "at_hash": half.decode(),
        }
        return jwt.encode({"alg": "RS256", "kid": self._key.kid}, claims, self._key)


@dataclass(frozen=True)
class DemoPartners:
    """The demonstration's providers: routes to mount, settings for the client, and its back channel."""

    settings: tuple[PartnerSettings, ...]
    routes: list[BaseRoute]
    transport: httpx.ASGITransport


def demo_partners(file: Path, words: Mapping[str, Text], clock: Clock) -> DemoPartners:
    """Return the providers a data file describes; the back channel needs no name that resolves."""
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["partner"]
    partners = [DemoPartner(Institution.model_validate(row), words, clock) for row in rows]
    routes = [route for partner in partners for route in partner.routes]
    transport = httpx.ASGITransport(Starlette(routes=routes), raise_app_exceptions=False)
    return DemoPartners(tuple(partner.settings for partner in partners), routes, transport)


def _refusal(error: str, status: int = 400) -> Response:
    return JSONResponse({"error": error}, status, {"Cache-Control": "no-store"})

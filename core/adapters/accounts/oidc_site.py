"""The back channel to one Sign-In Partner: its discovery document, its keys, its token endpoint."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import quote_plus

import httpx
from authlib.common.security import is_secure_transport
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError, field_validator

from core.adapters.accounts.id_token import Tokens
from core.domain.application.content import Text
from core.domain.errors import PartnerError
from core.domain.ports.time import Clock

T = TypeVar("T")
CACHED_FOR = timedelta(hours=1)


class PartnerSettings(BaseModel):
    """One Sign-In Partner: where it is and how it knows us.

    Shapes: an issuer that starts with / is served by this portal, under whatever origin the browser used.
    """

    model_config = ConfigDict(frozen=True)
    id: str
    name: Text
    issuer: str
    client_id: str
    client_secret: SecretStr

    @field_validator("issuer")
    @classmethod
    def _is_safe(cls, issuer: str) -> str:
        if not (issuer.startswith("/") or is_secure_transport(issuer)):
            raise ValueError("an issuer is https, http on loopback, or a path of this portal")
        return issuer

    @property
    def is_served_here(self) -> bool:
        """Say whether the portal itself plays this partner."""
        return self.issuer.startswith("/")

    def issuer_at(self, origin: str) -> str:
        """Return the issuer's full address as the browser at `origin` sees it."""
        return origin + self.issuer if self.is_served_here else self.issuer


class Endpoints(BaseModel):
    """The part of a discovery document that signing in needs."""

    model_config = ConfigDict(frozen=True)
    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)
    authorization_response_iss_parameter_supported: bool = False

    def are_as_safe_as(self, issuer: str) -> bool:
        """Say whether no endpoint leaves the issuer's TLS."""
        addresses = (self.authorization_endpoint, self.token_endpoint, self.jwks_uri)
        return not issuer.startswith("https:") or all(a.startswith("https:") for a in addresses)


class Refusal(BaseModel):
    """What the token endpoint says when it gives no tokens."""

    error: str


class PartnerSite:
    """Speaks to one partner, remembers its discovery document and keys, and loses patience.

    Units: patience in seconds, for a whole answer.
    """

    def __init__(self, clock: Clock, patience: float, transport: httpx.AsyncBaseTransport | None) -> None:
        self._clock = clock
        self._patience = patience
        self._client = httpx.AsyncClient(transport=transport, timeout=patience, follow_redirects=False)
        self._known: dict[str, tuple[datetime, Any]] = {}

    async def endpoints(self, issuer: str) -> Endpoints:
        """Return what the partner's discovery document says.

        Raises: PartnerError when it cannot be read, or speaks for another issuer.
        """

        def parsed(answer: Any) -> Endpoints:
            found = Endpoints.model_validate(answer)
            if found.issuer != issuer or not found.are_as_safe_as(issuer):
                raise PartnerError("partner_wrong_issuer")
            return found

        return await self._read(f"{issuer.rstrip('/')}/.well-known/openid-configuration", parsed)

    async def keys(self, address: str, *, fresh: bool = False) -> KeySet:
        """Return the partner's public keys; `fresh` asks again for a key just put into use.

        Raises: PartnerError.
        """
        if fresh:
            self._known.pop(address, None)
        return await self._read(address, KeySet.import_key_set)

    async def exchange(self, endpoints: Endpoints, partner: PartnerSettings, form: dict[str, str]) -> Tokens:
        """Give the code and take the tokens.

        Raises: PartnerError; `partner_expired` when the code is spent, too old, or not ours.
        """
        secret = partner.client_secret.get_secret_value()
        auth: httpx.BasicAuth | None = httpx.BasicAuth(quote_plus(partner.client_id), quote_plus(secret))
        if "client_secret_basic" not in endpoints.token_endpoint_auth_methods_supported:
            auth, form = None, {**form, "client_id": partner.client_id, "client_secret": secret}
        status, answer = await self._ask("POST", endpoints.token_endpoint, data=form, auth=auth)
        if 400 <= status < 500:
            raise PartnerError("partner_expired" if _is_spent(answer) else "partner_refused")
        if status != 200:
            raise PartnerError("partner_unreachable")
        try:
            return Tokens.model_validate(answer)
        except ValidationError:
            raise PartnerError("partner_token_invalid") from None  # the fault would quote the tokens

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.aclose()

    async def _read(self, address: str, parsed: Callable[[Any], T]) -> T:
        now = self._clock.now()
        self._known = {key: kept for key, kept in self._known.items() if now - kept[0] < CACHED_FOR}
        if address not in self._known:
            status, answer = await self._ask("GET", address)
            if status != 200:
                raise PartnerError("partner_unreachable")
            self._remember(address, now, _parse(answer, parsed))
        return self._known[address][1]

    def _remember(self, address: str, now: datetime, found: Any) -> None:
        # A demonstration partner has one address per host name a browser invents: keep a few, not all.
        if len(self._known) >= 8:
            self._known.clear()
        self._known[address] = (now, found)

    async def _ask(self, method: str, address: str, **request: Any) -> tuple[int, Any]:
        try:
            async with asyncio.timeout(self._patience):
                answer = await self._client.request(method, address, **request)
            return answer.status_code, answer.json()
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, ValueError) as fault:
            raise PartnerError("partner_unreachable") from fault


def _parse(answer: Any, parsed: Callable[[Any], T]) -> T:
    try:
        return parsed(answer)
    except (JoseError, ValueError, KeyError, TypeError) as fault:
        raise PartnerError("partner_unreachable") from fault


def _is_spent(answer: Any) -> bool:
    try:
        return Refusal.model_validate(answer).error == "invalid_grant"
    except ValidationError:
        return False

"""Sign-in at a Sign-In Partner: OpenID Connect, authorization code with PKCE, state and nonce.

Source: guide 1.P1 to 1.P4.
"""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import NamedTuple, cast
from urllib.parse import urlsplit

import httpx
from authlib.oauth2.rfc7636 import create_s256_code_challenge  # pyright: ignore[reportUnknownVariableType] Authlib has no types here
from joserfc.errors import InvalidKeyIdError, JoseError

from core.adapters.accounts.id_token import ExpectedToken, Tokens, check_issuer, subject_of
from core.adapters.accounts.oidc_site import Endpoints, PartnerSettings, PartnerSite
from core.adapters.operations.system import new_id, new_secret
from core.domain.accounts.identity import PartnerAttempt
from core.domain.application.content import Language
from core.domain.errors import PartnerError
from core.domain.ports.partners import Proven
from core.domain.ports.time import Clock

__all__ = ["ATTEMPT_LIFE", "Begun", "PartnerSettings", "Partners", "state_digest"]

ATTEMPT_LIFE = timedelta(minutes=10)
_challenge = cast("Callable[[str], str]", create_s256_code_challenge)


class Begun(NamedTuple):
    """Where to send the browser, what to store, and what to put in its cookie."""

    location: str
    attempt: PartnerAttempt
    state: str


def state_digest(state: str) -> str:
    """Return what the store keeps of a state."""
    return hashlib.sha256(state.encode()).hexdigest()


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


class Partners:
    """The configured Sign-In Partners.

    Shapes: `here` carries the back channel of the partners the portal itself plays.
    Units: patience in seconds, for one answer of a partner.
    """

    def __init__(
        self,
        partners: tuple[PartnerSettings, ...],
        clock: Clock,
        *,
        here: httpx.AsyncBaseTransport | None = None,
        patience: float = 5.0,
    ) -> None:
        self.all = partners
        self._clock = clock
        self._sites = {
            partner.id: PartnerSite(clock, patience, here if partner.is_served_here else None)
            for partner in partners
        }

    def named(self, partner_id: str) -> PartnerSettings:
        """Return one partner.

        Raises: PartnerError.
        """
        for partner in self.all:
            if partner.id == partner_id:
                return partner
        raise PartnerError("partner_unknown")

    async def begin(self, partner_id: str, return_to: str, language: Language = "fr") -> Begun:
        """Start a sign-in: the caller stores the attempt, sets the state cookie and redirects.

        Raises: PartnerError.
        Source: guide 1.P3.
        """
        partner = self.named(partner_id)
        endpoints = await self._sites[partner.id].endpoints(partner.issuer_at(_origin(return_to)))
        state = new_secret()
        attempt = PartnerAttempt(
            id=new_id(),
            partner=partner.id,
            state_digest=state_digest(state),
            nonce=new_secret(),
            verifier=new_secret(),
            started_at=self._clock.now(),
        )
        return Begun(_location(endpoints, partner, attempt, state, return_to, language), attempt, state)

    async def finish(
        self, attempt: PartnerAttempt, params: Mapping[str, str], state_cookie: str, return_to: str
    ) -> Proven:
        """Return whom the partner proved; the caller has already erased the attempt, so that it counts once.

        Raises: PartnerError, with a code for each way it can fail.
        Source: guide 1.P3.
        """
        partner = self.named(attempt.partner)
        issuer = partner.issuer_at(_origin(return_to))
        self._check_answer(attempt, params, state_cookie, issuer)
        site = self._sites[partner.id]
        endpoints = await site.endpoints(issuer)
        if endpoints.authorization_response_iss_parameter_supported and "iss" not in params:
            raise PartnerError("partner_wrong_issuer")
        form = {
            "grant_type": "authorization_code",
            "code": params["code"],
            "redirect_uri": return_to,
            "code_verifier": attempt.verifier,
        }
        tokens = await site.exchange(endpoints, partner, form)
        expected = ExpectedToken(
            issuer=issuer, client_id=partner.client_id, nonce=attempt.nonce, now=self._clock.now()
        )
        # The issuer as configured: a partner served here proves the same person under every host name.
        return Proven(issuer=partner.issuer, subject=await _believed(site, endpoints, tokens, expected))

    async def close(self) -> None:
        """Let go of the connections."""
        for site in self._sites.values():
            await site.close()

    def _check_answer(
        self, attempt: PartnerAttempt, params: Mapping[str, str], state_cookie: str, issuer: str
    ) -> None:
        for state in (state_cookie, params.get("state", "")):
            if not hmac.compare_digest(state_digest(state), attempt.state_digest):
                raise PartnerError("partner_state_mismatch")
        if self._clock.now() - attempt.started_at > ATTEMPT_LIFE:
            raise PartnerError("partner_expired")
        if params.get("iss", issuer) != issuer:  # RFC 9207: another server's answer was mixed in
            raise PartnerError("partner_wrong_issuer")
        if params.get("error") == "access_denied":
            raise PartnerError("partner_cancelled")
        if "error" in params or "code" not in params:
            raise PartnerError("partner_refused")


def _location(
    endpoints: Endpoints,
    partner: PartnerSettings,
    attempt: PartnerAttempt,
    state: str,
    return_to: str,
    language: Language,
) -> str:
    asked = {
        "response_type": "code",
        "client_id": partner.client_id,
        "redirect_uri": return_to,
        "scope": "openid",
        "state": state,
        "nonce": attempt.nonce,
        "code_challenge": _challenge(attempt.verifier),
        "code_challenge_method": "S256",
        "ui_locales": language,
    }
    return str(httpx.URL(endpoints.authorization_endpoint).copy_merge_params(asked))


async def _believed(site: PartnerSite, endpoints: Endpoints, tokens: Tokens, expected: ExpectedToken) -> str:
    check_issuer(tokens.id_token, expected.issuer)
    try:
        keys = await site.keys(endpoints.jwks_uri)
        try:
            return subject_of(tokens, keys, expected)
        except InvalidKeyIdError:
            return subject_of(tokens, await site.keys(endpoints.jwks_uri, fresh=True), expected)
    except (JoseError, ValueError, TypeError) as fault:
        raise PartnerError("partner_token_invalid") from fault

"""Reads a partner's ID token: who signed it, for whom, about whom, and until when."""

import json
from datetime import datetime
from typing import Any, cast

from authlib.oidc.core.claims import CodeIDToken
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from pydantic import BaseModel, ConfigDict, Field

from core.domain.errors import PartnerError

ALGORITHMS = ("RS256", "ES256")
LEEWAY = 60


class Tokens(BaseModel):
    """What the token endpoint hands over; only the ID token is used."""

    model_config = ConfigDict(frozen=True)
    id_token: str = Field(repr=False)
    access_token: str | None = Field(None, repr=False)


class ExpectedToken(BaseModel):
    """What an ID token must say to be believed."""

    model_config = ConfigDict(frozen=True)
    issuer: str
    client_id: str
    nonce: str
    now: datetime


def check_issuer(token: str, issuer: str) -> None:
    """Refuse a token that names another issuer; nothing else in it is believed yet.

    Raises: PartnerError.
    """
    if _unproven(token).get("iss") != issuer:
        raise PartnerError("partner_wrong_issuer")


def _unproven(token: str) -> dict[str, Any]:
    try:
        claims: object = json.loads(jws.extract_compact(token.encode()).payload)
    except (JoseError, ValueError) as fault:
        raise PartnerError("partner_token_invalid") from fault
    return cast("dict[str, Any]", claims) if isinstance(claims, dict) else {}


def subject_of(tokens: Tokens, keys: KeySet, expected: ExpectedToken) -> str:
    """Return the person the token is about, once its signature and every claim hold.

    Raises: PartnerError; joserfc's InvalidKeyIdError when `keys` lacks the signing key.
    """
    token = jwt.decode(tokens.id_token, keys, algorithms=ALGORITHMS)
    claims = CodeIDToken(
        token.claims,
        token.header,
        options={
            "iss": {"essential": True, "value": expected.issuer},
            "aud": {"essential": True, "value": expected.client_id},
            "sub": {"essential": True},
            "nonce": {"essential": True},
        },
        params={
            "nonce": expected.nonce,
            "client_id": expected.client_id,
            "access_token": tokens.access_token,
        },
    )
    claims.validate(now=int(expected.now.timestamp()), leeway=LEEWAY)  # pyright: ignore[reportUnknownMemberType] Authlib has no types here
    return str(token.claims["sub"])

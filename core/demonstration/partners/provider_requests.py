"""What reaches a demonstration partner, read without trusting it."""

import base64
import hmac
from typing import Literal
from urllib.parse import parse_qsl, unquote_plus

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from core.domain.application.content import Language

FORM_MOST = 8192


class SignInRequest(BaseModel):
    """A well-formed authorization request."""

    model_config = ConfigDict(frozen=True)
    client_id: str
    redirect_uri: str
    response_type: Literal["code"]
    scope: str = Field(pattern=r"(^| )openid( |$)")
    state: str = ""
    nonce: str = Field(min_length=1)
    code_challenge: str = Field(pattern=r"^[A-Za-z0-9_-]{43}$")
    code_challenge_method: Literal["S256"]
    prompt: str = ""


def origin_of(request: Request) -> str:
    """Return the origin as the asker's browser sees it."""
    return f"{request.url.scheme}://{request.url.netloc}"


def language_of(request: Request) -> Language:
    """Return the first language asked for that the partner speaks; French by default."""
    wanted = request.query_params.get("ui_locales", "").lower().split()
    spoken = [word[:2] for word in wanted if word[:2] in {"fr", "en"}]
    return "en" if spoken[:1] == ["en"] else "fr"


async def form_of(request: Request) -> dict[str, str]:
    """Return a posted form; empty when it is longer than any of ours.

    Units: `FORM_MOST` counts bytes.
    """
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > FORM_MOST:
            return {}
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def basic_of(request: Request) -> tuple[str, str] | None:
    """Return the client and secret of a Basic authorization, or None.

    Source: RFC 6749, 2.3.1.
    """
    scheme, _, word = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        client_id, _, secret = base64.b64decode(word).decode().partition(":")
    except ValueError:
        return None
    return unquote_plus(client_id), unquote_plus(secret)


def same(one: str, other: str) -> bool:
    """Compare two secrets in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())

"""The client's address is what a trusted proxy says, and nobody else; where it is not known there is none."""

import asyncio

import pytest

from pages.parts.shell.gateway import ClientAddress


def address_behind(trusted, peer, *forwarded, kind="http"):
    """Return the address that the portal knows of a request from a peer, with what was forwarded."""
    known = []

    async def app(scope, receive, send):
        known.append(scope["client"])

    headers = [(b"x-forwarded-for", value.encode()) for value in forwarded]
    scope = {"type": kind, "client": (peer, 4711) if peer else None, "headers": headers, "scheme": "http"}
    asyncio.run(ClientAddress(app, trusted)(scope, None, None))
    return known[0][0] if known[0] else ""


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize(
    ("trusted", "peer", "forwarded", "address"),
    [
        ("10.0.0.1", "10.0.0.1", ["203.0.113.5"], "203.0.113.5"),
        ("10.0.0.1", "10.0.0.1", ["6.6.6.6, 203.0.113.5"], "203.0.113.5"),
        ("10.0.0.1", "10.0.0.1", ["6.6.6.6", "203.0.113.5"], "203.0.113.5"),
        ("10.0.0.0/8", "10.9.9.9", ["203.0.113.5, 10.1.1.1"], "203.0.113.5"),
        ("10.0.0.1", "10.0.0.1", [], ""),
        ("10.0.0.1", "203.0.113.9", ["6.6.6.6"], "203.0.113.9"),
        ("10.0.0.1", "10.0.0.1", ["2001:db8::7"], "2001:db8::7"),
        ("", "10.0.0.1", ["6.6.6.6"], ""),
        ("", "203.0.113.9", [], ""),
        ("10.0.0.1", "", ["6.6.6.6"], ""),
    ],
)
def test_the_address_is_the_last_that_no_trusted_proxy_bears(trusted, peer, forwarded, address, kind):
    assert address_behind(trusted, peer, *forwarded, kind=kind) == address

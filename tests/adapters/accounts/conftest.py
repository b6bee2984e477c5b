"""The demonstration's partners, a forger, a browser and a clock."""

import tomllib
from collections.abc import AsyncIterator

import httpx
import pytest
from partner_steps import DATA, Clock, Forger, forged_settings

from core.adapters.accounts.oidc_partners import Partners
from core.demonstration.partners.provider import DemoPartners, demo_partners
from core.domain.application.content import Text


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def demo(clock: Clock) -> DemoPartners:
    topics = tomllib.loads((DATA / "words" / "partners.toml").read_text(encoding="utf-8"))
    words = {f"{topic}.{key}": Text(**text) for topic, rows in topics.items() for key, text in rows.items()}
    return demo_partners(DATA / "partners_demo.toml", words, clock)


@pytest.fixture
async def partners(demo: DemoPartners, clock: Clock) -> AsyncIterator[Partners]:
    partners = Partners(demo.settings, clock, here=demo.transport)
    yield partners
    await partners.close()


@pytest.fixture
async def browser(demo: DemoPartners) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=demo.transport) as client:
        yield client


@pytest.fixture
def forger(clock: Clock) -> Forger:
    return Forger(clock)


@pytest.fixture
async def fooled(forger: Forger, clock: Clock) -> AsyncIterator[Partners]:
    partners = Partners((forged_settings(),), clock, here=forger.transport)
    yield partners
    await partners.close()

"""The least a Streamlit server can do: one input, served as the portal is (`uvicorn bench.bare:app`)."""

import gc
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncGenerator[None]:
    """Spare what start-up made from collection, as the portal does."""
    gc.collect()
    gc.freeze()
    yield


app = st.App(Path(__file__).with_name("bare_page.py"), lifespan=lifespan)

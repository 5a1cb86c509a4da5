"""The ASGI application: Streamlit's, warm before it answers, with the atlas' own headers."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware

from territoires_industrie.errors import AtlasError
from territoires_industrie.server.assets import KeptAssets
from territoires_industrie.server.headers import AnswerHeaders
from territoires_industrie.server.reconnect import ShowPageFirst
from territoires_industrie.server.screen_files import screen_file_routes
from territoires_industrie.server.shell import shell_routes
from territoires_industrie.sources import ROOT

ROUTER = ROOT / "app.py"
LOG = logging.getLogger(__name__)


@asynccontextmanager
async def start(_app: st.App) -> AsyncIterator[dict[str, object] | None]:
    """Warm up before the first answer; data that cannot be read is told by the pages."""
    from territoires_industrie.server.warm import register_map, warm_up

    register_map()
    try:
        warm_up()
    except AtlasError as error:
        LOG.warning("%s", error)
    yield None


app = st.App(
    ROUTER,
    routes=[*screen_file_routes(), *shell_routes()],
    middleware=[Middleware(AnswerHeaders), Middleware(ShowPageFirst), Middleware(KeptAssets)],
    lifespan=start,
)
"""For any ASGI server: ``uvicorn territoires_industrie.server.app:app``."""

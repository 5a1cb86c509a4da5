"""The ASGI application: Streamlit's, warm before it shows a page, with the atlas' own headers."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Thread
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

from territoires_industrie.jobs.bounds import share_memory
from territoires_industrie.jobs.workers import start_workers, stop_workers
from territoires_industrie.server.addresses import KnownAddresses
from territoires_industrie.server.assets import KeptAssets
from territoires_industrie.server.base_path import BasePath, take_base_path
from territoires_industrie.server.capacity import Capacity
from territoires_industrie.server.commands import KnownCommands, tell_in_one_line
from territoires_industrie.server.compression import settle_messages
from territoires_industrie.server.data_files import data_file_routes
from territoires_industrie.server.failure import answer_failure
from territoires_industrie.server.frame import GuardedFrame
from territoires_industrie.server.headers import AnswerHeaders
from territoires_industrie.server.lack import TellLack, telling_lack
from territoires_industrie.server.listening import answer_at_once
from territoires_industrie.server.map_files import map_file_routes
from territoires_industrie.server.memory import give_back_for_ever
from territoires_industrie.server.ogc import ogc_routes
from territoires_industrie.server.origins import RefuseForeignOrigins, ask_nobody_for_addresses
from territoires_industrie.server.pages import page_routes
from territoires_industrie.server.readiness import READY, PagesWait, read_for_pages
from territoires_industrie.server.reconnect import ShowPageFirst
from territoires_industrie.server.screen_files import screen_file_routes
from territoires_industrie.server.shared_views import shared_view_routes
from territoires_industrie.server.streamlit_bundles import BundledScripts
from territoires_industrie.server.streamlit_private import hasten_runs
from territoires_industrie.server.takeaways import sweep_for_ever, takeaway_routes
from territoires_industrie.server.uploads import UploadBudget
from territoires_industrie.sources import ROOT
from territoires_industrie.ui.assets import leave_assets_to_server
from territoires_industrie.ui.embedding import allow_embedding
from territoires_industrie.ui.streamlit_private import quieten_outside_pages
from territoires_industrie.wording import language

ROUTER = ROOT / "app.py"
STARTED_S = 10.0
"""After this time Python looks for garbage, which `app.py` has it leave alone until then."""


@asynccontextmanager
async def start(_app: st.App) -> AsyncIterator[dict[str, object] | None]:
    """Answer at once, and read meanwhile what the first page needs."""
    answer_at_once()
    quieten_outside_pages()
    tell_in_one_line()
    hasten_runs()
    share_memory()
    # Once the first page is on its way, and whatever became of it.
    asyncio.get_running_loop().call_later(STARTED_S, gc.enable)
    READY.clear()
    preparing = Thread(target=_prepare, args=(language(),), name="warm", daemon=True)
    preparing.start()
    tidying = [asyncio.create_task(one()) for one in (sweep_for_ever, give_back_for_ever)]
    try:
        yield None
    finally:
        for one in tidying:
            one.cancel()
        preparing.join()  # it may not have started the workers yet
        stop_workers()


def _prepare(spoken: str) -> None:
    """Read what every page needs, which pages wait for, then what they can do without.

    Parameters
    ----------
    spoken
        Language of the log: a thread does not know that of the command.
    """
    with telling_lack(spoken):
        read_for_pages(_read_first)
    start_workers()
    with telling_lack(spoken):
        Thread(target=_read_aside, args=(spoken,), name="aside", daemon=True).start()


def _read_aside(spoken: str) -> None:
    with telling_lack(spoken):
        from territoires_industrie.server.warm import warm_aside

        warm_aside()


def _read_first() -> None:
    from territoires_industrie.server.warm import warm_up
    from territoires_industrie.ui.bridge import register_map
    from territoires_industrie.ui.navigation import declare_pages

    register_map()
    declare_pages()
    warm_up()


ask_nobody_for_addresses()
settle_messages()
leave_assets_to_server()

PARTS: dict[str, Any] = {
    "routes": [
        *screen_file_routes(),
        *map_file_routes(),
        *takeaway_routes(),
        *data_file_routes(),
        *ogc_routes(),
        *shared_view_routes(),
        *page_routes(),
    ],
    # In the order in which a request meets them.
    "middleware": [
        Middleware(TellLack),
        Middleware(BasePath),
        Middleware(AnswerHeaders),
        Middleware(RefuseForeignOrigins),
        Middleware(Capacity),
        Middleware(PagesWait),
        Middleware(KnownAddresses),
        Middleware(GuardedFrame),
        Middleware(UploadBudget),
        Middleware(KnownCommands),
        Middleware(ShowPageFirst),
        Middleware(KeptAssets),
        Middleware(BundledScripts),
    ],
    "exception_handlers": {Exception: answer_failure},
    "lifespan": start,
}
"""What the atlas adds to Streamlit's application."""

app = st.App(ROUTER, **PARTS)
"""For any ASGI server: ``uvicorn territoires_industrie.server.app:app``."""

# Once Streamlit knows the script, beside which its settings are.
take_base_path()
allow_embedding()

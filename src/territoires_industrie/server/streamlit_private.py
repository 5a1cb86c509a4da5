"""All that the server uses of Streamlit beyond what its reference promises.

CONTRIBUTING.md lists each with what to check at an upgrade; a test finds any other.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from copy import deepcopy
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

from starlette.websockets import WebSocket
from streamlit import config, net_util, runtime
from streamlit.cursor import Cursor, SparseList
from streamlit.delta_generator import DeltaGenerator
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import ScriptRunner, ScriptRunnerEvent
from streamlit.web.server.starlette import starlette_websocket

from territoires_industrie.server.parcels import asks_for_parcels, pack

__all__ = ["BackMsg", "ClientState", "ForwardMsg", "config", "net_util"]
"""Names of Streamlit that other modules take from here."""

SERVICES = "_stcore"
"""First word of the addresses of Streamlit's services."""

STREAM = f"/{SERVICES}/stream"
"""End of the address of a page's WebSocket."""

UPLOADS = f".*/{SERVICES}/upload_file/(?P<session>[^/]+)/(?P<file>[^/]+)"
"""Addresses of the files that readers bring."""

CLOSED_SERVICES = (f"/{SERVICES}/metrics", f"/{SERVICES}/script-health-check")
"""Services that no reader needs."""


def is_active_session(session: str) -> bool:
    """Whether this process knows a session."""
    return bool(runtime.get_instance().is_active_session(session))


def knows_session(session: str) -> bool:
    """Whether a session is there: connected, or kept for a reader who may come back."""
    manager: Any = runtime.get_instance()._session_mgr
    return manager.get_session_info(session) is not None


def uploaded_bytes() -> dict[str, list[int]]:
    """Return the sizes of the files that Streamlit keeps, in bytes, by session."""
    manager = cast(MemoryUploadedFileManager, runtime.get_instance().uploaded_file_mgr)
    return {
        session: [len(record.data) for record in list(files_.values())]
        for session, files_ in list(manager.file_storage.items())
    }


STATIC = Path(str(files("streamlit"))) / "static"
"""Streamlit's page, and below it its scripts, styles and fonts."""


def scripts() -> list[Path]:
    """List the scripts that Streamlit sends to browsers."""
    return sorted((STATIC / "static" / "js").glob("*.js"))


def font_file(name: str) -> Path:
    """Return the font whose file has a name that begins so."""
    return next((STATIC / "static" / "media").glob(f"{name}.*"))


def forget_sessions() -> set[str]:
    """Forget the sessions whose readers have left for good, and return which they were.

    Streamlit keeps them for two minutes, and then until another reader leaves.
    """
    manager: Any = runtime.get_instance()._session_mgr
    return {name for name, _session in manager._session_storage._cache.expire()}


_fill_theme = app_session._populate_theme_msg


@cache
def _filled_theme(section: str) -> CustomThemeConfig:
    theme = CustomThemeConfig()
    _fill_theme(theme, section)
    return theme


def _merge_theme(msg: CustomThemeConfig, section: str = "theme") -> None:
    known = _filled_theme(section)
    if known.ByteSize():  # to merge nothing would still say that there is a theme
        msg.MergeFrom(known)


def _copy_container(container: DeltaGenerator, known: dict[int, Any]) -> DeltaGenerator:
    """Copy a container, and those around it that were not copied yet."""
    copied = DeltaGenerator(
        root_container=container._root_container,
        cursor=deepcopy(container._cursor, known),
        parent=deepcopy(container._parent, known),
        block_type=container._block_type,
    )
    copied._form_data = deepcopy(container._form_data, known)
    copied._creating_fragment_id = container._creating_fragment_id
    return copied


def _copy_place(place: Cursor, _known: dict[int, Any]) -> Cursor:
    """Copy where a container writes next: numbers, and messages that stand for a while."""
    copied = type(place).__new__(type(place))
    vars(copied).update(vars(place))
    copied._transient_elements = SparseList()
    copied._transient_elements._data.update(place._transient_elements._data)
    return copied


GATHERED_S = 0.004
"""How long the messages of a page wait for those that follow them."""

_call_on_loop = AppSession._call_soon_on_event_loop
_tell_event = AppSession._on_scriptrunner_event


class _Waiting(deque[Callable[[], None]]):
    """What the loop has yet to do for a session, in the order of its pages."""

    is_due = False

    @classmethod
    def of(cls, session: AppSession) -> "_Waiting":
        return cast(_Waiting, vars(session).setdefault("atlas_waiting", cls()))


def _tell(
    session: AppSession,
    sender: ScriptRunner | None,
    event: ScriptRunnerEvent,
    forward_msg: ForwardMsg | None = None,
    **others: Any,
) -> None:
    """Tell the loop what a page has done, from the page's thread: its elements a few at a time."""
    is_element = forward_msg is not None and forward_msg.HasField("delta")
    if not is_element and event is not ScriptRunnerEvent.SCRIPT_STARTED:
        _tell_event(session, sender, event, forward_msg, **others)
        return
    waiting = _Waiting.of(session)
    waiting.append(
        partial(
            session._handle_scriptrunner_event_on_event_loop, sender, event, forward_msg, **others
        )
    )
    if not waiting.is_due:
        waiting.is_due = True
        _call_on_loop(session, partial(_hand_over_later, session))


def _call_in_order(session: AppSession, callback: Callable[[], None]) -> None:
    """Have the loop do something at once, after all that waits for it."""
    _Waiting.of(session).append(callback)
    _call_on_loop(session, partial(_hand_over, session))


def _hand_over_later(session: AppSession) -> None:
    session._event_loop.call_later(GATHERED_S, _hand_over, session)


def _hand_over(session: AppSession) -> None:
    waiting = _Waiting.of(session)
    waiting.is_due = False  # what comes from now on may come too late for this time
    while waiting:
        try:
            waiting.popleft()()
        except Exception:
            _call_on_loop(session, partial(_hand_over, session))  # the others, all the same
            raise


class _Parcels(asyncio.Queue[bytes]):
    """What waits to be sent to a page: all that is there is taken at once."""

    async def get(self) -> bytes:
        messages = [await super().get()]
        await asyncio.sleep(0)  # the server puts one message, then lets others work
        while not self.empty():
            messages.append(self.get_nowait())
            await asyncio.sleep(0)
        return pack(messages)


class _Client(starlette_websocket.StarletteSessionClient):
    """A page's connection, which sends parcels where they were asked for."""

    def __init__(self, websocket: WebSocket) -> None:
        super().__init__(websocket)
        if asks_for_parcels(websocket.scope):
            self._send_queue = _Parcels(self._send_queue.maxsize)


def hasten_runs() -> None:
    """Have a run of a page do once what Streamlit does again and again, to the same end.

    Each run tells the browser the themes, which are those that the server was started with. A part
    of a page notes where it stands by copies of the containers around it, and for each of these
    of all those around that one again. Each message of a page wakes the server's loop, which then
    takes the interpreter from the page: nearly half the time of a click.
    """
    starlette_websocket.StarletteSessionClient = _Client  # type: ignore[misc]
    AppSession._on_scriptrunner_event = _tell  # type: ignore[assignment, method-assign]
    AppSession._call_soon_on_event_loop = _call_in_order  # type: ignore[assignment, method-assign]
    app_session._populate_theme_msg = _merge_theme
    DeltaGenerator.__deepcopy__ = _copy_container  # type: ignore[assignment]
    Cursor.__deepcopy__ = _copy_place  # type: ignore[attr-defined]

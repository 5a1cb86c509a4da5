"""A reader without a browser who uses any page: chooses, presses, takes a file, brings one."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Common_pb2 import FileUploaderState, FileURLsRequest, UploadedFileInfo
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates

from benchmarks.session import PATIENCE_S, Cache, Counted, connected

NEXT = re.compile(r'content="0; url=([^"]+)"')
LOOK_S = 0.5
PLACE = "_place"
"""End of the key of a place in which a part is made once the reader comes near (``ui/near.py``)."""

BOUNDARY = "----atlas"


@dataclass(frozen=True)
class Control:
    """A control on the page: its widget, and the part of the page that it draws anew."""

    widget: str
    fragment: str
    element: Any


@dataclass
class Guest:
    """An open session on any page.

    Attributes
    ----------
    socket, port
        Its connection, and the server's port.
    controls
        What it may use, by key.
    states
        What it has chosen so far, by widget.
    frames
        Addresses of the frames that the page shows.
    """

    socket: Counted
    port: int
    controls: dict[str, Control] = field(default_factory=dict)
    states: dict[str, WidgetState] = field(default_factory=dict)
    frames: list[str] = field(default_factory=list)
    cache: Cache = field(default_factory=Cache)
    session: str = ""
    page_hash: str = ""
    query: str = ""

    async def open(self, page: str = "", query: str = "") -> None:
        """Open a page by its name and query."""
        self.query = query
        await self._run(ClientState(query_string=query, page_name=page))

    async def choose(self, key: str, start: str) -> None:
        """Choose the option of a list that begins so."""
        options = self.controls[key].element.options
        option = next(one for one in options if one.startswith(start))
        await self._set(key, string_value=option)

    async def switch(self, key: str, *, is_on: bool) -> None:
        """Set a switch."""
        await self._set(key, bool_value=is_on)

    async def press(self, key: str) -> None:
        """Press a button and wait until the page has followed."""
        await self._set(key, trigger_value=True)
        self.states.pop(self.controls[key].widget)

    async def go_down(self) -> None:
        """Come near to what a page only makes then, where it has some."""
        near = json.dumps([{"event": "near", "value": True}])
        for control in [one for key, one in self.controls.items() if key.endswith(PLACE)]:
            trigger = _make_trigger_id(control.widget, "events")
            await self._send(control, WidgetState(id=trigger, json_trigger_value=near))

    async def take(self, key: str) -> int:
        """Press the button of a file and fetch the file; return its bytes."""
        deferred = getattr(self.controls[key].element, "deferred_file_id", "")
        if deferred:
            return await self._fetch(await self._deferred(deferred))
        before = len(self.frames)
        await self.press(key)
        frame = self.frames[before:][-1]
        while True:
            page = (await self._get(frame)).decode()
            if found := NEXT.search(page):
                return await self._fetch(f"{frame.rpartition('/')[0]}/{found[1]}")
            if "refresh" not in page:
                raise RuntimeError(page)
            await asyncio.sleep(LOOK_S)

    async def bring(self, key: str, name: str, content: bytes) -> None:
        """Put a file in the field and wait until the page has read it."""
        request = FileURLsRequest(request_id="1", file_names=[name], session_id=self.session)
        await self.socket.send(BackMsg(file_urls_request=request).SerializeToString())
        answer = await self._until("file_urls_response")
        urls = answer.file_urls_response.file_urls[0]
        await asyncio.to_thread(self._put, urls.upload_url, name, content)
        info = UploadedFileInfo(name=name, size=len(content), file_id=urls.file_id, file_urls=urls)
        state = FileUploaderState(uploaded_file_info=[info])
        await self._set(key, file_uploader_state_value=state)

    async def _set(self, key: str, **value: Any) -> None:
        control = self.controls[key]
        self.states[control.widget] = WidgetState(id=control.widget, **value)
        await self._send(control)

    async def _send(self, control: Control, *said_once: WidgetState) -> None:
        await self._run(
            ClientState(
                query_string=self.query,
                page_script_hash=self.page_hash,
                fragment_id=control.fragment,
                widget_states=WidgetStates(widgets=[*self.states.values(), *said_once]),
            )
        )

    async def _run(self, state: ClientState) -> None:
        state.cached_message_hashes.extend(self.cache.messages)
        await self.socket.send(BackMsg(rerun_script=state).SerializeToString())
        ended = (
            ForwardMsg.FINISHED_SUCCESSFULLY,
            ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
        )
        while (await self._until("script_finished")).script_finished not in ended:
            pass
        self.cache.end_run()

    async def _until(self, kind: str) -> ForwardMsg:
        async with asyncio.timeout(PATIENCE_S):
            while True:
                message = self.cache.whole(await self.socket.message())
                self._note(message)
                if message.WhichOneof("type") == kind:
                    return message

    def _note(self, message: ForwardMsg) -> None:
        if message.WhichOneof("type") == "new_session":
            self.page_hash = message.new_session.page_script_hash
            self.session = message.new_session.initialize.session_id or self.session
        if message.WhichOneof("type") == "page_info_changed":
            self.query = message.page_info_changed.query_string
        if message.WhichOneof("type") != "delta":
            return
        new: Any = message.delta.new_element
        held = new.WhichOneof("type") if message.delta.HasField("new_element") else None
        element: Any = getattr(new, held) if held else None
        if held == "iframe":
            self.frames.append(element.src)
        # Streamlit ends the identifier of a widget with the key that the page gave it.
        widget = str(getattr(element, "id", "") or "")
        if widget.count("-") >= 2:
            key = widget.split("-", 2)[2]
            self.controls[key] = Control(widget, message.delta.fragment_id, element)

    async def _deferred(self, file: str) -> str:
        asked = BackMsg()
        request = asked.backend_operation_request
        request.request_id, request.session_id = "1", self.session
        request.deferred_file.file_id = file
        await self.socket.send(asked.SerializeToString())
        answer = (await self._until("backend_operation_response")).backend_operation_response
        if answer.error_msg:
            raise RuntimeError(answer.error_msg)
        return str(answer.deferred_file.url)

    async def _fetch(self, address: str) -> int:
        return len(await self._get(address))

    async def _get(self, address: str) -> bytes:
        return await asyncio.to_thread(self._ask, "GET", address)

    def _ask(
        self, method: str, address: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> bytes:
        connection = HTTPConnection("localhost", self.port, timeout=PATIENCE_S)
        connection.request(
            method, urlsplit(address)._replace(netloc="", scheme="").geturl(), body, headers or {}
        )
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        if answer.status >= 400:
            raise RuntimeError(f"{address}: {answer.status}")
        return content

    def _put(self, address: str, name: str, content: bytes) -> None:
        head = f'--{BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="{name}"\r\n'
        body = f"{head}\r\n".encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
        token = uuid4().hex
        headers = {
            "content-type": f"multipart/form-data; boundary={BOUNDARY}",
            "cookie": f"_streamlit_xsrf={token}",
            "x-xsrftoken": token,
        }
        self._ask("PUT", address, body, headers)


@asynccontextmanager
async def visiting(port: int, *, is_packed: bool = True) -> AsyncIterator[Guest]:
    """Hold a session open for the length of the block; ``is_packed`` as for ``Counted``."""
    async with connected(port, is_packed=is_packed) as socket:
        yield Guest(socket, port)

"""Bytes that reach the browser."""

import base64
import re
import zlib
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

from tests.browser.chromium import is_outside

BINARY = 2
WINDOW = re.compile(r"server_max_window_bits=(\d+)")
WIDEST = 15
UNSENT = len(b"\x00\x00\xff\xff")
"""The end of each compressed message, which both sides know (RFC 7692)."""


class _Packer:
    """Compresses the messages of one connection as its server has agreed to."""

    def __init__(self, extensions: str) -> None:
        window = WINDOW.search(extensions)
        bits = int(window[1]) if window else WIDEST
        is_packed = "permessage-deflate" in extensions
        self._deflate = zlib.compressobj(wbits=-bits) if is_packed else None

    def weigh(self, content: bytes) -> int:
        """Return the bytes of a message, as it is sent after the ones before."""
        if self._deflate is None:
            return len(content)
        packed = self._deflate.compress(content) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
        return len(packed) - UNSENT


@dataclass
class Traffic:
    """Bytes that reached the page, compressed as they came over the wire.

    The browser tells what a message holds, not what it weighed: it is compressed again as its
    connection has agreed to, or not at all where it has not.

    Attributes
    ----------
    frames, files
        Bytes by WebSocket; bytes of every file, scripts included.
    geometry
        Those of the files under ``static/`` that hold polygons.
    outside
        Addresses asked for on other machines: none is allowed.
    """

    frames: int = 0
    files: int = 0
    geometry: int = 0
    outside: list[str] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)
    _packers: dict[str, "_Packer"] = field(default_factory=dict)

    def watch(self, page: Page) -> None:
        """Count from now on what the page receives."""
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.webSocketHandshakeResponseReceived", self.agree)
        session.on("Network.webSocketFrameReceived", self.add_frame)
        session.on("Network.requestWillBeSent", self._name)
        session.on("Network.loadingFinished", self._add_file)

    @property
    def total(self) -> int:
        """All that came."""
        return self.frames + self.files

    def agree(self, event: dict[str, Any]) -> None:
        """Note how the messages of a connection are compressed, from its opening."""
        headers = {name.lower(): text for name, text in event["response"]["headers"].items()}
        extensions = headers.get("sec-websocket-extensions", "")
        self._packers[event["requestId"]] = _Packer(extensions)

    def add_frame(self, event: dict[str, Any]) -> None:
        """Count a message."""
        frame = event["response"]
        text = frame["payloadData"]
        content = base64.b64decode(text) if frame["opcode"] == BINARY else text.encode()
        self.frames += self._packers[event["requestId"]].weigh(content)

    def _name(self, event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        self._names[event["requestId"]] = url
        if is_outside(url):
            self.outside.append(url)

    def _add_file(self, event: dict[str, Any]) -> None:
        size = int(event["encodedDataLength"])
        self.files += size
        name = self._names.get(event["requestId"], "")
        if "/app/static/" in name and name.endswith(("json", "pmtiles", "bin")):
            self.geometry += size

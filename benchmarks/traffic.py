"""Bytes that reach the browser."""

import base64
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

from tests.browser.chromium import is_outside


@dataclass
class Traffic:
    """Bytes that reached the page: WebSocket payloads, and files as compressed on the wire.

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

    def watch(self, page: Page) -> None:
        """Count from now on what the page receives."""
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.webSocketFrameReceived", self._add_frame)
        session.on("Network.requestWillBeSent", self._name)
        session.on("Network.loadingFinished", self._add_file)

    @property
    def total(self) -> int:
        """All that came."""
        return self.frames + self.files

    def _add_frame(self, event: dict[str, Any]) -> None:
        frame = event["response"]
        text = frame["payloadData"]
        self.frames += len(base64.b64decode(text)) if frame["opcode"] == 2 else len(text.encode())

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

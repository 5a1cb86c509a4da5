"""A server on this machine that answers as the official services do, faults included."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

MEMBERS = b"id_ti,lib_groupement,siren_groupement\nti-2802,CU Le Havre,200084952\n"
NAMES = b"id_ti,lib_ti\nti-2802,Axe Seine\n"
FILES = {"liste-ti-grpt2023-20261001.csv": MEMBERS, "liste-ti-20261001.csv": NAMES}
"""The two files of the programme, as small as can be."""

MEMBERS_PATH = "/files/liste-ti-grpt2023-20261001.csv"


@dataclass
class Asked:
    """One request that the server received."""

    path: str
    parameters: dict[str, str]
    headers: dict[str, str]


@dataclass
class Answer:
    """What to answer: a status, headers, a body, and where to break off."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut_after: int | None = None
    hang: bool = False
    accepts_ranges: bool = True
    says_length: bool = True


Responder = Callable[[Asked], Answer]


@dataclass
class OfficialServer:
    """The running server: its address, its pages, and what was asked of it."""

    address: str
    pages: dict[str, Responder] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    layers: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    released: Event = field(default_factory=Event)

    def put(self, path: str, *answers: Answer) -> str:
        """Answer ``answers`` one after the other at a path, the last one for ever."""
        left = list(answers)

        def respond(_asked: Asked) -> Answer:
            return left.pop(0) if len(left) > 1 else left[0]

        self.pages[path] = respond
        return self.address + path

    def put_dataset(self, dataset: str, files: dict[str, bytes], **metadata: str) -> None:
        """Describe files as data.gouv.fr does, with their hash, and serve them."""
        resources: list[dict[str, Any]] = []
        for name, body in files.items():
            url = self.put(f"/files/{name}", Answer(body))
            digest = hashlib.sha1(body, usedforsecurity=False).hexdigest()
            checksum = {"type": "sha1", "value": digest}
            resources.append(
                {
                    "title": name,
                    "url": url,
                    "latest": url,
                    "format": name.rsplit(".", 1)[-1],
                    "checksum": checksum,
                    "last_modified": metadata.get("last_modified", "2026-10-01T08:00:00+00:00"),
                }
            )
        body = json.dumps({"id": dataset, "resources": resources}).encode()
        self.put(f"/api/1/datasets/{dataset}/", Answer(body))

    def put_features(self, features: list[dict[str, Any]], layer: str = "") -> None:
        """Serve a layer by WFS pages, as ``count`` and ``startIndex`` ask; or all layers as one."""
        self.layers[layer] = features

        def respond(asked: Asked) -> Answer:
            features = self.layers.get(asked.parameters["TYPENAMES"], self.layers.get("", []))
            start, count = (int(asked.parameters[name]) for name in ("startIndex", "count"))
            page = features[start : start + count]
            content = {
                "type": "FeatureCollection",
                "features": page,
                "numberMatched": len(features),
                "numberReturned": len(page),
            }
            return Answer(json.dumps(content).encode())

        self.pages["/wfs/ows"] = respond

    def put_export(self, dataset: str, body: bytes, rows: int, suffix: str = "parquet") -> None:
        """Serve a dataset as Opendatasoft 2.1 does: its export, and its number of rows."""
        base = f"/ods/catalog/datasets/{dataset}"
        self.put(f"{base}/exports/{suffix}", Answer(body, says_length=False))
        self.put(f"{base}/records", Answer(json.dumps({"total_count": rows}).encode()))


def etag_of(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:16]}"'


@contextmanager
def serving() -> Iterator[OfficialServer]:
    """Serve on the loopback for as long as the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            parameters = {name: values[0] for name, values in parse_qs(parts.query).items()}
            asked = Asked(parts.path, parameters, dict(self.headers))
            server.asked.append(asked)
            responder = server.pages.get(parts.path)
            self._answer(asked, responder(asked) if responder else Answer(status=404))

        def _answer(self, asked: Asked, answer: Answer) -> None:
            if answer.hang:
                server.released.wait(10)
                return
            body, status, headers = answer.body, answer.status, dict(answer.headers)
            if status == 200:
                headers.setdefault("ETag", etag_of(body))
                if asked.headers.get("If-None-Match") == headers["ETag"]:
                    body, status = b"", 304
                start = self._start(asked, headers["ETag"], answer)
                if start:
                    headers["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
                    body, status = body[start:], 206
            self.send_response(status)
            if answer.says_length:
                headers["Content-Length"] = str(len(body))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body[: answer.cut_after])

        def _start(self, asked: Asked, etag: str, answer: Answer) -> int:
            said = asked.headers.get("Range", "")
            if not said or not answer.accepts_ranges or asked.headers.get("If-Range") != etag:
                return 0
            return int(said.removeprefix("bytes=").rstrip("-"))

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener.daemon_threads = True
    server = OfficialServer(f"http://127.0.0.1:{listener.server_port}")
    thread = Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        listener.shutdown()
        listener.server_close()
        thread.join()

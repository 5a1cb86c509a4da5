"""What every answer of the server says beside its content: safety and caching."""

from collections.abc import MutableMapping
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

GEOMETRY_FOLDER = "/app/static/geo/"
BACKGROUND_HOST = "https://data.geopf.fr"
"""IGN's tiles, asked for only by a reader who switches the background on."""

A_YEAR = "public, max-age=31536000, immutable"

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        # Streamlit's own page holds a script, folium writes the map's, Vega compiles its own.
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        f"img-src 'self' data: blob: {BACKGROUND_HOST}",
        "font-src 'self' data:",
        "connect-src 'self' ws: wss: data: blob:",
        "worker-src 'self' blob:",
        "frame-src 'self' blob: data:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
"""Everything comes from the atlas itself, but for the background map that a reader switches on."""

SAFETY = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}


class AnswerHeaders:
    """ASGI middleware that completes the headers of each answer.

    Every answer gets those of ``SAFETY``; a boundary file, whose name holds its hash, may be kept
    for a year.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the headers completed when they leave."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_completed(message: Message) -> None:
            if message["type"] == "http.response.start":
                _complete(message, scope["path"])
            await send(message)

        await self.app(scope, receive, send_completed)


def _complete(message: MutableMapping[str, Any], path: str) -> None:
    headers = MutableHeaders(scope=message)
    for name, value in SAFETY.items():
        headers.setdefault(name, value)
    if message["status"] == 200 and path.startswith(GEOMETRY_FOLDER):
        headers["cache-control"] = A_YEAR

"""What every answer of the server says beside its content: safety and caching."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import Message, Receive, Scope, Send

from territoires_industrie.server.around import Around
from territoires_industrie.server.policy import content_security_policy

GEOMETRY_FOLDER = "/app/static/geo/"
A_YEAR = "public, max-age=31536000, immutable"

SAFETY = {
    # A page that opened the atlas, or that the atlas opened, holds no handle on it.
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}


class AnswerHeaders(Around):
    """ASGI middleware that completes the headers of each answer.

    Every answer gets those of ``SAFETY`` and its content security policy; a boundary file, whose
    name holds its hash, may be kept for a year.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the headers completed when they leave."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_completed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                make_safe(headers, scope)
                # Their names hold their hash; what is missing must not be missing for a year.
                if message["status"] == 200 and scope["path"].startswith(GEOMETRY_FOLDER):
                    headers["cache-control"] = A_YEAR
            await send(message)

        await self.app(scope, receive, send_completed)


def make_safe(headers: MutableHeaders, scope: Scope) -> None:
    """Add what keeps an answer safe, unless it says more strictly what it may."""
    host = Headers(scope=scope).get("host", "")
    # A map for a frame of another site has a stricter policy of its own, which stays.
    headers.setdefault("content-security-policy", content_security_policy(scope["path"], host))
    for name, value in SAFETY.items():
        headers.setdefault(name, value)

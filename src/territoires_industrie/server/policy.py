"""The content security policy: what a page of the atlas may run, load and talk to.

The pages themselves run nothing but the server's own files and the few lines that
Streamlit's first answer holds, known by their hash: a script or an event handler that came
with a name, an upload or an address stays text. Only the frame of the map, which folium
writes, may run what it is sent, and it is sent nothing but what ``draw`` writes.
"""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256

from territoires_industrie.server.shell import write_shell
from territoires_industrie.ui.embedding import embedding_sites
from territoires_industrie.wording import DEFAULT_LANGUAGE

BACKGROUND_HOST = "https://data.geopf.fr"
"""IGN's tiles, asked for only by a reader who switches the background on."""

FRAME_PATH = "/component/"
"""Under it are the documents of components: here, the map's alone."""

SEALED = (
    "default-src 'none'",
    "script-src 'unsafe-inline'",
    "style-src 'unsafe-inline'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    # Its link to the whole view opens a page like any other.
    "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox",
)
INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
HOST = re.compile(r"[\w.-]+(:\d+)?|\[[0-9a-fA-F:]+\](:\d+)?", re.ASCII)


def content_security_policy(path: str, host: str) -> str:
    """Write the policy of an answer.

    Parameters
    ----------
    path
        Path that was asked for.
    host
        Header ``Host`` of the request. Browsers do not agree on whether ``'self'`` covers the
        WebSocket of a page, so that it is named.
    """
    socket = f" ws://{host} wss://{host}" if HOST.fullmatch(host) else ""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_scripts(path)}",
            # Streamlit, Leaflet and the charts write styles as they go.
            "style-src 'self' 'unsafe-inline'",
            f"img-src 'self' data: {BACKGROUND_HOST}",
            "font-src 'self' data:",
            f"connect-src 'self'{socket}",
            "manifest-src 'self'",
            "worker-src 'self'",
            "object-src 'none'",
            "frame-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            _frame_ancestors(),
        )
    )


def sealed_policy() -> str:
    """Write the policy of a document that holds all it needs: a map for a frame.

    It runs its own scripts, in an origin that is nobody's, and may load nothing at all.
    """
    return "; ".join((*SEALED, _frame_ancestors()))


def _frame_ancestors() -> str:
    return " ".join(("frame-ancestors 'self'", *embedding_sites()))


def _scripts(path: str) -> str:
    if path.startswith(FRAME_PATH):
        return "'self' 'unsafe-inline' 'unsafe-eval'"
    # Streamlit reads its own messages with WebAssembly, which is no script.
    return " ".join(("'self'", "'wasm-unsafe-eval'", *_known_scripts()))


@cache
def _known_scripts() -> tuple[str, ...]:
    """Return the hashes of the scripts inside Streamlit's first answer, as a policy names them."""
    scripts = INLINE_SCRIPT.findall(write_shell(DEFAULT_LANGUAGE))
    return tuple(
        f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts
    )

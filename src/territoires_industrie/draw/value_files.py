"""Lists of maps that a browser fetches by the digest of their content, and may keep for ever.

What is in them is public: a session that has figures of its own is sent its lists instead.
"""

import gzip
from threading import Lock

FOLDER = "valeurs"
"""First word of their addresses."""

KEPT_BYTES = 24 << 20
LEVEL = 6


class ValueFiles:
    """Files of this process, compressed; the oldest go when there are too many bytes.

    Parameters
    ----------
    kept_bytes
        How many bytes are kept.

    Examples
    --------
    >>> files = ValueFiles()
    >>> files.keep("ab12", "{}")
    >>> files.read("ab12"), files.read("cd34")
    (b'{}', None)
    """

    def __init__(self, kept_bytes: int = KEPT_BYTES) -> None:
        self._kept_bytes = kept_bytes
        self._files: dict[str, bytes] = {}
        self._lock = Lock()

    def keep(self, digest: str, content: str) -> None:
        """Keep the content of a digest as the newest."""
        # Written without the time, which would make another file of the same content.
        held = self._files.get(digest) or gzip.compress(content.encode(), LEVEL, mtime=0)
        with self._lock:
            # Put at the end again: the one asked for last is the last to go.
            self._files.pop(digest, None)
            self._files[digest] = held
            while sum(map(len, self._files.values())) > self._kept_bytes:
                del self._files[next(iter(self._files))]

    def compressed(self, digest: str) -> bytes | None:
        """Return a file as gzip; None once it was let go."""
        return self._files.get(digest)

    def read(self, digest: str) -> bytes | None:
        """Return a file; None once it was let go."""
        held = self.compressed(digest)
        return None if held is None else gzip.decompress(held)


VALUE_FILES = ValueFiles()
"""Those of this process."""

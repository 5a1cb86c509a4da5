"""Results kept for all readers; when there is no more room, the least lately asked for goes."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

ENTRY_BYTES = 4096
"""What a result takes beside its bytes: what it is of, at most."""


class KeptResults:
    """Bytes by what they are of."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._results: OrderedDict[Hashable, bytes] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, key: Hashable) -> bytes | None:
        """Return what is kept under a key, and keep it longer for it."""
        with self._lock:
            if key in self._results:
                self._results.move_to_end(key)
            return self._results.get(key)

    def keep(self, key: Hashable, result: bytes) -> None:
        """Store a result, unless it is so large that it would evict too many others."""
        with self._lock:
            if key in self._results or 4 * len(result) > self._max_bytes:
                return
            self._results[key] = result
            self._size += len(result) + ENTRY_BYTES
            while self._size > self._max_bytes:
                _key, oldest = self._results.popitem(last=False)
                self._size -= len(oldest) + ENTRY_BYTES

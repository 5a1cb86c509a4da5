"""One page is drawn at a time: sessions that draw side by side hold each other up.

Streamlit draws every session on a thread of its own, and one interpreter runs them all: beside
others, each message that a page sends waits anew, and the processor idles in between.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Lock, get_ident
from time import monotonic, sleep
from typing import TypeVar

T = TypeVar("T")
PATIENCE_S = 10.0
"""Longest wait for a turn: a page that works for longer does not stop the others."""

HELD_S = 0.03
"""A turn is not handed on before: each time costs a millisecond, whether others wait or not."""

HAND_OVER_S = 0.001
"""A lock that is taken again at once never comes to those who wait for it."""


class Turn:
    """What one thread at a time holds; one that has waited too long goes on without it."""

    def __init__(self, patience_s: float = PATIENCE_S) -> None:
        self._patience_s = patience_s
        self._lock = Lock()
        self._holder: int | None = None
        self._since = 0.0

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Draw with the turn in hand, or without after the wait; a part of a page has its turn."""
        if self._holder == get_ident():
            yield
            return
        self._take()
        try:
            yield
        finally:
            self._leave()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Wait, or work for long, in the middle of a turn that others may use meanwhile."""
        had_it = self._leave()
        try:
            yield
        finally:
            if had_it:
                self._take()

    def make_way(self) -> None:
        """Let those who wait draw first, between two parts of a page that may take long."""
        if monotonic() - self._since >= HELD_S:
            with self.aside():
                sleep(HAND_OVER_S)

    def between(self, parts: Iterable[T]) -> Iterator[T]:
        """Yield parts as they are worked out; those who wait draw in between."""
        for part in parts:
            yield part
            self.make_way()

    def _take(self) -> None:
        if self._lock.acquire(timeout=self._patience_s):
            self._holder, self._since = get_ident(), monotonic()

    def _leave(self) -> bool:
        if self._holder != get_ident():
            return False
        self._holder = None
        self._lock.release()
        return True


TURN = Turn()
"""The turn that every page of this process takes; a block that is unfolded alone takes none."""

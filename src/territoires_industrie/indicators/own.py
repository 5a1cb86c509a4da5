"""Indicators that users bring: held by their own session, and by nothing else.

A session's indicators are in force for the length of a run (`use_shelf`): registry, figures
and provenance then answer for them as for those of the repository. What is worked out while
a session holds some is kept on its shelf, never in the caches that all sessions share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from territoires_industrie.indicators.model import Indicator

PREFIX = "own_"
"""Start of the keys of these indicators; a digest of the file and its reading follows."""

T = TypeVar("T")


class Shelf:
    """Indicators of one session, by key, and what was worked out with them."""

    def __init__(self, *held: Indicator) -> None:
        self.held = {one.key: one for one in held}
        self._kept: dict[Any, Any] = {}

    def __reduce__(self) -> tuple[type[Shelf], tuple[Indicator, ...]]:
        # Another process gets the indicators; what was worked out with them stays here.
        return Shelf, tuple(self.held.values())

    def add(self, one: Indicator) -> Shelf:
        """Return a shelf with one indicator more, the last one first."""
        others = (held for key, held in self.held.items() if key != one.key)
        return Shelf(one, *others)

    def drop(self, key: str) -> Shelf:
        """Return a shelf without an indicator."""
        return Shelf(*(held for name, held in self.held.items() if name != key))

    def cached(self, compute: Callable[..., T], maxsize: int) -> Callable[..., T]:
        """Return the function with a cache that lasts as long as the shelf."""
        if compute not in self._kept:
            self._kept[compute] = lru_cache(maxsize=maxsize)(compute)
        kept: Callable[..., T] = self._kept[compute]
        return kept


EMPTY = Shelf()
_shelf: ContextVar[Shelf] = ContextVar("own_indicators", default=EMPTY)


def use_shelf(shelf: Shelf) -> None:
    """Use the indicators of a session from now on in this run."""
    _shelf.set(shelf)


@contextmanager
def using_shelf(shelf: Shelf) -> Iterator[None]:
    """Use the indicators of a session for the length of a ``with`` block."""
    before = _shelf.set(shelf)
    try:
        yield
    finally:
        _shelf.reset(before)


def current_shelf() -> Shelf:
    """Return the shelf in force."""
    return _shelf.get()


def held_indicators() -> Mapping[str, Indicator]:
    """Return the session's own indicators in use, by key, the last one added first."""
    return current_shelf().held


def is_own(key: str) -> bool:
    """Return whether a key is that of a user's own indicator, whether in use here or not.

    >>> is_own("own_0123456789ab"), is_own("area_km2")
    (True, False)
    """
    return key.startswith(PREFIX)

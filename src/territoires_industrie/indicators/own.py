"""Users' own indicators, each known to one session only.

The *shelf* of a session holds its indicators. A run uses it from its start (`use_shelf`): registry,
figures and provenance then find them like those of the repository. What is computed meanwhile is
cached on the shelf, never in the caches that all sessions share (docs/decisions/0013).
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
"""Prefix of their keys; a digest of the file, of how it was read and of its roles follows."""

T = TypeVar("T")


class Shelf:
    """Indicators of one session, by key, and the results that were computed with them."""

    def __init__(self, *indicators: Indicator) -> None:
        self.indicators = {indicator.key: indicator for indicator in indicators}
        self._caches: dict[Any, Any] = {}

    def __reduce__(self) -> tuple[type[Shelf], tuple[Indicator, ...]]:
        # Another process gets the indicators; the results that were cached with them stay here.
        return Shelf, tuple(self.indicators.values())

    def add(self, indicator: Indicator) -> Shelf:
        """Return a shelf with one more indicator, the last one first."""
        # A new shelf: results cached with the former one are of its indicators alone.
        return Shelf(indicator, *self.drop(indicator.key).indicators.values())

    def drop(self, key: str) -> Shelf:
        """Return a shelf without an indicator."""
        return Shelf(*(indicator for name, indicator in self.indicators.items() if name != key))

    def cached(self, compute: Callable[..., T], maxsize: int) -> Callable[..., T]:
        """Return the function with a cache that lasts as long as the shelf."""
        if compute not in self._caches:
            self._caches[compute] = lru_cache(maxsize=maxsize)(compute)
        cached: Callable[..., T] = self._caches[compute]
        return cached


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
    """Return the shelf in use."""
    return _shelf.get()


def own_indicators() -> Mapping[str, Indicator]:
    """Return the session's own indicators in use, by key, the last one added first."""
    return current_shelf().indicators


def is_own(key: str) -> bool:
    """Return whether a key is that of a user's own indicator, whether in use here or not.

    >>> is_own("own_0123456789ab"), is_own("area_km2")
    (True, False)
    """
    return key.startswith(PREFIX)

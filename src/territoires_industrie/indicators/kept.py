"""Results that this process keeps, and forgets all together when it has grown large."""

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_KEPT: list[Callable[[], None]] = []
"""What empties each of them."""


def kept(maxsize: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Cache the results of a function in this process, until ``forget_results``."""

    def decorate(compute: Callable[P, T]) -> Callable[P, T]:
        cached = lru_cache(maxsize=maxsize)(compute)
        _KEPT.append(cached.cache_clear)
        return cached  # type: ignore[return-value] # what it is called with is hashable

    return decorate


def forget_results() -> None:
    """Empty the caches: what a page still shows stays, the rest is worked out again."""
    for clear in _KEPT:
        clear()

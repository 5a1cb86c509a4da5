"""A cache for results that depend on the language, or on the indicators of the session.

It is bounded in number where it is declared, and in bytes by ``kept.forget_results``.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from territoires_industrie.indicators.kept import kept
from territoires_industrie.indicators.own import current_shelf
from territoires_industrie.wording import language

P = ParamSpec("P")
T = TypeVar("T")


def reader_cache(maxsize: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Cache results like ``functools.lru_cache``, by language and by session.

    For every function whose result may contain words, or any of the indicators that there are:
    a result is reused in the language that it was written in only, and the indicators of one
    session neither reach another session nor outlive their own.

    Parameters
    ----------
    maxsize
        Most results cached, all languages together: in the process, and again for each
        session that has indicators of its own.

    Examples
    --------
    >>> from territoires_industrie.wording import format_number, speaking
    >>> half = reader_cache(maxsize=2)(lambda count: format_number(count / 2, 1))
    >>> half(3)
    '1,5'
    >>> with speaking("en"):
    ...     half(3)
    '1.5'
    """

    def decorate(compute: Callable[P, T]) -> Callable[P, T]:
        def compute_in(_language: str, *args: P.args, **kwargs: P.kwargs) -> T:
            return compute(*args, **kwargs)

        shared = kept(maxsize)(compute_in)

        @wraps(compute)
        def read(*args: P.args, **kwargs: P.kwargs) -> T:
            shelf = current_shelf()
            # A session without indicators of its own shares with all others.
            cached = shelf.cached(compute_in, maxsize) if shelf.indicators else shared
            return cached(language(), *args, **kwargs)

        return read

    return decorate

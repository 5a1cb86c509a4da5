"""How slow a line may be, by which a file comes or goes."""

PATIENCE_S = 60.0
"""Longest time in which nothing of it moves, as behind nginx."""

SLOWEST_BYTES_S = 16_000
"""A file that moves more slowly than this, beyond that time, is waited for no more."""


def allowed_s(count: int) -> float:
    """Return the time that so many bytes may take.

    >>> allowed_s(1_600_000)
    160.0
    """
    return PATIENCE_S + count / SLOWEST_BYTES_S

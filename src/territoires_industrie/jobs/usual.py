"""How long jobs usually take, from those that were done: libraries do not say how far they are."""

from threading import Lock

FIRST_GUESS_S = 5.0
LAST_COUNTS = 0.4
"""Weight of the last time in what is expected of the next."""

MOST_KINDS = 500
"""Kinds that are kept: some are named by what an address asks."""

ALMOST = 0.95
"""A bar stands still here until the work has really ended."""


class UsualTimes:
    """Seconds that jobs of each kind take, the last ones counting most."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = {}
        self._lock = Lock()

    def note(self, kind: str, seconds: float) -> None:
        """Learn from a job that was done."""
        with self._lock:
            known = self._seconds.pop(kind, seconds)
            if len(self._seconds) >= MOST_KINDS:
                self._seconds.pop(next(iter(self._seconds)))  # not done for the longest
            self._seconds[kind] = known + LAST_COUNTS * (seconds - known)

    def expect(self, kind: str) -> float:
        """Return the seconds that a job of this kind should take."""
        return self._seconds.get(kind, FIRST_GUESS_S)

    def share_done(self, kind: str, seconds: float) -> float:
        """Return how far a job should be after some seconds, from 0 to ``ALMOST``.

        >>> times = UsualTimes()
        >>> times.note("png", 10.0)
        >>> times.share_done("png", 5.0), times.share_done("png", 60.0)
        (0.5, 0.95)
        """
        return min(ALMOST, seconds / max(self.expect(kind), 0.1))

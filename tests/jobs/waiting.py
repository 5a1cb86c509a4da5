"""A queue in which nothing is done until a test says so."""

from territoires_industrie.jobs.work import Work


class Queue:
    """A queue in which all work stands third, at half of its time."""

    def __init__(self) -> None:
        self.left: list[Work] = []

    def place_of(self, _work: Work) -> int:
        """Return two, whatever is asked for."""
        return 2

    def share_of(self, _work: Work) -> float:
        """Return a half, whatever is asked for."""
        return 0.5

    def leave(self, work: Work) -> None:
        """Note the work that somebody waits for no more."""
        self.left.append(work)

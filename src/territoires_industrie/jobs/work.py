"""A job that was asked for: how far it is, its end, and the readers who wait for it."""

import time
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Protocol, Self

from territoires_industrie.errors import AtlasError
from territoires_industrie.jobs.job import Job
from territoires_industrie.wording import _


class Waiting(Protocol):
    """Where a piece of work waits for its turn."""

    def place_of(self, work: "Work") -> int:
        """Return how many stand before it."""

    def share_of(self, work: "Work") -> float:
        """Return how far it is, from 0 to 1."""

    def leave(self, work: "Work") -> None:
        """Take one reader off it."""


@dataclass(eq=False)
class Work:
    """One job in the queue, at work or done.

    Attributes
    ----------
    job
        What is done.
    queue
        Where it waits.
    readers
        How many wait for it; when none does, it is given up.
    began
        When a worker began it, on the clock of ``time.monotonic``.
    end
        Its result or its error.
    """

    job: Job
    queue: Waiting
    readers: int = 1
    began: float | None = None
    end: "Future[Any]" = field(default_factory=Future)
    # Called without arguments, bool does nothing; a worker that takes the job sets its own.
    give_up: Callable[[], object] = bool

    @property
    def place(self) -> int:
        """How many stand before it in the queue; 0 once it is at work."""
        return self.queue.place_of(self)

    @property
    def share_done(self) -> float:
        """How far it is, from 0 to 1, by the time that such work usually takes."""
        return self.queue.share_of(self)

    @property
    def seconds(self) -> float:
        """How long it has been at work."""
        return 0.0 if self.began is None else time.monotonic() - self.began

    def is_done(self, patience_s: float = 0.0) -> bool:
        """Whether it has ended, well or not, after this wait at most."""
        with suppress(TimeoutError):
            self.end.exception(patience_s)
        return self.end.done()

    def finish(self, result: Any = None, error: BaseException | None = None) -> None:
        """Note the end; a second one is passed over."""
        with suppress(InvalidStateError):
            if error is None:
                self.end.set_result(result)
            else:
                self.end.set_exception(error)

    def leave(self) -> None:
        """Wait no longer: work that nobody waits for is given up."""
        self.queue.leave(self)

    def __enter__(self) -> Self:
        """Wait for it as long as the block lasts."""
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        """Wait no longer."""
        self.leave()


class _NoQueue:
    """Where work does not wait."""

    def place_of(self, _work: Work) -> int:
        """Return 0: nothing stands before it."""
        return 0

    def share_of(self, _work: Work) -> float:
        """Return 1: it is done as soon as it is asked for."""
        return 1.0

    def leave(self, _work: Work) -> None:
        """Do nothing: it has ended."""


def do_here(job: Job) -> Work:
    """Do a job in this thread, and return it with its end."""
    work = Work(job, _NoQueue())
    try:
        work.finish(job())
    except AtlasError as error:
        work.finish(error=error)
    return work


def say_progress(work: Work) -> str:
    """Write one's place in the queue, or that the work is under way."""
    if not work.place:
        return _("Travail en cours…")
    return _("En attente : {place} avant vous.").format(place=work.place)

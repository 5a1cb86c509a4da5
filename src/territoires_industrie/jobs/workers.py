"""The processes that work, their queue and their limits.

A picture or a workbook holds Python's lock for seconds inside a library: in the process that
answers readers, nobody's click would be answered meanwhile.
"""

import logging
import time
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as TooLong
from functools import partial
from importlib import import_module
from multiprocessing import get_context
from threading import RLock
from typing import Any
from weakref import WeakValueDictionary

from pebble import ProcessExpired, ProcessPool

from territoires_industrie.errors import AtlasError
from territoires_industrie.jobs.bounds import MEMORY_BYTES, TOO_MUCH_MEMORY, bound_process
from territoires_industrie.jobs.job import Job
from territoires_industrie.jobs.kept import KeptResults
from territoires_industrie.jobs.usual import UsualTimes
from territoires_industrie.jobs.work import Work, do_here
from territoires_industrie.wording import _, ngettext, speaking

TIME_S = 120.0
"""Longest time that one job may take."""

JOBS_A_WORKER = 200
"""A worker is replaced after so many, whatever its libraries have kept."""

QUEUE = 40
"""Jobs that may wait; whoever comes after them is asked to come back."""

KEPT_BYTES = 128 * 2**20

LOG = logging.getLogger(__name__)


class BusyError(AtlasError):
    """Too much work is waiting, or too many files are in hand."""


class JobError(AtlasError):
    """A job was ended: it took too long, too much memory, or its process was lost."""


class Workers:
    """One or more processes that do jobs, one at a time each, in the order they were asked for."""

    def __init__(self, count: int = 1, memory_bytes: int = MEMORY_BYTES) -> None:
        # A process forked from a server of threads could inherit a lock that nobody releases:
        # workers are started anew.
        context = get_context("spawn")
        self._pool = ProcessPool(
            max_workers=count,
            max_tasks=JOBS_A_WORKER,
            initializer=bound_process,
            initargs=(memory_bytes,),
            context=context,
        )
        self._count = count
        self._kept = KeptResults(KEPT_BYTES)
        self._times = UsualTimes()
        # In the order they were asked for; the first ones are at work.
        self._queue: list[Work] = []
        # Under way, or done and in a reader's hands: too large to be kept, it is not made twice.
        self._held: WeakValueDictionary[Job, Work] = WeakValueDictionary()
        # Re-entrant: a callback may run at once, in the thread that holds it.
        self._lock = RLock()

    def ask(self, job: Job) -> Work:
        """Queue a job and return at once; whoever waits for no more leaves the work.

        Readers who ask for the same thing share the work, and what it gave is kept for all.

        Raises
        ------
        BusyError
            If too much is waiting.
        """
        with self._lock:
            work = self.find(job)
            if work is not None:
                return work
            if len(self._queue) >= QUEUE:
                raise _busy(len(self._queue))
            work = Work(job, self)
            self._queue.append(work)
            if job.is_shared:
                self._held[job] = work
            self._advance()
            return work

    def find(self, job: Job) -> Work | None:
        """Return a job that is kept, or under way for others: it takes no place in the queue."""
        with self._lock:
            return self._shared(job) if job.is_shared else None

    def _shared(self, job: Job) -> Work | None:
        """Find the same job under way, held by another reader, or kept."""
        if (held := self._held.get(job)) is not None:
            held.readers += 1
            return held
        kept = self._kept.get(job)
        if kept is None:
            return None
        work = Work(job, self)
        work.finish(kept)
        return work

    def run(self, job: Job) -> Any:
        """Return the result of a job while this thread waits.

        Raises
        ------
        AtlasError
            What the job itself raised; ``BusyError`` if too many wait; ``JobError`` if it was
            ended.
        """
        with self.ask(job) as work:
            return work.end.result()

    def place_of(self, work: Work) -> int:
        """Return how many stand before a piece of work; 0 once it is at work."""
        with self._lock:
            rank = self._queue.index(work) if work in self._queue else 0
            return 0 if work.began is not None else rank

    def share_of(self, work: Work) -> float:
        """Return how far a piece of work is, from 0 to 1."""
        return 1.0 if work.end.done() else self._times.share_done(_kind(work.job), work.seconds)

    def leave(self, work: Work) -> None:
        """Take one reader off; without any, the work is given up and its worker is free."""
        with self._lock:
            work.readers -= 1
            if work.readers > 0 or work.end.done():
                return
            self._take_off(work)
            self._forget(work)
            work.finish(error=JobError(_("Travail abandonné.")))
            work.give_up()
            self._advance()

    def warm_up(self) -> None:
        """Start the workers before the first reader asks for anything."""
        self._pool.schedule(_import_all)

    def stop(self) -> None:
        """End the workers, whatever they are doing."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def _advance(self) -> None:
        """Hand the next of the queue to the workers that are free.

        No more than these can do at once, so that what waits can be given up at no cost.
        """
        while first := [one for one in self._queue[: self._count] if one.began is None]:
            self._begin(first[0])

    def _begin(self, work: Work) -> None:
        work.began = time.monotonic()
        try:
            future: Future[Any] = self._pool.schedule(work.job, timeout=TIME_S)
        except (OSError, RuntimeError) as error:  # no process can be started
            self._take_off(work)
            self._forget(work)
            work.finish(error=_told(error))
            return
        # The pool ends the process of a job that is cancelled while it runs.
        work.give_up = future.cancel
        future.add_done_callback(partial(self._end, work))

    def _end(self, work: Work, future: "Future[Any]") -> None:
        try:
            result = future.result()
        except BaseException as error:  # noqa: BLE001 -- whatever it is, who waits is told
            self._forget(work)
            # A thread of the pool calls this: it speaks no reader's language.
            with speaking(work.job.language):
                work.finish(error=_told(error))
        else:
            self._times.note(_kind(work.job), work.seconds)
            # What is kept has its size counted: other results have none.
            if work.job.is_shared and isinstance(result, bytes):
                self._kept.keep(work.job, result)
            work.finish(result)
        with self._lock:
            self._take_off(work)
            # With what it gave up, a work would be a ring, its file there until a collection.
            work.give_up = bool
            self._advance()
            if not self._queue:
                # The pool holds its last task until the next one: a reader's table, a large file.
                self._pool.schedule(int)

    def _take_off(self, work: Work) -> None:
        """Take a piece of work off the queue, if it is still there."""
        if work in self._queue:
            self._queue.remove(work)

    def _forget(self, work: Work) -> None:
        """Share a piece of work that has come to nothing with nobody else."""
        with self._lock:
            if self._held.get(work.job) is work:
                del self._held[work.job]


def _kind(job: Job) -> str:
    return f"{job.make.__qualname__} {job.kind}"


def _busy(waiting: int) -> BusyError:
    said = ngettext(
        "{count} fichier attend déjà d’être fait. Recommencez dans une minute.",
        "{count} fichiers attendent déjà d’être faits. Recommencez dans une minute.",
        waiting,
    )
    return BusyError(said)


def _told(error: BaseException) -> BaseException:
    """Return the error as a reader is told of it."""
    if isinstance(error, TooLong):
        text = _(
            "Ce fichier a demandé plus de {seconds} s : il a été abandonné. Demandez-en moins."
        )
        return JobError(text.format(seconds=f"{TIME_S:.0f}"))
    is_full = isinstance(error, ProcessExpired) and error.exitcode == TOO_MUCH_MEMORY
    if is_full or isinstance(error, MemoryError):
        text = _("Ce fichier a demandé trop de mémoire : il a été abandonné. Demandez-en moins.")
        return JobError(text)
    if isinstance(error, AtlasError | CancelledError):
        return error
    # Why is in the log alone, whole: an exception of a library has no words for a reader.
    LOG.error("A job has failed", exc_info=error)
    return JobError(say_unforeseen())


def say_unforeseen() -> str:
    """Write what happened, and what to do, where an error has no words of its own."""
    return _(
        "Cette demande n’a pas abouti : une erreur de l’atlas l’a arrêtée. Recommencez, ou "
        "demandez-en moins ; si elle revient, signalez-la à qui tient l’atlas : son journal en "
        "donne la cause."
    )


def _import_all() -> None:
    """Import what the jobs need, in a worker that has started."""
    import_module("territoires_industrie.jobs.imports")


_workers: Workers | None = None


def start_workers(count: int = 1) -> None:
    """Have jobs of this process done by workers, from now until ``stop_workers``.

    They start with the first job, or by ``warm_workers`` before.
    """
    global _workers  # noqa: PLW0603 -- one server, one set of workers
    if _workers is None:
        _workers = Workers(count)


def warm_workers() -> None:
    """Start the workers of this process before the first reader asks for anything."""
    if _workers is None:
        return
    try:
        _workers.warm_up()
    except OSError as error:  # pages are shown all the same; who asks for a file is told
        LOG.error("No worker can be started: is /dev/shm there, and writable? (%s)", error)


def stop_workers() -> None:
    """End the workers of this process, if it has any."""
    global _workers  # noqa: PLW0603 -- as above
    if _workers is not None:
        _workers.stop()
        _workers = None


def has_workers() -> bool:
    """Whether this process has workers: that of a server has."""
    return _workers is not None


def ask(wanted: Job) -> Work:
    """Queue a job; where there are no workers, do it here and now.

    A notebook and the command line have none.

    Raises
    ------
    BusyError
        If too much is waiting.
    """
    return do_here(wanted) if _workers is None else _workers.ask(wanted)


def find(wanted: Job) -> Work | None:
    """Return a job that is kept, or under way for others: it takes no place in the queue."""
    return None if _workers is None else _workers.find(wanted)


def run(wanted: Job) -> Any:
    """Return the result of a job: from a worker where there are some, else from this process.

    Raises
    ------
    AtlasError
        As ``Workers.run``.
    """
    return wanted() if _workers is None else _workers.run(wanted)

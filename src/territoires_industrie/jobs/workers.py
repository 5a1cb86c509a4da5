"""The processes that work, their queue and their limits.

A picture or a workbook holds Python's lock for seconds inside a library: in the process that
answers readers, nobody's click would be answered meanwhile.
"""

import os
import resource
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLong
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context
from threading import Lock

from pebble import ProcessExpired, ProcessPool

from territoires_industrie.errors import AtlasError
from territoires_industrie.jobs.job import Job
from territoires_industrie.jobs.kept import KeptResults
from territoires_industrie.wording import _, ngettext

TIME_S = 120.0
"""Longest time that one job may take."""

MEMORY_BYTES = 3 * 2**30
"""Address space of a worker: the largest file takes half of it."""

JOBS_A_WORKER = 200
"""A worker is replaced after so many, whatever its libraries have kept."""

QUEUE = 40
"""Jobs that may wait; whoever comes after them is asked to come back."""

KEPT_BYTES = 128 * 2**20
NICE = 5
"""Answers to clicks go before: the workers yield the processor to them."""


class BusyError(AtlasError):
    """Too much work is waiting."""


class JobError(AtlasError):
    """A job was ended: it took too long, too much memory, or its process was lost."""


@dataclass
class _Asked:
    """One job in the queue or at work, and how many readers wait for it."""

    future: "Future[bytes]"
    readers: int = 1


class Workers:
    """One or more processes that do jobs, one at a time each, in the order they were asked for."""

    def __init__(self, count: int = 1) -> None:
        # A process forked from a server of threads could inherit a lock that nobody releases:
        # workers are started anew.
        context = get_context("spawn")
        self._pool = ProcessPool(
            max_workers=count, max_tasks=JOBS_A_WORKER, initializer=_limit, context=context
        )
        self._kept = KeptResults(KEPT_BYTES)
        self._asked: dict[Job, _Asked] = {}
        self._lock = Lock()

    def run(self, job: Job) -> bytes:
        """Return the result of a job: kept, or made by a worker while this thread waits.

        Readers who ask for the same thing at once wait for the same work.

        Raises
        ------
        AtlasError
            What the job itself raised; ``BusyError`` if too many wait; ``JobError`` if it was
            ended.
        """
        if not job.is_shared:
            return _result(self._schedule(job))
        kept = self._kept.get(job)
        if kept is not None:
            return kept
        with self._lock:
            asked = self._asked.get(job)
            if asked is None:
                asked = self._asked[job] = _Asked(self._schedule(job))
            else:
                asked.readers += 1
        try:
            result = _result(asked.future)
        finally:
            with self._lock:
                asked.readers -= 1
                if not asked.readers:
                    self._asked.pop(job, None)
        self._kept.keep(job, result)
        return result

    def warm_up(self) -> None:
        """Start the workers before the first reader asks for anything."""
        self._pool.schedule(_import_all)

    def stop(self) -> None:
        """End the workers, whatever they are doing."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def _schedule(self, job: Job) -> "Future[bytes]":
        waiting = len(self._asked)
        if waiting >= QUEUE:
            said = ngettext(
                "{count} fichier attend déjà d’être fait. Recommencez dans une minute.",
                "{count} fichiers attendent déjà d’être faits. Recommencez dans une minute.",
                waiting,
            )
            raise BusyError(said.format(count=waiting))
        future: Future[bytes] = self._pool.schedule(job, timeout=TIME_S)
        return future


def _result(future: "Future[bytes]") -> bytes:
    try:
        return future.result()
    except TooLong as error:
        text = _("Ce fichier a demandé plus de {seconds} s : il a été abandonné. Prenez-en moins.")
        raise JobError(text.format(seconds=f"{TIME_S:.0f}")) from error
    except MemoryError as error:
        text = _("Ce fichier a demandé trop de mémoire : il a été abandonné. Prenez-en moins.")
        raise JobError(text) from error
    except ProcessExpired as error:
        raise JobError(_("Ce fichier n’a pas pu être fait. Recommencez.")) from error


def _limit() -> None:
    """Bound what a worker may take of the machine."""
    with suppress(OSError):
        os.nice(NICE)
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(MEMORY_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _import_all() -> None:
    """Import what the jobs need, in a worker that has started."""
    import_module("territoires_industrie.jobs.imports")


_workers: Workers | None = None


def start_workers(count: int = 1) -> None:
    """Have jobs of this process done by workers, from now until ``stop_workers``."""
    global _workers  # noqa: PLW0603 -- one server, one set of workers
    if _workers is None:
        _workers = Workers(count)
        _workers.warm_up()


def stop_workers() -> None:
    """End the workers of this process, if it has any."""
    global _workers  # noqa: PLW0603 -- as above
    if _workers is not None:
        _workers.stop()
        _workers = None


def run(wanted: Job) -> bytes:
    """Return the result of a job: from a worker where there are some, else from this process.

    A notebook, the command line and ``streamlit run`` have none.

    Raises
    ------
    AtlasError
        As ``Workers.run``.
    """
    return wanted() if _workers is None else _workers.run(wanted)


def aside(make: Callable[..., bytes], *arguments: object, **options: object) -> Callable[[], bytes]:
    """Return what does a job when it is called, in the language and session of this run."""
    made = Job(make, arguments, tuple(sorted(options.items())))
    return lambda: run(made)

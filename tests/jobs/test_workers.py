"""Work done aside: shared, kept, bounded, and told when it cannot be done."""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from territoires_industrie.errors import AtlasError
from territoires_industrie.export.archive import export_table
from territoires_industrie.export.table import Table
from territoires_industrie.indicators.own import Shelf, using_shelf
from territoires_industrie.jobs import workers
from territoires_industrie.jobs.job import Job
from territoires_industrie.jobs.kept import KeptResults
from territoires_industrie.jobs.workers import BusyError, JobError, Workers
from territoires_industrie.scene.view import View
from territoires_industrie.wording import speaking
from tests.jobs import tasks
from tests.upload.test_tables import bring


@pytest.fixture(scope="module")
def pool() -> Iterator[Workers]:
    pool = Workers()
    yield pool
    pool.stop()


def test_a_job_is_done_elsewhere_in_its_language(pool: Workers) -> None:
    with speaking("en"):
        job = Job(tasks.say_where)
    process, language, held = pool.run(job).decode().split()
    assert int(process) != os.getpid()
    assert (language, held) == ("en", "0")


def test_readers_who_ask_for_the_same_share_the_work(pool: Workers, tmp_path: Path) -> None:
    results: list[bytes] = []
    job = Job(tasks.count_calls, (str(tmp_path), 0.5))
    readers = [threading.Thread(target=lambda: results.append(pool.run(job))) for _ in range(5)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert results == [b"done"] * 5
    assert pool.run(job) == b"done"
    assert len(list(tmp_path.iterdir())) == 1


def test_what_a_job_refuses_is_told_in_its_words(pool: Workers) -> None:
    with pytest.raises(AtlasError, match="un refus"):
        pool.run(Job(tasks.refuse))


def test_a_job_that_takes_too_long_is_ended(pool: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "TIME_S", 1.0)
    start = time.monotonic()
    with pytest.raises(JobError, match="1 s"):
        pool.run(Job(tasks.sleep, (60.0,)))
    assert time.monotonic() - start < 20
    assert pool.run(Job(tasks.sleep, (0.0,))) == b"slept"


@pytest.mark.parametrize(("task", "said"), [(tasks.take_memory, "mémoire"), (tasks.die, "Recomm")])
def test_a_job_that_ends_its_worker_ends_nothing_else(
    pool: Workers, task: object, said: str
) -> None:
    with pytest.raises(JobError, match=said):
        pool.run(Job(task))  # type: ignore[arg-type]
    assert pool.run(Job(tasks.sleep, (0.01,))) == b"slept"


def test_a_full_queue_is_told(pool: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "QUEUE", 1)
    waiting = threading.Thread(target=lambda: pool.run(Job(tasks.sleep, (1.5,))))
    waiting.start()
    time.sleep(0.3)
    with pytest.raises(BusyError, match="1 fichier"):
        pool.run(Job(tasks.sleep, (0.02,)))
    waiting.join()


def test_without_workers_a_job_is_done_here() -> None:
    process = workers.run(Job(tasks.say_where)).decode().split()[0]
    assert int(process) == os.getpid()


def test_results_have_a_room_of_their_own() -> None:
    kept = KeptResults(max_bytes=100)
    for name in "abcd":
        kept.keep(name, name.encode() * 25)
    assert kept.get("a") == b"a" * 25
    kept.keep("e", b"e" * 25)
    assert kept.get("b") is None
    assert kept.get("a") is not None
    kept.keep("large", b"x" * 26)
    assert kept.get("large") is None


def test_a_job_takes_the_indicators_of_its_session_and_keeps_nothing(pool: Workers) -> None:
    brought = bring("epci_layout.csv").own
    shelf = Shelf(brought)
    shelf.cached(len, 1)  # what a session has worked out goes to no other process
    with using_shelf(shelf):
        job = Job(tasks.say_held)
        file = Job(export_table, (Table(View(brought.levels[0], brought.key)), "csv"))
        here = file()
    assert pool.run(job).decode() == brought.title
    assert pool.run(file) == here
    assert pool.run(Job(tasks.say_held)) == b""

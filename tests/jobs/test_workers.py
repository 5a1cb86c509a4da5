"""Work done aside: shared, kept, bounded, and told when it cannot be done."""

import gc
import os
import threading
import time
import weakref
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from territoires_industrie.errors import AtlasError
from territoires_industrie.export.archive import export_table
from territoires_industrie.export.table import Table
from territoires_industrie.indicators.own import Shelf, using_shelf
from territoires_industrie.jobs import workers
from territoires_industrie.jobs.bounds import GIS_FORMATS
from territoires_industrie.jobs.job import Job
from territoires_industrie.jobs.kept import ENTRY_BYTES, KeptResults
from territoires_industrie.jobs.work import say_progress
from territoires_industrie.jobs.workers import BusyError, JobError, Workers
from territoires_industrie.scene.view import View
from territoires_industrie.sheet.pdf import export_unit_pdf
from territoires_industrie.wording import speaking
from tests.jobs import tasks
from tests.upload.test_tables import bring


@pytest.fixture(scope="module")
def pool() -> Iterator[Workers]:
    pool = Workers(memory_bytes=2**30)
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


def test_a_worker_opens_no_format_that_is_read_from_elsewhere(pool: Workers) -> None:
    assert pool.run(Job(tasks.list_gis_formats)).decode() == " ".join(sorted(GIS_FORMATS))


def test_what_is_too_large_to_be_kept_is_made_once_while_a_reader_has_it(
    pool: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "_kept", KeptResults(max_bytes=1))
    job = Job(tasks.count_calls, (str(tmp_path), 0.0))
    first = pool.ask(job)
    assert first.is_done(patience_s=20)
    assert pool.ask(job).end.result() is first.end.result()
    assert len(list(tmp_path.iterdir())) == 1
    gone = weakref.ref(first)
    del first
    end = time.monotonic() + 20
    while gone() is not None and time.monotonic() < end:
        time.sleep(0.05)
    assert gone() is None
    assert pool.run(job) == b"done"
    assert len(list(tmp_path.iterdir())) == 2


def test_a_failure_is_shared_with_nobody(pool: Workers) -> None:
    job = Job(tasks.refuse)
    with pool.ask(job) as first:
        assert first.is_done(patience_s=20)
        assert pool.ask(job) is not first


def test_a_machine_that_starts_no_worker_is_told_and_nobody_waits(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_given: object, **_more: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("pebble.ProcessPool.schedule", refuse)
    monkeypatch.setattr(workers, "_workers", None)
    workers.start_workers()
    workers.warm_workers()
    try:
        assert "/dev/shm" in caplog.text
        assert "Traceback" not in caplog.text
        for _rank in range(workers.QUEUE + 1):  # whoever comes later is told the same
            with pytest.raises(JobError, match="n’a pas abouti"):
                workers.ask(Job(tasks.say_where)).end.result(timeout=1)
    finally:
        workers.stop_workers()


def test_what_a_job_refuses_is_told_in_its_words(pool: Workers) -> None:
    with pytest.raises(AtlasError, match="un refus"):
        pool.run(Job(tasks.refuse))


def test_an_error_that_is_not_foreseen_is_told_without_its_own_words(pool: Workers) -> None:
    with pytest.raises(JobError, match="Recommencez") as told:
        pool.run(Job(tasks.stumble))
    assert "a word of a library" not in str(told.value)


def test_a_job_that_takes_too_long_is_ended(pool: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "TIME_S", 1.0)
    start = time.monotonic()
    with pytest.raises(JobError, match="1 s"):
        pool.run(Job(tasks.sleep, (60.0,)))
    assert time.monotonic() - start < 20
    assert pool.run(Job(tasks.sleep, (0.0,))) == b"slept"


@pytest.mark.parametrize(
    ("task", "said"),
    [
        (tasks.take_memory, "mémoire"),
        (tasks.take_memory_slowly, "mémoire"),
        (tasks.die, "Recomm"),
    ],
)
def test_a_job_that_ends_its_worker_ends_nothing_else(
    pool: Workers, task: object, said: str
) -> None:
    with pytest.raises(JobError, match=said):
        pool.run(Job(task))  # type: ignore[arg-type]
    assert pool.run(Job(tasks.sleep, (0.01,))) == b"slept"


def test_a_full_queue_is_told(pool: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "QUEUE", 1)
    with (
        pool.ask(Job(tasks.sleep, (1.5,))),
        pytest.raises(BusyError, match="1 fichier"),
    ):
        pool.run(Job(tasks.sleep, (0.02,)))


def test_what_is_there_is_found_and_nothing_else_is_begun(pool: Workers) -> None:
    job = Job(bytes, (3,))
    assert pool.find(job) is None
    assert pool.run(job) == bytes(3)
    found = pool.find(job)
    assert found
    assert found.end.result() == bytes(3)
    with pool.ask(Job(time.sleep, (5,))) as under_way:
        assert pool.find(under_way.job) is under_way
        assert under_way.readers == 2
        under_way.leave()
    assert under_way.end.exception()
    assert pool.find(Job(bytes, (3,), is_private=True)) is None


def test_who_waits_knows_their_place_and_how_far_it_is(pool: Workers) -> None:
    pool.run(Job(tasks.sleep, (0.4,), kind="short"))
    with (
        pool.ask(Job(tasks.sleep, (0.41,), kind="short")) as first,
        pool.ask(Job(tasks.sleep, (0.42,), kind="short")) as second,
        pool.ask(Job(tasks.sleep, (0.43,), kind="short")) as third,
    ):
        assert [work.place for work in (first, second, third)] == [0, 1, 2]
        assert say_progress(third) == "En attente : 2 avant vous."
        before = first.share_done
        time.sleep(0.2)
        assert before < first.share_done < 1
        assert third.share_done == 0
        assert third.is_done(patience_s=20)
        assert (third.place, third.share_done) == (0, 1)


def test_work_that_nobody_waits_for_frees_its_worker(pool: Workers) -> None:
    left = pool.ask(Job(tasks.sleep, (60.0,)))
    also_left = pool.ask(Job(tasks.sleep, (61.0,)))
    again = pool.ask(Job(tasks.sleep, (60.0,)))
    assert again is left
    start = time.monotonic()
    also_left.leave()
    left.leave()
    assert not left.end.done()  # another reader waits for it
    again.leave()
    with pytest.raises(JobError, match="abandonné"):
        left.end.result()
    assert pool.run(Job(tasks.sleep, (0.03,))) == b"slept"
    assert time.monotonic() - start < 20


def test_a_private_job_is_shared_with_nobody(pool: Workers, tmp_path: Path) -> None:
    job = Job(tasks.count_calls, (str(tmp_path), 0.0), is_private=True)
    with pool.ask(job) as mine, pool.ask(job) as other:
        assert mine is not other
        assert other.is_done(patience_s=20)
    assert len(list(tmp_path.iterdir())) == 2


def test_what_a_reader_brought_is_held_by_nobody_once_it_is_done(pool: Workers) -> None:
    job = Job(tasks.look_at, (tasks.Table(),), is_private=True)
    held = weakref.ref(job.arguments[0])
    assert pool.run(job) == b"seen"
    del job
    end = time.monotonic() + 20
    while held() is not None and time.monotonic() < end:
        time.sleep(0.05)
        gc.collect()
    assert held() is None


def test_without_workers_a_job_is_done_here() -> None:
    process = workers.run(Job(tasks.say_where)).decode().split()[0]
    assert int(process) == os.getpid()


def test_results_have_a_room_of_their_own() -> None:
    size = 10_000
    kept = KeptResults(max_bytes=4 * (size + ENTRY_BYTES))
    for name in "abcd":
        kept.keep(name, name.encode() * size)
    assert kept.get("a") == b"a" * size
    kept.keep("e", b"e" * size)
    assert kept.get("b") is None
    assert kept.get("a") is not None
    kept.keep("large", b"x" * 2 * size)
    assert kept.get("large") is None


def test_small_results_are_bounded_in_number() -> None:
    kept = KeptResults(max_bytes=10 * ENTRY_BYTES)
    for number in range(100):
        kept.keep(number, b"")
    assert sum(kept.get(number) is not None for number in range(100)) == 10


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


def test_a_sheet_with_charts_is_made_within_the_bounds(pool: Workers) -> None:
    """The engine that draws charts reserves far more memory than it uses."""
    options = (("base", "https://atlas.test"), ("day", date(2026, 11, 28)))
    job = Job(export_unit_pdf, (View("epci", selection=("200084952",)),), options)
    assert pool.run(job).startswith(b"%PDF")

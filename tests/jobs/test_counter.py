"""Files in readers' hands: so many, so large, so long, and none is cut while it is taken."""

import time
from collections.abc import Callable

import pytest

from territoires_industrie.jobs import counter
from territoires_industrie.jobs.counter import (
    AGE_S,
    FETCH_S,
    LARGE_BYTES,
    PATIENCE_S,
    TICKETS,
    WAITING,
    Counter,
    Ticket,
)
from territoires_industrie.jobs.job import Job
from territoires_industrie.jobs.work import Work
from territoires_industrie.jobs.workers import BusyError
from tests.jobs.waiting import Queue

Pass = Callable[[float], None]


class Files(Counter):
    """A counter whose tickets are found by a test, without a sign of their reader."""

    def __init__(self) -> None:
        super().__init__()
        self.queue = Queue()

    def order(self, session: str, content: bytes | None = None, instead_of: str = "") -> str:
        """Take a ticket in, of a file that is made if its content is given."""
        work = Work(Job(bytes), self.queue)
        if content is not None:
            work.finish(content)
        self.require_room(session, instead_of)
        # By the clock of the test: the class holds that of the machine.
        ticket = Ticket(work, "a.csv", "text/csv", session, seen=time.monotonic())
        return self.hand_out(ticket, instead_of)

    def ticket(self, number: str) -> Ticket:
        return self._tickets[number]

    @property
    def numbers(self) -> list[str]:
        return list(self._tickets)


@pytest.fixture
def files() -> Files:
    return Files()


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch) -> Pass:
    """Let time pass at once."""
    now = [time.monotonic()]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])

    def wait(seconds: float) -> None:
        now[0] += seconds

    return wait


def test_a_session_takes_no_more_of_the_queue_than_its_part(files: Files) -> None:
    numbers = [files.order("a") for _rank in range(WAITING)]
    with pytest.raises(BusyError, match="annulez-en un"):
        files.order("a")
    files.order("b")
    files.drop(numbers[1])
    files.order("a")


def test_a_file_takes_the_place_of_the_one_that_its_button_gave(files: Files) -> None:
    numbers = [files.order("a") for _rank in range(WAITING)]
    former = files.ticket(numbers[0]).work
    files.order("a", instead_of=numbers[0])
    assert files.queue.left == [former]
    assert not files.knows(numbers[0])


def test_a_file_is_there_for_ten_minutes_however_often_it_is_asked_for(
    files: Files, wait: Pass
) -> None:
    waiting, made = files.order("a"), files.order("a", b"made")
    for _time in range(int(AGE_S / 12)):
        wait(12)
        assert files.find(waiting)
        assert files.find(made)
        files.sweep()
    wait(12)
    files.sweep()
    assert files.numbers == [waiting]
    # The time counts from when it was made.
    files.ticket(waiting).work.finish(b"made")
    files.sweep()
    assert files.numbers == [waiting]


def test_the_oldest_files_of_a_session_give_way(files: Files, wait: Pass) -> None:
    other = files.order("b", b"made")
    numbers = []
    for _rank in range(40):
        numbers.append(files.order("a", b"made"))
        wait(FETCH_S + 1)
        for number in files.numbers:  # its reader asks and asks
            files.find(number)
    assert files.numbers == [other, *numbers[-TICKETS:]]


def test_the_oldest_files_of_all_give_way_and_none_that_is_being_taken(
    files: Files, wait: Pass, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counter, "HELD_BYTES", 1000)
    taken, idle = files.order("a", bytes(400)), files.order("b", bytes(400))
    with files.ticket(taken).being_taken():
        wait(FETCH_S + 1)
        last = files.order("c", bytes(400))
        files.sweep()
        assert files.numbers == [taken, last]
    # What was made this moment is about to be fetched: it stays, and nobody orders more.
    more = files.order("d", bytes(400))
    assert files.numbers == [taken, last, more]
    with pytest.raises(BusyError, match="une minute"):
        files.order("e")
    wait(FETCH_S + 1)
    files.order("e")
    assert files.numbers[:2] == [last, more]
    assert not files.knows(idle)


def test_a_file_that_readers_share_counts_once(
    files: Files, wait: Pass, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counter, "HELD_BYTES", 1000)
    number = files.order("a", bytes(600))
    shared = Ticket(files.ticket(number).work, "a.csv", "text/csv", "b")
    files.hand_out(shared)
    assert files.held_bytes() == 600
    wait(FETCH_S + 1)
    files.sweep()
    assert len(files.numbers) == 2


def test_a_large_file_is_let_go_once_its_reader_has_it(files: Files, wait: Pass) -> None:
    large, small = files.order("a", bytes(LARGE_BYTES + 1)), files.order("b", b"small")
    broken = files.order("c", bytes(LARGE_BYTES + 1))
    for number in (large, small):
        with files.ticket(number).being_taken():
            wait(PATIENCE_S + 1)  # a slow line says nothing else meanwhile
            files.find(small)
            files.find(broken)
            files.sweep()
            assert files.knows(number)
            files.ticket(number).is_delivered = True
    with files.ticket(broken).being_taken():
        """Its reader leaves."""
    wait(FETCH_S + 1)
    files.sweep()
    assert files.numbers == [small, broken]  # these may be fetched again
    wait(PATIENCE_S)
    files.sweep()
    assert files.numbers == []

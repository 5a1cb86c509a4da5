"""One page at a time: order, patience, rest, and a page that fails."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from time import perf_counter, sleep

import pytest

from territoires_industrie.ui import turns
from territoires_industrie.ui.turns import Turn


def test_pages_never_draw_side_by_side() -> None:
    turn, together, drawing = Turn(), Barrier(8), []
    most = []

    def draw(number: int) -> None:
        together.wait()
        with turn.taken():
            drawing.append(number)
            most.append(len(drawing))
            sleep(0.005)
            drawing.remove(number)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(draw, range(8)))
    assert most == [1] * 8


def test_a_rest_lets_another_page_draw() -> None:
    turn, order, has_begun, has_drawn = Turn(), [], Event(), Event()

    def long() -> None:
        with turn.taken():
            order.append("begun")
            with turn.aside():
                has_begun.set()
                has_drawn.wait(10)
            order.append("ended")

    def short() -> None:
        has_begun.wait(10)
        with turn.taken():
            order.append("other")
        has_drawn.set()

    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(long), threads.submit(short)]:
            done.result()
    assert order == ["begun", "other", "ended"]


def test_those_who_wait_draw_between_two_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "HELD_S", 0)
    monkeypatch.setattr(turns, "HAND_OVER_S", 1.0)  # a busy machine wakes a thread late
    turn, order, waiting = Turn(), [], Event()

    def long() -> None:
        with turn.taken():
            waiting.wait(10)
            sleep(0.05)  # the other has gone from its word to its wait
            order.append("first part")
            turn.make_way()
            order.append("second part")

    def short() -> None:
        waiting.set()
        with turn.taken():
            order.append("other")

    with ThreadPoolExecutor(2) as threads:
        running = threads.submit(long)
        sleep(0.05)  # the long one has its turn
        for done in [running, threads.submit(short)]:
            done.result()
    assert order == ["first part", "other", "second part"]


def test_a_turn_is_handed_on_once_it_has_been_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between parts that take no time, a page keeps its turn; after one that did, others draw."""
    turn, passed = Turn(), []
    monkeypatch.setattr(turn, "_leave", lambda: passed.append("-"))
    monkeypatch.setattr(turns, "HELD_S", 3600)
    with turn.taken():
        assert list(turn.between(range(3))) == [0, 1, 2]
    assert passed == ["-"]  # at its end
    monkeypatch.setattr(turns, "HELD_S", 0)
    turn = Turn()
    monkeypatch.setattr(turn, "_leave", lambda: passed.append("-"))
    with turn.taken():
        assert list(turn.between(range(3))) == [0, 1, 2]
    assert passed == ["-"] * 5


def test_who_has_waited_long_draws_all_the_same() -> None:
    turn = Turn(patience_s=0.1)

    def wait() -> float:
        start = perf_counter()
        with turn.taken():
            return perf_counter() - start

    with turn.taken(), ThreadPoolExecutor(1) as threads:
        assert 0.1 <= threads.submit(wait).result() < 2
    turn = Turn(patience_s=30)
    with ThreadPoolExecutor(1) as threads:  # a turn that was handed on is there at once
        assert threads.submit(wait).result() < 10


def test_who_draws_without_a_turn_takes_none_by_stepping_aside() -> None:
    turn = Turn(patience_s=0.1)

    def draw_late() -> None:
        with turn.taken(), turn.aside():
            pass

    with turn.taken(), ThreadPoolExecutor(1) as threads:
        threads.submit(draw_late).result()
    with turn.aside():
        pass
    turn = Turn(patience_s=30)
    with turn.aside():
        pass
    start = perf_counter()
    with turn.taken():
        assert perf_counter() - start < 10


def test_a_page_that_fails_hands_the_turn_on() -> None:
    turn = Turn(patience_s=5)
    with pytest.raises(ZeroDivisionError), turn.taken():
        raise ZeroDivisionError
    start = perf_counter()
    with turn.taken():
        assert perf_counter() - start < 1

"""One page at a time: order, patience, rest, and a page that fails."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import perf_counter, sleep

import pytest

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
    turn, order = Turn(), []

    def long() -> None:
        with turn.taken():
            order.append("begun")
            with turn.aside():
                sleep(0.2)
            order.append("ended")

    def short() -> None:
        sleep(0.05)
        with turn.taken():
            order.append("other")

    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(long), threads.submit(short)]:
            done.result()
    assert order == ["begun", "other", "ended"]


def test_who_has_waited_long_draws_all_the_same() -> None:
    turn = Turn(patience_s=0.1)

    def wait() -> float:
        start = perf_counter()
        with turn.taken():
            return perf_counter() - start

    with turn.taken(), ThreadPoolExecutor(1) as threads:
        assert 0.1 <= threads.submit(wait).result() < 2
    with ThreadPoolExecutor(1) as threads:  # who went on without it has not taken it away
        assert threads.submit(wait).result() < 0.1


def test_a_page_that_fails_hands_the_turn_on() -> None:
    turn = Turn(patience_s=5)
    with pytest.raises(ZeroDivisionError), turn.taken():
        raise ZeroDivisionError
    start = perf_counter()
    with turn.taken():
        assert perf_counter() - start < 1

"""The button of a file: one order a button, and a part of the queue for each session."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from territoires_industrie.jobs.counter import COUNTER, WAITING
from territoires_industrie.jobs.job import Job
from territoires_industrie.jobs.work import Work
from territoires_industrie.ui import file_button
from tests.jobs.waiting import Queue


def page() -> None:
    """Show more buttons than a session may have files in the queue."""
    from territoires_industrie.jobs.counter import WAITING
    from territoires_industrie.jobs.job import Job
    from territoires_industrie.ui.file_button import FileToTake, show_file_button

    for rank in range(WAITING + 1):
        show_file_button("Take", FileToTake("a.csv", "text/csv", Job(bytes, (rank,))), f"b{rank}")


@pytest.fixture
def ordered(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Work]]:
    """What is asked of workers that never begin."""
    ordered: list[Work] = []
    queue = Queue()

    def ask(job: Job) -> Work:
        ordered.append(Work(job, queue))
        return ordered[-1]

    monkeypatch.setattr(file_button, "has_workers", lambda: True)
    monkeypatch.setattr(file_button, "ask", ask)
    monkeypatch.setattr(file_button, "SHORT_S", 0.0)
    yield ordered
    for number in list(COUNTER._tickets):
        COUNTER.drop(number)


def given_up(work: Work) -> bool:
    assert isinstance(work.queue, Queue)
    return work in work.queue.left


def test_a_button_that_is_pressed_again_gives_its_former_file_up(ordered: list[Work]) -> None:
    opened = AppTest.from_function(page).run()
    for _time in range(2 * WAITING):
        opened.button(key="b0").click().run()
    assert not opened.error
    assert [given_up(work) for work in ordered] == [True] * (2 * WAITING - 1) + [False]


def test_a_session_that_fills_its_part_of_the_queue_is_told_so(ordered: list[Work]) -> None:
    opened = AppTest.from_function(page).run()
    for rank in range(WAITING + 1):
        opened.button(key=f"b{rank}").click().run()
    (told,) = [one.value.replace("\\", "") for one in opened.error]
    assert told.startswith("4 fichiers vous attendent ou se préparent déjà.")
    assert "annulez-en un" in told
    assert len(ordered) == WAITING
    assert not any(given_up(work) for work in ordered)

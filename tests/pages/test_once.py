"""Work on a reader's own file: asked for once, shown while it lasts, stopped, left."""

import pytest
from streamlit.testing.v1 import AppTest

from territoires_industrie.jobs.job import Job
from territoires_industrie.jobs.work import Work
from territoires_industrie.ui.own import once as module


class SlowQueue:
    """A queue that ends its work when it has been looked at three times."""

    def __init__(self) -> None:
        self.asked: list[Work] = []
        self.left: list[Work] = []
        self.shares = [0.2, 0.4, 0.6]
        self.ends = True

    def ask(self, job: Job) -> Work:
        self.asked.append(Work(job, self))
        return self.asked[-1]

    def place_of(self, _work: Work) -> int:
        return len(self.shares)

    def share_of(self, work: Work) -> float:
        if self.ends and len(self.shares) == 1:
            work.finish("read")
        return self.shares.pop(0) if self.shares else 0.9

    def leave(self, work: Work) -> None:
        self.left.append(work)


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> SlowQueue:
    found = SlowQueue()
    monkeypatch.setattr(module, "ask", found.ask)
    monkeypatch.setattr(module, "SHORT_S", 0.0)
    monkeypatch.setattr(module, "LOOK_S", 0.01)
    return found


def _page() -> None:
    import streamlit as st

    from territoires_industrie.errors import AtlasError
    from territoires_industrie.jobs.job import Job
    from territoires_industrie.ui.own.once import once

    st.button("again")
    try:
        st.markdown(once("slot", st.session_state.get("file", "a"), Job(bytes)))
    except AtlasError as error:
        st.error(str(error))


def test_it_is_asked_for_once(queue: SlowQueue) -> None:
    page = AppTest.from_function(_page).run()
    assert page.markdown[0].value == "read"
    assert queue.left == queue.asked
    page.button[0].click().run()
    assert page.markdown[0].value == "read"
    assert len(queue.asked) == 1
    assert len(page.button) == 1  # nothing is left of the bar


def test_what_its_reader_has_stopped_is_not_begun_again(queue: SlowQueue) -> None:
    page = AppTest.from_function(_page)
    page.session_state[module.STOPPED] = ("slot", "a")
    assert "arrêtée" in page.run().error[0].value
    assert not queue.asked
    page.session_state["file"] = "b"
    assert not page.run().error


def test_a_reader_who_leaves_is_waited_for_no_more(
    queue: SlowQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue.ends = False
    present = iter([True, True, False])
    monkeypatch.setattr(module, "is_active_session", lambda _session: next(present))
    page = AppTest.from_function(_page).run()
    assert not page.markdown
    assert queue.left == queue.asked
    assert page.button(key="slot_arreter").label == "Arrêter"

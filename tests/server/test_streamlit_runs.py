"""What Streamlit does again and again is done once, to the same end."""

from collections.abc import Callable
from copy import deepcopy
from functools import partial
from typing import Any, cast

import pytest
from streamlit.cursor import LockedCursor
from streamlit.delta_generator import DeltaGenerator
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.scriptrunner import ScriptRunnerEvent

from territoires_industrie.server import streamlit_private


def nest() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Make a container and a column in it, as they stand on a page."""
    places = [LockedCursor(root_container=0, parent_path=path) for path in ((), (0,))]
    outer = DeltaGenerator(root_container=0, cursor=places[0])
    inner = DeltaGenerator(root_container=0, cursor=places[1], parent=outer, block_type="column")
    inner._creating_fragment_id = "part"
    return outer, inner


def state(container: DeltaGenerator) -> list[dict[str, Any]]:
    """List what a container and those around it hold, the innermost first."""
    states: list[dict[str, Any]] = []
    around: DeltaGenerator | None = container
    while around is not None:
        held = dict(vars(around))
        around = held.pop("_parent")
        place = {name: str(value) for name, value in vars(held.pop("_provided_cursor")).items()}
        states.append(held | place)
    return states


def test_a_copied_container_is_as_streamlit_copies_it() -> None:
    _outer, inner = nest()
    theirs = DeltaGenerator.__deepcopy__(inner, {})
    ours = streamlit_private._copy_container(inner, {})
    assert len(state(ours)) == 2
    assert state(ours) == state(theirs) == state(inner)
    assert ours._cursor is not inner._cursor
    assert ours._parent is not inner._parent


def test_containers_around_are_copied_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DeltaGenerator, "__deepcopy__", streamlit_private._copy_container)
    outer, inner = nest()
    copied_outer, copied_inner = deepcopy((outer, inner))
    assert copied_inner._parent is copied_outer
    assert copied_outer is not outer


def test_the_theme_is_as_streamlit_fills_it() -> None:
    for section in ("theme", "theme.light", "theme.dark", "theme.sidebar", "theme.dark.sidebar"):
        theirs, ours = CustomThemeConfig(), CustomThemeConfig()
        app_session._populate_theme_msg(theirs, section)
        streamlit_private._merge_theme(ours, section)
        assert ours == theirs


class Loop:
    """An event loop that does at once what is to be done soon, and later what is to wait."""

    def __init__(self) -> None:
        self.later: list[Callable[[], None]] = []
        self.woken = 0

    def call_soon_threadsafe(self, callback: Callable[[], None]) -> None:
        self.woken += 1
        callback()

    def call_later(self, _seconds: float, callback: Callable[..., None], *args: object) -> None:
        self.later.append(partial(callback, *args))


class Session:
    """A session that notes what its loop handles."""

    _call_soon_on_event_loop = streamlit_private._call_after_messages

    def __init__(self) -> None:
        self._event_loop = Loop()
        self.handled: list[object] = []

    def _handle_scriptrunner_event_on_event_loop(
        self, _sender: object, event: ScriptRunnerEvent, message: object = None, *_: object
    ) -> None:
        self.handled.append(message or event)


def tell(session: Session, *messages: object) -> None:
    for message in messages:
        streamlit_private._gather_messages(
            cast(Any, session), None, ScriptRunnerEvent.ENQUEUE_FORWARD_MSG, cast(Any, message)
        )


def test_messages_of_a_page_are_handed_over_together_and_in_order() -> None:
    session = Session()
    tell(session, "one", "two", "three")
    assert (session._event_loop.woken, session.handled) == (1, [])
    (hand_over,) = session._event_loop.later
    hand_over()
    assert session.handled == ["one", "two", "three"]
    tell(session, "four")
    assert session._event_loop.woken == 2


def test_the_end_of_a_run_comes_after_its_messages_and_at_once() -> None:
    session, end = Session(), ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS
    tell(session, "one", "two")
    streamlit_private._gather_messages(cast(Any, session), None, end)
    assert session.handled == ["one", "two", end]
    for hand_over in session._event_loop.later:
        hand_over()
    assert session.handled == ["one", "two", end]

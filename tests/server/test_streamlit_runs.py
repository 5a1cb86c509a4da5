"""What Streamlit does again and again is done once, to the same end."""

from collections.abc import Callable
from copy import deepcopy
from functools import partial
from typing import Any, cast

import pytest
from streamlit.cursor import LockedCursor, RunningCursor
from streamlit.delta_generator import DeltaGenerator
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.proto.PageConfig_pb2 import PageConfig
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


def test_a_copied_place_goes_on_by_itself() -> None:
    place = RunningCursor(root_container=0, parent_path=(1, 2))
    place.lock_element()
    place.get_transient_cursor()
    place.transient_elements[0] = Element()
    theirs, ours = deepcopy(place), streamlit_private._copy_place(place, {})
    assert isinstance(ours, RunningCursor)
    assert {name: str(value) for name, value in vars(ours).items()} == {
        name: str(value) for name, value in vars(theirs).items()
    }
    ours.transient_elements[1] = Element()
    ours.lock_element()
    assert len(place.transient_elements) == 1
    assert place.index == 1


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
    """An event loop whose turn comes when a test says so."""

    def __init__(self) -> None:
        self.soon: list[Callable[[], None]] = []
        self.later: list[Callable[[], None]] = []

    def call_soon_threadsafe(self, callback: Callable[[], None]) -> None:
        self.soon.append(callback)

    def call_later(self, _seconds: float, callback: Callable[..., None], *args: object) -> None:
        self.later.append(partial(callback, *args))

    def turn(self) -> None:
        while self.soon:
            self.soon.pop(0)()

    def pass_time(self) -> None:
        """Do first what was to be done later, as a loop may whose timers are due."""
        due, self.later = self.later, []
        for callback in due:
            callback()
        self.turn()


class Session:
    """A session that notes what its loop handles."""

    _call_soon_on_event_loop = streamlit_private._call_in_order

    def __init__(self) -> None:
        self._event_loop = Loop()
        self.handled: list[object] = []

    def _handle_scriptrunner_event_on_event_loop(
        self,
        _sender: object,
        event: ScriptRunnerEvent,
        message: object = None,
        *_: object,
        page_script_hash: str = "",
        **_others: object,
    ) -> None:
        told = (event, page_script_hash) if page_script_hash else event
        self.handled.append(message or told)

    def tell(
        self, event: ScriptRunnerEvent, message: ForwardMsg | None = None, **others: object
    ) -> None:
        streamlit_private._tell(cast(Any, self), None, event, message, **others)

    def send(self, *messages: ForwardMsg) -> None:
        for message in messages:
            self.tell(ScriptRunnerEvent.ENQUEUE_FORWARD_MSG, message)


def element(text: str) -> ForwardMsg:
    message = ForwardMsg()
    message.delta.new_element.html.body = text
    return message


ELEMENTS = [element(text) for text in ("one", "two", "three")]


def test_elements_of_a_page_are_handed_over_together_and_in_order() -> None:
    session = Session()
    session.send(*ELEMENTS)
    assert len(session._event_loop.soon) == 1
    session._event_loop.turn()
    assert session.handled == []
    session._event_loop.pass_time()
    assert session.handled == ELEMENTS
    session.send(element("four"))
    assert len(session._event_loop.soon) == 1


def test_what_else_a_page_tells_comes_after_its_elements_and_at_once() -> None:
    session, end = Session(), ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS
    title = ForwardMsg(page_config_changed=PageConfig(title="Atlas"))
    session.send(*ELEMENTS, title)
    session.tell(end)
    session._event_loop.turn()
    assert session.handled == [*ELEMENTS, title, end]
    session._event_loop.pass_time()
    assert session.handled == [*ELEMENTS, title, end]


def test_elements_of_a_run_never_come_before_its_beginning() -> None:
    """Streamlit lets go of the elements that it holds when a run begins."""
    session, start = Session(), ScriptRunnerEvent.SCRIPT_STARTED
    session.send(ELEMENTS[0])
    session._event_loop.turn()  # a hand-over is due
    session.tell(start, page_script_hash="map")
    session.send(*ELEMENTS[1:])
    session._event_loop.pass_time()
    assert session.handled == [ELEMENTS[0], (start, "map"), *ELEMENTS[1:]]


def test_the_beginning_of_a_run_goes_with_its_first_elements() -> None:
    """The browser draws the whole page once for it, and then once more for what comes later."""
    session, start = Session(), ScriptRunnerEvent.SCRIPT_STARTED
    session.tell(start)
    session.send(*ELEMENTS)
    session._event_loop.turn()
    assert session.handled == []
    session._event_loop.pass_time()
    assert session.handled == [start, *ELEMENTS]


def test_what_fails_holds_up_nothing_of_what_follows() -> None:
    session = Session()

    def fail() -> None:
        raise ZeroDivisionError

    streamlit_private._call_in_order(cast(Any, session), fail)
    session.send(*ELEMENTS)
    with pytest.raises(ZeroDivisionError):
        session._event_loop.turn()
    session._event_loop.turn()
    assert session.handled == ELEMENTS

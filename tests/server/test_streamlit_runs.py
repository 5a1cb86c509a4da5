"""What Streamlit does again and again is done once, to the same end."""

from copy import deepcopy
from typing import Any

import pytest
from streamlit.cursor import LockedCursor
from streamlit.delta_generator import DeltaGenerator
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

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

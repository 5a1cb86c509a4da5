"""Streamlit's main script, as it is sent."""

from territoires_industrie.server.streamlit_bundles import FOLDER, bundles
from territoires_industrie.server.streamlit_private import STATIC
from territoires_industrie.server.streamlit_scripts import (
    FIRST,
    THEN,
    draw_at_once,
    main_script,
)


def test_first_controls_are_drawn_at_once_by_the_main_script() -> None:
    """One that is asked for, though it is there, would hold up the map for 300 ms."""
    script = (STATIC / FOLDER[1:] / main_script()).read_bytes()
    changed = draw_at_once(f"{FOLDER}/{main_script()}", script).decode()
    for part in (*FIRST, *THEN):
        assert f".lazy)(()=>globalThis.atlasLoaded?.{part}??" in changed
        assert f".lazy)(()=>globalThis.atlasLoaded?.{part}??" in bundles()[0].body.decode()
    assert draw_at_once(f"{FOLDER}/Html.1.js", script) == script

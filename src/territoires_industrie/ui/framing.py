"""What the map was last asked to frame, at a level that is not always the one it was asked at."""

from dataclasses import replace

import streamlit as st

from territoires_industrie.draw.payload import Focus
from territoires_industrie.membership import read_units
from territoires_industrie.ui.state import FOCUS


def last_focus(level_key: str) -> Focus | None:
    """Return the units of a level that were last to be framed; None before any are."""
    asked: Focus | None = st.session_state.get(FOCUS)
    if asked is None:
        return None
    known = read_units(level_key).index
    return replace(asked, codes=tuple(code for code in asked.codes if code in known))

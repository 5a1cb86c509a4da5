"""Parts of a page that are only made once the reader comes near to them.

What stands far below a first view would be worked out, sent and, with the scripts that draw it,
loaded for readers most of whom never go there.
"""

import streamlit as st

from territoires_industrie.ui.own_component import own_component
from territoires_industrie.ui.state import touch


def near_key(key: str) -> str:
    """Return the key under which the session keeps that the reader came near to a part."""
    return f"{key}_vu"


def is_near(key: str, height: int) -> bool:
    """Whether the reader of this session has come near to a part; keeps its place until then.

    Coming near draws the page's answer again, this time with the part; from then on it is drawn
    with the rest.

    Parameters
    ----------
    key
        Of the part.
    height
        Of its place, in pixels.
    """
    if st.session_state.get(near_key(key), False):
        return True
    own_component("near")(key=f"{key}_place", height=height, on_near_change=lambda: _note(key))
    return False


def _note(key: str) -> None:
    st.session_state[near_key(key)] = True
    touch()

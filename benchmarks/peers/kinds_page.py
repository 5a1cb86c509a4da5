"""The elements that the atlas draws anew at a change, kind by kind, with nothing in them.

Its three components and its map are left out: what they cost is not Streamlit's alone.
"""

from itertools import count

import streamlit as st

CONTAINERS, COLUMNS, LINKS, PLACES, TEXTS = 18, (2, 2, 4), 13, 4, 4
OPTIONS = tuple(f"indicator {number}" for number in range(45))


@st.fragment
def show() -> None:
    """Draw them all."""
    names = map("{} of its kind".format, count())
    st.button("again", key="again")
    for _ in range(CONTAINERS):
        st.container(key=next(names), horizontal=True)
    for number in COLUMNS:
        st.columns(number, vertical_alignment="bottom")
    for _ in range(PLACES):
        st.container().empty()
    for _ in range(TEXTS):
        st.html("<p>a text</p>")
    for _ in range(2):
        st.markdown("**a text**")
        st.selectbox(next(names), OPTIONS)
        st.popover(next(names))
        st.toggle(next(names))
    for _ in range(LINKS):
        st.page_link(__file__, label=next(names), query_params={"indicator": "one"})
    st.expander("more").html("<p>a text</p>")
    st.segmented_control("level", OPTIONS[:8])
    st.text_input("search")


if __name__ == "__main__":
    show()

"""The field that looks for words in the notes of a page, kept in the address."""

import streamlit as st

from territoires_industrie.scene.view import View
from territoires_industrie.ui.state import change_option
from territoires_industrie.wording import _

WORDS = "mots"
MAX_LENGTH = 80


def show_words(view: View, label: str) -> str:
    """Show the field and give the words that are looked for."""
    words = dict(view.options).get(WORDS, "")[:MAX_LENGTH]
    # Written only when it comes from the address: what is being typed is never put back.
    if st.session_state.get(WORDS) != words:
        st.session_state[WORDS] = words
    st.text_input(
        label,
        key=WORDS,
        type="search",
        live="250ms",
        icon=":material/filter_list:",
        placeholder=_("Un mot, une source, un code…"),
        max_chars=MAX_LENGTH,
        on_change=lambda: change_option(WORDS, st.session_state[WORDS]),
    )
    return words

"""The field that looks for words in the notes of a page, kept in the address."""

import streamlit as st

from territoires_industrie.ui.state import change_options
from territoires_industrie.ui.words_options import LONGEST_WORDS, WordsOptions
from territoires_industrie.wording import _

WORDS = "mots"


def show_words(options: WordsOptions, label: str) -> str:
    """Show the field and return the words that are looked for."""
    # Written only when it comes from the address: what is being typed is never put back, and the
    # space before the next word, which an address does not hold, is being typed too.
    if str(st.session_state.get(WORDS, "")).strip() != options.search:
        st.session_state[WORDS] = options.search
    st.text_input(
        label,
        key=WORDS,
        type="search",
        live="250ms",
        icon=":material/filter_list:",
        placeholder=_("Un mot, une source, un code…"),
        max_chars=LONGEST_WORDS,
        on_change=lambda: change_options(type(options), search=st.session_state[WORDS]),
    )
    return options.search

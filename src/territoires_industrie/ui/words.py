"""The head of a page of notes, with the field that looks for words in them."""

import streamlit as st

from territoires_industrie.scene.view import View
from territoires_industrie.ui.carried import show_carried
from territoires_industrie.ui.navigation import PAGES
from territoires_industrie.ui.search_box import show_search
from territoires_industrie.ui.state import change_options
from territoires_industrie.ui.words_options import LONGEST_WORDS, WordsOptions
from territoires_industrie.wording import _

WORDS = "mots"


def show_head(view: View, title: str, options: WordsOptions, label: str) -> None:
    """Show the head of a page of notes, with the field that looks for words in them."""
    st.markdown(f"## {title}")
    left, right = st.columns(2)
    with left:
        _show_words(options, label)
    with right:
        show_search(view, page=PAGES[0].name)
    show_carried(view)


def _show_words(options: WordsOptions, label: str) -> None:
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

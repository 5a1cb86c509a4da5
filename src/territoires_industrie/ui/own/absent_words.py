"""Texts that stand where a figure is expected: what each was taken for, and another choice."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from territoires_industrie.jobs.job import Job
from territoires_industrie.statistics.status import Status
from territoires_industrie.ui.controls import bound
from territoires_industrie.ui.markdown import escape_markdown
from territoires_industrie.ui.own.once import once
from territoires_industrie.upload.figures import UNREADABLE, list_words
from territoires_industrie.upload.raw import RawTable
from territoires_industrie.upload.roles import Roles
from territoires_industrie.wording import N_, _, format_number

SHOWN = 8
MEANINGS = {
    str(Status.WITHHELD): N_("secret statistique"),
    str(Status.NOT_PUBLISHED): N_("non publié"),
    UNREADABLE: N_("illisible"),
    str(Status.VALUE): N_("un nombre"),
}


WORDS = "propre_mots"


def show_absent_words(
    table: RawTable, roles: Roles, change: Callable[[tuple[tuple[str, str], ...]], None]
) -> None:
    """List the texts of the figure's column that are no number; ``change`` takes the new choice."""
    texts = table.cells[roles.value]
    form = roles.form(table, roles.value)
    asked = (table.sha256, table.reading, roles.value, form)
    found: pd.DataFrame = once(WORDS, asked, Job(list_words, (texts, form), is_private=True))
    listed = found.head(SHOWN)
    if listed.empty:
        return
    said = dict(roles.words)
    with st.expander(_("Cellules sans nombre"), icon=":material/rule:"):
        for rank, (text, status, count) in enumerate(listed.itertuples(index=False)):
            word = str(text)

            # Bound now: by the time of a choice the loop is at its last word.
            def take(meaning: str, word: str = word) -> None:
                change(tuple({**said, word: meaning}.items()))

            st.selectbox(
                escape_markdown(f"« {word[:40]} » ({format_number(int(count))})"),
                list(MEANINGS),
                format_func=lambda meaning: _(MEANINGS[meaning]),
                filter_mode=None,
                **bound(f"propre_mot_{rank}", said.get(word, str(status)), take),
            )

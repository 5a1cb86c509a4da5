"""What became of the rows of an uploaded file: matched, passed, set aside, and the levels."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from territoires_industrie.html_table import Column, table_html
from territoires_industrie.levels import LEVELS
from territoires_industrie.statistics.status import WITH_FIGURE, Status
from territoires_industrie.ui.markdown import escape_markdown
from territoires_industrie.ui.numbers import NumberColumn, said_table, show_csv
from territoires_industrie.upload.bring import Brought
from territoires_industrie.upload.description import LIMITS
from territoires_industrie.upload.roles import Kind
from territoires_industrie.upload.rows import say_report
from territoires_industrie.wording import _, format_number, ngettext

ROWS_SHOWN = 500
WITHOUT = (str(Status.WITHHELD), str(Status.NOT_PUBLISHED))
"""Statuses of the cells that hold a word, or nothing, in the place of a number."""


def show_report(brought: Sequence[Brought]) -> None:
    """Write what matched, list the rows that did not, and count the figures of each level.

    Parameters
    ----------
    brought
        The indicators of one file, whose rows are the same: each has its own figures.
    """
    first = brought[0]
    with st.container(key="propre_rapport"):
        st.markdown(f"### {_('Ce qui correspond')}")
        st.markdown(say_report(first.rows.report, first.roles.key_kind))
        _show_listed("sans_correspondance", _("Lignes sans correspondance"), first.rows.unmatched)
        _show_listed("doublons", _("Lignes en double"), first.rows.duplicates)
        for rank, one in enumerate(brought):
            if len(brought) > 1:
                st.markdown(f"**{escape_markdown(one.own.name)}**")
            _show_listed(f"illisibles_{rank}", _("Chiffres illisibles"), one.rows.unreadable)
            if without := int(one.rows.value["status"].isin(WITHOUT).sum()):
                st.markdown(
                    ngettext(
                        "{count} unité du fichier est sans nombre (secret, « ns », case vide…).",
                        "{count} unités du fichier sont sans nombre (secret, « ns », case vide…).",
                        without,
                    )
                )
            st.html(_levels_html(one))
        st.caption(_(LIMITS[Kind(first.roles.kind)]))


def _show_listed(name: str, label: str, listed: pd.DataFrame) -> None:
    if listed.empty:
        return
    columns = [
        NumberColumn("line", _("Ligne"), 0),
        NumberColumn("code", _("Code")),
        NumberColumn("reason", _("Raison")),
    ]
    count = format_number(len(listed))
    with st.expander(f"{label} ({count})", icon=":material/playlist_remove:"):
        titles = {column.name: column.title for column in columns}
        shown = said_table(listed.head(ROWS_SHOWN), columns).rename(columns=titles)
        st.dataframe(shown, hide_index=True, key=f"propre_{name}")
        if len(listed) > ROWS_SHOWN:
            text = _("Les {shown} premières sont montrées ; le fichier les a toutes.")
            st.caption(text.format(shown=ROWS_SHOWN))
        show_csv(lambda: listed, f"indicateur_{name}")


def _levels_html(brought: Brought) -> str:
    """Count the units of each level by what their cell holds."""
    own = brought.own
    figures = {key: own.formula.cells(key, own.years[-1]) for key in own.levels}
    absent = [
        status
        for status in Status
        if not status.has_figure
        and any((cells["status"] == status).any() for cells in figures.values())
    ]
    heads = [_("Avec un chiffre"), *(_(status.word) for status in absent)]
    rows = []
    for key, cells in figures.items():
        counts = cells["status"].value_counts()
        numbers = [sum(int(counts.get(one, 0)) for one in WITH_FIGURE)]
        numbers += [int(counts.get(str(status), 0)) for status in absent]
        rows.append((_(LEVELS[key].title), *map(format_number, numbers)))
    columns = [Column("", is_number=False), *map(Column, heads)]
    return table_html(columns, rows, title=_("Unités par niveau"))

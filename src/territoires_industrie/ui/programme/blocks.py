"""Pieces of the programme's page: tables with their sources, links, figures to take away."""

import json
import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import urlsplit

import altair as alt
import pandas as pd
import streamlit as st

from territoires_industrie.ui.folded import show_folded_numbers
from territoires_industrie.ui.links import Html
from territoires_industrie.ui.numbers import show_csv
from territoires_industrie.wording import _, list_texts, say_pair

ADDRESS = re.compile(r"https?://[^\s,]+")
SHORTENED = "..."

Row = Mapping[Hashable, Any]
"""A row of a table, by column."""


def source_html(source: str) -> Html:
    """Write a source, its addresses as links; one that the source shortened stays a text.

    >>> source_html("https://www.senat.fr/rap/r24-217.html")
    '<a href="https://www.senat.fr/rap/r24-217.html">senat.fr</a>'
    """
    parts, end = [], 0
    for match in ADDRESS.finditer(source):
        parts += [escape(source[end : match.start()]), _link(match.group())]
        end = match.end()
    return Html("".join([*parts, escape(source[end:])]))


def _link(address: str) -> str:
    host = escape((urlsplit(address).hostname or address).removeprefix("www."))
    if SHORTENED in address:
        return host
    return f'<a href="{escape(address)}">{host}</a>'


def table_html(
    headers: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    numbers: Iterable[int] = (),
    sources: Iterable[int] = (),
    days: Iterable[int] = (),
    is_named: bool = False,
    has_total: bool = False,
) -> str:
    """Write a table; a row of one cell is the title of the rows after it.

    Parameters
    ----------
    headers
        Titles of the columns.
    rows
        Cells as text; ``Html`` is kept as it is.
    numbers, sources, days
        Ranks of the columns that hold figures, sources or dates.
    is_named
        Whether cells keep the title of their column where rows become cards, on a phone.
    has_total
        Whether the last row sums up the others.
    """
    kinds = dict.fromkeys(numbers, "nombre") | dict.fromkeys(sources, "source")
    kinds |= dict.fromkeys(days, "jour")
    head = "".join(
        f"<th scope='col'{_kind(kinds, i)}>{_cell(h)}</th>" for i, h in enumerate(headers)
    )
    listed = list(rows)
    body = "".join(
        _row(row, kinds, headers, is_total=has_total and rank == len(listed) - 1)
        for rank, row in enumerate(listed)
    )
    look = "recit empile" if is_named or "source" in kinds.values() else "recit"
    look += " nomme" if is_named else ""
    return (
        f"<div class='{look}' tabindex='0'><table><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def _row(
    row: Sequence[str], kinds: dict[int, str], headers: Sequence[str], *, is_total: bool
) -> str:
    if len(row) == 1:
        span = f"colspan='{len(headers)}' scope='rowgroup'"
        return f"<tr class='groupe'><th {span}>{_cell(row[0])}</th></tr>"
    cells = "".join(
        f"<th scope='row'{_kind(kinds, i)}>{_cell(cell)}</th>"
        if i == 0
        else f"<td{_kind(kinds, i)} data-titre='{_before(headers[i])}'>{_cell(cell)}</td>"
        for i, cell in enumerate(row)
    )
    return f"<tr{' class=total' if is_total else ''}>{cells}</tr>"


def _before(header: str) -> str:
    """Write the title of a column as it stands before a cell, on a phone."""
    return escape(say_pair(header, "").rstrip(), quote=True)


def _kind(kinds: dict[int, str], rank: int) -> str:
    return f" class='{kinds[rank]}'" if rank in kinds else ""


def _cell(text: str) -> str:
    return text if isinstance(text, Html) else escape(str(text))


def show_source(*sources: str) -> None:
    """Say where what stands above comes from."""
    told = list_texts(source_html(one) for one in dict.fromkeys(sources) if one)
    said = _("Source : {attribution}").format(attribution=told)
    st.html(f"<div class='recit'><small>{said}</small></div>")


def show_numbers(frame: pd.DataFrame, name: str, label: str = "") -> None:
    """Offer the figures of a chart as a table and as a CSV, made when asked for."""

    def show() -> None:
        st.dataframe(frame, hide_index=True, key=f"chiffres_{name}")
        show_csv(lambda: frame, name)

    show_folded_numbers(name, show, label)


def write_chart(chart: alt.LayerChart | alt.FacetChart) -> str:
    """Write a chart as JSON, to be kept: checking it takes longer than drawing it."""
    return json.dumps(chart.to_dict())


def show_chart(written: str, words: str) -> None:
    """Show a chart of ``write_chart``, and say what it is to who cannot see it."""
    st.vega_lite_chart(spec=json.loads(written), alt=words)


def show_fixed_map(svg: str, words: str) -> None:
    """Show a vector map, and say what it shows to who cannot see it."""
    st.image(svg, width="stretch", alt=words)


def legend_html(rows: Iterable[tuple[str, str, str]], outline_label: str = "") -> str:
    """Write a legend: colour, label, figure or empty text; then the line over the map, if any."""
    items = "".join(
        f"<li><i style='background:{colour}'></i><span>{escape(label)}</span>"
        f"{f'<b>{escape(figure)}</b>' if figure else ''}</li>"
        for colour, label, figure in rows
    )
    if outline_label:
        items += f"<li><i class='contour'></i><span>{escape(outline_label)}</span></li>"
    return f"<ul class='legende-mouvements'>{items}</ul>"

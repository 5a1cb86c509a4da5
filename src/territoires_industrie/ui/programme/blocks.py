"""Pieces of the programme's page: tables with their sources, links, figures to take away."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Any
from zlib import crc32

import streamlit as st
from babel.dates import get_month_names

from territoires_industrie.html_table import (
    NAMED,
    Column,
    Html,
    Row,
    fill,
    host_of,
    table_html,
    text_column,
)
from territoires_industrie.programme.words import say_day
from territoires_industrie.scene.words import cite_ground
from territoires_industrie.ui.chart import say_sources
from territoires_industrie.ui.chart import show_chart as show_page_chart
from territoires_industrie.ui.chart import show_fixed_map as show_page_map
from territoires_industrie.ui.programme.options import EVERY_THEME, ProgrammeOptions
from territoires_industrie.ui.state import change_options
from territoires_industrie.wording import N_, _, list_texts

ADDRESS = re.compile(r"https?://[^\s,]+")
SHORTENED = "..."
FRENCH_MONTHS = tuple(get_month_names("wide", locale="fr").values())
FRENCH_MONTH = re.compile(rf"(\bdu \d+(?:er)? )?\b({'|'.join(FRENCH_MONTHS)}) (\d{{4}})\b")
"""A month as the records of sources write it, whatever the language of the page; with « du » and a
day, part of a French name that stays whole."""

REMARKS = (
    N_("résumé tiers"),
    N_("sans date"),
    N_("CA du Cotentin, pas le TI entier"),
)
"""What the records of sources remark in brackets, after a name that stays as it is."""

REMARK = re.compile(rf"(?<=\()({'|'.join(REMARKS)})(?=\))")


def source_html(source: str) -> Html:
    """Write a source, its addresses as links; one that the source shortened stays a text.

    >>> source_html("https://www.senat.fr/rap/r24-217.html")
    '<a href="https://www.senat.fr/rap/r24-217.html">senat.fr</a>'
    >>> from territoires_industrie.wording import speaking
    >>> with speaking("en"):
    ...     source_html("AURBSE, mars 2019")
    'AURBSE, March 2019'
    >>> with speaking("en"):
    ...     source_html("Axe Seine (sans date)")
    'Axe Seine (undated)'
    >>> with speaking("en"):
    ...     source_html("Préfecture, communiqué du 22 novembre 2018")
    'Préfecture, communiqué du 22 novembre 2018'
    """
    parts, end = [], 0
    source = _say_words(source)
    for match in ADDRESS.finditer(source):
        parts += [escape(source[end : match.start()]), _link(match.group())]
        end = match.end()
    return Html("".join([*parts, escape(source[end:])]))


def source_text(source: str) -> str:
    """Write a source where there are no links: the site of a page, in place of its address.

    >>> source_text("https://www.senat.fr/rap/r24-217.html")
    'senat.fr'
    """
    return ADDRESS.sub(lambda match: host_of(match.group()), _say_words(source))


def _say_words(source: str) -> str:
    """Write the months of a source, and what is remarked of it, in the language of the page."""
    dated = FRENCH_MONTH.sub(_say_month, source)
    return REMARK.sub(lambda found: _(found.group()), dated)


def _say_month(found: re.Match[str]) -> str:
    within, month, year = found.groups()
    if within:
        return found.group()
    return say_day(f"{year}-{FRENCH_MONTHS.index(month) + 1:02}")


def _link(address: str) -> str:
    host = escape(host_of(address))
    if SHORTENED in address:
        return host
    return f'<a href="{escape(address)}">{host}</a>'


def title_html(row: Row) -> Html:
    """Write the title of a dated figure, with its note below."""
    note = f"<br><small>{escape(_(str(row['note'])))}</small>" if row["note"] else ""
    return Html(f"{escape(_(str(row['title'])))}{note}")


def day_column(field: str = "event_date") -> Column:
    """Return the column of a date."""
    return text_column(_("Date"), lambda row: say_day(str(row[field])), kind="jour")


def source_column(say: Callable[[Row], Html] | None = None) -> Column:
    """Return the column of the sources, with their addresses as links."""
    written = say or (lambda row: source_html(str(row["source"])))
    return text_column(_("Source"), written, kind="source")


def story_table_html(
    columns: Sequence[Column],
    rows: Iterable[Any],
    *,
    is_named: bool = False,
    has_total: bool = False,
) -> str:
    """Write a table of sentences, figures and their sources.

    Parameters
    ----------
    columns, rows
        See ``html_table.fill``.
    is_named
        Whether cells keep the title of their column where rows become cards, on a phone.
    has_total
        See ``html_table.table_html``.
    """
    has_cards = is_named or any(column.kind == "source" for column in columns)
    look = f"recit{' empile' if has_cards else ''}{f' {NAMED}' if is_named else ''}"
    return table_html(columns, fill(columns, rows), look=look, has_total=has_total)


def show_source(*sources: str) -> None:
    """Write the source of what stands above."""
    told = list_texts(source_html(one) for one in dict.fromkeys(sources) if one)
    said = _("Source : {attribution}").format(attribution=told)
    st.html(f"<div class='recit'><small>{said}</small></div>")


def change_themes(options: ProgrammeOptions, own: Iterable[str], kept: Iterable[str]) -> None:
    """Change which of a part's own themes are kept; those of the other parts stay."""
    others = set(options.themes) - set(own)
    themes = tuple(theme for theme in EVERY_THEME if theme in {*kept, *others})
    change_options(ProgrammeOptions, themes=themes)


def show_chart(written: str, words: str, sources: Iterable[str]) -> None:
    """Show a chart that is kept as JSON, and say what it is to who cannot see it."""
    # Named after its content: two charts of one page may have the same words.
    key = f"graphe_{crc32(written.encode())}"
    show_page_chart(json.loads(written), words, key, sources=map(source_text, sources))


def show_fixed_map(
    svg: str, words: str, level_key: str, sources: Iterable[str], colours: Mapping[str, str]
) -> None:
    """Show a vector map of a level, and say what it shows to who cannot see it.

    Its picture has a key: the colour of each name.
    """
    foot = (*say_sources(map(source_text, sources)), cite_ground(level_key))
    show_page_map(svg, words, f"carte_{crc32(svg.encode())}", foot, colours)


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

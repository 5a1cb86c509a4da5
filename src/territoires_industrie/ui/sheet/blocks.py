"""Blocks of a sheet on a page: each kind once, as Streamlit shows it."""

from collections.abc import Callable
from html import escape
from typing import Any, Literal

import streamlit as st

from territoires_industrie.export.csv import export_csv
from territoires_industrie.sheet.model import (
    Block,
    Chart,
    Facts,
    Link,
    Links,
    Note,
    Picture,
    Section,
    Side,
    Table,
)
from territoires_industrie.ui.links import show_link, view_of_unit
from territoires_industrie.ui.selection_panel import escape_markdown
from territoires_industrie.ui.view import View
from territoires_industrie.wording import _

PAGE = "territoire"
TEXT_CELL = " class='texte'"
MAP_PX = 900
"""Widest map; beyond, its words would be those of a poster."""


def show_section(
    section: Section, view: View, file_stem: str, before: Callable[[], None] | None = None
) -> None:
    """Show a section under its title, which addresses can point to, its controls first."""
    st.subheader(section.title, anchor=section.key, divider="gray")
    if before is not None:
        before()
    for block in section.blocks:
        show_block(block, view, file_stem)


def show_block(block: Block, view: View, file_stem: str) -> None:
    """Show one block."""
    if isinstance(block, Note):
        _show_note(block)
    elif isinstance(block, Facts):
        st.html(facts_html(block))
    elif isinstance(block, Table):
        show_table(block, file_stem)
    elif isinstance(block, Chart):
        _show_chart(block, file_stem)
    elif isinstance(block, Picture):
        st.image(block.svg, width=_picture_width(block), alt=block.words)
    elif isinstance(block, Links):
        _show_links(block, view)
    else:
        _show_side(block, view, file_stem)


def _show_note(note: Note) -> None:
    text = escape_markdown(note.text)
    if note.tone == "absent":
        st.info(text, icon=":material/do_not_disturb_on:")
    elif note.tone == "note":
        st.caption(text)
    else:
        st.markdown(text)


def facts_html(facts: Facts) -> str:
    """Write a few figures as one list of terms; texts are escaped."""
    items = "".join(
        f"<div><dt>{escape(fact.label)}</dt><dd>{escape(fact.value)}"
        f"<span>{escape(fact.detail)}</span></dd></div>"
        for fact in facts.items
    )
    return f"<dl class='fiche'>{items}</dl>"


def table_html(table: Table) -> str:
    """Write a table as HTML; texts are escaped."""
    kinds = ["" if column.is_number else TEXT_CELL for column in table.columns]
    head = "".join(
        f"<th scope='col'{kind}>{escape(column.heading)}</th>"
        for column, kind in zip(table.columns, kinds, strict=True)
    )
    langs = [f" lang='{column.lang}'" if column.lang else "" for column in table.columns]
    said = [kind + lang for kind, lang in zip(kinds, langs, strict=True)]
    body = "".join(_row_html(row, said) for row in table.rows)
    return (
        f"<div class='fiche-table' tabindex='0' role='region' aria-label='{escape(table.title)}'>"
        f"<table class='faits fiche'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        "</div>"
    )


def _row_html(row: tuple[str, ...], kinds: list[str]) -> str:
    if len(row) == 1 < len(kinds):
        title = f"<th colspan='{len(kinds)}' scope='rowgroup'>{escape(row[0])}</th>"
        return f"<tr class='theme'>{title}</tr>"
    own = kinds[0].replace(TEXT_CELL, "")
    first = f"<th scope='row'{own}>{_lines(row[0])}</th>"
    cells = (
        f"<td{kind}>{_lines(cell)}</td>" for cell, kind in zip(row[1:], kinds[1:], strict=True)
    )
    return f"<tr>{first}{''.join(cells)}</tr>"


def _lines(text: str) -> str:
    return "<br>".join(_line(line) for line in text.split("\n"))


def _line(text: str) -> str:
    """Escape a line; one that is an address becomes a link."""
    said = escape(text)
    if text.startswith("https://") and " " not in text:
        return f"<a href='{said}' target='_blank' rel='noopener noreferrer'>{said}</a>"
    return said


def show_table(table: Table, file_stem: str, *, has_title: bool = True) -> None:
    """Show a table, its figures to take away unrounded."""
    if has_title:
        st.markdown(f"**{escape_markdown(table.title)}**")
    st.html(table_html(table))
    st.download_button(
        _("CSV"),
        _csv_of(table),
        file_name=f"{file_stem}_{table.key}.csv",
        mime="text/csv",
        type="tertiary",
        icon=":material/download:",
        help=_("{title} : tous les chiffres, non arrondis").format(title=table.title),
        on_click="ignore",
        key=f"csv_{table.key}",
    )


def _csv_of(table: Table) -> Callable[[], bytes]:
    return lambda: export_csv(table.frame)


def _show_chart(chart: Chart, file_stem: str) -> None:
    st.markdown(f"**{escape_markdown(chart.title)}**")
    key = f"graphe_{chart.key}"
    st.vega_lite_chart(spec=_on_screen(chart), width="stretch", key=key, alt=chart.words)
    with st.expander(_("Voir les chiffres")):
        show_table(chart.table, file_stem, has_title=False)


def _on_screen(chart: Chart) -> dict[str, Any]:
    """Add to the height what surrounds the plot: Streamlit counts it in, the PDF does not."""
    return {**chart.spec, "height": chart.spec["height"] + chart.around_px}


def _picture_width(picture: Picture) -> int | Literal["stretch"]:
    """Give a map the width of its column, but never more than it was drawn for."""
    return "stretch" if picture.share < 1 else MAP_PX


def _show_links(links: Links, view: View) -> None:
    st.markdown(f"**{escape_markdown(links.title)}**")
    with st.container(horizontal=True, gap="small"):
        for link in links.items:
            label = _link_label(link)
            if link.code:
                show_link(
                    PAGE,
                    label,
                    view_of_unit(view, link.level_key, link.code),
                    is_same_page=True,
                )
            else:
                st.markdown(label)


def _link_label(link: Link) -> str:
    note = f" :small[:gray[({escape_markdown(link.note)})]]" if link.note else ""
    return f"{escape_markdown(link.label)}{note}"


def _show_side(side: Side, view: View, file_stem: str) -> None:
    shares = [block.share if isinstance(block, Picture) else 0.0 for block in side.blocks]
    rest = (1 - sum(shares)) / max(shares.count(0.0), 1)
    columns = st.columns([share or rest for share in shares], gap="medium")
    for column, block in zip(columns, side.blocks, strict=True):
        with column:
            show_block(block, view, file_stem)

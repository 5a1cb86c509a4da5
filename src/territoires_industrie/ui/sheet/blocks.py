"""A section of a sheet on a page, as Streamlit shows it.

What a page is made of is drawn anew by the browser at each change, element by element: text and
tables that follow each other are one element, and figures behind a chart are made when unfolded.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Any, Literal, cast

import streamlit as st

from territoires_industrie.export.csv import export_csv
from territoires_industrie.scene.view import View, view_of_unit
from territoires_industrie.sheet.chart_file import ChartPicture
from territoires_industrie.sheet.header import PAGE
from territoires_industrie.sheet.model import (
    Block,
    Chart,
    Link,
    Links,
    Picture,
    Section,
    Side,
    Table,
    each_block,
)
from territoires_industrie.ui.chart import say_sources, show_buttons
from territoires_industrie.ui.file_button import FileToTake, show_file_button
from territoires_industrie.ui.folded import show_folded_numbers
from territoires_industrie.ui.links import show_link
from territoires_industrie.ui.markdown import escape_markdown
from territoires_industrie.ui.sheet.living_map import show_unit_map
from territoires_industrie.ui.sheet.paper import (
    Paper,
    block_table_html,
    is_paper,
    legend_html,
    paper_html,
    title_html,
)
from territoires_industrie.ui.turns import TURN
from territoires_industrie.wording import _

LIVING: dict[str, Callable[[View], None]] = {"carte-membres": show_unit_map}
"""Pictures that a page shows as a map, by key: the paper keeps them as they are."""

MAP_PX = 900
"""Widest map; beyond, its words would be those of a poster."""


def show_section(
    section: Section, view: View, file_stem: str, before: Callable[[], None] | None = None
) -> None:
    """Show a section under its title, which addresses can point to: controls, blocks, files."""
    st.subheader(section.title, anchor=section.key, divider="gray")
    if before is not None:
        before()
    _show_blocks(section.blocks, view, file_stem)
    if tables := [block for block in each_block(section) if isinstance(block, Table)]:
        with st.container(horizontal=True, gap="small"):
            for table in tables:
                _show_csv(table, file_stem)


def _show_blocks(blocks: Sequence[Block], view: View, file_stem: str) -> None:
    for is_text, neighbours in groupby(blocks, is_paper):
        if is_text:
            st.html(paper_html(cast("Iterator[Paper]", neighbours)))
        else:
            for block in neighbours:
                _show_block(block, view, file_stem)


def _show_block(block: Block, view: View, file_stem: str) -> None:
    if isinstance(block, Chart):
        _show_chart(block, file_stem)
    elif isinstance(block, Picture) and block.key in LIVING:
        LIVING[block.key](view)
    elif isinstance(block, Picture):
        st.image(block.svg, width=_picture_width(block), alt=block.words)
        if block.legend:
            st.html(legend_html(block))
    elif isinstance(block, Links):
        _show_links(block, view)
    elif isinstance(block, Side):
        _show_side(block, view, file_stem)


def _show_csv(table: Table, file_stem: str) -> None:
    """Offer the figures of a table to take away, unrounded."""
    name = f"{file_stem}_{table.key}.csv"
    show_file_button(
        escape_markdown(_("{title} (CSV)").format(title=table.title)),
        FileToTake(name, "text/csv", partial(export_csv, table.frame)),
        f"csv_{table.key}",
        type="tertiary",
    )


def _show_chart(chart: Chart, file_stem: str) -> None:
    st.html(title_html(chart.title))
    key = f"graphe_{chart.key}"
    TURN.make_way()
    st.vega_lite_chart(spec=_on_screen(chart), width="stretch", key=key, alt=chart.words)
    show_folded_numbers(chart.key, partial(_show_behind, chart, file_stem))


def _show_behind(chart: Chart, file_stem: str) -> None:
    """Show the figures of a chart, and offer it as a picture."""
    st.html(block_table_html(chart.table))
    _show_csv(chart.table, file_stem)
    told = (_(record.attribution) for record in chart.records)
    picture = ChartPicture(json.dumps(chart.spec), chart.title, foot=say_sources(told))
    show_buttons(picture, f"image_{chart.key}")


def _on_screen(chart: Chart) -> dict[str, Any]:
    """Add to the height what surrounds the plot: Streamlit counts it in, the PDF does not."""
    return {**chart.spec, "height": chart.spec["height"] + chart.around_px}


def _picture_width(picture: Picture) -> int | Literal["stretch"]:
    """Fit a map to the width of its column, but never more than it was drawn for."""
    return "stretch" if picture.share < 1 else MAP_PX


def _show_links(links: Links, view: View) -> None:
    st.html(title_html(links.title))
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
    columns = st.columns(side.shares, gap="medium")
    for column, block in zip(columns, side.blocks, strict=True):
        with column:
            _show_blocks([block], view, file_stem)

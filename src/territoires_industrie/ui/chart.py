"""A chart of a page, which can be taken away as a picture."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from territoires_industrie.jobs.job import Job
from territoires_industrie.look import PAGE
from territoires_industrie.picture.export import MEDIA_TYPES
from territoires_industrie.sheet.chart_file import FORMATS, ChartPicture, export_chart
from territoires_industrie.ui.file_button import FileToTake, show_file_button
from territoires_industrie.ui.folded import show_folded
from territoires_industrie.ui.turns import TURN
from territoires_industrie.wording import _, fold, list_texts

NAME_LENGTH = 80
"""Letters of the name of a picture, at most."""

ICON = ":material/image:"


def show_chart(
    chart: Mapping[str, Any],
    title: str,
    key: str,
    *,
    sources: Iterable[str],
    colours: Mapping[str, str] | None = None,
    references: Iterable[str] = (),
) -> None:
    """Draw a chart, and offer it as PNG and SVG.

    Parameters
    ----------
    chart
        Its Vega-Lite.
    title
        What stands above it on the page, written on the picture.
    sources
        Where its figures come from, written under the picture.
    colours, references
        Colours of the names that the page writes beside it; names in the colour of references.
    """
    # A page takes longest for its charts: whoever waits draws before each.
    TURN.make_way()
    spec = dict(chart)
    st.vega_lite_chart(spec=spec, width="stretch", key=key, alt=title)
    named = (*(colours or {}).items(), *((name, PAGE.reference) for name in references))
    offer_picture(ChartPicture(json.dumps(spec), title, named, say_sources(sources)), key)


def say_sources(sources: Iterable[str]) -> tuple[str, ...]:
    """Write the foot of a picture: where its figures come from, each producer once."""
    told = list_texts(dict.fromkeys(sources))
    return (_("Source : {attribution}").format(attribution=told),) if told else ()


def show_fixed_map(
    svg: str, title: str, key: str, foot: tuple[str, ...], colours: Mapping[str, str]
) -> None:
    """Show a vector map of the usual size, whose place is kept, and offer it as PNG and SVG.

    Parameters
    ----------
    svg, title, key, foot
        The map, what it shows, its place on the page, the lines under its picture.
    colours
        Colour of each name: the page writes them beside the map, the picture above it.
    """
    with st.container(key=f"plan_{key}"):
        st.image(svg, width="stretch", alt=title)
    offer_picture(ChartPicture(svg, title, tuple(colours.items()), foot), key)


def offer_picture(picture: ChartPicture, key: str) -> None:
    """Offer a picture, folded: its buttons are made once a reader asks for them."""
    show_folded(_("Image"), f"image_{key}", partial(show_buttons, picture, key), ICON)


def picture_stem(title: str) -> str:
    """Name the file of a picture after its title, without an ending."""
    return fold(title).replace(" ", "-")[:NAME_LENGTH]


def show_buttons(picture: ChartPicture, key: str) -> None:
    """Offer a picture as PNG and SVG, with the address of the page written below it."""
    foot = (*picture.foot, str(st.context.url or ""))
    picture = replace(picture, foot=tuple(filter(None, foot)))
    name = picture_stem(picture.title)
    with st.container(horizontal=True):
        for form in FORMATS:
            job = Job(export_chart, (picture, form), kind=f"chart {form}")
            file = FileToTake(f"{name}.{form}", MEDIA_TYPES[form], job)
            show_file_button(form.upper(), file, f"{key}_{form}")

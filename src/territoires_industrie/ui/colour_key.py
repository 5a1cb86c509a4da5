"""What the colours and marks of a chart stand for: unlike Vega's legend it wraps on a phone."""

from collections.abc import Iterator, Mapping
from html import escape
from itertools import count
from urllib.parse import quote

import streamlit as st

from territoires_industrie.classes.palettes import SHAPES
from territoires_industrie.look import PAGE


def show_colour_key(colours: Mapping[str, str], references: tuple[str, ...] = ()) -> None:
    """Show each name beside its mark in its colour; references are grey discs.

    Parameters
    ----------
    colours
        CSS colour by name, in the order of the units.
    references
        Names drawn in grey: France, the région.
    """
    st.html(key_html({**colours, **dict.fromkeys(references, PAGE.reference)}))


def key_html(colours: Mapping[str, str]) -> str:
    """Write the key; names come from data and are escaped.

    >>> "A&amp;B" in key_html({"A&B": "#112233"})
    True
    """
    ranks = count(0)
    entries = "".join(
        '<li style="display:flex;gap:.4rem;align-items:center;margin:0">'
        f'<span aria-hidden="true" style="flex:none;width:.875rem;height:.875rem;'
        f"background-image:url({_mark_url(colour, ranks)});forced-color-adjust:none;"
        f'print-color-adjust:exact"></span>{escape(name)}</li>'
        for name, colour in colours.items()
    )
    return (
        '<ul style="display:flex;flex-wrap:wrap;gap:.15rem 1rem;list-style:none;margin:0;padding:0;'
        f'font-size:.8125rem">{entries}</ul>'
    )


def _mark_url(colour: str, ranks: Iterator[int]) -> str:
    """Draw a mark as an address of its own: Streamlit takes inline SVG out of a page's HTML."""
    path = SHAPES[0 if colour == PAGE.reference else next(ranks) % len(SHAPES)]
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1.25 -1.25 2.5 2.5" '
        'style="color-scheme:light dark">'
        f'<path d="{path}" fill="{colour}" stroke="{PAGE.edge}" stroke-width=".12"/></svg>'
    )
    return f"data:image/svg+xml,{quote(svg, safe='')}"

"""What the colours and marks of a chart stand for: unlike Vega's legend it wraps on a phone."""

from collections.abc import Iterable, Mapping
from html import escape
from urllib.parse import quote

import streamlit as st

from territoires_industrie.charts.units import references_of
from territoires_industrie.classes.palettes import SHAPES
from territoires_industrie.look import PAGE


def show_colour_key(
    colours: Mapping[str, str], references: tuple[str, ...] = (), *, are_ticks: bool = False
) -> None:
    """Show each name beside its mark in its colour, references beside their dashes.

    Parameters
    ----------
    colours
        CSS colour by name, in the order of the units.
    references
        Names of the lines that are no unit's: the régions, then France.
    are_ticks
        Whether references are upright ticks in the chart, not dashed lines.
    """
    st.html(key_html(colours, references, are_ticks=are_ticks))


def key_html(
    colours: Mapping[str, str], references: Iterable[str] = (), *, are_ticks: bool = False
) -> str:
    """Write the key; names come from data and are escaped.

    >>> "A&amp;B" in key_html({"A&B": "#112233"})
    True
    >>> "M0-1V1" in key_html({}, ("France",), are_ticks=True)
    True
    """
    marks = {
        name: f'<path d="{SHAPES[rank % len(SHAPES)]}" fill="{colour}" stroke="{PAGE.edge}" '
        'stroke-width=".12"/>'
        for rank, (name, colour) in enumerate(colours.items())
    }
    for name, (colour, dashes) in references_of(references, colours).items():
        steps = " ".join(f"{step / 7:.2f}" for step in dashes)
        line = f'stroke="{colour}" stroke-width=".4" stroke-dasharray="{steps}"'
        marks[name] = f'<path d="M-1.2 0H1.2" {line}/>'
        if are_ticks:
            marks[name] = f'<path d="M0-1V1" stroke="{PAGE.reference}" stroke-width=".4"/>'
    entries = "".join(
        '<li style="display:flex;gap:.4rem;align-items:center;margin:0">'
        f'<span aria-hidden="true" style="flex:none;width:.875rem;height:.875rem;'
        f"background-image:url({_mark_url(marks[name])});forced-color-adjust:none;"
        f'print-color-adjust:exact"></span>{escape(name)}</li>'
        for name in (*colours, *references)
    )
    return (
        '<ul style="display:flex;flex-wrap:wrap;gap:.15rem 1rem;list-style:none;margin:0;padding:0;'
        f'font-size:.8125rem">{entries}</ul>'
    )


def _mark_url(mark: str) -> str:
    """Draw a mark as an address of its own: Streamlit takes inline SVG out of a page's HTML."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1.25 -1.25 2.5 2.5" '
        'style="color-scheme:light dark">'
        f"{mark}</svg>"
    )
    return f"data:image/svg+xml,{quote(svg, safe='')}"

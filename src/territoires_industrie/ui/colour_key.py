"""What the colours of a chart stand for, in HTML: unlike Vega's legend it wraps on a phone."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from territoires_industrie.charts.indicator import EDGE_COLOUR, REFERENCE_COLOUR


def show_colour_key(colours: Mapping[str, str], references: tuple[str, ...] = ()) -> None:
    """Show each name beside its colour; references are grey.

    Parameters
    ----------
    colours
        ``#rrggbb`` by name, in the order of the units.
    references
        Names drawn in grey: France, the région.
    """
    st.html(key_html({**colours, **dict.fromkeys(references, REFERENCE_COLOUR)}))


def key_html(colours: Mapping[str, str]) -> str:
    """Write the key; names come from data and are escaped.

    >>> "A&amp;B" in key_html({"A&B": "#112233"})
    True
    """
    entries = "".join(
        '<li style="display:flex;gap:.4rem;align-items:center;margin:0">'
        f'<span aria-hidden="true" style="flex:none;width:.75rem;height:.75rem;border-radius:50%;'
        f"border:1px solid {EDGE_COLOUR};box-sizing:border-box;"
        f'background:{escape(colour)};forced-color-adjust:none"></span>{escape(name)}</li>'
        for name, colour in colours.items()
    )
    return (
        '<ul style="display:flex;flex-wrap:wrap;gap:.15rem 1rem;list-style:none;margin:0;padding:0;'
        f'font-size:.8125rem">{entries}</ul>'
    )

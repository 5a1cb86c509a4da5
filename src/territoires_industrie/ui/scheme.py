"""A light or a dark page, as its reader chooses: the browser keeps it, no server hears of it."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import streamlit as st

from territoires_industrie.wording import _

COMPONENT = "territoires-industrie.scheme"
"""Name of the component, as ``search_box.COMPONENT``."""


@cache
def _component() -> Callable[..., Mapping[str, Any]]:
    return st.components.v2.component(COMPONENT, js="scheme.js", isolate_styles=False)


def show_schemes() -> None:
    """Let the reader choose a light or a dark page, or that of the system."""
    schemes = [("", _("comme le système")), ("light", _("claire")), ("dark", _("sombre"))]
    _component()(key="apparence", data={"label": _("Apparence"), "schemes": schemes})

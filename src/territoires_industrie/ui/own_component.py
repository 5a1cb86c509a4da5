"""The scripts of ``ui/browser`` that stand in a page as components of Streamlit."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import streamlit as st

Mount = Callable[..., Mapping[str, Any]]
"""Shows a component in the page, and returns what it says."""


@cache
def own_component(name: str) -> Mount:
    """Return a component by its name in the package's ``pyproject.toml``, which its script has."""
    # Only once a server runs: until then Streamlit does not know where the script is.
    full_name = f"territoires-industrie.{name}"
    return st.components.v2.component(full_name, js=f"{name}.js", isolate_styles=False)

"""Puts beside the package, in a wheel, what it reads and serves: a checkout has it at its top."""

from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

INSTALLED = "territoires_industrie/installed"
"""The same name as in ``data_state.py``."""

PARTS = ("CHANGELOG.md", ".streamlit/config.toml", "app.py", "data", "geo", "pages", "static/geo")


class AtlasBuildHook(BuildHookInterface[BuilderConfig]):
    """Hatchling's hook for wheels; an editable install reads the checkout itself."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the parts to a wheel that is to leave the checkout."""
        if version == "standard":
            build_data["force_include"] |= {part: f"{INSTALLED}/{part}" for part in PARTS}

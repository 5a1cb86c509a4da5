"""Addresses of the sectors page that have a name: readers and documents point at them."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from territoires_industrie.scene.view import View
from territoires_industrie.ui.navigation import read_address
from territoires_industrie.ui.sectors.options import SectorOptions


@dataclass(frozen=True)
class NamedAddress:
    """One address with a name.

    Attributes
    ----------
    title
        French source text.
    parameters
        As the address writes them.
    """

    title: str
    parameters: dict[str, str]

    def view(self, language: str) -> View:
        """Read its view, in a language."""
        view, _problems = read_address({**self.parameters, "lang": language}, SectorOptions.page)
        return view


NAMED_ADDRESSES = {
    name: NamedAddress(**said)
    for name, said in tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8")).items()
}
"""Name → address."""

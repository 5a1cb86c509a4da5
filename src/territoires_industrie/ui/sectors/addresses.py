"""Addresses of the sectors page that have a name: readers and documents point at them."""

import tomllib
from dataclasses import dataclass
from pathlib import Path


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


PAGE = "filieres"
NAMED_ADDRESSES = {
    name: NamedAddress(**said)
    for name, said in tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8")).items()
}
"""Name → address."""

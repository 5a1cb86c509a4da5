"""Texts of the indicators by sector and of the sector filter, by where sectors are measured."""

import tomllib
from pathlib import Path

from territoires_industrie.statistics.sector_ground import epci_table, filter_ground, unit_table
from territoires_industrie.wording import _

WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
"""French source texts by subject, then by where sectors are measured."""


def sector_limits() -> str:
    """Return the French source text of the limits of URSSAF's figures."""
    return str(WORDS["limits"]["epci" if epci_table() else "zone"])


def flores_limits() -> str:
    """Return the French source text of the limits of FLORES's figures."""
    return str(WORDS["flores_limits"]["unit" if unit_table() else "zone"])


def sector_theme() -> str:
    """Return the French source text of the indicators' theme."""
    return str(WORDS["theme"]["unit" if unit_table() else "epci" if epci_table() else "zone"])


def say_filter_ground() -> str:
    """Write where the sector filter measures, and what it keeps."""
    return _(WORDS["ground"][filter_ground().value])


def say_filter_label() -> str:
    """Name the sector filter in a control."""
    return _(WORDS["label"][filter_ground().value])


def say_sector_kept() -> str:
    """Write what the sector filter keeps: a pattern with ``code label minimum year``."""
    return _(WORDS["kept"][filter_ground().value])


def say_filter_method() -> str:
    """Explain the sector filter on the method page: a pattern with ``share``."""
    return _(WORDS["method"][filter_ground().value])

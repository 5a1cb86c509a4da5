"""Categories of the programme: member or not of each phase, and of both."""

from collections.abc import Callable

import pandas as pd

from territoires_industrie.membership import programme_status, read_units

PATHS = {
    (True, True): "phases-1-et-2",
    (False, True): "entrants",
    (True, False): "sortants",
    (False, False): "jamais",
}
"""(Member of phase 1, of phase 2) → category."""


def read_path(level_key: str) -> pd.Series:
    """Return which phases each unit of a level is a member of, as one code of ``PATHS``.

    A unit is a member of a phase when all or some of its communes are.
    """
    status = programme_status(level_key)
    pairs = zip(status["phase1"] != "non", status["phase2"] != "non", strict=True)
    return pd.Series([PATHS[pair] for pair in pairs], index=status.index, dtype="str")


def extent_reader(phase: int) -> Callable[[str], pd.Series]:
    """Return the function that tells how far each unit of a level is a member of a phase."""

    def read_extent(level_key: str) -> pd.Series:
        return programme_status(level_key)[f"phase{phase}"]

    return read_extent


def read_epci_kind(level_key: str) -> pd.Series:
    """Return the legal kind of each EPCI."""
    return read_units(level_key)["epci_kind"]

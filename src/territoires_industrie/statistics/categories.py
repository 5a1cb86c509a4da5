"""Categories of the programme: member or not, and the way from phase 1 to phase 2."""

import pandas as pd

from territoires_industrie.membership import programme_status, read_units
from territoires_industrie.statistics.status import Status

PATHS = {
    (True, True): "phases-1-et-2",
    (False, True): "entrants",
    (True, False): "sortants",
    (False, False): "jamais",
}
"""Member of phase 1, of phase 2 → path."""


def programme_path(level_key: str) -> pd.Series:
    """Tell the path of each unit of a level, as one code of ``PATHS``.

    A unit is a member of a phase when all or some of its communes are.
    """
    status = programme_status(level_key)
    pairs = zip(status["phase1"] != "non", status["phase2"] != "non", strict=True)
    return pd.Series([PATHS[pair] for pair in pairs], index=status.index, dtype="str")


def read_category(level_key: str, key: str) -> pd.DataFrame:
    """Read the category of each unit of a level: ``value`` (code) and ``status``."""
    if key == "programme_path":
        codes = programme_path(level_key)
    elif key == "epci_kind":
        codes = read_units(level_key)["epci_kind"]
    else:
        codes = programme_status(level_key)["phase1" if "phase1" in key else "phase2"]
    return pd.DataFrame({"value": codes, "status": str(Status.VALUE)})

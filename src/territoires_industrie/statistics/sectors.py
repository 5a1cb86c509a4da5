"""The 36 sectors of activity (A38) that jobs are counted in; 16 of them are industry."""

from functools import cache

import pandas as pd

from territoires_industrie.errors import UnknownCodeError, nearest
from territoires_industrie.sources import read_table
from territoires_industrie.wording import _

INDUSTRY = "BE"
"""Group A5 of extraction, manufacturing, energy, water and waste: sections B to E."""

A38 = (
    "AZ", "BZ", "CA", "CB", "CC", "CD", "CE", "CF", "CG", "CH", "CI", "CJ",
    "CK", "CL", "CM", "DZ", "EZ", "FZ", "GZ", "HZ", "IZ", "JA", "JB", "JC",
    "KZ", "LZ", "MA", "MB", "MC", "NZ", "OZ", "PZ", "QA", "QB", "RZ", "SZ",
)  # fmt: skip
"""Codes, written here because the registry of indicators is made before any file is read."""


@cache
def read_sectors() -> pd.DataFrame:
    """Read the sectors.

    Returns
    -------
    pandas.DataFrame
        Index ``a38_code`` (sorted); ``a21_code``, ``a5_code``, ``label`` (official,
        INSEE NAF rév. 2) and ``short_label``, both French source texts.
    """
    return read_table("a38_sectors").set_index("a38_code").sort_index()


def industrial_sectors() -> tuple[str, ...]:
    """List the 16 industrial A38 codes, from BZ to EZ.

    >>> industrial_sectors()[:3], len(industrial_sectors())
    (('BZ', 'CA', 'CB'), 16)
    """
    return tuple(code for code in A38 if "BZ" <= code <= "EZ")


def sector_label(a38_code: str, *, full: bool = False) -> str:
    """Return the name of a sector, short or in the official words.

    Raises
    ------
    UnknownCodeError
        If there is no such sector.

    >>> sector_label("CE"), sector_label("CE", full=True)
    ('Chimie', 'Industrie chimique')
    """
    sectors = read_sectors()
    if a38_code not in sectors.index:
        text = _("Secteur A38 inconnu : « {code} ». Secteurs proches : {close}.")
        close = ", ".join(nearest(a38_code, A38) or A38[:5])
        raise UnknownCodeError(text, code=a38_code, close=close)
    return _(str(sectors.at[a38_code, "label" if full else "short_label"]))

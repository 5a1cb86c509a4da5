"""Codes of the rows of a file, whichever way it writes them: alone, in two columns, by name."""

from typing import TYPE_CHECKING

import pandas as pd

from territoires_industrie.upload.keys import KINDS, join_codes, normalised
from territoires_industrie.upload.names import find_names

if TYPE_CHECKING:
    from territoires_industrie.upload.roles import Roles


def read_codes(cells: pd.DataFrame, roles: "Roles") -> pd.Series:
    """Read the code of every row; a name that is of no unit, or of several, stays a name."""
    kind = KINDS[roles.key_kind]
    texts = cells[roles.key_column]
    place = cells[roles.place_column] if roles.place_column else None
    if kind.names:
        return find_names(texts, kind.names, place)
    if kind.key == "commune" and place is not None:
        return join_codes(place, texts)
    return normalised(texts, kind.key)

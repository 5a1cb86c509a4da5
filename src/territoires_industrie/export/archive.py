"""A table as the bytes of a file: what the page hands over and the command line writes."""

import geopandas as gpd

from territoires_industrie.export.formats import FORMATS
from territoires_industrie.export.manner import PLAIN, Manner
from territoires_industrie.export.table import Table, joined_table, table_of
from territoires_industrie.scene.view import View
from territoires_industrie.sources import require_known
from territoires_industrie.wording import _


def export_table(
    taken: Table | View,
    written_as: str,
    manner: Manner = PLAIN,
    rows: gpd.GeoDataFrame | None = None,
) -> bytes:
    """Write a table in a format.

    Parameters
    ----------
    taken
        Which units, with which indicators; a view stands for the indicator that it shows.
    written_as
        Key of ``formats.FORMATS``.
    manner
        How it is written.
    rows
        From ``joined_table``, where it has been joined already.

    Raises
    ------
    UnknownCodeError
        If the format, or anything in the table, does not exist.
    """
    require_known(written_as, tuple(FORMATS), _("Format"))
    table = table_of(taken)
    joined = joined_table(table) if rows is None else rows
    return FORMATS[written_as].write(table, manner, joined)

"""GeoJSON, with sources, licence, vintages and filters at the head of the features."""

from typing import TYPE_CHECKING

from territoires_industrie.export.format import Format
from territoires_industrie.export.manner import Manner
from territoires_industrie.wording import N_

if TYPE_CHECKING:
    import geopandas as gpd

    from territoires_industrie.export.table import Table


def _write(table: "Table", manner: Manner, rows: "gpd.GeoDataFrame") -> bytes:
    from territoires_industrie.export.geojson import export_geojson
    from territoires_industrie.export.notes import geojson_members
    from territoires_industrie.levels import LEVELS

    members = geojson_members(table, manner.visit)
    return export_geojson(rows, LEVELS[table.view.level].code_field, members)


FORMAT = Format(
    key="geojson",
    suffixes=("geojson", "json"),
    label=N_("GeoJSON : contours et données"),
    media_type="application/geo+json",
    rank=1,
    write=_write,
    is_text=True,
)

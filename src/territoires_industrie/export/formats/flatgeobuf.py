"""FlatGeobuf: boundaries and figures with a spatial index, read in part over the network."""

import json
from io import BytesIO
from typing import TYPE_CHECKING

from territoires_industrie.export.format import Format
from territoires_industrie.export.manner import Manner
from territoires_industrie.wording import N_

if TYPE_CHECKING:
    import geopandas as gpd

    from territoires_industrie.export.table import Table


def _write(table: "Table", manner: Manner, rows: "gpd.GeoDataFrame") -> bytes:
    """Write multipolygons in EPSG:4326, six decimals, in the order of the index (FlatGeobuf 3).

    The header holds the title, and sources, licence, dictionary and citation as JSON.
    """
    import geopandas as gpd
    import pyogrio

    from territoires_industrie.crs import STORAGE_CRS, require_crs
    from territoires_industrie.export.dictionary import column_notes
    from territoires_industrie.export.geojson import writable_polygons
    from territoires_industrie.export.names import layer_name
    from territoires_industrie.export.notes import geojson_members
    from territoires_industrie.export.origin import export_title

    require_crs(rows, STORAGE_CRS)
    columns = [note.__dict__ for note in column_notes(table)]
    members = {**geojson_members(table, manner.visit), "columns": columns}
    outline = writable_polygons(rows.geometry.to_numpy())
    content = BytesIO()
    pyogrio.write_dataframe(
        rows.set_geometry(gpd.GeoSeries(outline, index=rows.index, crs=rows.crs)),
        content,
        driver="FlatGeobuf",
        layer=layer_name(table),
        geometry_type="MultiPolygon",
        layer_options={
            "TITLE": export_title(table),
            "DESCRIPTION": json.dumps(members, ensure_ascii=False),
        },
    )
    return content.getvalue()


FORMAT = Format(
    key="flatgeobuf",
    suffixes=("fgb",),
    label=N_("FlatGeobuf : pour le web et QGIS, lu par morceaux"),
    media_type="application/flatgeobuf",
    rank=4,
    write=_write,
)

"""Declared industrial sites taken away with a table: a layer, a table or a file of their own."""

import geopandas as gpd
import pandas as pd
import shapely

from territoires_industrie.analysis.industrial_sites import (
    NOTICE,
    YEAR,
    read_industrial_sites,
    sites_of,
    sites_record,
)
from territoires_industrie.crs import STORAGE_CRS
from territoires_industrie.export.geojson import export_features
from territoires_industrie.scene.filters import select_units
from territoires_industrie.scene.view import View
from territoires_industrie.statistics.sectors import sector_label
from territoires_industrie.wording import _

LAYER = "sites_industriels_2020"
COLUMNS = (
    "site_id",
    "site_name",
    "siret",
    "commune_code",
    "commune_name",
    "ape_code",
    "ape_label",
    "a38_code",
    "a38_label",
    "co2_fossil_t",
    "co2_t",
    "year",
)


def site_rows(view: View) -> gpd.GeoDataFrame:
    """List the declared sites of the units that a view keeps; of all France where it keeps all.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, one row a site, sorted by identifier: ``COLUMNS`` and a point, missing where
        only the commune is known.

    Raises
    ------
    UnknownCodeError
        If the level or a code of the filter is not known.
    """
    kept = select_units(view.level, view.filter)
    found = read_industrial_sites() if kept.all() else sites_of(view.level, tuple(kept.index[kept]))
    rows = found.sort_index().reset_index()
    labelled = rows.assign(a38_label=rows["a38_code"].map(sector_label), year=YEAR)
    points = gpd.GeoSeries.from_xy(rows["lon"], rows["lat"], crs=STORAGE_CRS)
    return gpd.GeoDataFrame(
        labelled[list(COLUMNS)], geometry=points.where(rows["is_located"]), crs=STORAGE_CRS
    )


def site_table(view: View) -> pd.DataFrame:
    """List the same sites without geometry: their place in ``lon`` and ``lat``, in degrees."""
    rows = site_rows(view)
    place = {"lon": rows.geometry.x, "lat": rows.geometry.y}
    return pd.DataFrame(rows.drop(columns="geometry")).assign(**place)


def export_sites_geojson(view: View) -> bytes:
    """Write the declared sites of a view as GeoJSON, with what they are not and their source."""
    record = sites_record()
    members = {
        "title": _(record.title),
        "notice": _(NOTICE),
        "source": record.attribution,
        "licence": _(record.licence_redistributed_as),
    }
    rows = site_rows(view)
    return export_features(rows, shapely.to_geojson(rows.geometry.to_numpy()), "site_id", members)

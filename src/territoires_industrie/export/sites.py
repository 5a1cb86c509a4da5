"""Declared industrial sites taken away with a table: a layer, a table or a file of their own."""

import geopandas as gpd

from territoires_industrie.analysis.industrial_sites import (
    NOTICE,
    TABLE,
    YEAR,
    read_industrial_sites,
    sites_of,
    sites_record,
)
from territoires_industrie.crs import STORAGE_CRS
from territoires_industrie.export.citation import call_of, cite_tables
from territoires_industrie.export.dictionary import field_notes
from territoires_industrie.export.document import Document
from territoires_industrie.export.manner import NO_VISIT, Visit
from territoires_industrie.export.names import filter_parts
from territoires_industrie.export.table import Table
from territoires_industrie.scene.filters import Filter, describe_filter, select_units
from territoires_industrie.scene.view import View
from territoires_industrie.statistics.sectors import sector_label
from territoires_industrie.wording import _, say_pair

LAYER = f"sites_industriels_{YEAR}"
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
    "lon",
    "lat",
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
    # A site whose commune is not known is in no unit, and in France all the same.
    kept = select_units(view.level, view.filter)
    found = read_industrial_sites() if kept.all() else sites_of(view.level, tuple(kept.index[kept]))
    rows = found.sort_index().reset_index()
    labelled = rows.assign(a38_label=rows["a38_code"].map(sector_label), year=YEAR)
    points = gpd.GeoSeries.from_xy(rows["lon"], rows["lat"], crs=STORAGE_CRS)
    # A site without coordinates would have an empty point, which is not a missing one.
    return gpd.GeoDataFrame(
        labelled[list(COLUMNS)], geometry=points.where(rows["is_located"]), crs=STORAGE_CRS
    )


def site_document(
    level: str, kept: Filter, visit: Visit = NO_VISIT, sector: str | None = None
) -> Document:
    """Gather the declared sites of the units that a filter keeps, and what they are not.

    Parameters
    ----------
    sector
        A38 code of the sites; of any sector when not given.
    """
    view = View(level, filter=kept)
    rows, record = site_rows(view), sites_record()
    python = f"atlas.site_rows({call_of(view)})"
    chosen = list(describe_filter(kept))
    if sector:
        rows = rows[rows["a38_code"] == sector].reset_index(drop=True)
        python += f'.query("a38_code == {sector!r}")'
        chosen.append(say_pair(_("Secteur"), sector_label(sector)))
    parts = [LAYER, sector.lower() if sector else "", *filter_parts(Table(view))]
    return Document(
        rows=rows,
        code_field="site_id",
        title=_(record.title),
        stem="_".join(filter(None, parts)),
        layer=LAYER,
        columns=field_notes(rows, YEAR, record),
        records=(record,),
        citation=cite_tables(_(record.title), (TABLE,), python, visit),
        kept=tuple(chosen),
        notice=_(NOTICE),
    )

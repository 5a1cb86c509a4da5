"""GeoPackage that QGIS opens already styled, with dictionary, sources and notes as tables."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from io import BytesIO

import geopandas as gpd
import pyogrio

from territoires_industrie.crs import METROPOLITAN_CRS, STORAGE_CRS
from territoires_industrie.export.document import Document, TextTable
from territoires_industrie.export.ground import geometry_type, keep_area, written_ground
from territoires_industrie.export.qml import write_qml
from territoires_industrie.export.site_style import SECTOR, site_styles
from territoires_industrie.export.sld import write_sld
from territoires_industrie.export.styled import LayerStyle
from territoires_industrie.levels import COG_YEAR

WRITTEN_AT = f"{COG_YEAR}-01-01T00:00:00.000Z"
"""Time written where the format wants one, so that the same view gives the same bytes."""

VERSION = "1.2"
"""Version that every GDAL in use knows: those before 3.7 warn about a 1.4."""

GEOMETRY = "geom"
STYLES = "layer_styles"
STYLES_SCHEMA = f"""
CREATE TABLE "{STYLES}" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "f_table_catalog" TEXT(256), "f_table_schema" TEXT(256), "f_table_name" TEXT(256),
    "f_geometry_column" TEXT(256), "styleName" TEXT, "styleQML" TEXT, "styleSLD" TEXT,
    "useAsDefault" BOOLEAN, "description" TEXT, "owner" TEXT(30), "ui" TEXT(30),
    "update_time" DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now'))
)
"""
"""The table that QGIS makes for itself, but for the length of a style's name."""


def export_gpkg(
    table: gpd.GeoDataFrame,
    layer: str,
    title: str,
    *,
    styles: Sequence[LayerStyle] = (),
    titles: Mapping[str, str] | None = None,
    tables: Iterable[TextTable] = (),
    points: Document | None = None,
) -> bytes:
    """Write a layer, its styles and the tables that explain it as one GeoPackage.

    Parameters
    ----------
    table
        Polygons or points in one of ``crs.WRITTEN_CRS``, and their columns.
    layer, title
        Name of the layer, and what it is called in a list of layers.
    styles
        Styles of the layer, the one that it opens with first.
    titles
        Title of each column in QGIS; the names where not given.
    tables
        Tables without geometry that go with it.
    points
        A document of points, for a second layer.

    Returns
    -------
    bytes
        GeoPackage 1.2 (OGC 12-128r14). The same arguments give the same bytes with the
        same versions of GDAL and SQLite, which both sign the file.

    Raises
    ------
    CrsError
        If the layer is in another system.
    """
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(_written_layer(table, layer, title))
        for one in tables:
            _add_table(database, one)
        _show_mainland(database, layer, table)
        stored = _stored_styles(table, layer, styles, titles or {})
        if points:
            _add_points(database, points)
            stored += _stored_styles(points.rows, points.layer, (), points.labels)
        if stored:
            _add_styles(database, stored)
        database.commit()
        return bytes(database.serialize())


def _show_mainland(database: sqlite3.Connection, layer: str, rows: gpd.GeoDataFrame) -> None:
    """Make the mainland the default view of a layer that goes round the world.

    The format says of this box that it need not hold all of the layer: the spatial index does.
    """
    inside = keep_area(rows, METROPOLITAN_CRS) if rows.crs == STORAGE_CRS else rows.iloc[:0]
    if 0 < len(inside) < len(rows):
        sides = [float(side) for side in inside.total_bounds]
        columns = ", ".join(f"{name} = ?" for name in ("min_x", "min_y", "max_x", "max_y"))
        command = f"UPDATE gpkg_contents SET {columns} WHERE table_name = ?"  # noqa: S608 - fixed
        database.execute(command, [*sides, layer])


def _stored_styles(
    rows: gpd.GeoDataFrame, layer: str, styles: Sequence[LayerStyle], titles: Mapping[str, str]
) -> list[tuple[object, ...]]:
    """Write the rows of the table of styles for a layer, the default first."""
    found = site_styles(rows) if SECTOR in rows else ()
    texts = [
        (one.name, write_qml(one, titles), write_sld(one, layer), one.heading) for one in styles
    ]
    texts += [(one.name, one.qml(titles), one.sld(layer), one.name) for one in found]
    # QGIS looks for an empty catalogue and schema, not for none.
    return [
        ("", "", layer, GEOMETRY, name, qml, sld, rank == 0, heading, "", WRITTEN_AT)
        for rank, (name, qml, sld, heading) in enumerate(texts)
    ]


def _add_points(database: sqlite3.Connection, points: Document) -> None:
    """Copy a layer that GDAL has written apart: it appends to files on a disk only."""
    content = BytesIO()
    pyogrio.write_dataframe(
        written_ground(points.rows),
        content,
        driver="GPKG",
        layer=points.layer,
        geometry_type="Point",
        dataset_options={"VERSION": VERSION},
        layer_options={
            "GEOMETRY_NAME": GEOMETRY,
            "IDENTIFIER": points.title,
            # An index is tables of its own, which are not copied.
            "SPATIAL_INDEX": "NO",
        },
    )
    with closing(sqlite3.connect(":memory:")) as other:
        other.deserialize(content.getvalue())
        schema = other.execute("SELECT sql FROM sqlite_master WHERE name = ?", [points.layer])
        database.execute(schema.fetchone()[0])
        for table in ("gpkg_contents", "gpkg_geometry_columns", "gpkg_ogr_contents", points.layer):
            where = "" if table == points.layer else " WHERE table_name = ?"
            command = f"SELECT * FROM {_quoted(table)}{where}"  # noqa: S608 - quoted
            found = other.execute(command, [points.layer] if where else [])
            columns = [str(one[0]) for one in found.description]
            _insert(database, table, columns, found.fetchall())


def _written_layer(table: gpd.GeoDataFrame, layer: str, title: str) -> bytes:
    # Set for good: taking it back would change the time of an export in another thread.
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": WRITTEN_AT})
    content = BytesIO()
    pyogrio.write_dataframe(
        written_ground(table),
        content,
        driver="GPKG",
        layer=layer,
        geometry_type=geometry_type(table),
        dataset_options={"VERSION": VERSION},
        layer_options={"GEOMETRY_NAME": GEOMETRY, "IDENTIFIER": title},
    )
    return content.getvalue()


def _add_table(database: sqlite3.Connection, table: TextTable) -> None:
    columns = ", ".join(f"{_quoted(name)} TEXT" for name in table.header)
    database.execute(
        f"CREATE TABLE {_quoted(table.name)} "
        f"(fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {columns})"
    )
    _register(database, table.name)
    _insert(database, table.name, table.header, table.rows)


def _add_styles(database: sqlite3.Connection, rows: Sequence[tuple[object, ...]]) -> None:
    database.execute(STYLES_SCHEMA)
    _register(database, STYLES)
    columns = (
        "f_table_catalog",
        "f_table_schema",
        "f_table_name",
        "f_geometry_column",
        "styleName",
        "styleQML",
        "styleSLD",
        "useAsDefault",
        "description",
        "owner",
        "update_time",
    )
    _insert(database, STYLES, columns, rows)


def _register(database: sqlite3.Connection, name: str) -> None:
    """List a table without geometry among the contents of the GeoPackage."""
    _insert(
        database,
        "gpkg_contents",
        ("table_name", "data_type", "identifier", "description", "last_change", "srs_id"),
        [(name, "attributes", name, "", WRITTEN_AT, 0)],
    )


def _insert(
    database: sqlite3.Connection,
    name: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
) -> None:
    listed = ", ".join(_quoted(column) for column in columns)
    marks = ", ".join("?" * len(columns))
    command = f"INSERT INTO {_quoted(name)} ({listed}) VALUES ({marks})"  # noqa: S608 - quoted
    database.executemany(command, rows)


def _quoted(name: str) -> str:
    """Quote a name for SQL."""
    return '"' + name.replace('"', '""') + '"'

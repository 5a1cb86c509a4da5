"""GIS files of users, stripped of what leads elsewhere before GDAL opens them.

GDAL recognises a file by its bytes, not by its name, and some of its formats name another file of
the machine, or an address of the network, which it then reads: a list of layers under the name of a
Shapefile, a virtual table, a command in JSON, the CRS of a GeoJSON. What is handed to it is of the
form that was recognised, and holds nothing but its own table. Workers leave the other formats out
besides (``jobs/bounds.py``).
"""

import json
import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import PurePosixPath
from typing import Any

from territoires_industrie.upload.limits import UploadError, require_shape
from territoires_industrie.wording import _

SHAPEFILE, SHAPEFILE_PARTS = b"\0\0\x27\x0a", (".shp", ".shx", ".dbf", ".prj", ".cpg")
"""First bytes of a Shapefile's geometry and of its index; what belongs to one."""

APPLICATION, GEOPACKAGES = slice(68, 72), (b"GPKG", b"GP10", b"GP11")
"""Where an SQLite file says what it is, and what a GeoPackage says."""

JOURNAL = slice(18, 20)
"""A file that was last written with a journal beside it says so, and is not read without it."""

PLAIN_SQL = re.compile(
    r"CREATE (TABLE|VIEW|INDEX|UNIQUE INDEX|TRIGGER)\b"
    r'|CREATE VIRTUAL TABLE ("([^"]|"")+"|\w+) USING rtree\b',
    re.IGNORECASE,
)
"""What a GeoPackage is made of: of virtual tables, only the index of its places."""

NAMED_CRS = re.compile(r"[\w:. -]{1,100}", re.ASCII)


def plain_shapefile(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Keep the parts of an archive that a Shapefile is made of.

    Raises
    ------
    UploadError
        If one that bears its name is something else.
    """
    kept = {
        name: part
        for name, part in parts.items()
        if PurePosixPath(name).suffix.lower() in SHAPEFILE_PARTS
    }
    for name, part in kept.items():
        if name.lower().endswith((".shp", ".shx")) and not part.startswith(SHAPEFILE):
            raise damaged()
    return kept


def require_geopackage(content: bytes) -> None:
    """Refuse an SQLite file that is no GeoPackage, or has tables that are read from elsewhere.

    Raises
    ------
    UploadError
        If it is one.
    """
    if content[APPLICATION] not in GEOPACKAGES:
        raise damaged()
    head, tail = content[: JOURNAL.start], content[JOURNAL.stop :]
    try:
        with closing(sqlite3.connect(":memory:")) as base:
            base.deserialize(b"".join((head, b"\1\1", tail)))
            made = base.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    except (sqlite3.Error, UnicodeDecodeError, OverflowError) as error:
        raise damaged() from error
    # SQLite holds any type in any column: a forged list of tables may have bytes there.
    if not all(isinstance(sql, str) and PLAIN_SQL.match(sql) for (sql,) in made):
        raise damaged()


def plain_features(content: bytes) -> bytes:
    """Write a GeoJSON again with its features, and its CRS if it is named.

    Raises
    ------
    UploadError
        If it is none, or too large.
    """
    try:
        # The hook sees every object: a feature or a geometry may name a CRS of its own.
        told = json.loads(content, object_pairs_hook=_without_links)
        if not isinstance(told, dict) or told.get("type") != "FeatureCollection":
            raise damaged()
        _require_shape(told.get("features"))
        kept = {name: told[name] for name in ("type", "crs", "features") if name in told}
        return json.dumps(kept).encode("ascii")
    except (ValueError, RecursionError) as error:
        raise damaged() from error


def _require_shape(features: Any) -> None:
    """Refuse features of too many names together, which GDAL would look up one by one."""
    if isinstance(features, list):
        # GDAL takes what a feature without properties says of itself in their place.
        told = [one.get("properties", one) for one in features if isinstance(one, dict)]
        names = set().union(*(one for one in told if isinstance(one, dict)))
        require_shape(len(features), len(names))


def _without_links(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Leave out a CRS that is said in another way than by its name: GDAL follows addresses."""
    told = dict(pairs)
    if "crs" not in told:
        return told
    return {
        name: value
        for name, value in pairs
        if name != "crs" or not isinstance(value, dict) or _is_named(value)
    }


def _is_named(crs: dict[str, Any]) -> bool:
    properties = crs.get("properties")
    named = properties.get("name") if isinstance(properties, dict) else None
    return crs.get("type") == "name" and bool(NAMED_CRS.fullmatch(str(named)))


def damaged() -> UploadError:
    """Return the refusal of a GIS file."""
    return UploadError(
        _(
            "Fichier illisible : un GeoJSON, un GeoPackage, un Shapefile dans un zip ou un Parquet "
            "est attendu, le contenu est abîmé ou d’une autre forme. Ouvrez-le dans un SIG et "
            "enregistrez-le à nouveau, ou en CSV UTF-8."
        )
    )

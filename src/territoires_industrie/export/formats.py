"""Formats that the atlas's data leaves it in: names, endings and media types, nothing heavy."""

from dataclasses import dataclass

from territoires_industrie.wording import N_


@dataclass(frozen=True)
class Format:
    """One way out.

    Attributes
    ----------
    key
        Name on the command line and in the page.
    suffixes
        Endings of file names that ask for it, the usual one first.
    label
        French source text of its entry in a list.
    media_type
        What a browser is told.
    is_text
        Whether a terminal can show it.
    """

    key: str
    suffixes: tuple[str, ...]
    label: str
    media_type: str
    is_text: bool = False

    @property
    def suffix(self) -> str:
        """Usual ending of its file names, without the dot."""
        return self.suffixes[0]


_GEOJSON = Format(
    "geojson",
    ("geojson", "json"),
    N_("GeoJSON : contours et données"),
    "application/geo+json",
    True,
)
_CSV = Format("csv", ("csv",), N_("CSV : données seules"), "text/csv", True)
_GPKG = Format(
    "gpkg",
    ("gpkg",),
    N_("GeoPackage : pour QGIS, déjà mis en couleurs"),
    "application/geopackage+sqlite3",
)
_GEOPARQUET = Format(
    "geoparquet",
    ("parquet", "geoparquet"),
    N_("GeoParquet : pour Python, R, DuckDB"),
    "application/vnd.apache.parquet",
)
_XLSX = Format(
    "xlsx",
    ("xlsx",),
    N_("XLSX : classeur, dictionnaire et sources"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
ARCHIVE = Format("zip", ("zip",), N_("CSV, dictionnaire et sources (ZIP)"), "application/zip")
"""The CSV with what explains it: what the page gives where the command gives the CSV alone."""

FORMATS = {one.key: one for one in (_GEOJSON, _CSV, _GPKG, _GEOPARQUET, _XLSX)}
"""Formats of ``atlas export`` by name, the default first."""

PAGE_FORMATS = {one.key: one for one in (_GEOJSON, _GPKG, _GEOPARQUET, _XLSX, ARCHIVE)}
"""Formats of the page by name, in the order of its list."""

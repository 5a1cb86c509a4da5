"""Shapefile in a ZIP, with the file that says which field is which column."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from territoires_industrie.export.format import Format
from territoires_industrie.export.manner import Manner
from territoires_industrie.wording import N_, _

if TYPE_CHECKING:
    import geopandas as gpd

    from territoires_industrie.export.document import Document

NAME_LENGTH = 10
"""Characters that a field's name may have (dBASE III)."""

TEXT_BYTES = 254
"""Bytes that a text may take (dBASE III)."""

SHORT_ENDINGS = {"_status": "_s", "_year": "_y", "_low": "_l", "_high": "_h"}
"""What the ends of column names become, so that a figure and its status stay alike."""


def short_names(columns: Iterable[str]) -> dict[str, str]:
    """Return a field name for each column, of ten characters at most, all different.

    >>> short_names(["epci_siren", "population_count", "population_count_status"])
    {'epci_siren': 'epci_siren', 'population_count': 'population', \
'population_count_status': 'populati_s'}
    >>> list(short_names(["jobs_growth_pct", "jobs_growth_per_year_pct"]).values())
    ['jobs_growt', 'jobs_gro_1']
    """
    found: dict[str, str] = {}
    for column in columns:
        ending = next((one for one in SHORT_ENDINGS if column.endswith(one)), "")
        tail, rank = SHORT_ENDINGS.get(ending, ""), 0
        stem = column.removesuffix(ending)
        name = stem[: NAME_LENGTH - len(tail)] + tail
        while name in found.values():
            rank += 1
            numbered = f"_{rank}{tail}"
            name = stem[: NAME_LENGTH - len(numbered)] + numbered
        found[column] = name
    return found


def _write(document: "Document", _manner: Manner) -> bytes:
    """Write the layer in UTF-8, its fields named in ten characters."""
    from territoires_industrie.export.bundle import write_archive
    from territoires_industrie.export.csv import export_rows
    from territoires_industrie.export.dictionary import export_dictionary
    from territoires_industrie.export.notes import export_notes

    rows = document.rows
    fields = short_names(str(name) for name in rows.columns if name != rows.geometry.name)
    named = [(name, column) for column, name in fields.items()]
    explained = {
        _("champs.csv"): export_rows([_("champ"), _("colonne")], named),
        _("dictionnaire.csv"): export_dictionary(document.columns),
        _("sources.txt"): export_notes(document),
    }
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{document.stem}.shp"
        _write_layer(_cut_texts(rows).rename(columns=fields), path)
        parts = {part.name: part.read_bytes() for part in sorted(path.parent.iterdir())}
    return write_archive({**parts, **explained})


def cut(text: str) -> str:
    """Cut a text that a field cannot hold, and say so by an ellipsis.

    >>> cut("ti-2802"), cut("é" * 200)[-2:], len(cut("é" * 200).encode())
    ('ti-2802', 'é…', 253)
    """
    coded = text.encode()
    if len(coded) <= TEXT_BYTES:
        return text
    # A letter of several bytes that the cut goes through is left out.
    return coded[: TEXT_BYTES - len("…".encode())].decode(errors="ignore") + "…"


def _cut_texts(rows: "gpd.GeoDataFrame") -> "gpd.GeoDataFrame":
    import pandas as pd

    texts = {
        name: rows[name].map(cut, na_action="ignore")
        for name in rows.columns
        if pd.api.types.is_string_dtype(rows[name])
    }
    return rows.assign(**texts)


def _write_layer(rows: "gpd.GeoDataFrame", path: Path) -> None:
    import pyogrio

    from territoires_industrie.export.ground import geometry_type, written_ground
    from territoires_industrie.levels import COG_YEAR

    pyogrio.write_dataframe(
        written_ground(rows),
        path,
        driver="ESRI Shapefile",
        geometry_type=geometry_type(rows),
        encoding="UTF-8",
        # Without it, the same table would give other bytes on another day.
        layer_options={"DBF_DATE_LAST_UPDATE": f"{COG_YEAR}-01-01"},
    )


FORMAT = Format(
    key="shapefile",
    suffixes=("shp.zip",),
    label=N_("Shapefile (ZIP) : pour d’anciens logiciels"),
    media_type="application/zip",
    rank=8,
    write=_write,
    needs_ground=True,
    has_systems=True,
    # GDAL writes its four files to a folder only, and a page writes nothing to the server's disk.
    on_page=False,
)

"""FlatGeobuf: boundaries and figures with a spatial index, read in part over the network."""

import json
from io import BytesIO
from typing import TYPE_CHECKING

from territoires_industrie.export.format import Format
from territoires_industrie.export.manner import Manner
from territoires_industrie.wording import N_

if TYPE_CHECKING:
    from territoires_industrie.export.document import Document


def _write(document: "Document", _manner: Manner) -> bytes:
    """Write the layer in the order of its index (FlatGeobuf 3).

    The header holds the title, and sources, licence, dictionary and citation as JSON.
    """
    import pyogrio

    from territoires_industrie.export.ground import geometry_type, written_ground
    from territoires_industrie.export.notes import members_with_columns

    content = BytesIO()
    # A site whose place is not sure has no point, which no spatial index holds.
    has_gaps = bool(document.rows.geometry.isna().any())
    pyogrio.write_dataframe(
        written_ground(document.rows),
        content,
        driver="FlatGeobuf",
        layer=document.layer,
        geometry_type=geometry_type(document.rows),
        layer_options={
            "TITLE": document.title,
            "SPATIAL_INDEX": "NO" if has_gaps else "YES",
            "DESCRIPTION": json.dumps(members_with_columns(document), ensure_ascii=False),
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
    needs_ground=True,
    has_systems=True,
)

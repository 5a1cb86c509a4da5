"""GeoJSON, with sources, licence, vintages and filters at the head of the features."""

from typing import TYPE_CHECKING

from territoires_industrie.export.format import Format
from territoires_industrie.export.manner import Manner
from territoires_industrie.wording import N_

if TYPE_CHECKING:
    from territoires_industrie.export.document import Document


def _write(document: "Document", _manner: Manner) -> bytes:
    from territoires_industrie.export.geojson import export_geojson
    from territoires_industrie.export.notes import geojson_members

    return export_geojson(document.rows, document.code_field, geojson_members(document))


FORMAT = Format(
    key="geojson",
    suffixes=("geojson", "json"),
    label=N_("GeoJSON : contours et données"),
    media_type="application/geo+json",
    rank=1,
    write=_write,
    needs_ground=True,
    is_text=True,
)

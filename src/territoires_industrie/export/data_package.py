"""The files of ``data/`` and ``geo/`` as a Data Package, each table with its Table Schema.

Made from their records and ``fields.csv``; the standard is Frictionless Data's, version 1. Paths
are from the folder where the description stands, as the atlas serves it.
"""

import json
from typing import Any

from territoires_industrie import __version__
from territoires_industrie.errors import UnknownCodeError
from territoires_industrie.fields import find_field
from territoires_industrie.method.provenance import GEOMETRY, FileNote, list_columns, list_notes
from territoires_industrie.sources import Record
from territoires_industrie.wording import _, say_dated

NAME = "territoires-industrie"
TYPES = {"text": "string"}
"""Kinds of ``fields.csv`` that Table Schema names otherwise."""

MEDIA_TYPES = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
}


def write_data_package() -> bytes:
    """Write the description of the package, as JSON.

    Raises
    ------
    DataFileError
        If a folder or a table cannot be read.
    """
    described = describe_package()
    return json.dumps(described, ensure_ascii=False, indent=1).encode()


def describe_package() -> dict[str, Any]:
    """Describe every file that has a record."""
    notes = [(note, note.record) for note in list_notes() if note.record is not None]
    return {
        "profile": "data-package",
        "name": NAME,
        "title": _("Atlas des Territoires d'industrie"),
        "version": __version__,
        "resources": [_resource(note, record) for note, record in notes],
    }


def _resource(note: FileNote, record: Record) -> dict[str, Any]:
    described = {
        "name": note.name.replace("/", "-").replace("_", "-").lower(),
        "path": note.name,
        "title": say_dated(record.title),
        "description": _(record.usage_warnings),
        "format": note.path.suffix.removeprefix("."),
        "mediatype": MEDIA_TYPES[note.path.suffix],
        "bytes": note.size,
        "hash": f"sha256:{record.sha256}",
        "licenses": [_licence(record)],
        "sources": [_source(record)],
    }
    # A reader of Table Schema opens tables of text; Parquet says the types of its columns itself.
    if note.path.suffix == ".csv":
        described |= {"profile": "tabular-data-resource", "encoding": "utf-8"}
    if note.is_table:
        described["schema"] = _schema(note, record)
    return {name: value for name, value in described.items() if value}


def _schema(note: FileNote, record: Record) -> dict[str, Any]:
    fields = [
        {"name": column.name, "type": _type(column.name), "description": column.definition}
        | ({"unit": column.unit} if column.unit else {})
        for column in list_columns(note)
    ]
    return {"fields": fields, "primaryKey": list(record.key), "missingValues": [""]}


def _type(column: str) -> str:
    if column == GEOMETRY:
        return "any"  # WKB, as GeoParquet says
    try:
        kind = find_field(column).kind
    except UnknownCodeError:
        return "string"
    return TYPES.get(kind, kind)


def _licence(record: Record) -> dict[str, str]:
    return {"name": "other-open", "title": _(record.licence_redistributed_as)}


def _source(record: Record) -> dict[str, str]:
    parts = {"title": record.attribution or record.producer, "path": record.url_landing}
    return {name: text for name, text in parts.items() if text}

"""The same files as a catalogue in DCAT (W3C), written as JSON-LD, and the levels by address.

Its links are from the address where it is read, as JSON-LD resolves them.
"""

import json
from typing import Any

from territoires_industrie import __version__
from territoires_industrie.export.data_package import MEDIA_TYPES
from territoires_industrie.export.formats import FORMATS
from territoires_industrie.levels import LEVELS, Level
from territoires_industrie.method.provenance import FileNote, list_notes
from territoires_industrie.sources import Record
from territoires_industrie.wording import _, language, say_dated

MEDIA_TYPE = "https://www.iana.org/assignments/media-types/"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
}
Node = dict[str, Any]


def write_dcat() -> bytes:
    """Write the catalogue.

    Raises
    ------
    DataFileError
        If a folder cannot be read.
    """
    notes = [(note, note.record) for note in list_notes() if note.record is not None]
    catalogue = {
        "@context": CONTEXT,
        "@id": "catalogue",
        "@type": "dcat:Catalog",
        "dct:title": _said(_("Atlas des Territoires d'industrie")),
        "dct:language": language(),
        "dcat:version": __version__,
        "dcat:dataset": [
            *(_level(level) for level in LEVELS.values()),
            *(_file(note, record) for note, record in notes),
        ],
    }
    return json.dumps(catalogue, ensure_ascii=False, indent=1).encode()


def _level(level: Level) -> Node:
    phase = f"?phase={level.phase}" if level.phase else ""
    return {
        "@id": f"niveau-{level.key}",
        "@type": "dcat:Dataset",
        "dct:title": _said(_(level.title)),
        "dct:description": _said(_("Contours, appartenance et indicateurs, par adresse.")),
        "dct:spatial": _said(_(level.coverage)),
        "dcat:distribution": [
            _distribution(f"{level.slug}.{form.suffix}{phase}", form.media_type)
            for form in FORMATS.values()
        ],
    }


def _file(note: FileNote, record: Record) -> Node:
    distribution = _distribution(note.name, MEDIA_TYPES[note.path.suffix])
    distribution |= {
        "dcat:byteSize": note.size,
        "dct:license": _said(_(record.licence_redistributed_as)),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": record.sha256,
        },
    }
    described = {
        "@id": note.name.replace("/", "-"),
        "@type": "dcat:Dataset",
        "dct:title": _said(say_dated(record.title)),
        "dct:description": record.usage_warnings and _said(_(record.usage_warnings)),
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": record.producer},
        "dct:temporal": record.reference_period,
        "dct:issued": record.date_published,
        "dct:spatial": record.coverage and _said(_(record.coverage)),
        "dcat:landingPage": record.url_landing and {"@id": record.url_landing},
        "dcat:distribution": [distribution],
    }
    return {name: value for name, value in described.items() if value}


def _distribution(address: str, media_type: str) -> Node:
    return {
        "@type": "dcat:Distribution",
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": MEDIA_TYPE + media_type},
    }


def _said(text: str) -> Node:
    return {"@value": text, "@language": language()}

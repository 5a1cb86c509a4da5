"""Lists of a map's payload, an entry a unit or a site: each known by the digest of its content."""

import hashlib
import json
from collections.abc import Container, Mapping
from typing import NamedTuple

from territoires_industrie.draw.value_files import ValueFiles
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.packing import pack_integers

DIGEST_LENGTH = 12

# Left as they are, these could end the script, a line of it, or be read as a folium template.
_ESCAPES = {
    "<": "\\u003c",
    "\N{LINE SEPARATOR}": "\\u2028",
    "\N{PARAGRAPH SEPARATOR}": "\\u2029",
    "{{": "{\\u007b",
    "{%": "{\\u0025",
    "{#": "{\\u0023",
}


class Written(NamedTuple):
    """Lists as JSON, with their digest or by it alone."""

    digest: str
    whole: str
    named: str

    def sent(self, known: Container[str], files: ValueFiles | None) -> str:
        """Return what is sent to a map that has kept some lists and may fetch others."""
        if self.digest in known:
            return self.named
        if files is None:
            return self.whole
        files.keep(self.digest, self.whole)
        return self.named


@reader_cache(maxsize=64)
def write_classes(classes: str, dimmed: str, marks: str) -> Written:
    """Write what a unit's class, filter and mark are, a sign a unit."""
    return _write_lists({"classes": classes, "dimmed": dimmed, "marks": marks})


@reader_cache(maxsize=64)
def write_sites(kept_sites: str) -> Written:
    """Write which declared sites are shown, a sign a site."""
    return _write_lists({"kept_sites": kept_sites})


@reader_cache(maxsize=64)
def write_labels(labels: tuple[str, ...], radii: tuple[float, ...] | None) -> Written:
    """Write a label and its radius once, with the rank of every unit's in ``label_of``, packed.

    >>> from territoires_industrie.packing import unpack_integers
    >>> content = json.loads(write_labels(("1", "2", "2"), None).whole)
    >>> unpack_integers(content["label_of"]).tolist()
    [0, 1, 1]
    """
    pairs = list(zip(labels, radii or [0] * len(labels), strict=True))
    rank_of = {pair: rank for rank, pair in enumerate(dict.fromkeys(pairs))}
    return _write_lists(
        {
            "labels": [label for label, _radius in rank_of],
            "radii": None if radii is None else [radius for _label, radius in rank_of],
            "label_of": pack_integers(rank_of[pair] for pair in pairs),
        }
    )


def _write_lists(content: Mapping[str, object]) -> Written:
    text = write_safely(content)
    digest = hashlib.sha256(text.encode()).hexdigest()[:DIGEST_LENGTH]
    return Written(digest, f'{{"digest":"{digest}",{text[1:]}', f'{{"digest":"{digest}"}}')


def write_safely(content: Mapping[str, object]) -> str:
    """Write a content as JSON that is safe inside a script."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for risky, safe in _ESCAPES.items():
        text = text.replace(risky, safe)
    return text

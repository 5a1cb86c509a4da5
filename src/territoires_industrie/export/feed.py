"""What changed in the data, as an Atom feed (RFC 4287), from the changelog's sections « Data »."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from territoires_industrie.errors import DataFileError
from territoires_industrie.sources import ROOT
from territoires_industrie.wording import _

CHANGELOG = ROOT / "CHANGELOG.md"
SECTION = "Data"
ATOM = "http://www.w3.org/2005/Atom"
NAMES = UUID("7b7145c4-430d-5a73-9830-91aa05e40093")
"""Space of the names of changes; a « tag: » address would need a domain that the atlas owns."""

VERSION = re.compile(r"## (\S+)(?: — (\d{4}-\d{2}-\d{2}))?")


@dataclass(frozen=True)
class Change:
    """One line of the changelog; the day is empty for a version that has none yet."""

    version: str
    day: str
    text: str

    @property
    def identity(self) -> str:
        """A name that stays as long as its words do: a feed reader shows each once."""
        return uuid5(NAMES, self.text).urn


def read_changes(changelog: str) -> Iterator[Change]:
    """List what changed in the data, in the order of the changelog.

    >>> text = "## 2 — 2026-12-01\\n### Data\\n- New\\n  table.\\n### Method\\n- A rule."
    >>> list(read_changes(text))
    [Change(version='2', day='2026-12-01', text='New table.')]
    """
    for part in re.split(r"^(?=## )", changelog, flags=re.MULTILINE):
        head = VERSION.match(part)
        found = re.search(rf"^### {SECTION}\n(.*?)(?=^### |\Z)", part, re.DOTALL | re.MULTILINE)
        if head is None or found is None:
            continue
        for item in re.split(r"^- ", found[1], flags=re.MULTILINE)[1:]:
            yield Change(head[1], head[2] or "", " ".join(item.replace("`", "").split()))


def write_feed() -> bytes:
    """Write the feed; a version without a day has that on which this atlas received it.

    Raises
    ------
    DataFileError
        If the changelog cannot be read.
    """
    try:
        changelog = CHANGELOG.read_text("utf-8")
        received = datetime.fromtimestamp(CHANGELOG.stat().st_mtime, UTC)
    except OSError as error:
        raise DataFileError(
            _("Le journal des changements, {file}, est absent ou illisible."), file=CHANGELOG.name
        ) from error
    return _write(list(read_changes(changelog)), received.isoformat(timespec="seconds"))


def _write(changes: list[Change], received: str) -> bytes:
    # The changelog is written in English, whatever the language of the page.
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    dated = [f"{one.day}T00:00:00Z" if one.day else received for one in changes]
    _add(feed, id=NAMES.urn, title="Atlas des Territoires d'industrie: data")
    _add(feed, updated=max(dated, default=received))
    SubElement(feed, "link", rel="self", href="changements.atom")
    SubElement(SubElement(feed, "author"), "name").text = "Atlas des Territoires d'industrie"
    for one, day in zip(changes, dated, strict=True):
        entry = SubElement(feed, "entry")
        # Changes begin with their subject, before a colon or in a first sentence.
        title = one.text.partition(":")[0].partition(". ")[0]
        _add(entry, id=one.identity, title=f"{one.version}: {title}", updated=day, content=one.text)
    written: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _add(parent: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(parent, name).text = text

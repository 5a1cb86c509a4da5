"""The prose of the method: one Markdown file a section and language, with named holes.

``# `` is the title of the section, what follows it the introduction. A heading with a place
(``## Title {#place}``) opens an entry; one without is the group that the ``### `` entries under
it stand in. A line ``- label : text`` is a fact, a table takes its rows from a hole.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from territoires_industrie.method.model import Entry, Section, Table, kept_facts
from territoires_industrie.wording import DEFAULT_LANGUAGE, language

TEXTS = Path(__file__).parent / "texts"

HEADING = re.compile(r"(#+) (.+?)(?: \{#([\w-]+)\})?")
HOLE = re.compile(r"\{([\w-]+)\}")

Rows = Sequence[tuple[str, ...]]


@dataclass(frozen=True)
class Holes:
    """What fills the holes of a section, by name.

    Attributes
    ----------
    texts
        Inside any line; a paragraph or a fact that comes out empty is left out.
    rows
        Rows of a table, or the (label, text) pairs of facts.
    entries
        Entries made from a registry, where the hole stands alone.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, Rows] = field(default_factory=dict)
    entries: Mapping[str, Sequence[Entry]] = field(default_factory=dict)


def read_blocks(slug: str) -> tuple[str, ...]:
    """Read the blocks of a section in the language of the run, else in French."""
    spoken = TEXTS / language() / f"{slug}.md"
    return _blocks(spoken if spoken.exists() else TEXTS / DEFAULT_LANGUAGE / f"{slug}.md")


@cache
def _blocks(path: Path) -> tuple[str, ...]:
    return tuple(path.read_text("utf-8").strip().split("\n\n"))


def read_title(slug: str) -> str:
    """Return the title of a section, which has no hole."""
    return read_blocks(slug)[0].removeprefix("# ")


def fill_section(slug: str, holes: Holes) -> Section:
    """Write a section in the language of the run.

    Raises
    ------
    KeyError
        If a hole has nothing to fill it.
    """
    _title, introduction, *blocks = read_blocks(slug)
    entries: list[Entry] = []
    group = ""
    for block in blocks:
        alone = HOLE.fullmatch(block)
        if heading := HEADING.fullmatch(block):
            marks, text, place = heading.groups()
            if marks == "##":
                group = "" if place else text
            if place:
                entries.append(Entry(place, text.format_map(holes.texts), group=group))
        elif alone and alone[1] in holes.entries:
            made = holes.entries[alone[1]]
            entries += [replace(entry, group=entry.group or group) for entry in made]
        else:
            entries[-1] = _extend(entries[-1], block, holes)
    return Section(slug, read_title(slug), _fill(introduction, holes), tuple(entries))


def _extend(entry: Entry, block: str, holes: Holes) -> Entry:
    """Add a block to the entry that it stands in: facts, a table or paragraphs."""
    if block.startswith("- "):
        return replace(entry, facts=entry.facts + kept_facts(*_read_facts(block, holes)))
    if block.startswith("| "):
        head, _rule, body = block.splitlines()
        rows = holes.rows[body.strip("| {}")]
        table = Table(tuple(cell.strip() for cell in head.strip("|").split("|")), tuple(rows))
        return replace(entry, tables=(*entry.tables, table))
    paragraphs = (text for text in _fill(block, holes).split("\n\n") if text)
    return replace(entry, paragraphs=(*entry.paragraphs, *paragraphs))


def _read_facts(block: str, holes: Holes) -> Iterator[tuple[str, str]]:
    for line in block.removeprefix("- ").split("\n- "):
        if (alone := HOLE.fullmatch(line)) and alone[1] in holes.rows:
            yield from ((label, text) for label, text in holes.rows[alone[1]])
        else:
            label, text = re.split(r" ?: ", line, maxsplit=1)
            yield label, _fill(text, holes)


def _fill(text: str, holes: Holes) -> str:
    # The lines of a file are broken for its editor, not for its reader.
    return text.replace("\n", " ").format_map(holes.texts)

"""What a sheet is made of: sections of plain blocks, independent of how they are shown.

The page and the PDF read the same blocks, so that what is on screen is what is printed.
Every text is in the language of the run that made the sheet.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Self, overload

import pandas as pd

from territoires_industrie.html_table import Column, fill
from territoires_industrie.sources import Record


@dataclass(frozen=True)
class Note:
    """A paragraph.

    ``tone`` is ``text``, ``lead`` (what comes first, in large letters), ``note`` (a limit or a
    method, in small ones) or ``absent`` (why a block has no data).
    """

    text: str
    tone: str = "text"

    @property
    def is_absence(self) -> bool:
        """Whether it says why a block has no data."""
        return self.tone == "absent"


@dataclass(frozen=True)
class Fact:
    """One figure with its label, and a detail."""

    label: str
    value: str
    detail: str = ""


@dataclass(frozen=True)
class Facts:
    """A few figures side by side."""

    items: tuple[Fact, ...]


@dataclass(frozen=True)
class Table:
    """A table of texts.

    Attributes
    ----------
    key
        Name of its file, unique in the sheet.
    columns
        Headings; the first column names the row.
    rows
        One text a cell, a line break inside a cell is kept. A row of one cell is a heading
        over the rows below it.
    frame
        The same figures unrounded, for a file.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    # Two frames that are compared give a frame, not a yes or a no.
    frame: pd.DataFrame = field(compare=False, repr=False)

    @classmethod
    def of(
        cls,
        key: str,
        title: str,
        columns: Sequence[Column],
        rows: pd.DataFrame | Iterable[Any],
        frame: pd.DataFrame | None = None,
    ) -> Self:
        """Write a table of what its rows are about; of a frame, that frame is the file too."""
        if isinstance(rows, pd.DataFrame):
            # An index without a name only counts the rows: it is no column of the file.
            named = rows if rows.index.name is None else rows.reset_index()
            frame = named if frame is None else frame
            rows = named.to_dict("records")
        assert frame is not None, "only the rows of a frame are a file by themselves"
        return cls(key, title, tuple(columns), tuple(fill(columns, rows)), frame)


@dataclass(frozen=True)
class Chart:
    """A chart as a Vega-Lite specification, with its figures and what it shows in words.

    ``around_px`` is about what the title, the axis and the legend add to the height; ``records``
    are those of the files that its figures come from, which its picture names.
    """

    key: str
    title: str
    spec: dict[str, Any] = field(compare=False, repr=False)
    words: str
    table: Table
    records: tuple[Record, ...]
    around_px: int = 45


@dataclass(frozen=True)
class Picture:
    """A map as SVG, with what it shows in words.

    Attributes
    ----------
    share
        Of the width that it takes, 0 to 1.
    legend
        Colours of the page and what each stands for, under the map.
    squares
        Labels of the legend whose points are squares, not discs.
    """

    key: str
    svg: str = field(repr=False)
    words: str
    share: float = 1.0
    legend: tuple[tuple[str, str], ...] = ()
    squares: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Link:
    """A unit that has a sheet of its own, or (``code`` empty) one that has none."""

    level_key: str
    code: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class Links:
    """Units to go to."""

    title: str
    items: tuple[Link, ...]


@dataclass(frozen=True)
class Side:
    """Blocks side by side, where there is room.

    On paper, those that fill take the height that the rest of their page leaves.
    """

    blocks: tuple["Block", ...]
    fills: bool = False

    @property
    def shares(self) -> tuple[float, ...]:
        """Part of the width that each takes: a map its own, the others what maps leave."""
        asked = [one.share if isinstance(one, Picture) else 0.0 for one in self.blocks]
        rest = (1 - sum(asked)) / max(asked.count(0.0), 1)
        return tuple(share or rest for share in asked)


Block = Note | Facts | Table | Chart | Picture | Links | Side


@dataclass(frozen=True)
class Section:
    """A part of the sheet, its name in addresses, and its blocks.

    ``records`` are those of the files that its figures come from.
    """

    key: str
    title: str
    blocks: tuple[Block, ...]
    records: tuple[Record, ...] = ()

    @property
    def has_data(self) -> bool:
        """Whether it has more than words."""
        return any(not isinstance(block, Note) for block in self.blocks)

    @property
    def absences(self) -> tuple[str, ...]:
        """What it has no data for, and why."""
        return tuple(one.text for one in self.blocks if isinstance(one, Note) and one.is_absence)

    def without_absences(self) -> "Section":
        """Return the section with what it has data for."""
        kept = (one for one in self.blocks if not (isinstance(one, Note) and one.is_absence))
        return replace(self, blocks=tuple(kept))


class OnDemand(Sequence[Section]):
    """Sections that are made when first read: a page shows the first before the last is made."""

    def __init__(self, makers: Iterable[Callable[[], Section]]) -> None:
        self._made = [cache(make) for make in makers]

    def __len__(self) -> int:
        return len(self._made)

    @overload
    def __getitem__(self, index: int) -> Section: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Section]: ...

    def __getitem__(self, index: int | slice) -> Section | Sequence[Section]:
        """Return a section, or several."""
        if isinstance(index, slice):
            return tuple(make() for make in self._made[index])
        return self._made[index]()


@dataclass(frozen=True)
class Sheet:
    """The sheet of one unit.

    Attributes
    ----------
    level_key, code, name
        The unit.
    kind
        What it is and where, in one line.
    sections
        In the order of reading; the first is the header. Each is made when it is first read.
    similar
        Codes of the similar group that the figures are compared with, the nearest first.
    is_note
        Whether it is the note, each section of which is a page.
    """

    level_key: str
    code: str
    name: str
    kind: str
    sections: Sequence[Section]
    similar: tuple[str, ...] = ()
    is_note: bool = False

    def parts(self) -> Iterator[Section]:
        """Yield the sections that have data, without what they have none for."""
        return (section.without_absences() for section in self.sections if section.has_data)

    def absences(self) -> Iterator[tuple[str, str]]:
        """Yield what has no data, after the title of its section."""
        return ((each.title, text) for each in self.sections for text in each.absences)

    def records(self) -> Iterator[Record]:
        """Yield the record of each file that its figures come from."""
        return (record for section in self.sections for record in section.records)

    def section(self, key: str) -> Section:
        """Return a section by its key."""
        return next(section for section in self.sections if section.key == key)


def each_block(section: Section) -> Iterator[Block]:
    """Yield the blocks of a section, those side by side one after the other."""
    for block in section.blocks:
        if isinstance(block, Side):
            yield from block.blocks
        else:
            yield block

"""What a file holds and says of itself, whatever its format and whatever its rows are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from territoires_industrie.export.citation import Citation
from territoires_industrie.indicators.dated import DatedIndicator
from territoires_industrie.sources import Record

if TYPE_CHECKING:
    from territoires_industrie.export.styled import LayerStyle


@dataclass(frozen=True)
class ColumnNote:
    """One row of the dictionary."""

    column: str
    label: str
    definition: str
    unit: str
    year: str
    source: str
    licence: str


@dataclass(frozen=True)
class TextTable:
    """A small table of texts that goes with the figures.

    Attributes
    ----------
    name
        What a layer or a sheet is called, in the language of the run.
    header
        One title a column.
    rows
        Cells, as many a row as there are titles.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Document:
    """Rows that are taken away, with everything that must be said of them.

    Attributes
    ----------
    rows
        What is written; a ``GeoDataFrame`` in EPSG:4326 where the rows have a ground.
    code_field
        Column whose text identifies a row.
    title, stem, layer
        Title; name of the file without its ending; name of the layer.
    columns
        The dictionary: every column explained, in their order.
    records
        Provenance of the rows.
    citation
        How to cite it.
    kept
        Sentences that say which rows were kept; none where all are.
    notice
        What its reader must know before anything else.
    dated
        Indicators that it holds, each with its year.
    styles
        Works out how a GIS shows the rows, where there is more than one way to.
    beside
        Another layer that goes along: the declared sites.
    """

    rows: pd.DataFrame
    code_field: str
    title: str
    stem: str
    layer: str
    columns: tuple[ColumnNote, ...]
    records: tuple[Record, ...]
    citation: Citation
    kept: tuple[str, ...] = ()
    notice: str = ""
    dated: tuple[DatedIndicator, ...] = ()
    styles: "Callable[[], tuple[LayerStyle, ...]]" = tuple
    beside: "Document | None" = None

    @property
    def all_columns(self) -> tuple[ColumnNote, ...]:
        """The dictionary, with that of what goes along."""
        return (*self.columns, *(self.beside.columns if self.beside else ()))

    @property
    def all_records(self) -> tuple[Record, ...]:
        """Provenance of all that it holds, with that of what goes along."""
        return (*self.records, *(self.beside.records if self.beside else ()))

    @property
    def decimals(self) -> Mapping[str, int]:
        """Digits that the page shows after the decimal mark, by column."""
        return {one.indicator.key: one.indicator.decimals for one in self.dated}

    @property
    def labels(self) -> Mapping[str, str]:
        """Titles of the columns in words."""
        return {note.column: note.label for note in self.columns}

"""What a format is: its names, its endings, and the function that writes it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from territoires_industrie.export.manner import Manner

if TYPE_CHECKING:
    import geopandas as gpd

    from territoires_industrie.export.table import Table

    Writer = Callable[[Table, Manner, gpd.GeoDataFrame], bytes]
    """From a table, how it is written, and its joined rows, to the bytes of a file."""


@dataclass(frozen=True, kw_only=True)
class Format:
    """One format that a table is written in.

    Attributes
    ----------
    key
        Name on the command line and in the page.
    suffixes
        Endings of file names that ask for it, the usual one first.
    label
        French source text of its entry in a list.
    media_type
        What a browser is told.
    rank
        Place in the lists, the first is the default.
    write
        Writes a table. What it needs is imported inside it: the command reads the formats
        before it knows which one is asked for.
    is_text
        Whether a terminal can show it.
    has_decimal_mark
        Whether its reader chooses the decimal mark.
    has_style
        Whether it holds the colours of the map, hence its classes.
    on_page, in_command
        Whether the pages and ``atlas export`` offer it.
    """

    key: str
    suffixes: tuple[str, ...]
    label: str
    media_type: str
    rank: int
    write: "Writer"
    is_text: bool = False
    has_decimal_mark: bool = False
    has_style: bool = False
    on_page: bool = True
    in_command: bool = True

    @property
    def suffix(self) -> str:
        """Usual ending of its file names, without the dot."""
        return self.suffixes[0]

"""What a format is: its names, its endings, and the function that writes it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from territoires_industrie.export.manner import Manner

if TYPE_CHECKING:
    from territoires_industrie.export.document import Document

    Writer = Callable[[Document, Manner], bytes]
    """From a document and how it is written to the bytes of a file."""


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
        Writes a document. What it needs is imported inside it: the command reads the formats
        before it knows which one is asked for.
    is_text
        Whether a terminal can show it.
    has_decimal_mark
        Whether its reader chooses the decimal mark.
    has_style
        Whether it holds the colours of the map, hence its classes.
    needs_ground
        Whether its rows must have a ground.
    has_systems
        Whether it can be in another system of coordinates than longitude and latitude.
    holds_more
        Whether it holds what goes along with the rows: the declared sites.
    on_page
        Whether the pages offer it; ``atlas export`` has every format.
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
    needs_ground: bool = False
    has_systems: bool = False
    holds_more: bool = False
    on_page: bool = True

    @property
    def suffix(self) -> str:
        """Usual ending of its file names, without the dot."""
        return self.suffixes[0]

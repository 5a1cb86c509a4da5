"""HTML tables, the same on every page: screen readers read them in order, phones scroll them."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import urlsplit

from territoires_industrie.wording import DEFAULT_LANGUAGE, _, format_number, language, say_pair

Row = Mapping[Hashable, Any]
"""A row of a frame, by column."""

NAMED = "nomme"
"""Look of the tables whose rows become cards on a phone, each cell after its column's title."""


class Html(str):
    """A text that is already HTML: all others are escaped."""

    __slots__ = ()


class Absent(str):
    """The text of a cell that has no figure: the reason."""

    __slots__ = ()


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, and the text of its cells.

    Attributes
    ----------
    label
        Title, in the language of the run; empty for a first column that needs none.
    is_number
        Whether the cells are figures: set to the right, on one line.
    is_french
        Whether the cells are texts as a French source prints them, in any language.
    kind
        ``jour`` (dates) or ``source``: where the cells go when a row becomes a card; ``long``:
        sentences, which need more room than the other cells.
    colour
        Hexadecimal colour of a line over the heading, empty for none.
    say
        Text of a cell, from what the row is about; unused where the rows are texts already.
    """

    label: str
    is_number: bool = True
    is_french: bool = False
    kind: str = ""
    colour: str = ""
    say: Callable[[Any], str] = field(default=str, compare=False, repr=False)

    @property
    def heading(self) -> str:
        """Heading of the column, which notes where its texts are in French in another language."""
        return _("{label} (en français)").format(label=self.label) if self.lang else self.label

    @property
    def lang(self) -> str:
        """Language of the cells, where it is not that of the run; else empty."""
        is_foreign = self.is_french and language() != DEFAULT_LANGUAGE
        return DEFAULT_LANGUAGE if is_foreign else ""


def text_column(
    label: str, cell: str | Callable[[Any], str], *, is_french: bool = False, kind: str = ""
) -> Column:
    """Return a column of texts: those of a field of the rows, or what is said of each row."""
    say = (lambda row: str(row[cell])) if isinstance(cell, str) else cell
    return Column(label, is_number=False, is_french=is_french, kind=kind, say=say)


def number_column(label: str, cell: str | Callable[[Any], str], decimals: int = 0) -> Column:
    """Return a column of figures: those of a field of the rows, or what is said of each row."""
    say = (lambda row: format_number(row[cell], decimals)) if isinstance(cell, str) else cell
    return Column(label, say=say)


def fill(columns: Sequence[Column], rows: Iterable[Any]) -> Iterator[tuple[str, ...]]:
    """Write the cells of rows; a row that is a text is a heading over those below it."""
    for row in rows:
        yield (row,) if isinstance(row, str) else tuple(column.say(row) for column in columns)


def text_columns(labels: Iterable[str]) -> tuple[Column, ...]:
    """Return columns of texts with some titles."""
    return tuple(Column(label, is_number=False) for label in labels)


def table_html(
    columns: Sequence[Column],
    rows: Iterable[Sequence[str]],
    *,
    title: str = "",
    look: str = "",
    is_titled: bool = False,
    has_total: bool = False,
) -> str:
    """Write a table in a frame that scrolls; its first column stays in sight.

    Parameters
    ----------
    columns
        The first one names the rows.
    rows
        One text a cell: escaped, its lines kept, an address becomes a link named by its site.
        ``Html`` is kept as it is. A row of one cell is a heading over the rows after it.
    title
        Caption of the table and name of its frame, for screen readers.
    look
        More classes of the frame, which the style sheets define.
    is_titled
        Whether the caption is shown too.
    has_total
        Whether the last row sums up the others.
    """
    head = "".join(_head_html(column) for column in columns)
    kinds = [_attributes(column, look) for column in columns]
    written = [_row_html(row, kinds) for row in rows]
    if has_total and written:
        written[-1] = written[-1].replace("<tr>", "<tr class='total'>", 1)
    body = "".join(written)
    name = escape(title, quote=True)
    caption = f"<caption{_class('' if is_titled else 'lu')}>{name}</caption>" if title else ""
    # A region that scrolls must be named and reachable by keyboard.
    frame = f" role='region' aria-label='{name}'" if title else ""
    return (
        f"<div class='{f'tableau {look}'.strip()}' tabindex='0'{frame}><table>{caption}"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _head_html(column: Column) -> str:
    if not column.label:
        return "<td></td>"  # an empty heading would be announced as one
    colour = f" style='border-top:0.45rem solid {column.colour}'" if column.colour else ""
    return f"<th scope='col'{_class(_kind(column))}{colour}>{escape(column.heading)}</th>"


def _kind(column: Column) -> str:
    return " ".join(filter(None, ("nombre" if column.is_number else "", column.kind)))


def _class(names: str) -> str:
    return f" class='{names}'" if names else ""


@dataclass(frozen=True)
class _Attributes:
    """Attributes of every cell of a column."""

    kind: str
    rest: str


def _attributes(column: Column, look: str) -> _Attributes:
    named = escape(say_pair(column.heading, "").rstrip(), quote=True)
    rest = f" lang='{column.lang}'" if column.lang else ""
    rest += f" data-titre='{named}'" if NAMED in look.split() else ""
    return _Attributes(_kind(column), rest)


def _row_html(row: Sequence[str], kinds: Sequence[_Attributes]) -> str:
    # In a table of one column, a row of one cell is a row like the others.
    if len(row) == 1 < len(kinds):
        title = f"<span>{_cell_text(row[0])}</span>"
        return f"<tr class='groupe'><th colspan='{len(kinds)}' scope='rowgroup'>{title}</th></tr>"
    first = kinds[0]
    # What names the rows stands to the left, be it a number.
    own = "" if first.kind == "nombre" else _class(first.kind)
    cells = f"<th scope='row'{own}{first.rest}>{_cell_text(row[0])}</th>"
    for cell, column in zip(row[1:], kinds[1:], strict=True):
        kind = f"{column.kind} absent".strip() if isinstance(cell, Absent) else column.kind
        cells += f"<td{_class(kind)}{column.rest}>{_cell_text(cell)}</td>"
    return f"<tr>{cells}</tr>"


def _cell_text(text: str) -> str:
    if isinstance(text, Html):
        return text
    return "<br>".join(linked(line, is_narrow=True) for line in text.split("\n"))


def linked(text: str, *, is_narrow: bool = False) -> str:
    """Escape a text; an address becomes a link, named by its site where there is little room."""
    escaped = escape(text, quote=True)
    if text.startswith("https://") and " " not in text:
        said = escape(host_of(text)) if is_narrow else escaped
        return f"<a href='{escaped}' target='_blank' rel='noopener noreferrer'>{said}</a>"
    return escaped


def host_of(address: str) -> str:
    """Return the site that a page is on.

    >>> host_of("https://www.senat.fr/rap/r24-217.html")
    'senat.fr'
    """
    return (urlsplit(address).hostname or address).removeprefix("www.")

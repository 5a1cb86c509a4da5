"""A sheet as a Typst document: its blocks as data, which ``layout.typ`` draws in their order.

No text is ever markup: a name from the data can only be printed.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple
from pathlib import Path
from typing import Any

from territoires_industrie.html_table import Column
from territoires_industrie.look import PRINT, plain
from territoires_industrie.sheet.chart_svg import chart_svg, on_paper
from territoires_industrie.sheet.model import (
    Block,
    Chart,
    Facts,
    Link,
    Links,
    Note,
    Picture,
    Section,
    Sheet,
    Side,
    Table,
    each_block,
)
from territoires_industrie.sheet.sources import cite_sources, name_producers
from territoires_industrie.wording import _, language, list_texts, say_pair

LAYOUT = Path(__file__).with_name("layout.typ")
FULL_PX = 640
"""Width of a chart that takes the whole line; those side by side share it."""

LETTER_PT = 3.9
"""Mean width of a figure or a small letter at the size of the tables."""

FIGURE_LETTERS, HEAD_LINES, MOST_LETTERS = 16, 3, 150
"""Longest figure that sets a column's width, lines of a heading, length that texts count for."""


def typst_source(sheet: Sheet, address: str, made_on: str, link_to: Callable[[Link], str]) -> str:
    """Write the Typst document of a sheet.

    Parameters
    ----------
    address
        Full address of the view, printed at the foot of each page and at the end; or empty.
    made_on
        Day that is printed, in words.
    link_to
        Returns the address of another sheet.
    """
    data = {
        "look": dict([*PRINT.colours(), *PRINT.numbers()]),
        "lang": language(),
        "atlas": _("Atlas des Territoires d’industrie"),
        "address": address,
        "name": sheet.name,
        "kind": sheet.kind,
        "is_note": sheet.is_note,
        "sources": _("Sources : {sources}.").format(sources=list_texts(name_producers(sheet))),
        "made": _say_made(address, made_on),
        "sections": [
            {"title": part.title, "blocks": [_block(one, link_to) for one in part.blocks]}
            for part in (sheet.sections if sheet.is_note else _parts(sheet, address, made_on))
        ],
    }
    # Typst's strings know JSON's escapes but \uXXXX: JSON inside them has none that they see.
    held = json.dumps(json.dumps(data, ensure_ascii=False), ensure_ascii=False)
    return f"#let data = json(bytes({held}))\n{LAYOUT.read_text('utf-8')}"


def _say_made(address: str, made_on: str) -> str:
    text = _("Note faite le {day} par l’Atlas des Territoires d’industrie.")
    if address:
        text = _(
            "Note faite le {day} par l’Atlas des Territoires d’industrie, à jour à cette adresse :"
        )
    return text.format(day=made_on)


def _parts(sheet: Sheet, address: str, made_on: str) -> Iterator[Section]:
    """Yield the sections of a sheet, then those that only paper has."""
    yield from sheet.parts()
    if absences := [say_pair(title, text) for title, text in sheet.absences()]:
        yield _notes(_("Sans données ici"), absences)
    # The page keeps the tables of its charts folded under them.
    blocks = (block for section in sheet.sections for block in each_block(section))
    if tables := tuple(block.table for block in blocks if isinstance(block, Chart)):
        yield Section("", _("Les chiffres des graphiques"), tables)
    yield _notes(_("Sources"), cite_sources(sheet))
    made = _("Faite le {day}. La même vue, à jour :") if address else _("Faite le {day}.")
    said = (made.format(day=made_on), address)
    yield _notes(_("Cette fiche"), filter(None, said))


def _notes(title: str, texts: Iterable[str]) -> Section:
    return Section("", title, tuple(Note(text, "note") for text in texts))


def _block(block: Block, link_to: Callable[[Link], str], width: float = 1.0) -> dict[str, Any]:
    """Return what the layout draws of a block that takes a part of the width."""
    match block:
        case Note():
            return {"kind": block.tone, "words": block.text}
        case Facts():
            return {"kind": "facts", "items": [astuple(fact) for fact in block.items]}
        case Table():
            columns = [_column(block, rank) for rank in range(len(block.columns))]
            return {"kind": "table", "title": block.title, "columns": columns, "rows": block.rows}
        case Chart():
            svg = chart_svg(block.spec, FULL_PX * width)
            return {"kind": "chart", "title": block.title, "svg": svg, "words": block.words}
        case Picture():
            return {
                "kind": "picture",
                "svg": on_paper(block.svg),
                "words": block.words,
                "percent": round(100 * (1.0 if width < 1 else block.share)),
                "legend": [
                    (plain(colour), label, label in block.squares) for colour, label in block.legend
                ],
            }
        case Links():
            items = [
                (link.label, link_to(link) if link.code else "", link.note) for link in block.items
            ]
            kind = "listed" if width < 1 else "units"
            return {"kind": kind, "title": block.title, "items": items}
        case Side():
            sides = zip(block.blocks, block.shares, strict=True)
            return {
                "kind": "side",
                "fills": block.fills,
                "shares": [round(share, 3) for share in block.shares],
                "blocks": [_block(one, link_to, share) for one, share in sides],
            }


def _longest(table: Table, rank: int) -> int:
    # A heading over rows is one cell as wide as the table: no column needs room for it.
    cells = (row[rank] for row in table.rows if len(row) == len(table.columns))
    return max((len(line) for cell in cells for line in cell.split("\n")), default=1)


def _column(table: Table, rank: int) -> dict[str, Any]:
    column = table.columns[rank]
    width = _column_width(column, _longest(table, rank))
    said = {"heading": column.heading, "lang": column.lang, "is_number": column.is_number}
    return {**said, "width": width}


def _column_width(column: Column, cells: int) -> float:
    """Return a column's width: what its figures need, or a part of what is left for texts.

    Parameters
    ----------
    cells
        Letters of the longest line of its cells.

    Returns
    -------
    float
        Points for figures, a share for texts.
    """
    heading = column.heading
    if not column.is_number:
        share: float = min(max(cells, len(heading), 12), MOST_LETTERS) ** 0.7
        return round(share, 1)
    # A heading breaks between words, on three lines at most; a figure never breaks.
    longest_word = max(len(word) for word in heading.split(" "))
    letters = max(min(cells, FIGURE_LETTERS), longest_word, -(-len(heading) // HEAD_LINES))
    return round(LETTER_PT * letters + 7)

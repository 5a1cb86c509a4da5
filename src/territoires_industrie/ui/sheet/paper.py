"""Blocks of a sheet that are plain text and tables, written as HTML: texts are escaped."""

from collections.abc import Iterable
from html import escape

from territoires_industrie.sheet.model import Block, Facts, Note, Table

Paper = Note | Facts | Table
"""What needs no control: neighbours of this kind make one element of the page."""

TEXT_CELL = " class='texte'"


def is_paper(block: Block) -> bool:
    """Tell whether a block is written as HTML."""
    return isinstance(block, Paper)


def paper_html(blocks: Iterable[Paper]) -> str:
    """Write blocks under each other."""
    return "".join(_block_html(block) for block in blocks)


def _block_html(block: Paper) -> str:
    if isinstance(block, Note):
        return note_html(block)
    if isinstance(block, Facts):
        return facts_html(block)
    return title_html(block.title) + table_html(block)


def title_html(title: str) -> str:
    """Write the title of a table, a chart or a list."""
    return f"<h4 class='fiche'>{escape(title)}</h4>"


def note_html(note: Note) -> str:
    """Write a paragraph, its addresses as links."""
    words = " ".join(_word(word) for word in note.text.split(" "))
    return f"<p class='fiche {note.tone}'>{words}</p>"


def legend_html(legend: Iterable[tuple[str, str]]) -> str:
    """Write the colours of a map and what each stands for, on one line."""
    entries = " &ensp; ".join(
        f"<span><span aria-hidden='true' style='color:{colour}'>●</span> {escape(label)}</span>"
        for colour, label in legend
    )
    return f"<p class='fiche note'>{entries}</p>"


def facts_html(facts: Facts) -> str:
    """Write a few figures as one list of terms."""
    items = "".join(
        f"<div><dt>{escape(fact.label)}</dt><dd>{escape(fact.value)}"
        f"<span>{escape(fact.detail)}</span></dd></div>"
        for fact in facts.items
    )
    return f"<dl class='fiche'>{items}</dl>"


def table_html(table: Table) -> str:
    """Write a table, in a frame that scrolls on a narrow screen."""
    kinds = ["" if column.is_number else TEXT_CELL for column in table.columns]
    head = "".join(
        f"<th scope='col'{kind}>{escape(column.heading)}</th>"
        for column, kind in zip(table.columns, kinds, strict=True)
    )
    langs = [f" lang='{column.lang}'" if column.lang else "" for column in table.columns]
    said = [kind + lang for kind, lang in zip(kinds, langs, strict=True)]
    body = "".join(_row_html(row, said) for row in table.rows)
    return (
        f"<div class='fiche-table' tabindex='0' role='region' aria-label='{escape(table.title)}'>"
        f"<table class='faits fiche'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        "</div>"
    )


def _row_html(row: tuple[str, ...], kinds: list[str]) -> str:
    if len(row) == 1 < len(kinds):
        title = f"<th colspan='{len(kinds)}' scope='rowgroup'>{escape(row[0])}</th>"
        return f"<tr class='theme'>{title}</tr>"
    own = kinds[0].replace(TEXT_CELL, "")
    first = f"<th scope='row'{own}>{_lines(row[0])}</th>"
    cells = (
        f"<td{kind}>{_lines(cell)}</td>" for cell, kind in zip(row[1:], kinds[1:], strict=True)
    )
    return f"<tr>{first}{''.join(cells)}</tr>"


def _lines(text: str) -> str:
    return "<br>".join(_word(line) for line in text.split("\n"))


def _word(text: str) -> str:
    """Escape a text; one that is an address becomes a link."""
    said = escape(text)
    if text.startswith("https://") and " " not in text:
        return f"<a href='{said}' target='_blank' rel='noopener noreferrer'>{said}</a>"
    return said

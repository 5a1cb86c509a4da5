"""Blocks of a sheet that are plain text and tables, written as HTML: texts are escaped."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from territoires_industrie.html_table import linked, table_html
from territoires_industrie.sheet.model import Block, Facts, Note, Picture, Table
from territoires_industrie.wording import _, format_number

NOTES_SHOWN = 3
"""Paragraphs in a row that stand open: more are folded after them."""

Paper = Note | Facts | Table
"""What needs no control: neighbours of this kind make one element of the page."""


def is_paper(block: Block) -> bool:
    """Whether a block is written as HTML."""
    return isinstance(block, Paper)


def paper_html(blocks: Iterable[Paper]) -> str:
    """Write blocks under each other."""
    written = []
    for is_note, group in groupby(blocks, lambda block: isinstance(block, Note)):
        texts = [_block_html(block) for block in group]
        kept = NOTES_SHOWN if is_note else len(texts)
        written += texts[:kept]
        if more := "".join(texts[kept:]):
            title = _("Définitions et limites ({count})")
            count = format_number(len(texts) - kept)
            written.append(fold_html(title.format(count=count), more))
    return "".join(written)


def fold_html(title: str, html: str) -> str:
    """Fold HTML under a title, without a run of the page."""
    return f"<details class='fiche'><summary>{escape(title)}</summary>{html}</details>"


def _block_html(block: Paper) -> str:
    if isinstance(block, Note):
        return note_html(block)
    if isinstance(block, Facts):
        return facts_html(block)
    return title_html(block.title) + block_table_html(block)


def title_html(title: str) -> str:
    """Write the title of a table, a chart or a list."""
    return f"<h4 class='fiche'>{escape(title)}</h4>"


def note_html(note: Note) -> str:
    """Write a paragraph, its addresses as links."""
    words = " ".join(linked(word) for word in note.text.split(" "))
    return f"<p class='fiche {note.tone}'>{words}</p>"


def legend_html(picture: Picture) -> str:
    """Write the colours of a map and what each stands for, on one line."""
    entries = " &ensp; ".join(
        f"<span style='white-space:nowrap'><span aria-hidden='true' style='color:{colour}'>"
        f"{'■' if label in picture.squares else '●'}</span> {escape(label)}</span>"
        for colour, label in picture.legend
    )
    return f"<p class='fiche note'>{entries}</p>"


def parts_html(parts: Iterable[tuple[str, str]]) -> str:
    """Write the list of the parts of a sheet, each a link to its place on the page."""
    links = "".join(f"<a href='#{key}'>{escape(title)}</a>" for key, title in parts)
    return f"<nav class='parties' aria-label='{escape(_('Parties de la fiche'))}'>{links}</nav>"


def list_html(texts: Iterable[str]) -> str:
    """Write texts in small letters, a line each."""
    return f"<ul class='fiche note'>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul>"


def absences_html(absences: Sequence[str]) -> str:
    """Write what has no data folded into one line; nothing if all has."""
    if not absences:
        return ""
    title = _("Sans données ici ({count})").format(count=format_number(len(absences)))
    return fold_html(title, list_html(absences))


def facts_html(facts: Facts) -> str:
    """Write a few figures as one list of terms."""
    items = "".join(
        f"<div><dt>{escape(fact.label)}</dt><dd>{escape(fact.value)}"
        f"<span>{escape(fact.detail)}</span></dd></div>"
        for fact in facts.items
    )
    return f"<dl class='fiche'>{items}</dl>"


def block_table_html(table: Table) -> str:
    """Write a table of the sheet."""
    return table_html(table.columns, table.rows, title=table.title, look="fiche")

"""Sections of the method as HTML: native disclosure, readable and searchable by the browser."""

from collections.abc import Sequence
from html import escape
from itertools import groupby
from urllib.parse import urlencode

from territoires_industrie.html_table import linked, table_html, text_columns
from territoires_industrie.method.model import Entry, Section, Table
from territoires_industrie.scene.address import write_language
from territoires_industrie.wording import _, language

FEW = 4
"""So few entries are shown open: they are what was looked for."""

LONG = 25
"""Rows of a table that would push the notes after it out of sight."""


def section_html(section: Section, opened: str = "", level: int = 3) -> str:
    """Write a section; the opened entry comes first.

    Parameters
    ----------
    opened
        Slug of the entry that the address opens, or empty.
    level
        Level of the headings of its groups.
    """
    first = [entry for entry in section.entries if entry.slug == opened]
    rest = [entry for entry in section.entries if entry.slug != opened]
    are_few = len(section.entries) <= FEW
    parts = [_entry_html(section, entry, is_open=True) for entry in first]
    for group, entries in groupby(rest, key=lambda entry: entry.group):
        parts.append(f"<h{level}>{escape(group)}</h{level}>" if group else "")
        parts += [_entry_html(section, entry, is_open=are_few) for entry in entries]
    return f"<div class='notes'>{''.join(parts)}</div>"


def _entry_html(section: Section, entry: Entry, *, is_open: bool) -> str:
    pictures = "".join(
        f"<img src='{escape(source, quote=True)}' alt='{escape(label, quote=True)}'>"
        for source, label in entry.pictures
    )
    said = "".join(f"<p>{escape(text)}</p>" for text in entry.paragraphs)
    tables = "".join(note_table_html(table) for table in entry.tables)
    link = (
        f"<p class='adresse'><a href='{escape(entry_address(section, entry), quote=True)}'>"
        f"{escape(_('Adresse de cette note'))}</a></p>"
    )
    state = " open" if is_open else ""
    return (
        f"<details id='{escape(section.slug)}-{escape(entry.slug)}'{state}>"
        f"<summary>{escape(entry.title)}{pictures}</summary>"
        f"<div>{said}{facts_html(entry.facts)}{tables}{link}</div></details>"
    )


def entry_address(section: Section, entry: Entry) -> str:
    """Write the address, on the method page, that opens an entry."""
    query = entry.address or urlencode({"vue": section.slug, "note": entry.slug})
    spoken = write_language(language())
    return f"methode?{query}{f'&lang={spoken}' if spoken else ''}"


def facts_html(facts: Sequence[tuple[str, str]]) -> str:
    """Write (label, text) pairs as a description list; addresses become links."""
    rows = "".join(f"<dt>{escape(label)}</dt><dd>{_linked(text)}</dd>" for label, text in facts)
    return f"<dl>{rows}</dl>" if rows else ""


def _linked(text: str) -> str:
    return " ".join(linked(word) for word in text.split(" "))


def note_table_html(table: Table) -> str:
    """Write a table of a note, its title over it; a long one scrolls."""
    look = "defile" if len(table.rows) > LONG else ""
    columns = text_columns(table.head)
    return table_html(columns, table.rows, title=table.title, look=look, is_titled=True)

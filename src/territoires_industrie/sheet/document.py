"""A sheet as a Typst document: the model's blocks, one call each, in the order of the page.

Every text is written as a Typst string, never as markup: a name from the data can only be
printed.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from territoires_industrie.html_table import Column
from territoires_industrie.look import PRINT, Look, plain
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

NOTE_CALLS = {"text": "prose", "lead": "lead", "note": "note", "absent": "absent"}
LETTER_PT = 3.9
"""Mean width of a figure or a small letter at the size of the tables."""

FIGURE_LETTERS, HEAD_LINES, MOST_LETTERS = 16, 3, 150
"""Longest figure that sets a column's width, lines of a heading, length that texts count for."""


def typst_source(sheet: Sheet, address: str, made_on: str, link_to: Callable[[Link], str]) -> str:
    """Write the Typst document of a sheet.

    Parameters
    ----------
    address
        Full address of the view, printed at the foot of each page and at the end.
    made_on
        Day that is printed, in words.
    link_to
        Returns the address of another sheet.
    """
    writer = _Writer(link_to)
    if sheet.is_note:
        return _note(sheet, address, made_on, writer)
    body = [writer.section(section) for section in sheet.parts()]
    annex, end = writer.annex(sheet.sections), _end(sheet, address, made_on)
    return "\n".join([_head(sheet, address), *body, _absences(sheet), annex, end])


def _note(brief: Sheet, address: str, made_on: str, writer: "_Writer") -> str:
    pages = "\n#pagebreak()\n".join(writer.section(section) for section in brief.sections)
    made = _(
        "Note faite le {day} par l’Atlas des Territoires d’industrie, à jour à cette adresse :"
    )
    link = f"link({quote(address)}, {quote(address)})"
    end = f"#note[#({quote(made.format(day=made_on))}) #{link}]"
    sources = _("Sources : {sources}.").format(sources=list_texts(name_producers(brief)))
    return "\n".join([_head(brief, address), pages, f"#note({quote(sources)})", end])


def _head(sheet: Sheet, address: str) -> str:
    return (
        f"{typst_look(PRINT)}{LAYOUT.read_text('utf-8')}\n"
        f"#show: sheet.with(title: {quote(sheet.name)}, kind: {quote(sheet.kind)}, "
        f"lang: {quote(language())}, footer: {_footer(address)})\n"
        f"#heading(level: 1, {quote(sheet.name)})\n#kind-line({quote(sheet.kind)})\n"
    )


def typst_look(look: Look) -> str:
    """Write a look as one Typst dictionary: ``look.ink``, ``look.sheet_text`` and so on.

    >>> '"selection": rgb("#000091")' in typst_look(PRINT)
    True
    """
    values = [f'"{name}": rgb("{colour}")' for name, colour in look.colours()]
    values += [f'"{name}": {number:g}pt' for name, number in look.numbers()]
    return f"#let look = ({', '.join(values)})\n"


def quote(text: str) -> str:
    r"""Write a text as a Typst string.

    >>> quote('Pays d"Auge #1')
    '"Pays d\\"Auge #1"'
    """
    # Typst strings know the same escapes as JSON's, but \uXXXX: nothing is escaped but these.
    return json.dumps(text, ensure_ascii=False)


def _content(text: str) -> str:
    """Write a text as Typst content, its line breaks kept, an address as a link."""
    return " + linebreak() + ".join(_line(line) for line in text.split("\n"))


def _line(text: str) -> str:
    if text.startswith("https://") and " " not in text:
        return f"link({quote(text)}, {quote(text)})"
    return quote(text)


def _footer(address: str) -> str:
    name = _("Atlas des Territoires d’industrie")
    return f"[#({quote(name)}) · #link({quote(address)}, {quote(address)})]"


def _end(sheet: Sheet, address: str, made_on: str) -> str:
    lines = [
        _sources(sheet),
        f"#heading(level: 2, {quote(_('Cette fiche'))})",
        f"#note({quote(_('Faite le {day}. La même vue, à jour :').format(day=made_on))})",
        f"#note(link({quote(address)}, {quote(address)}))",
    ]
    return "\n".join(lines)


def _absences(sheet: Sheet) -> str:
    absences = [f"#note({quote(say_pair(title, text))})" for title, text in sheet.absences()]
    heading = f"#heading(level: 2, {quote(_('Sans données ici'))})"
    return "\n".join([heading, *absences]) if absences else ""


def _sources(sheet: Sheet) -> str:
    heading = f"#heading(level: 2, {quote(_('Sources'))})"
    return "\n".join([heading, *(f"#note({quote(source)})" for source in cite_sources(sheet))])


class _Writer:
    def __init__(self, link_to: Callable[[Link], str]) -> None:
        self.link_to = link_to

    def section(self, section: Section) -> str:
        heading = f"#heading(level: 2, {quote(section.title)})"
        return "\n".join([heading, *(self.block(block) for block in section.blocks)])

    def annex(self, sections: Iterable[Section]) -> str:
        """Print the tables that the page keeps folded under its charts."""
        tables = [
            block.table
            for section in sections
            for block in each_block(section)
            if isinstance(block, Chart)
        ]
        if not tables:
            return ""
        heading = f"#heading(level: 2, {quote(_('Les chiffres des graphiques'))})"
        return "\n".join([heading, *(self.table(table) for table in tables)])

    def block(self, block: Block, width: float = 1.0) -> str:
        if isinstance(block, Note):
            return f"#{NOTE_CALLS[block.tone]}({_content(block.text)})"
        if isinstance(block, Facts):
            return self.facts(block)
        if isinstance(block, Table):
            return self.table(block)
        if isinstance(block, Chart):
            svg = chart_svg(block.spec, FULL_PX * width)
            title = f"#heading(level: 3, {quote(block.title)})"
            return f"{title}\n{_image(svg, block.words)}"
        if isinstance(block, Picture):
            size = f"width: {100 * (1.0 if width < 1 else block.share):.0f}%"
            return _image(on_paper(block.svg), block.words, size) + _legend(block)
        if isinstance(block, Links):
            return self.links(block, is_list=width < 1)
        return self.side(block)

    def facts(self, facts: Facts) -> str:
        items = (
            f"({quote(fact.label)}, {quote(fact.value)}, {quote(fact.detail)})"
            for fact in facts.items
        )
        return f"#facts({', '.join(items)})"

    def side(self, side: Side) -> str:
        shares = [block.share if isinstance(block, Picture) else 0.0 for block in side.blocks]
        rest = (1 - sum(shares)) / max(shares.count(0.0), 1)
        widths = [share or rest for share in shares]
        columns = ", ".join(f"{width:.3f}fr" for width in widths)
        write = self.filled if side.fills else self.block
        cells = (
            f"[{write(block, width)}]" for block, width in zip(side.blocks, widths, strict=True)
        )
        call = "filling" if side.fills else "side"
        return f"#{call}(({columns},), {', '.join(cells)})"

    def filled(self, block: Block, width: float) -> str:
        if not isinstance(block, Picture):
            return self.block(block, width)
        picture = _image(on_paper(block.svg), block.words, 'height: 100%, fit: "contain"')
        return f"#filled[{picture}][{_legend(block)}]"

    def table(self, table: Table) -> str:
        count = len(table.columns)
        columns = ", ".join(_column_width(table, rank) for rank in range(count))
        aligned = ", ".join("right" if column.is_number else "left" for column in table.columns)
        head = ", ".join(quote(column.heading) for column in table.columns)
        rows = ", ".join(_row(row, table.columns) for row in table.rows)
        title = f"#heading(level: 3, {quote(table.title)})\n"
        call = f"#figures(({columns},), ({aligned},), ({head},), {rows})"
        return title + call

    def links(self, links: Links, *, is_list: bool) -> str:
        title = f"#heading(level: 3, {quote(links.title)})\n"
        call = "listed" if is_list else "units"
        return f"{title}#{call}({', '.join(self.link(link) for link in links.items)})"

    def link(self, link: Link) -> str:
        name = quote(link.label)
        shown = f"link({quote(self.link_to(link))}, {name})" if link.code else name
        if not link.note:
            return f"[#{shown}]" if link.code else f"[#({name})]"
        note = quote(f" ({link.note})")
        return f"[#({shown})#text(size: look.sheet_note, fill: look.quiet, {note})]"


def _image(svg: str, words: str, size: str = "width: 100%") -> str:
    return f'#image(bytes({quote(svg)}), format: "svg", {size}, alt: {quote(words)})'


def _legend(picture: Picture) -> str:
    entries = ", ".join(
        f'(rgb("{plain(colour)}"), {quote(label)}, {str(label in picture.squares).lower()})'
        for colour, label in picture.legend
    )
    return f"\n#legend({entries})" if entries else ""


def _longest(table: Table, rank: int) -> int:
    cells = (row[rank] for row in table.rows if len(row) == len(table.columns))
    return max((len(line) for cell in cells for line in cell.split("\n")), default=1)


def _column_width(table: Table, rank: int) -> str:
    """Return a column's width: what its figures need, or a part of what is left for texts."""
    heading, cells = table.columns[rank].heading, _longest(table, rank)
    if not table.columns[rank].is_number:
        return f"{min(max(cells, len(heading), 12), MOST_LETTERS) ** 0.7:.1f}fr"
    # A heading breaks between words, on three lines at most; a figure never breaks.
    longest_word = max(len(word) for word in heading.split(" "))
    letters = max(min(cells, FIGURE_LETTERS), longest_word, -(-len(heading) // HEAD_LINES))
    return f"{LETTER_PT * letters + 7:.0f}pt"


def _row(row: Sequence[str], columns: Sequence[Column]) -> str:
    if len(row) == 1 < len(columns):
        return f"over({len(columns)}, {quote(row[0])})"
    return ", ".join(_cell(cell, column.lang) for cell, column in zip(row, columns, strict=True))


def _cell(text: str, lang: str) -> str:
    content = f"[#({_content(text)})]"
    return f"text(lang: {quote(lang)}, {content})" if lang else content

"""The whole method, section by section, in the language of the run."""

from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.method.cards import indicator_holes
from territoires_industrie.method.comparing import comparison_holes
from territoires_industrie.method.ground import ground_holes
from territoires_industrie.method.looks import class_holes, status_holes
from territoires_industrie.method.model import Section
from territoires_industrie.method.prose import fill_section
from territoires_industrie.method.provenance import source_holes
from territoires_industrie.method.vintages import decision_holes, vintage_holes
from territoires_industrie.wording import LANGUAGES, say_pair

SECTIONS = {
    "indicateurs": indicator_holes,
    "statuts": status_holes,
    "classes": class_holes,
    "territoires": ground_holes,
    "comparaisons": comparison_holes,
    "millesimes": vintage_holes,
    "sources": source_holes,
    "decisions": decision_holes,
}
"""Address name of each section, which is that of its prose → what fills its holes."""


@reader_cache(maxsize=len(SECTIONS) * len(LANGUAGES))
def read_section(slug: str) -> Section:
    """Write a section in the language of the run, once a process.

    Raises
    ------
    DataFileError
        If a file that it needs is missing or altered.
    """
    return fill_section(slug, SECTIONS[slug]())


def read_method() -> tuple[Section, ...]:
    """Write every section; see ``read_section``."""
    return tuple(read_section(slug) for slug in SECTIONS)


def write_markdown(sections: tuple[Section, ...]) -> str:
    """Write sections as Markdown, to be taken away."""
    lines: list[str] = []
    for section in sections:
        lines += [f"# {section.title}", "", section.introduction, ""]
        for entry in section.entries:
            lines += [f"## {entry.title}", ""]
            lines += [part for text in entry.paragraphs for part in (text, "")]
            lines += [f"- {say_pair(f'**{label}**', text)}" for label, text in entry.facts]
            lines += [""] if entry.facts else []
            for table in entry.tables:
                lines += _markdown_table(table.head, table.rows)
    return "\n".join(lines)


def _markdown_table(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> list[str]:
    written = [" | ".join(cell.replace("|", "\\|") for cell in row) for row in (head, *rows)]
    lines = [f"| {row} |" for row in written]
    return [lines[0], "|" + " --- |" * len(head), *lines[1:], ""]

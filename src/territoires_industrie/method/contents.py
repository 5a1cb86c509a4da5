"""The whole method, section by section, in the language of the run."""

from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.method.cards import indicator_section
from territoires_industrie.method.comparing import comparison_section
from territoires_industrie.method.decisions import decision_section
from territoires_industrie.method.ground import ground_section
from territoires_industrie.method.looks import class_section, status_section
from territoires_industrie.method.model import Section
from territoires_industrie.method.provenance import source_section
from territoires_industrie.method.vintages import vintage_section
from territoires_industrie.wording import LANGUAGES, N_, _, say_pair

SECTIONS = {
    "indicateurs": (N_("Indicateurs"), indicator_section),
    "statuts": (N_("Statuts"), status_section),
    "classes": (N_("Classes et couleurs"), class_section),
    "territoires": (N_("Territoires, programme et filtres"), ground_section),
    "comparaisons": (N_("Comparaisons"), comparison_section),
    "millesimes": (N_("Millésimes et jointures"), vintage_section),
    "sources": (N_("Sources et licences"), source_section),
    "decisions": (N_("Décisions"), decision_section),
}
"""Address name → (French title, what writes it), in the order of the page."""


def section_title(slug: str) -> str:
    """Say the title of a section without writing the section."""
    return _(SECTIONS[slug][0])


@reader_cache(maxsize=len(SECTIONS) * len(LANGUAGES))
def read_section(slug: str) -> Section:
    """Write a section in the language of the run, once a process.

    Raises
    ------
    DataFileError
        If a file that it needs is missing or altered.
    """
    return SECTIONS[slug][1]()


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

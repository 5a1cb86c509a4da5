"""What the method and data pages are made of: sections of entries, without any layout."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from territoires_industrie.wording import fold

SHORT = 3
"""A word of so few letters is looked for as it is."""


@dataclass(frozen=True)
class Table:
    """A small table of texts; ``title`` may be empty."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""


@dataclass(frozen=True)
class Entry:
    """One thing explained, in the language of the run.

    Attributes
    ----------
    slug
        Name of its place in the page, unique in its section, the same in any language.
    title
        Heading.
    paragraphs
        Plain texts, said first.
    facts
        (label, text) pairs.
    tables
        Tables, said last.
    pictures
        (data address of a picture, what it shows) pairs: looks and palettes.
    address
        Query of the address that opens it, empty when it has none of its own.
    group
        Heading that it stands under in its section, or empty.
    aliases
        Further words that find it (keys, codes).
    """

    slug: str
    title: str
    paragraphs: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    tables: tuple[Table, ...] = ()
    pictures: tuple[tuple[str, str], ...] = ()
    address: str = ""
    group: str = ""
    aliases: tuple[str, ...] = ()

    @cached_property
    def folded(self) -> str:
        """All its words and names without accents or case, for the filter field."""
        cells = (cell for table in self.tables for row in (table.head, *table.rows) for cell in row)
        said = (part for fact in self.facts for part in fact)
        looks = (label for _address, label in self.pictures)
        found_by = (self.slug, *self.aliases)
        return fold(" ".join([self.title, *self.paragraphs, *said, *looks, *cells, *found_by]))


@dataclass(frozen=True)
class Section:
    """Entries under one heading; ``slug`` is its name in the address."""

    slug: str
    title: str
    introduction: str
    entries: tuple[Entry, ...]


def kept_facts(*facts: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Keep the facts that say something."""
    return tuple((label, text) for label, text in facts if text)


def stems(words: str) -> tuple[str, ...]:
    """Return the words to look for, without accents or plural marks.

    >>> stems("Friches à l'écran")
    ('friche', 'a', 'l', 'ecran')
    """
    return tuple(
        # French and English plurals end in s or x; in a short word these letters are its own.
        word[:-1] if len(word) > SHORT and word[-1] in "sx" else word
        for word in fold(words).split()
    )


def filter_sections(sections: Iterable[Section], words: str) -> tuple[Section, ...]:
    """Keep the entries that hold every word, and the sections that keep some.

    Accents and plural marks are ignored.

    >>> one = Entry("a", "Densité"), Entry("b", "Population")
    >>> [e.slug for s in filter_sections([Section("s", "", "", one)], "densite") for e in s.entries]
    ['a']
    """
    wanted = stems(words)
    kept = (
        replace(
            section,
            entries=tuple(
                entry for entry in section.entries if all(word in entry.folded for word in wanted)
            ),
        )
        for section in sections
    )
    return tuple(section for section in kept if section.entries)

"""Names and codes found as they are typed: in any order of words, abbreviated, with an error."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from territoires_industrie.wording import fold

SAINTS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
SHORT_FORMS = {
    "agglo": ("ca",),
    "agglomeration": ("ca",),
    "communaute": ("ca", "cc", "cu"),
}
"""Words that people write for those that names are published with."""

LINKS = frozenset({"a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les"})
"""Words that a name is found without."""

SEPARATOR = "\n"
PATTERNS = ("\n{text}\n", "\n{text}", " {text}", "{text}")
"""Ways to contain a text, best first: the whole name, its beginning, a word's, anywhere."""

LONGEST = 100
"""Characters that are searched for: no name is longer."""

MOST_WORDS = 8
"""Words that are looked for apart, at most: each costs a search."""

MOST_SPELLINGS = 12
"""Words that one word with an error may stand for, at most."""

SHORTEST_WORD = 3
"""Letters of the word that names are first looked for by: shorter ones are in most names."""


@dataclass(frozen=True)
class Lines:
    """Folded texts as one long text, a line each, so that one scan reads them all."""

    text: str
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, lines: Sequence[str]) -> "Lines":
        """Join lines that hold no line break."""
        lengths = np.fromiter((len(line) + 1 for line in lines), dtype=np.int64)
        starts = np.concatenate([[1], 1 + np.cumsum(lengths)[:-1]])
        return cls(SEPARATOR + SEPARATOR.join(lines) + SEPARATOR, starts)

    def find(self, pattern: str, skip: int) -> Iterator[int]:
        """Yield the number of each line that contains ``pattern``, in order, each once.

        ``skip`` is the position in the pattern of a character of the line itself.
        """
        # One scan of one text, rather than a loop of Python over 45,000 of them.
        at = self.text.find(pattern)
        while at >= 0:
            line = int(np.searchsorted(self.starts, at + skip, side="right")) - 1
            yield line
            end = self.text.find(SEPARATOR, int(self.starts[line]))
            at = self.text.find(pattern, end)


@dataclass(frozen=True)
class NameIndex:
    """Entries that have a name and codes, in the order of those that are otherwise equal.

    Attributes
    ----------
    names, codes
        Of each entry, folded; an entry may have no code.
    aliases
        Further codes, such as postal codes, each with the entries that it stands for.
    """

    names: tuple[str, ...]
    codes: tuple[str, ...]
    aliases: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(
        cls,
        names: Iterable[str],
        codes: Iterable[str],
        aliases: Mapping[str, tuple[int, ...]] | None = None,
    ) -> "NameIndex":
        """Make an index of names and codes as they are written."""
        spelled = tuple(_spell_saints(fold(name)) for name in names)
        return cls(spelled, tuple(fold(code) for code in codes), aliases or {})

    @cached_property
    def _name_lines(self) -> Lines:
        return Lines.of(self.names)

    @cached_property
    def _code_lines(self) -> Lines:
        return Lines.of(self.codes)

    @cached_property
    def _whole(self) -> "Spellings":
        return Spellings.of(self.names)

    @cached_property
    def _words(self) -> "Spellings":
        """Every word of the names, once."""
        return Spellings.of(sorted({word for name in self.names for word in name.split()}))

    def find(self, text: str) -> Iterator[int]:
        """Yield entries from the best match to the worst; an entry may come several times.

        Exact codes, then names that are the text, that begin with it, that have it at the
        beginning of a word, inside, or that have its words in another order, then codes that
        begin so. Names with one or two other letters come where there is nothing else.
        """
        wanted = fold(text[:LONGEST])
        if not wanted:
            return
        found = False
        for position in self._as_typed(wanted):
            found = True
            yield position
        if not found:
            yield from self._approximate(_spell_saints(wanted))

    def _as_typed(self, wanted: str) -> Iterator[int]:
        yield from self._by_code(wanted)
        for pattern in PATTERNS:
            for text in dict.fromkeys([wanted, _spell_saints(wanted)]):
                skip = int(len(pattern) > len("{text}"))
                yield from self._name_lines.find(pattern.format(text=text), skip)
        words = _spell_saints(wanted).split()[:MOST_WORDS]
        yield from self._by_words([(word, *SHORT_FORMS.get(word, ())) for word in words])
        if any(character.isdigit() for character in wanted):
            yield from self._code_lines.find(PATTERNS[1].format(text=wanted), 1)

    def _by_code(self, wanted: str) -> Iterator[int]:
        """Yield the entries of a code: the largest of all, then those that it is the code of."""
        own: list[int] = []
        others: list[int] = []
        for code in read_codes(wanted):
            own += self._code_lines.find(PATTERNS[0].format(text=code), 1)
            others += self.aliases.get(code, ())
        # 76600 is the postal code of Le Havre and INSEE's of a village: the town is meant.
        if others and own and min(others) < min(own):
            yield min(others)
        yield from own
        yield from sorted(others)

    def _by_words(self, words: Sequence[Sequence[str]]) -> Iterator[int]:
        """Yield the names that have each of the words, or one of what it may stand for."""
        said = [spellings for spellings in words if spellings[0] not in LINKS]
        if not said:
            return
        # The longest word is in the fewest names: the others are looked for in these alone.
        rarest = max(said, key=lambda spellings: min(map(len, spellings)))
        if len(rarest[0]) < SHORTEST_WORD:
            return
        for position in self._begun_by(rarest):
            name = f" {self.names[position]}"
            if all(any(f" {one}" in name for one in spellings) for spellings in said):
                yield position

    def _begun_by(self, spellings: Iterable[str]) -> list[int]:
        """List the names with a word that begins in one of these ways, in their order."""
        found: set[int] = set()
        for word in spellings:
            for pattern in PATTERNS[1:3]:
                found.update(self._name_lines.find(pattern.format(text=word), 1))
        return sorted(found)

    def _approximate(self, wanted: str) -> Iterator[int]:
        """Yield the names with one or two letters other than typed, the nearest first."""
        yield from self._whole.nearest(wanted)
        words = [
            (word, *(self._words.texts[place] for place in self._words.nearest(word)))
            for word in wanted.split()[:MOST_WORDS]
            if word not in LINKS
        ]
        yield from self._by_words(words)


@dataclass(frozen=True)
class Spellings:
    """Texts by length, since an error adds or takes away one letter at most."""

    texts: Sequence[str]
    by_length: Mapping[int, Mapping[int, str]]

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Spellings":
        """Sort texts by their length."""
        by_length: dict[int, dict[int, str]] = {}
        for place, text in enumerate(texts):
            by_length.setdefault(len(text), {})[place] = text
        return cls(texts, by_length)

    def nearest(self, wanted: str) -> list[int]:
        """List the places of the texts that one or two errors turn into another, nearest first."""
        allowed = count_errors(wanted)
        if not allowed:
            return []
        found: list[tuple[int, int]] = []
        for length in range(len(wanted) - allowed, len(wanted) + allowed + 1):
            texts = self.by_length.get(length, {})
            # This distance counts two letters exchanged as one error.
            same = process.extract(
                wanted, texts, scorer=OSA.distance, score_cutoff=allowed, limit=MOST_SPELLINGS
            )
            found += [(int(errors), place) for _text, errors, place in same]
        return [place for _errors, place in sorted(found)[:MOST_SPELLINGS]]


def count_errors(text: str) -> int:
    """Return how many letters of a text may be wrong, absent, too many or exchanged.

    >>> count_errors("ain"), count_errors("oyonax"), count_errors("saint etienne")
    (0, 1, 2)
    """
    return 0 if len(text) < 4 else 1 if len(text) < 8 else 2


def read_codes(wanted: str) -> list[str]:
    """Return the codes that a folded text may mean: as typed, joined, with its leading zero.

    >>> read_codes("200 084 952"), read_codes("1004")
    (['200 084 952', '200084952', '0200084952'], ['1004', '01004'])
    """
    together = wanted.replace(" ", "")
    # A spreadsheet reads a code as a number, and so takes the zero of départements 01 to 09 away.
    codes = [wanted, together, f"0{together}"] if together.isdecimal() else [wanted]
    return list(dict.fromkeys(codes))


def _spell_saints(wanted: str) -> str:
    """Return a folded text with *St* and *Ste* in full, as INSEE writes them."""
    return " ".join(SAINTS.get(word, word) for word in wanted.split(" "))

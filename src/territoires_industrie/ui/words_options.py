"""What a reader chooses on a page whose notes are searched."""

from dataclasses import dataclass

from territoires_industrie.scene.options import PageOptions, words

LONGEST_WORDS = 80


@dataclass(frozen=True)
class WordsOptions(PageOptions):
    """Choices of a page whose notes are searched.

    Attributes
    ----------
    search
        The words looked for.
    """

    search: str = words("mots", LONGEST_WORDS)

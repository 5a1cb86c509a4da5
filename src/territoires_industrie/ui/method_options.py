"""What a reader chooses on the method page."""

from dataclasses import dataclass

from territoires_industrie.method.cards import SECTION
from territoires_industrie.method.contents import SECTIONS, read_section
from territoires_industrie.scene.options import choice
from territoires_industrie.ui.words_options import WordsOptions


@dataclass(frozen=True)
class MethodOptions(WordsOptions):
    """Choices of the method page.

    Attributes
    ----------
    section, note
        The section that is shown, and its entry that is open; empty for that of the map's
        indicator.
    """

    page = "methode"

    section: str = choice("vue", SECTIONS, SECTION)
    note: str = choice(
        "note",
        lambda chosen, _level: [entry.slug for entry in read_section(chosen.section).entries],
    )

"""What a reader chooses on the data page."""

from dataclasses import dataclass

from territoires_industrie.method.provenance import list_notes
from territoires_industrie.scene.options import choice
from territoires_industrie.ui.words_options import WordsOptions


@dataclass(frozen=True)
class DataOptions(WordsOptions):
    """Choices of the data page.

    Attributes
    ----------
    file
        The file that is shown; empty for the usual one.
    """

    page = "donnees"

    file: str = choice("fichier", lambda _options, _level: [note.name for note in list_notes()])

"""Streamlit's own scripts in the reader's language, with lists that take a text without accents.

Its widgets speak English only, find *Évolution* by its accent only, write the names of a grid in
grey and its columns wider than a phone, cut names there, and read out the address of a link that
has words: no option changes any of it. The words and the functions are replaced in the scripts as
they are first sent; where a version has others, they are sent as they are, and a test says so.
"""

import re
from functools import cache
from pathlib import PurePosixPath

from territoires_industrie.server.page_parts import script
from territoires_industrie.wording import LANGUAGES, N_, _, speaking

WORDS = {
    "Autosize": N_("Ajuster la largeur"),
    "Clear all": N_("Tout effacer"),
    "Clear entry": N_("Effacer"),
    "Clear value": N_("Effacer"),
    "Copied": N_("Copié"),
    "Copy to clipboard": N_("Copier"),
    "Decrement": N_("Diminuer"),
    "Format": N_("Format"),
    "Help": N_("Aide"),
    "Hide column": N_("Masquer la colonne"),
    "Increment": N_("Augmenter"),
    "Link to heading": N_("Lien vers ce titre"),
    "Next page": N_("Page suivante"),
    "No data": N_("Aucune donnée"),
    "No results": N_("Aucun résultat"),
    "Open": N_("Ouvrir la liste"),
    "Pin column": N_("Figer la colonne"),
    "Previous page": N_("Page précédente"),
    "Select all": N_("Tout choisir"),
    "Selected values": N_("Valeurs choisies"),
    "Skip to main content": N_("Aller au contenu"),
    "Sort ascending": N_("Trier par ordre croissant"),
    "Sort descending": N_("Trier par ordre décroissant"),
    "Statistics": N_("Statistiques"),
    "Unpin column": N_("Libérer la colonne"),
    "Upload": N_("Choisir un fichier"),
    "file upload": N_("dépôt du fichier"),
}
"""Streamlit's words → French source texts."""

BEGINNINGS = {"Help for ": N_("Aide : "), "Remove ": N_("Retirer : ")}
"""Streamlit's words before a name → French source texts."""

SCRIPTS = {
    "DataFrame",
    "FileUploader",
    "Multiselect",
    "NumberInput",
    "Pagination",
    "Selectbox",
    "StreamlitMarkdown",
    "TextInput",
    "index",
    "useCopyToClipboard",
    "utils",
    "useSyncComboBoxEnterTargetFocus",
}
"""Beginnings of the names of the scripts that hold them."""

LITERAL = re.compile(f"`({'|'.join(map(re.escape, WORDS))})`")
BEGINNING = re.compile(rf"`({'|'.join(map(re.escape, BEGINNINGS))})(?=\$\{{)")
LOWER = re.compile(r"(\w+)=>\1\.toLowerCase\(\)(?=;function)")
"""The function that compares what is typed with the options of a list."""

SIZE = re.compile(r"(?<=[=:])(\$\(e\.size,\w+\.Byte\))")
"""Size of a file that a reader brings: read aloud, and on the screen."""

FADED = re.compile(r"(?<=isPinned\?)`faded`")
"""Grey of the column that stays in sight: the names, which are read first."""

WIDEST = re.compile(r"(?<=maxColumnAutoWidth:)(Math\.round\(\w+\(`31\.25rem`\)\))")
"""Widest column of a grid: on a phone, a name and its figure are in sight together."""

ROW = re.compile(r"(?<=\.rowHeight\?\?)(\w+\.defaultRowHeight)")
WRAPPED = re.compile(r"(\w+\(\w+\.rowHeight\)&&\w+\.rowHeight>\w+\(`4rem`\))")
"""Height of the rows of a grid, and whether its texts go on below: on a phone, in three lines."""

LINK = re.compile(
    r"(?<=getAccessibilityString:)(\w+)=>\1\.data(?=\?\.toString\(\)\?\?``,kind:\w+\.Uri)"
)
"""What a screen reader reads of a link in a grid."""


@cache
def write_page_words() -> str:
    """Write the script that gives Streamlit's scripts their words, in every language."""
    words: dict[str, dict[str, str]] = {}
    for language in LANGUAGES:
        with speaking(language):
            words[language] = {english: _(text) for english, text in (WORDS | BEGINNINGS).items()}
    return script("words.js", atlasWords=words)


def speak(path: str, script: bytes) -> bytes:
    """Return one of Streamlit's scripts with its words replaced; any other file as it is.

    >>> speak("/static/js/Selectbox.x.js", b"a(`No results`)").decode()
    'a((globalThis.atlasSay?.(`No results`)??`No results`))'
    """
    name = PurePosixPath(path)
    if name.suffix != ".js" or name.name.partition(".")[0] not in SCRIPTS:
        return script
    said = LITERAL.sub(r"(globalThis.atlasSay?.(`\1`)??`\1`)", script.decode())
    said = BEGINNING.sub(r"`${globalThis.atlasSay?.(`\1`)??`\1`}", said)
    said = LOWER.sub(r"\1=>globalThis.atlasFold?.(\1)??\1.toLowerCase()", said)
    said = FADED.sub("`normal`", said)
    said = WIDEST.sub(r"globalThis.innerWidth<641?156:\1", said)
    said = ROW.sub(r"(globalThis.innerWidth<641?54:\1)", said)
    said = WRAPPED.sub(r"(globalThis.innerWidth<641||\1)", said)
    said = LINK.sub(r"\1=>(\1.displayData??\1.data)", said)
    return SIZE.sub(r"globalThis.atlasSize?.(e.size)??\1", said).encode()

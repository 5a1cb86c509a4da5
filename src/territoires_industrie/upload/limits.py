"""What an uploaded file may be, and what is said of one that is not."""

import re
from unicodedata import category, normalize

from territoires_industrie.errors import AtlasError
from territoires_industrie.wording import _, format_number

MAX_MEGABYTES = 20
MAX_BYTES = MAX_MEGABYTES * 1024 * 1024
"""Also ``server.maxUploadSize`` of Streamlit, which stops a larger file before it is here."""

MAX_ROWS = 200_000
MAX_COLUMNS = 2_000
MAX_CELLS = 5_000_000
"""Rows times columns: what one session may hold in memory."""

MAX_CHARACTERS = 100_000_000
"""Of all the cells: a workbook writes once what many of them say."""

MAX_HELD = 10
"""Indicators of one session: the server holds them as long as it lasts."""

MAX_FIGURES = 5_000_000
"""Of all the indicators of one file: units, times levels, times years."""

MAX_CELL = 1_000
"""Characters of one cell; a column with a longer one (a contour) is left out."""

MAX_MAGNITUDE = 1e15
"""Beyond, a number is none that a territory has: sums would lose their units."""

MAX_UNPACKED_MEGABYTES = 200
"""Of all the parts of a workbook, once decompressed."""

MAX_PARTS = 1_000
"""Files inside a workbook."""

MAX_RATIO = 100
RATIO_FROM_BYTES = 1024 * 1024
"""How many times larger than its compressed form a part above this size may be."""

TITLE_LENGTH, UNIT_LENGTH = 120, 20
MAX_DECIMALS = 8
TAG = re.compile(r"<[/!?]?[a-zA-Z][^<>]*>")
"""HTML: a sign « less than » before a number is none."""


class UploadError(AtlasError):
    """A file, or what was said of its columns, that cannot become an indicator."""


def clean_text(text: str, length: int) -> str:
    """Make one plain line of a text that a user wrote, cut at a length.

    Control and direction marks go, blanks become one space. Brackets and backquotes are
    what Markdown makes links, pictures and code of: they become plain signs.

    >>> clean_text("  Part\\tdes ![emplois](x)\\u202e ", 40)
    'Part des !(emplois)(x)'
    """
    # These signs would make a link or code of a text that a page writes as Markdown.
    plain = normalize("NFC", text).translate(str.maketrans("[]`", "()'"))
    spaced = "".join(" " if c.isspace() else c for c in plain)
    # Signs of control and of direction would hide what is around them, or turn it.
    kept = "".join(c for c in spaced if not category(c).startswith("C"))
    return " ".join(kept.split())[:length].strip()


def require_plain(text: str, where: str) -> None:
    """Refuse a text that holds HTML.

    Raises
    ------
    UploadError
        If it does.
    """
    if TAG.search(text):
        message = _(
            "{where} : du texte est attendu, du code HTML a été trouvé. Retirez les balises, puis "
            "déposez le fichier à nouveau. Rien n’a été changé."
        )
        raise UploadError(message, where=where)


def require_size(count: int) -> None:
    """Refuse a file that is empty, or larger than `MAX_BYTES`.

    Raises
    ------
    UploadError
        If it is.
    """
    if not count:
        raise UploadError(
            _(
                "Fichier vide : un tableau CSV ou XLSX est attendu, 0 octet a été reçu. Vérifiez "
                "que le fichier s’ouvre dans un tableur, puis déposez-le à nouveau."
            )
        )
    if count > MAX_BYTES:
        message = _(
            "Fichier trop lourd : {limit} Mo au plus, {found} Mo reçus. Gardez les seules colonnes "
            "utiles (code et chiffres), ou une seule année, puis déposez-le à nouveau."
        )
        found = format_number(count / 1024 / 1024, 1)
        raise UploadError(message, limit=MAX_MEGABYTES, found=found)


def require_held(characters: int = 0, figures: int = 0) -> None:
    """Refuse a table of too many characters, or indicators of too many figures.

    Raises
    ------
    UploadError
        If there are more than `MAX_CHARACTERS` or `MAX_FIGURES`.
    """
    if characters > MAX_CHARACTERS:
        message = _(
            "Tableau trop grand : {limit} caractères au plus, {found} trouvés. Gardez le code et "
            "les chiffres utiles, puis déposez-le à nouveau."
        )
        limit, found = MAX_CHARACTERS, characters
    elif figures > MAX_FIGURES:
        message = _(
            "Trop de chiffres : {limit} au plus, toutes unités et années comprises, {found} "
            "demandés. Gardez moins d’années, ou moins d’indicateurs à la fois."
        )
        limit, found = MAX_FIGURES, figures
    else:
        return
    raise UploadError(message, limit=format_number(limit), found=format_number(found))


def require_shape(rows: int, columns: int) -> None:
    """Refuse a table of too many rows, columns or cells.

    Raises
    ------
    UploadError
        If there are more than `MAX_ROWS` rows, `MAX_COLUMNS` columns or `MAX_CELLS` cells.
    """
    if rows > MAX_ROWS:
        message = _(
            "Trop de lignes : {limit} au plus, davantage ont été trouvées. Gardez une ligne par "
            "unité (une seule année, un seul thème), puis déposez le fichier à nouveau."
        )
        raise UploadError(message, limit=format_number(MAX_ROWS))
    if columns > MAX_COLUMNS:
        message = _(
            "Trop de colonnes : {limit} au plus, davantage ont été trouvées. Gardez le code et les "
            "chiffres utiles, puis déposez le fichier à nouveau."
        )
        raise UploadError(message, limit=format_number(MAX_COLUMNS))
    if rows * columns > MAX_CELLS:
        message = _(
            "Tableau trop grand : {limit} cellules au plus, {found} trouvées ({rows} lignes, "
            "{columns} colonnes). Gardez le code et les chiffres utiles, puis déposez-le à nouveau."
        )
        raise UploadError(
            message,
            limit=format_number(MAX_CELLS),
            found=format_number(rows * columns),
            rows=format_number(rows),
            columns=format_number(columns),
        )

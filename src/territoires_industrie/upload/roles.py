"""What each column of a file is: proposed from its title and cells, settled by the user."""

import re
from dataclasses import dataclass
from enum import StrEnum

from territoires_industrie.levels import COG_YEAR
from territoires_industrie.upload.figures import is_figures
from territoires_industrie.upload.keys import (
    KINDS,
    known_share,
    normalised,
    recognise_year,
)
from territoires_industrie.upload.limits import (
    TITLE_LENGTH,
    UNIT_LENGTH,
    UploadError,
    clean_text,
    require_plain,
)
from territoires_industrie.upload.reading import RawTable
from territoires_industrie.wording import N_, _, list_texts

SAMPLE_ROWS = 2_000
KEY_SHARE = 0.5
"""A column is proposed for its codes when half of its cells at least are some."""

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
FIRST_YEAR, LAST_YEAR = 1900, 2100


class Kind(StrEnum):
    """What the figure is, which decides how it adds up and how it is drawn."""

    COUNT = "count"
    QUOTIENT = "quotient"
    RATE = "rate"


KIND_TITLES = {
    Kind.COUNT: N_("Un nombre (effectif, surface, montant) : il s’additionne"),
    Kind.QUOTIENT: N_("Un rapport, avec son numérateur et son dénominateur : il se recalcule"),
    Kind.RATE: N_("Un rapport déjà calculé (taux, moyenne, médiane) : ni somme, ni recalcul"),
}
SCALES = {"1": 1.0, "100": 100.0, "1000": 1000.0}
"""What a quotient is multiplied by."""


@dataclass(frozen=True)
class Roles:
    """What the columns of a file are, and how its figure is to be said.

    Attributes
    ----------
    key_kind, key_column
        Kind of code (a key of ``keys.KINDS``), and the column that holds it.
    cog_year
        COG year of the codes; 0 for communes of any year.
    kind
        ``count``, ``quotient`` or ``rate``.
    value, denominator
        Column of the figure, or of the numerator; column of the denominator of a quotient.
    title, unit, year
        How the figure is called, its unit, its year of reference.
    scale
        What a quotient is multiplied by.
    adds_duplicates
        Whether rows of the same code are added up; set aside otherwise.
    absent_is_zero
        Whether ground without a row counts zero, for a count.
    """

    key_kind: str
    key_column: str
    cog_year: int
    kind: str
    value: str
    denominator: str = ""
    title: str = ""
    unit: str = ""
    year: str = str(COG_YEAR)
    scale: float = 1.0
    adds_duplicates: bool = False
    absent_is_zero: bool = False


def propose_roles(table: RawTable) -> Roles:
    """Propose a role for the columns of a file, from the first rows.

    The kind of figure is left empty: only the user knows it. Where no column holds known
    codes, the first one is proposed.
    """
    sample = table.cells.head(SAMPLE_ROWS)
    shares = {
        (kind, column): known_share(sample[column], kind)
        for kind in KINDS
        for column in sample.columns
    }
    kind, column = max(shares, key=lambda pair: shares[pair])
    if shares[kind, column] < KEY_SHARE:
        kind, column = next(iter(KINDS)), table.columns[0]
    figures = [one for one in figure_columns(table) if one != column]
    value = figures[0] if figures else next((c for c in table.columns if c != column), column)
    return Roles(
        key_kind=kind,
        key_column=column,
        cog_year=propose_year(table, kind, column),
        kind="",
        value=value,
        denominator=figures[1] if len(figures) > 1 else "",
        title=value,
        year=_year_of(value) or _year_of(table.name) or str(COG_YEAR),
    )


def propose_year(table: RawTable, kind: str, column: str) -> int:
    """Propose the COG year of the codes of a column."""
    return recognise_year(normalised(table.cells[column], kind), kind)


def figure_columns(table: RawTable) -> list[str]:
    """List the columns that hold figures."""
    sample = table.cells.head(SAMPLE_ROWS)
    return [one for one in table.columns if is_figures(sample[one], table.reading.decimal)]


def _year_of(text: str) -> str:
    found = YEAR.findall(text)
    return str(found[-1]) if found else ""


def settle_roles(table: RawTable, roles: Roles) -> Roles:
    """Clean the texts of the roles and verify that they go together.

    Raises
    ------
    UploadError
        If a column does not exist or has two roles, a text is empty or holds HTML, or the
        year is no year.
    """
    for text, where in ((roles.title, _("Titre")), (roles.unit, _("Unité de mesure"))):
        require_plain(text, where)
    settled = Roles(
        **{
            **vars(roles),
            "title": clean_text(roles.title, TITLE_LENGTH),
            "unit": clean_text(roles.unit, UNIT_LENGTH),
            "denominator": roles.denominator if roles.kind == Kind.QUOTIENT else "",
            "scale": roles.scale if roles.kind == Kind.QUOTIENT else 1.0,
            "absent_is_zero": roles.absent_is_zero and roles.kind == Kind.COUNT,
            "adds_duplicates": roles.adds_duplicates and roles.kind != Kind.RATE,
        }
    )
    _require_columns(table, settled)
    _require_words(settled)
    return settled


def _require_columns(table: RawTable, roles: Roles) -> None:
    if roles.kind not in set(Kind) or roles.key_kind not in KINDS:
        raise UploadError(
            _(
                "Nature du chiffre : un nombre, un rapport avec ses deux termes ou un rapport déjà "
                "calculé est attendu. Choisissez-en une."
            )
        )
    used = [roles.key_column, roles.value]
    used += [roles.denominator] if roles.kind == Kind.QUOTIENT else []
    absent = [one for one in used if one not in table.columns]
    if absent or len(set(used)) < len(used):
        message = _(
            "Colonnes : code, chiffre et dénominateur sont à prendre dans des colonnes "
            "différentes, parmi : {columns}. Changez l’un des choix."
        )
        shown = list_texts(table.columns[:10])
        raise UploadError(message.format(columns=shown))


def _require_words(roles: Roles) -> None:
    if not roles.title:
        raise UploadError(_("Titre : un texte est attendu, rien n’a été trouvé. Donnez-en un."))
    is_year = re.fullmatch(r"\d{4}", roles.year, re.ASCII) is not None
    if not is_year or not FIRST_YEAR <= int(roles.year) <= LAST_YEAR:
        message = _(
            "Année de référence : quatre chiffres sont attendus, de {first} à {last}, « {year} » a "
            "été trouvé. Corrigez-la."
        )
        year = clean_text(roles.year, UNIT_LENGTH)
        raise UploadError(message.format(first=FIRST_YEAR, last=LAST_YEAR, year=year))

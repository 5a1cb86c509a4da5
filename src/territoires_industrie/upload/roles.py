"""What each column of a file is: proposed from all that speaks for it, settled by the user."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from territoires_industrie.levels import COG_YEAR
from territoires_industrie.upload.columns import Columns, recognise_columns
from territoires_industrie.upload.figures import recognise_form
from territoires_industrie.upload.keys import KINDS, recognise_year
from territoires_industrie.upload.limits import (
    TITLE_LENGTH,
    UNIT_LENGTH,
    UploadError,
    clean_text,
    require_plain,
)
from territoires_industrie.upload.raw import RawTable
from territoires_industrie.upload.row_codes import read_codes
from territoires_industrie.upload.shape import find_shape
from territoires_industrie.upload.titles import is_measure, stem_of, year_groups, year_of
from territoires_industrie.wording import N_, _, list_texts

FIRST_YEAR, LAST_YEAR = 1900, 2100
FORM_CELLS = 2_000
"""Cells that the form of a column's numbers is told from."""


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
    place_column
        Column of the département (or région) that completes the code or the name; empty
        where it stands alone.
    cog_year
        COG year of the codes; 0 for communes of any year.
    kind
        ``count``, ``quotient`` or ``rate``.
    value, denominator
        Column of the figure, or of the numerator; column of the denominator of a quotient.
    title, unit, year
        How the figure is called, its unit, its year of reference (empty: to be said).
    keep
        Value that each of some columns must have, in a table of several figures a unit.
    year_column
        Column of years, in a table of one row a unit and year: a series.
    year_columns
        Year and column of each year of a series written side by side; with ``value`` the last.
    words
        Status of some texts, where another than the one recognised is meant.
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
    year: str = ""
    place_column: str = ""
    keep: tuple[tuple[str, str], ...] = ()
    year_column: str = ""
    year_columns: tuple[tuple[str, str], ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    scale: float = 1.0
    adds_duplicates: bool = False
    absent_is_zero: bool = False


def propose_roles(table: RawTable, columns: Columns | None = None) -> Roles:
    """Propose a role for the columns of a file.

    The kind of figure is left empty: only the user knows it; so is the year that nothing
    tells. Where no column names units, the first one stands for the code, and using it is
    refused with what every column was taken for.
    """
    known = columns or recognise_columns(table.cells)
    key = known.key
    column, kind = (key.column, key.kind) if key else (table.columns[0], next(iter(KINDS)))
    figures = figure_columns(table, known)
    value = figures[0] if figures else next((c for c in table.columns if c != column), column)
    proposed = Roles(
        key_kind=kind,
        key_column=column,
        place_column=key.place if key else "",
        cog_year=COG_YEAR,
        kind="",
        value=value,
        denominator=figures[1] if len(figures) > 1 else "",
    )
    proposed = replace(proposed, cog_year=propose_year(table, proposed))
    shape = find_shape(table.cells, proposed.key_column, proposed.place_column, known)
    proposed = replace(proposed, keep=shape.proposed, year_column=shape.year_column)
    return follow_value(table, proposed, value, known)


def follow_value(table: RawTable, roles: Roles, value: str, columns: Columns) -> Roles:
    """Return the roles with another column of figures: its title, unit, year and series."""
    form = recognise_form(table.cells[value].head(FORM_CELLS), table.reading.decimal)
    group = {} if roles.year_column else year_groups(figure_columns(table, columns))
    series = group.get(stem_of(value), {})
    series = series if value in series.values() else {}
    if series:
        value = series[max(series)]
    return replace(
        roles,
        value=value,
        title=_title_of(value, bool(series)),
        unit=form.unit[:UNIT_LENGTH],
        year="" if roles.year_column else _reference_year(table, value, columns),
        year_columns=tuple(sorted(series.items())),
    )


def _title_of(value: str, is_series: bool) -> str:
    """Name a series by what its columns share."""
    if not is_series or not re.search(r"(?:19|20)\d\d", value):
        return value
    bare = re.sub(r"[\s_–-]*(?<!\d)(?:19|20)\d\d(?!\d)[\s_–-]*", " ", value).strip()
    return bare or value


def _reference_year(table: RawTable, value: str, columns: Columns) -> str:
    """Find the year of a figure: in its title, a column of one year, the name of the file."""
    years = [
        found.iloc[0][:4]
        for one in columns.of_role("year")
        if (found := table.cells[one][table.cells[one] != ""]).nunique() == 1
    ]
    return year_of(value) or next(iter(years), "") or year_of(table.name)


def propose_year(table: RawTable, roles: Roles) -> int:
    """Propose the COG year of the codes of a column."""
    return recognise_year(read_codes(table.cells, roles), KINDS[roles.key_kind].codes)


def figure_columns(table: RawTable, columns: Columns | None = None) -> list[str]:
    """List the columns that hold figures, those whose title names a measure before codes."""
    known = columns or recognise_columns(table.cells)
    key = known.key
    figures = [one for one in known.of_role("figure") if key is None or one != key.place]
    return figures or [one for one in known.of_role("code") if is_measure(one)]


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
            "year_columns": () if roles.kind == Kind.QUOTIENT else roles.year_columns,
        }
    )
    _require_columns(table, settled)
    _require_words(settled)
    return settled


def open_question(roles: Roles) -> str:
    """Return what is still to be said before an indicator can be made; nothing if all is."""
    undecided = [column for column, value in roles.keep if not value]
    if undecided:
        text = _(
            "Plusieurs lignes par unité : une valeur à garder est attendue pour « {column} ». "
            "Choisissez-la."
        )
        return text.format(column=undecided[0])
    if not (roles.year or roles.year_column or roles.year_columns):
        return _("Année du chiffre : rien dans le fichier ne la dit. Donnez-la en quatre chiffres.")
    return ""


def _require_columns(table: RawTable, roles: Roles) -> None:
    if roles.kind not in set(Kind) or roles.key_kind not in KINDS:
        raise UploadError(
            _(
                "Nature du chiffre : un nombre, un rapport avec ses deux termes ou un rapport déjà "
                "calculé est attendu. Choisissez-en une."
            )
        )
    used = [roles.key_column, roles.value]
    used += [one for one in (roles.place_column, roles.year_column) if one]
    used += [column for column, _value in roles.keep]
    used += [roles.denominator] if roles.kind == Kind.QUOTIENT else []
    used += [column for _year, column in roles.year_columns if column != roles.value]
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
    if question := open_question(roles):
        raise UploadError(question)
    if roles.year_column or roles.year_columns:
        return
    is_year = re.fullmatch(r"\d{4}", roles.year, re.ASCII) is not None
    if not is_year or not FIRST_YEAR <= int(roles.year) <= LAST_YEAR:
        message = _(
            "Année de référence : quatre chiffres sont attendus, de {first} à {last}, « {year} » a "
            "été trouvé. Corrigez-la."
        )
        year = clean_text(roles.year, UNIT_LENGTH)
        raise UploadError(message.format(first=FIRST_YEAR, last=LAST_YEAR, year=year))

"""What each column of a file is: proposed from all that speaks for it, settled by the user."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import pandas as pd

from territoires_industrie.export.styled import CLASS
from territoires_industrie.export.table import ALWAYS, STATUS, YEAR
from territoires_industrie.levels import COG_YEAR, LEVELS
from territoires_industrie.upload.columns import Columns, recognise_columns
from territoires_industrie.upload.figures import NumberForm, recognise_form
from territoires_industrie.upload.key_kinds import CODE_KINDS, KINDS
from territoires_industrie.upload.keys import recognise_year
from territoires_industrie.upload.limits import UNIT_LENGTH
from territoires_industrie.upload.names import read_codes
from territoires_industrie.upload.raw import RawTable
from territoires_industrie.upload.shape import find_shape
from territoires_industrie.upload.titles import is_measure, stem_of, year_groups, year_of
from territoires_industrie.wording import N_

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

    What is in doubt is empty, until somebody says it: see ``questions.open_questions``.

    Attributes
    ----------
    key_kind, key_column
        Kind of code (a key of ``key_kinds.KINDS``), and the column that holds it.
    place_column
        Column of the département (or région) that completes the code or the name; empty
        where it stands alone.
    cog_year
        COG year of the codes; 0 for communes of any year.
    kind
        ``count``, ``quotient`` or ``rate``.
    value, denominator
        Column of the figure, or of the numerator; column of the denominator of a quotient.
    status_column
        Column that says why a cell has no figure, as the atlas's own files do.
    decimal
        Decimal mark of the figures; that which each column is recognised to have unless told.
    title, unit, year
        How the figure is called, its unit, its year of reference.
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
    status_column: str = ""
    decimal: str = ""
    keep: tuple[tuple[str, str], ...] = ()
    year_column: str = ""
    year_columns: tuple[tuple[str, str], ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    scale: float = 1.0
    adds_duplicates: bool = False
    absent_is_zero: bool = False

    def form(self, table: RawTable, column: str) -> NumberForm:
        """Return how the numbers of a column are written."""
        return recognise_form(table.cells[column].head(FORM_CELLS), self.decimal)

    def codes(self, cells: pd.DataFrame) -> pd.Series:
        """Read the code of every row."""
        places = cells[self.place_column] if self.place_column else None
        return read_codes(cells[self.key_column], self.key_kind, places)


def propose_roles(table: RawTable, columns: Columns | None = None, *, value: str = "") -> Roles:
    """Propose a role for the columns of a file, or for those that go with one of its figures.

    What the file cannot tell is left empty: the kind of figure always; the kind of code, the
    year and the rows to keep where they are in doubt. Where no column names units, the first
    one stands for the code, and using it is refused with what every column was taken for.
    """
    known = columns or recognise_columns(table.cells)
    column = known.key.column if known.key else table.columns[0]
    figures = figure_columns(table, known)
    if not value:
        others = [one for one in table.columns if one != column]
        value = next(iter([*figures, *others]), column)
    proposed = follow_key(
        table,
        Roles(
            key_kind=CODE_KINDS[0].key,
            key_column=column,
            cog_year=COG_YEAR,
            kind="",
            value=value,
            denominator=figures[1] if len(figures) > 1 else "",
        ),
        column,
        known,
    )
    shape = find_shape(table.cells, proposed.key_column, proposed.place_column, known)
    proposed = replace(proposed, keep=shape.proposed, year_column=shape.year_column)
    return follow_value(table, proposed, value, known)


def follow_key(table: RawTable, roles: Roles, column: str, columns: Columns) -> Roles:
    """Return the roles with another column of codes, and what it is likely to be.

    The kind is empty where two are as likely, and stays as it is where none is.
    """
    key = next((one for one in columns.keys if one.column == column), None)
    in_doubt = columns.kinds_of(column)
    kind = "" if in_doubt else key.kind if key else roles.key_kind
    place = key.place if key else ""
    return follow_kind(table, replace(roles, key_column=column, place_column=place), key_kind=kind)


def follow_kind(table: RawTable, roles: Roles, **changes: str) -> Roles:
    """Return the roles with another kind or place of the codes, and the COG year that suits."""
    wanted = replace(roles, **changes)  # type: ignore[arg-type]
    if not wanted.key_kind:
        return wanted
    codes = wanted.codes(table.cells)
    return replace(wanted, cog_year=recognise_year(codes, KINDS[wanted.key_kind].codes))


def follow_value(
    table: RawTable, roles: Roles, value: str, columns: Columns, *, as_series: bool = True
) -> Roles:
    """Return the roles with another column of figures: its title, unit, year and series.

    Without ``as_series``, that column alone is kept, for its own year.
    """
    group = (
        {} if roles.year_column or not as_series else year_groups(figure_columns(table, columns))
    )
    series = group.get(stem_of(value), {})
    series = series if value in series.values() else {}
    if series:
        value = series[max(series)]
    return replace(
        roles,
        value=value,
        status_column=value + STATUS if value + STATUS in table.columns else "",
        title=_title_of(value, series),
        unit=roles.form(table, value).unit[:UNIT_LENGTH],
        year="" if roles.year_column else _reference_year(table, value, columns),
        year_columns=tuple(sorted(series.items())),
    )


def _title_of(value: str, series: Mapping[str, str]) -> str:
    """Name a series by what its columns share."""
    if not series or not re.search(r"(?:19|20)\d\d", value):
        return value
    bare = re.sub(r"[\s_–-]*(?<!\d)(?:19|20)\d\d(?!\d)[\s_–-]*", " ", value).strip()
    return bare or value


OF_ONE_YEAR = 0.9
"""Part of a figure's own years that must be the same for it to be the year of the figure."""


def _reference_year(table: RawTable, value: str, columns: Columns) -> str:
    """Find the year of a figure: in its title, a column of one year, the name of the file."""
    dated = columns.of_role("year")
    own = [one for one in dated if one == value + YEAR]
    # A column of years that is another figure's says nothing of this one.
    figures = {title + YEAR for title in table.columns}
    shared = [one for one in dated if one not in figures]
    years = [
        str(parts.index[0])[:4]
        for one in own + shared
        if len(parts := table.cells[one][table.cells[one] != ""].value_counts(normalize=True))
        # The atlas dates the few units apart whose census is of another year.
        and (len(parts) == 1 or (one in own and parts.iloc[0] >= OF_ONE_YEAR))
    ]
    return year_of(value) or next(iter(years), "") or year_of(table.name)


def figure_columns(table: RawTable, columns: Columns) -> list[str]:
    """List the columns that hold figures, the likeliest first.

    Those whose title names a measure come first; population and area, which are in all the
    atlas's own files, come last.
    """
    place = columns.key.place if columns.key else ""
    figures = [one for one in columns.of_role("figure") if one != place]
    figures = figures or [one for one in columns.of_role("code") if is_measure(one)]
    beside = {one for level in LEVELS.values() for one in level.identity}
    beside |= {title + CLASS for title in table.columns}
    return sorted(figures, key=lambda one: (one in beside, one in ALWAYS, not is_measure(one)))

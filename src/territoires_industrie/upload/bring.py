"""From a file and the roles of its columns to an indicator like those of the registry."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from math import floor, log10
from pathlib import Path

import pandas as pd

from territoires_industrie.indicators import own
from territoires_industrie.indicators.formulas.base import Source
from territoires_industrie.indicators.formulas.own_figures import OwnFigures
from territoires_industrie.indicators.model import Indicator, Measure
from territoires_industrie.levels import LEVELS, MAP_LEVELS
from territoires_industrie.sources import Record
from territoires_industrie.statistics.cells import divide_cells, mark_zeros
from territoires_industrie.upload.columns import recognise_columns
from territoires_industrie.upload.figures import count_decimals
from territoires_industrie.upload.ground import nest, sum_pieces, take_single
from territoires_industrie.upload.key_kinds import KINDS
from territoires_industrie.upload.limits import UploadError, require_held
from territoires_industrie.upload.questions import settle_roles
from territoires_industrie.upload.reading import RawTable, Reading, read_upload
from territoires_industrie.upload.roles import FORM_CELLS, Kind, Roles, follow_value, propose_roles
from territoires_industrie.upload.rows import KeptRows, keep_rows, split_years
from territoires_industrie.wording import N_, _

THEME = N_("Votre indicateur")
DIGEST_LENGTH = 12
MAX_DECIMALS = 8
DEFINITIONS = {
    Kind.COUNT: N_("Nombre lu dans votre fichier, additionné pour chaque unité."),
    Kind.QUOTIENT: N_(
        "Rapport lu dans votre fichier : numérateurs et dénominateurs sont additionnés pour "
        "chaque unité, puis divisés."
    ),
    Kind.RATE: N_("Rapport lu tel quel dans votre fichier."),
}
LIMITS = {
    Kind.COUNT: N_(
        "Une unité n’a de chiffre que si des lignes entières de votre fichier la composent."
    ),
    Kind.QUOTIENT: N_(
        "Une unité n’a de chiffre que si des lignes entières de votre fichier la composent, "
        "avec leurs deux termes."
    ),
    Kind.RATE: N_(
        "Sans numérateur ni dénominateur, ce rapport ne se recalcule pas pour un groupe : une "
        "unité n’a ce chiffre que si une seule ligne de votre fichier a exactement son périmètre."
    ),
}
KEPT_HERE = N_("Fichier de l’utilisateur, gardé dans sa session seulement")


@dataclass(frozen=True, eq=False)
class Brought:
    """An indicator made of a file, and what became of the file's rows."""

    own: Indicator
    roles: Roles
    rows: KeptRows
    figures: OwnFigures


def bring_indicator(table: RawTable, roles: Roles) -> Brought:
    """Make an indicator of a file.

    Parameters
    ----------
    table
        The file, as `read_upload` gives it.
    roles
        What its columns are.

    Raises
    ------
    UploadError
        If the roles do not suit the file, nothing matches, figures are none, a count is
        negative, or no level of the map would have a figure.
    """
    settled = settle_roles(table, roles)
    parts = {
        year: keep_rows(table, cells, asked)
        for year, (cells, asked) in split_years(table, settled).items()
    }
    for rows in parts.values():
        _require_positive(rows, settled)
    by_year = {
        year: {level: _cells(level, rows, settled) for level in LEVELS}
        for year, rows in parts.items()
    }
    levels = _home_first(_levels_with_figures(by_year, settled), settled)
    figures = OwnFigures(
        source=Source(_key(table, settled)),
        by_year={
            year: {level: cells[level] for level in levels} for year, cells in by_year.items()
        },
        whole={
            year: whole
            for year, rows in parts.items()
            if (whole := _national(rows, settled)) is not None
        },
        provenance=_record(table, settled, sum(len(rows.value) for rows in parts.values())),
        lines=_python(table, settled),
    )
    return Brought(_indicator(table, settled, levels, figures), settled, _all_rows(parts), figures)


def bring_several(table: RawTable, roles: Roles, values: Sequence[str]) -> tuple[Brought, ...]:
    """Make an indicator of each of some columns of figures: same units, rows and kind.

    Each has the title, unit, year and status of its own column; the year of the roles where
    nothing tells its own. Where the first is no series, each column stands alone too.

    Raises
    ------
    UploadError
        As `bring_indicator`.
    """
    columns = recognise_columns(table.cells)
    is_series = bool(roles.year_columns)
    others = (follow_value(table, roles, value, columns, as_series=is_series) for value in values)
    asked = [roles, *(replace(one, year=one.year or roles.year) for one in others)]
    made: list[Brought] = []
    # Two columns of one series are one indicator.
    for one in dict.fromkeys(asked):
        made.append(bring_indicator(table, one))
        require_held(figures=sum(brought.figures.count for brought in made))
    return tuple(made)


def _levels_with_figures(
    by_year: Mapping[str, Mapping[str, pd.DataFrame]], roles: Roles
) -> tuple[str, ...]:
    levels = tuple(
        level
        for level in LEVELS
        if any(cells[level]["value"].notna().any() for cells in by_year.values())
    )
    if set(levels) & set(MAP_LEVELS):
        return levels
    if KINDS[roles.key_kind].codes == "ept":
        raise UploadError(
            _(
                "Des EPT du Grand Paris ont été reconnus : ce niveau n’est pas sur la carte, et "
                "leurs chiffres n’y font une unité entière qu’avec ceux de Paris. Apportez le "
                "tableau par commune."
            )
        )
    raise UploadError(
        _(
            "Aucune unité de la carte n’aurait de chiffre : un chiffre par unité entière est "
            "attendu. Un rapport par commune a besoin de son numérateur et de son "
            "dénominateur ; un nombre, de toutes les communes de l’unité."
        )
    )


def _home_first(levels: tuple[str, ...], roles: Roles) -> tuple[str, ...]:
    """Put the level of the file's own rows first: the map opens there."""
    home = KINDS[roles.key_kind].codes
    return tuple(sorted(levels, key=lambda level: level != home))


def _all_rows(parts: Mapping[str, KeptRows]) -> KeptRows:
    """Put the rows of all the years together: figures of the last, every row that is not used."""
    last = parts[max(parts)]

    def listed(name: str) -> pd.DataFrame:
        every = pd.concat([getattr(rows, name) for rows in parts.values()], ignore_index=True)
        rows: pd.DataFrame = every.drop_duplicates().sort_values("line", ignore_index=True)
        return rows

    return replace(
        last,
        unmatched=listed("unmatched"),
        duplicates=listed("duplicates"),
        unreadable=listed("unreadable"),
    )


def bring_file(
    content: bytes, name: str, reading: Reading | None = None, roles: Roles | None = None
) -> Brought:
    """Make an indicator of the bytes of a file: no state is read or left, so any process may.

    Parameters
    ----------
    content, name
        Bytes of the file; its name, only to be shown.
    reading, roles
        What the user says of the file and of its columns; recognised, and proposed, unless
        told.

    Raises
    ------
    UploadError
        As `read_upload` and `bring_indicator`.
    """
    table = read_upload(name, content, reading)
    return bring_indicator(table, roles or propose_roles(table))


def use_file(path: str | Path, reading: Reading, roles: Roles) -> Brought:
    """Read a file again and put its indicator in force, beside those that are.

    Raises
    ------
    UploadError
        As `read_upload` and `bring_indicator`.
    """
    place = Path(path)
    brought = bring_file(place.read_bytes(), place.name, reading, roles)
    own.use_shelf(own.Shelf(brought.own, *own.own_indicators().values()))
    return brought


def _require_positive(rows: KeptRows, roles: Roles) -> None:
    """Refuse a negative count or denominator: neither adds up to anything."""
    # The values of a series stand in several columns, of which the first is named.
    parts = [(roles.value, rows.value)] if roles.kind == Kind.COUNT else []
    if rows.denominator is not None:
        parts.append((roles.denominator, rows.denominator))
    for column, part in parts:
        below = part.index[part["value"] < 0]
        if len(below):
            message = _(
                "Colonne « {column} » : un nombre positif ou nul est attendu, {code} a {value}. "
                "Une évolution ou un solde est un rapport déjà calculé : choisissez cette nature, "
                "ou corrigez la ligne."
            )
            code, value = str(below[0]), f"{part['value'][below[0]]:g}"
            raise UploadError(message, column=column, code=code, value=value)


def _cells(level_key: str, rows: KeptRows, roles: Roles) -> pd.DataFrame:
    nesting = nest(level_key, rows.ground)
    if roles.kind == Kind.RATE:
        made = take_single(nesting, rows.value)
    else:
        top = sum_pieces(nesting, rows.value, absent_is_zero=roles.absent_is_zero)
        bottom = (
            None
            if rows.denominator is None
            else sum_pieces(nesting, rows.denominator, absent_is_zero=False)
        )
        made = divide_cells(top, bottom, scale=roles.scale)
    return mark_zeros(made).rename_axis("code")


def _national(rows: KeptRows, roles: Roles) -> float | None:
    """Compute the figure over all the ground of the file; None for a rate."""
    if roles.kind == Kind.RATE:
        return None
    if rows.denominator is None:
        return float(rows.value["value"].sum())
    # A numerator without its denominator would raise the ratio of the whole.
    both = rows.value["value"].notna() & rows.denominator["value"].notna()
    bottom = float(rows.denominator.loc[both, "value"].sum())
    return roles.scale * float(rows.value.loc[both, "value"].sum()) / bottom if bottom else None


def _key(table: RawTable, roles: Roles) -> str:
    """Name an indicator by what it is made of: the same file, read the same way, the same key."""
    told = f"{table.sha256}\n{table.reading}\n{roles}"
    return own.PREFIX + hashlib.sha256(told.encode()).hexdigest()[:DIGEST_LENGTH]


def _indicator(
    table: RawTable, roles: Roles, levels: tuple[str, ...], figures: OwnFigures
) -> Indicator:
    kind = Kind(roles.kind)
    drawn = [cells[levels[0]]["value"].dropna() for cells in figures.by_year.values()]
    values = pd.concat(drawn)
    is_signed = kind is not Kind.COUNT and bool((values < 0).any())
    return Indicator(
        key=figures.source.table,
        measure=Measure.COUNT if kind is Kind.COUNT else Measure.RATIO,
        name=roles.title,
        definition=DEFINITIONS[kind],
        unit=roles.unit,
        decimals=_decimals(table, roles, values),
        levels=levels,
        years=tuple(figures.by_year),
        formula=figures,
        limits=LIMITS[kind],
        palette="diverging_zero" if is_signed else "sequential",
        theme=THEME,
    )


def _decimals(table: RawTable, roles: Roles, values: pd.Series) -> int:
    """Choose the digits after the decimal mark: never more than the file itself has."""
    decimals = decimals_of(values)
    if roles.kind == Kind.QUOTIENT:
        return decimals
    cells = table.cells[roles.value].head(FORM_CELLS)
    written = count_decimals(cells, roles.form(table, roles.value))
    is_whole = bool((values % 1 == 0).all())
    return 0 if is_whole else min(max(decimals, 1), written)


def decimals_of(values: pd.Series) -> int:
    """Choose the digits after the decimal mark: three significant ones of the median size.

    Whole numbers have none.

    >>> [decimals_of(pd.Series(v)) for v in ([12.0, 3.0], [12.5], [0.034], [1500.5])]
    [0, 1, 4, 0]
    """
    sizes = values.abs()
    if (sizes % 1 == 0).all():
        return 0
    median = float(sizes[sizes > 0].median())
    return min(max(0, 2 - floor(log10(median))), MAX_DECIMALS)


def _record(table: RawTable, roles: Roles, rows: int) -> Record:
    today = datetime.now(UTC).date().isoformat()
    return Record(
        title=f"{roles.title} ({table.name})",
        producer="",
        product=table.name,
        attribution=table.name,
        cog_year=roles.cog_year or None,
        reference_period=_period(roles, table),
        date_accessed=today,
        usage_warnings=LIMITS[Kind(roles.kind)],
        licence_upstream=KEPT_HERE,
        licence_redistributed_as=KEPT_HERE,
        sha256=table.sha256,
        rows=rows,
        key=(roles.key_column,),
        built_by="territoires_industrie.upload",
    )


def _period(roles: Roles, table: RawTable) -> str:
    """Write the years of the figures: one, or the first and the last of a series."""
    years = sorted(split_years(table, roles))
    return years[0] if len(years) == 1 else f"{years[0]}-{years[-1]}"


def _python(table: RawTable, roles: Roles) -> tuple[str, ...]:
    """Write the lines that read the file again the same way."""
    return (
        "from territoires_industrie.upload import Reading, Roles, use_file",
        "",
        "use_file(",
        f"    {table.name!r},",
        f"    {table.reading!r},",
        f"    {roles!r},",
        ")",
    )

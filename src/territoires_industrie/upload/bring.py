"""From a file and the roles of its columns to an indicator like those of the registry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from territoires_industrie.indicators import own
from territoires_industrie.indicators.formulas.base import Source
from territoires_industrie.indicators.formulas.own_figures import OwnFigures
from territoires_industrie.indicators.model import Indicator
from territoires_industrie.levels import LEVELS, MAP_LEVELS
from territoires_industrie.statistics.cells import divide_cells, mark_zeros
from territoires_industrie.upload.columns import recognise_columns
from territoires_industrie.upload.description import indicator_of, key_of, python_of, record_of
from territoires_industrie.upload.figures import bound_figures
from territoires_industrie.upload.ground import nest, sum_pieces, take_single
from territoires_industrie.upload.key_kinds import KINDS
from territoires_industrie.upload.limits import MAX_MAGNITUDE, UploadError, require_held
from territoires_industrie.upload.questions import settle_roles
from territoires_industrie.upload.reading import RawTable, Reading, read_upload
from territoires_industrie.upload.roles import Kind, Roles, follow_value, propose_roles
from territoires_industrie.upload.rows import KeptRows, keep_rows, split_years
from territoires_industrie.wording import _


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
        source=Source(key_of(table.sha256, table.reading, settled)),
        by_year={
            year: {level: cells[level] for level in levels} for year, cells in by_year.items()
        },
        whole={
            year: whole
            for year, rows in parts.items()
            if (whole := _national(rows, settled)) is not None and abs(whole) <= MAX_MAGNITUDE
        },
        provenance=record_of(
            table, settled, sum(len(rows.value) for rows in parts.values()), parts.keys()
        ),
        lines=python_of(table, settled),
    )
    indicator = indicator_of(table, settled, levels, figures)
    return Brought(indicator, settled, _all_rows(parts), figures)


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
    return mark_zeros(bound_figures(made)).rename_axis("code")


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

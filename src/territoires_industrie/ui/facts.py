"""What the atlas knows of the selected units, as a table of facts."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from territoires_industrie.analysis.ranking import region_cell
from territoires_industrie.analysis.similarity import similar_codes
from territoires_industrie.html_table import Absent, Column, table_html
from territoires_industrie.indicators import (
    Indicator,
    Measure,
    indicators_of,
    national_cell,
    read_values,
)
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.membership import read_units
from territoires_industrie.scene.words import say_value
from territoires_industrie.sheet.cells import say_reference
from territoires_industrie.sheet.header import SHEET_LEVELS
from territoires_industrie.statistics.cells import own_values
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import _, format_number


def headline_indicators(level_key: str) -> list[Indicator]:
    """List the indicators of the facts panel: all of the level but the sector families."""
    return [one for one in indicators_of(level_key) if not one.sector]


def facts_html(
    level_key: str, codes: Sequence[str], names: pd.Series, themes: int | None = None
) -> str:
    """Write the facts of one or several units as one HTML table, a column each.

    Parameters
    ----------
    themes
        How many themes, the first ones; None for all.
    """
    columns = [_texts(level_key, themes, code) for code in codes]
    heads = [str(names[code]) for code in codes]
    if len(codes) == 1:
        for head, texts in _references(level_key, themes, codes[0]):
            heads.append(head)
            columns.append(texts)
    rows: list[tuple[str, ...]] = []
    rank = 0
    for theme, indicators in _by_theme(level_key, themes).items():
        rows.append((_(theme),))
        for one in indicators:
            title = one.title_in(one.years[-1])
            rows.append((title, *(texts[rank] for texts in columns)))
            rank += 1
    titles = [Column("", is_number=False), *map(Column, heads)]
    return table_html(titles, rows, title=_("Chiffres de la sélection"))


def _by_theme(level_key: str, themes: int | None) -> dict[str, list[Indicator]]:
    listed: dict[str, list[Indicator]] = {}
    for indicator in headline_indicators(level_key):
        if indicator.measure is not Measure.CATEGORY:
            listed.setdefault(indicator.theme, []).append(indicator)
    return dict(list(listed.items())[:themes])


def _listed(level_key: str, themes: int | None) -> list[Indicator]:
    return [one for listed in _by_theme(level_key, themes).values() for one in listed]


# Of the themes shown alone: to look forty figures up and to write them took as long as the rest.
@reader_cache(maxsize=2048)
def _texts(level_key: str, themes: int | None, code: str) -> tuple[str, ...]:
    """Write the figures of a unit, in the order of the facts."""
    texts = []
    for one in _listed(level_key, themes):
        codes, values, statuses = _arrays(level_key, one.key)
        rank = codes.get_loc(code)
        texts.append(_cell(one, values[rank], str(statuses[rank])))
    return tuple(texts)


@reader_cache(maxsize=256)
def _arrays(level_key: str, key: str) -> tuple[pd.Index, NDArray[Any], NDArray[Any]]:
    """Return codes, figures and statuses: a cell of a table takes ten times as long to look up."""
    cells = read_values(level_key, key)
    return cells.index, cells["value"].to_numpy(), cells["status"].to_numpy(object)


@reader_cache(maxsize=2048)
def _references(
    level_key: str, themes: int | None, code: str
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Write what a unit is compared with: its région, France, the units that resemble it."""
    references = [(_("France"), _national_texts(level_key, themes))]
    if level_key != "region":
        region = str(read_units(level_key).at[code, "region_code"])
        name = str(read_units("region").at[region, "name"])
        references.insert(0, (name, _regional_texts(level_key, themes, region)))
    if level_key in SHEET_LEVELS and (group := similar_codes(level_key, code)):
        head = _("Médiane des {count} semblables").format(count=format_number(len(group)))
        references.append((head, _group_texts(level_key, themes, group)))
    return tuple(references)


@reader_cache(maxsize=128)
def _regional_texts(level_key: str, themes: int | None, region: str) -> tuple[str, ...]:
    """Write the figures of a région, in the order of the facts."""
    cells = ((one, *region_cell(one, region, one.years[-1])) for one in _listed(level_key, themes))
    return tuple(say_reference(*cell) for cell in cells)


@reader_cache(maxsize=64)
def _national_texts(level_key: str, themes: int | None) -> tuple[str, ...]:
    """Write the figures of France, in the order of the facts."""
    return tuple(say_reference(one, *national_cell(one.key)) for one in _listed(level_key, themes))


@reader_cache(maxsize=2048)
def _group_texts(level_key: str, themes: int | None, group: tuple[str, ...]) -> tuple[str, ...]:
    """Write the median of some units, in the order of the facts."""
    codes, values, estimated = _level_figures(level_key, themes)
    rows = codes.get_indexer(pd.Index(group))
    return tuple(
        say_reference(one, median, Status.ESTIMATE if is_estimate else Status.VALUE)
        for one, median, is_estimate in zip(
            _listed(level_key, themes),
            _medians(values[rows]),
            estimated[rows].max(axis=0).tolist(),
            strict=True,
        )
    )


def _medians(figures: NDArray[np.float64]) -> list[float | None]:
    """Return the median of each column's known figures, None where none is; shape (rows, columns).

    >>> _medians(np.array([[1.0, np.nan], [4.0, np.nan], [2.0, np.nan]]))
    [2.0, None]
    """
    # In tables of pandas, medians and distances made a click 50 ms of the processor dearer.
    ordered, known = np.sort(figures, axis=0), np.isfinite(figures).sum(axis=0)
    columns = np.arange(figures.shape[1])
    # Unknown figures are sorted last.
    below, above = ordered[(known - 1) // 2, columns], ordered[known // 2 % len(figures), columns]
    middles = ((below + above) / 2).tolist()
    return [one if count else None for one, count in zip(middles, known, strict=True)]


@reader_cache(maxsize=16)
def _level_figures(
    level_key: str, themes: int | None
) -> tuple[pd.Index, NDArray[np.float64], NDArray[np.bool_]]:
    """Read the figures to compare and which are estimates; shapes (units,), (units, indicators)."""
    cells = [read_values(level_key, one.key) for one in _listed(level_key, themes)]
    # Shares of salaried jobs, shown overseas, take part in no median (decision 0020).
    values = np.column_stack([own_values(table).to_numpy() for table in cells])
    estimated = [(table["status"] == Status.ESTIMATE).to_numpy(bool) for table in cells]
    return cells[0].index, values, np.column_stack(estimated)


def _cell(indicator: Indicator, value: object, status: str) -> str:
    text = say_value(indicator, value, status)
    return text if Status(status).has_figure else Absent(text)

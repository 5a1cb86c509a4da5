"""The ratio of two indicators that a session holds, as one more of them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from territoires_industrie.indicators import find_indicator, own
from territoires_industrie.indicators.formulas.base import Source
from territoires_industrie.indicators.formulas.own_figures import OwnFigures
from territoires_industrie.indicators.model import Indicator, Measure
from territoires_industrie.sources import TOP_FIELDS, Record
from territoires_industrie.statistics.cells import divide_cells, mark_zeros
from territoires_industrie.upload.description import decimals_of, key_of
from territoires_industrie.upload.figures import bound_figures
from territoires_industrie.upload.limits import (
    TITLE_LENGTH,
    UNIT_LENGTH,
    UploadError,
    clean_text,
    require_plain,
)
from territoires_industrie.wording import N_, _, list_texts

DEFINITION = N_("Rapport de deux indicateurs apportés, unité par unité.")
LIMIT = N_(
    "Une unité n’a ce rapport que si elle a les deux chiffres ; un dénominateur nul n’en donne pas."
)


OF_ONE = {"title", "cog_year", "usage_warnings"}
OF_BOTH = (
    *(name for name in TOP_FIELDS if name not in OF_ONE),
    "licence_upstream",
    "licence_redistributed_as",
)
"""Fields of a record in which a ratio says what both its files do."""

IMPORT = "from territoires_industrie.upload import use_ratio"


def divide_indicators(
    top: Indicator, bottom: Indicator, title: str, unit: str = "", scale: float = 1.0
) -> Indicator:
    """Divide an indicator by another, for the levels and years that both have.

    A unit without one of the two figures takes the reason of the first that lacks; one whose
    denominator is zero cannot be computed; a ratio of an estimate is one.

    Raises
    ------
    UploadError
        If they are the same, share no level, year or unit, or the title is empty or holds HTML.
    """
    for text, where in ((title, _("Titre")), (unit, _("Unité de mesure"))):
        require_plain(text, where)
    name = clean_text(title, TITLE_LENGTH)
    if not name:
        raise UploadError(_("Titre : un texte est attendu, rien n’a été trouvé. Donnez-en un."))
    by_year = _divide(top, bottom, scale)
    levels = tuple(next(iter(by_year.values())))
    values = pd.concat(cells[levels[0]]["value"].dropna() for cells in by_year.values())
    key = key_of(top.key, bottom.key, name, unit, scale)
    call = f"use_ratio({top.key!r}, {bottom.key!r}, {name!r}, {unit!r}, {scale!r})"
    return Indicator(
        key=key,
        measure=Measure.RATIO,
        name=name,
        definition=DEFINITION,
        unit=clean_text(unit, UNIT_LENGTH),
        decimals=decimals_of(values),
        levels=levels,
        years=tuple(by_year),
        formula=OwnFigures(
            source=Source(key),
            by_year=by_year,
            provenance=_record(top, bottom, name),
            lines=_lines(top.formula.python, bottom.formula.python, (IMPORT, "", call)),
        ),
        limits=LIMIT,
        palette="diverging_zero" if (values < 0).any() else "sequential",
        theme=top.theme,
    )


def use_ratio(
    top_key: str, bottom_key: str, title: str, unit: str = "", scale: float = 1.0
) -> Indicator:
    """Put the ratio of two indicators in use, beside them.

    Raises
    ------
    UploadError
        As `divide_indicators`.
    UnknownCodeError
        If one of them is not in use.
    """
    ratio = divide_indicators(
        find_indicator(top_key), find_indicator(bottom_key), title, unit, scale
    )
    own.use_shelf(own.current_shelf().add(ratio))
    return ratio


def _divide(
    top: Indicator, bottom: Indicator, scale: float
) -> Mapping[str, Mapping[str, pd.DataFrame]]:
    """Divide the cells of the years that two indicators share, at every level with a ratio."""
    years = [year for year in top.years if year in bottom.years]
    levels = [level for level in top.levels if level in bottom.levels]

    def cells(level: str, year: str) -> pd.DataFrame:
        over, under = (one.formula.cells(level, year) for one in (top, bottom))
        divided = bound_figures(divide_cells(over, under, scale=scale))
        return mark_zeros(divided).rename_axis("code")

    by_year = {year: {level: cells(level, year) for level in levels} for year in years}
    found = [
        level
        for level in levels
        if any(part[level]["value"].notna().any() for part in by_year.values())
    ]
    if top.key == bottom.key or not found:
        text = _(
            "Deux indicateurs différents, qui ont des unités et une année en commun, sont attendus "
            "; années trouvées : {first} et {second}. Choisissez-en deux autres."
        )
        first, second = list_texts(top.years), list_texts(bottom.years)
        raise UploadError(text, first=first, second=second)
    # A level without any ratio would be offered as an empty map.
    return {year: {level: part[level] for level in found} for year, part in by_year.items()}


def _lines(*programs: tuple[str, ...]) -> tuple[str, ...]:
    """Join programs; what two of them do, as reading the same file, stands once."""
    blocks = "\n\n".join("\n".join(lines) for lines in programs).split("\n\n")
    return tuple("\n\n".join(dict.fromkeys(blocks)).split("\n"))


def _record(top: Indicator, bottom: Indicator, name: str) -> Record:
    """State both files as the source."""
    files = [one.record for one in (top, bottom)]
    said: dict[str, Any] = {
        part: list_texts(dict.fromkeys(filter(None, (getattr(one, part) for one in files))))
        for part in OF_BOTH
    }
    return replace(
        top.record, title=f"{name} ({top.name} / {bottom.name})", usage_warnings=LIMIT, **said
    )

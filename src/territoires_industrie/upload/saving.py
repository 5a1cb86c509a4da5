"""A session's own indicators to one small file, and back: a reload loses nothing."""

import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pandas as pd
import pyarrow as pa

from territoires_industrie.indicators.formulas.base import Source
from territoires_industrie.indicators.formulas.own_figures import OwnFigures
from territoires_industrie.indicators.model import Indicator, Measure
from territoires_industrie.indicators.own import PREFIX
from territoires_industrie.levels import LEVELS
from territoires_industrie.membership import read_units
from territoires_industrie.sources import Record
from territoires_industrie.statistics.status import Status
from territoires_industrie.upload.archive import unpack
from territoires_industrie.upload.limits import (
    MAX_DECIMALS,
    MAX_HELD,
    TITLE_LENGTH,
    UNIT_LENGTH,
    UploadError,
    clean_text,
    require_held,
)
from territoires_industrie.wording import _

NAME = "indicateurs.atlas.zip"
WORDS, CELLS = "indicateurs.json", "cellules.parquet"
PALETTES = ("sequential", "diverging_zero")
TEXT_LENGTH = 500
LISTS = ("key", "steps")
"""Fields of a record that JSON turns from tuples into lists."""

WRONG = (KeyError, ValueError, TypeError, AttributeError, OSError, pa.ArrowException)
"""What json, pandas and pyarrow raise on contents that are not those that were saved."""


def save_indicators(held: Iterable[Indicator]) -> bytes:
    """Write indicators, their figures of every level and year and their records as one archive."""
    own = [(one, one.formula) for one in held if isinstance(one.formula, OwnFigures)]
    cells = [
        frame.reset_index(names="code").assign(key=one.key, year=year, level=level)
        for one, figures in own
        for year, levels in figures.by_year.items()
        for level, frame in levels.items()
    ]
    table = BytesIO()
    pd.concat(cells, ignore_index=True).to_parquet(table, index=False)
    file = BytesIO()
    words = json.dumps([_words(*one) for one in own], ensure_ascii=False)
    with ZipFile(file, "w") as archive:
        # Without the hour, the same indicators are the same bytes.
        archive.writestr(ZipInfo(WORDS), words, ZIP_DEFLATED)
        archive.writestr(ZipInfo(CELLS), table.getvalue(), ZIP_DEFLATED)
    return file.getvalue()


def _words(one: Indicator, figures: OwnFigures) -> dict[str, object]:
    return {
        "key": one.key,
        "measure": str(one.measure),
        "name": one.name,
        "definition": one.definition,
        "unit": one.unit,
        "decimals": one.decimals,
        "levels": list(one.levels),
        "years": list(one.years),
        "limits": one.limits,
        "palette": one.palette,
        "theme": one.theme,
        "whole": dict(figures.whole),
        "record": asdict(figures.record),
        "lines": list(figures.lines),
    }


def is_saved(content: bytes) -> bool:
    """Whether a file is one that `save_indicators` wrote."""
    # The first file of an archive is named in its first bytes: no need to open it.
    return content.startswith(b"PK\x03\x04") and WORDS.encode() in content[:200]


def restore_indicators(content: bytes) -> list[Indicator]:
    """Read the indicators that `save_indicators` wrote; everything is verified again.

    Raises
    ------
    UploadError
        If the file is another one, damaged, or was changed.
    """
    parts = unpack(content)
    try:
        told = json.loads(parts[WORDS])
        table = pd.read_parquet(BytesIO(parts[CELLS]))
        require_held(figures=sum(map(_count_figures, told[:MAX_HELD])))
        return [_restore(words, table) for words in told[:MAX_HELD]]
    except WRONG as error:
        raise UploadError(
            _(
                "Fichier d’indicateurs illisible : celui que l’atlas a enregistré est attendu, le "
                "contenu en diffère. Apportez à nouveau les tableaux eux-mêmes."
            )
        ) from error


def _count_figures(words: dict[str, Any]) -> int:
    units = {level: len(read_units(level)) for level in LEVELS}
    return len(words["years"]) * sum(units[level] for level in words["levels"])


def _restore(words: dict[str, Any], table: pd.DataFrame) -> Indicator:
    key, levels = str(words["key"]), [str(one) for one in _listed(words["levels"])]
    years = [str(one) for one in _listed(words["years"])]
    if not key.startswith(PREFIX) or not set(levels) <= set(LEVELS) or not levels or not years:
        raise ValueError(key)
    mine = table[table["key"] == key]
    by_year = {year: {level: _cells(mine, year, level) for level in levels} for year in years}
    figures = OwnFigures(
        source=Source(key),
        by_year=by_year,
        whole={str(year): float(one) for year, one in words["whole"].items()},
        provenance=_record(words["record"]),
        lines=tuple(str(one) for one in _listed(words["lines"])),
    )
    palette = str(words["palette"])
    return Indicator(
        key=key,
        measure=Measure(str(words["measure"])),
        name=clean_text(str(words["name"]), TITLE_LENGTH),
        definition=clean_text(str(words["definition"]), TEXT_LENGTH),
        unit=clean_text(str(words["unit"]), UNIT_LENGTH),
        decimals=min(max(int(str(words["decimals"])), 0), MAX_DECIMALS),
        levels=tuple(levels),
        years=tuple(years),
        formula=figures,
        limits=clean_text(str(words["limits"]), TEXT_LENGTH),
        palette=palette if palette in PALETTES else PALETTES[0],
        theme=clean_text(str(words["theme"]), TITLE_LENGTH),
    )


def _listed(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError(value)
    return value


def _cells(table: pd.DataFrame, year: str, level: str) -> pd.DataFrame:
    """Take the figures of a year and level: every unit of today's map, each with a known status."""
    rows = table[(table["year"] == year) & (table["level"] == level)].set_index("code")
    units = read_units(level).index
    value = rows["value"].astype("float64").reindex(units)
    status = rows["status"].reindex(units).fillna(str(Status.NOT_IN_FILE)).astype("str")
    if not set(status) <= {str(one) for one in Status}:
        raise ValueError(level)
    return pd.DataFrame({"value": value, "status": status}).rename_axis("code")


def _record(told: object) -> Record:
    if not isinstance(told, dict) or set(told) != {one.name for one in fields(Record)}:
        raise ValueError("record")
    given: dict[str, Any] = {name: _plain(name, value) for name, value in told.items()}
    return Record(**given)


def _plain(name: str, value: object) -> object:
    """Return a field of a record as it was: plain texts, tuples where JSON has lists."""
    if name in LISTS:
        return tuple(clean_text(str(one), TEXT_LENGTH) for one in _listed(value))
    return clean_text(value, TEXT_LENGTH) if isinstance(value, str) else value

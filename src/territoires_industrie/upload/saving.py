"""A session's own indicators to one small file, and back: a reload loses nothing."""

import ast
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
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
from territoires_industrie.statistics.status import WITH_FIGURE, Status
from territoires_industrie.upload.archive import unpack
from territoires_industrie.upload.description import DIGEST_LENGTH
from territoires_industrie.upload.limits import (
    MAX_DECIMALS,
    MAX_HELD,
    MAX_MAGNITUDE,
    TITLE_LENGTH,
    UNIT_LENGTH,
    UploadError,
    clean_text,
    require_held,
    require_plain,
)
from territoires_industrie.wording import _

NAME = "indicateurs.atlas.zip"
WORDS, CELLS = "indicateurs.json", "cellules.parquet"
MEASURES = (Measure.COUNT, Measure.RATIO)
PALETTES = ("sequential", "diverging_zero")
TEXT_LENGTH = 500
MAX_WORDS = 1024 * 1024
"""Bytes of the words of all the indicators: those of ten long ones are a tenth of it."""

MAX_LISTED = 1_000
"""Lines of Python, years, or steps of one indicator."""

KEY = re.compile(rf"{PREFIX}[0-9a-f]{{{DIGEST_LENGTH}}}")
YEAR = re.compile(r"\d{4}", re.ASCII)
"""Keys and years as the atlas writes them: both stand in addresses and in labels."""

LIBRARY = "territoires_industrie.upload"
CALLED = ("Reading", "Roles", "use_file", "use_ratio")
PYTHON = (
    *(ast.Module, ast.Expr, ast.Call, ast.keyword, ast.Name, ast.Load, ast.ImportFrom, ast.alias),
    *(ast.Constant, ast.Tuple, ast.UnaryOp, ast.USub),
)
"""All that the lines of Python of an indicator are made of: a reader may run them."""

LISTS, NUMBERS, ADDRESSES = ("key", "steps"), ("cog_year", "rows"), ("url_landing", "url_download")
"""Fields of a record that are no text, and those that no file of a user has."""

WRONG = (
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
    RecursionError,
    pa.ArrowException,
)
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
        told = _listed(json.loads(_bounded(parts[WORDS])), MAX_HELD)
        table = pd.read_parquet(BytesIO(parts[CELLS]))
        shapes = [_shape(words) for words in told]
        require_held(figures=sum(map(_count_figures, shapes)))
        return [_restore(words, shape, table) for words, shape in zip(told, shapes, strict=True)]
    except WRONG as error:
        raise UploadError(
            _(
                "Fichier d’indicateurs illisible : celui que l’atlas a enregistré est attendu, le "
                "contenu en diffère. Apportez à nouveau les tableaux eux-mêmes."
            )
        ) from error


def _bounded(words: bytes) -> bytes:
    """Refuse words that no indicators of a session have: what they unpack to is kept with it."""
    if len(words) > MAX_WORDS:
        raise ValueError(len(words))
    return words


@dataclass(frozen=True)
class _Shape:
    """Which figures an indicator has: names that were verified."""

    key: str
    years: tuple[str, ...]
    levels: tuple[str, ...]


def _shape(words: Any) -> _Shape:
    years, levels = (_listed(words[name]) for name in ("years", "levels"))
    is_known = all(map(YEAR.fullmatch, years)) and set(levels) <= set(LEVELS)
    if not KEY.fullmatch(words["key"]) or not is_known:
        raise ValueError(words["key"])
    if len(years) != len(set(years)) or len(levels) != len(set(levels)):
        raise ValueError(years)
    return _Shape(words["key"], tuple(years), tuple(levels))


def _count_figures(shape: _Shape) -> int:
    return len(shape.years) * sum(len(read_units(level)) for level in shape.levels)


def _restore(words: dict[str, Any], shape: _Shape, table: pd.DataFrame) -> Indicator:
    measure = MEASURES[MEASURES.index(words["measure"])]
    name, unit = _text(words["name"], TITLE_LENGTH), _text(words["unit"], UNIT_LENGTH)
    if not name:
        raise ValueError("name")
    require_plain(name, _("Titre"))
    require_plain(unit, _("Unité de mesure"))
    lowest = 0 if measure is Measure.COUNT else -MAX_MAGNITUDE
    mine = table[table["key"] == shape.key]
    figures = OwnFigures(
        source=Source(shape.key),
        by_year={
            year: {level: _cells(mine, year, level, lowest) for level in shape.levels}
            for year in shape.years
        },
        whole=_whole(words["whole"], shape, lowest),
        provenance=_record(words["record"]),
        lines=_python(_listed(words["lines"])),
    )
    return Indicator(
        key=shape.key,
        measure=measure,
        name=name,
        definition=_text(words["definition"]),
        unit=unit,
        decimals=min(max(_number(words["decimals"]), 0), MAX_DECIMALS),
        levels=shape.levels,
        years=shape.years,
        formula=figures,
        limits=_text(words["limits"]),
        palette=PALETTES[PALETTES.index(words["palette"])],
        theme=_text(words["theme"], TITLE_LENGTH),
    )


def _listed(value: object, most: int = MAX_LISTED) -> list[Any]:
    if not isinstance(value, list) or not 0 < len(value) <= most:
        raise TypeError(type(value))
    return value


def _text(value: object, length: int = TEXT_LENGTH) -> str:
    if not isinstance(value, str):
        raise TypeError(type(value))
    return clean_text(value, length)


def _python(lines: list[Any]) -> tuple[str, ...]:
    """Take lines of Python that read a file, and do nothing else: clean text would change them."""
    if not all(isinstance(line, str) and line.isprintable() for line in lines):
        raise TypeError("lines")
    try:
        tree = ast.parse("\n".join(lines))
    except (SyntaxError, MemoryError) as error:  # what the parser says of too many brackets
        raise ValueError("lines") from error
    for part in ast.walk(tree):
        is_ours = not isinstance(part, ast.ImportFrom) or part.module == LIBRARY
        name = part.id if isinstance(part, ast.Name) else CALLED[0]
        if isinstance(part, ast.alias):
            name = "" if part.asname else part.name
        if not isinstance(part, PYTHON) or not is_ours or name not in CALLED:
            raise ValueError(name)
    return tuple(lines)


def _number(value: object) -> int:
    if type(value) is not int or abs(value) > MAX_MAGNITUDE:
        raise TypeError(type(value))
    return value


def _whole(told: object, shape: _Shape, lowest: float) -> dict[str, float]:
    if not isinstance(told, dict) or not set(told) <= set(shape.years):
        raise ValueError("whole")
    if not all(lowest <= one <= MAX_MAGNITUDE for one in told.values()):
        raise ValueError("whole")
    return {year: float(one) for year, one in told.items()}


def _cells(table: pd.DataFrame, year: str, level: str, lowest: float) -> pd.DataFrame:
    """Take the figures of a year and level: every unit of today's map, each with a known status."""
    rows = table[(table["year"] == year) & (table["level"] == level)].set_index("code")
    units = read_units(level).index
    value = rows["value"].astype("float64").reindex(units)
    status = rows["status"].reindex(units).fillna(str(Status.NOT_IN_FILE)).astype("str")
    if not set(status) <= {str(one) for one in Status}:
        raise ValueError(level)
    has_figure = status.isin(WITH_FIGURE)
    # No comparison holds for what is no number: a figure is one, and within the bounds.
    is_wrong = ~value.between(lowest, MAX_MAGNITUDE).where(has_figure, value.isna())
    if is_wrong.any():
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
        return tuple(map(_text, _listed(value))) if value else ()
    if name in NUMBERS:
        return None if value is None else _number(value)
    if name in ADDRESSES and value:
        raise ValueError(name)
    return _text(value)

"""Salaried posts and establishments by unit, A38 sector and size, out of FLORES by commune.

One Ibis expression, run by DuckDB inside the process or by Spark on a cluster, as for URSSAF's
file (``activity``).
"""

import ibis
import ibis.expr.types as ir
import pandas as pd

from territoires_industrie.join import read_passage
from territoires_industrie.levels import LEVELS
from territoires_industrie.refresh.activity import withhold_sums
from territoires_industrie.sources import read_table

COLUMNS = (
    "GEO",
    "GEO_OBJECT",
    "ACTIVITY",
    "NUMBER_EMPL",
    "LEGAL_FORM_WITH_PUBLIC",
    "FLORES_MEASURE",
    "OBS_STATUS",
    "TIME_PERIOD",
    "OBS_VALUE",
)
"""Columns of INSEE's file, all read as texts."""

EVERY = "_T"
"""Sector, or size, that means all of them together."""

EVERY_FORM = "1T9X7"
"""Legal forms of all employers, public ones included."""

COMMUNE, FRANCE = "COM", "FRANCE"
"""Kinds of places; the second is a level and its one unit in the table too."""

JOBS, ESTABLISHMENTS = "EMPL3112", "UNIT_LOC"

LEVEL_KEYS = tuple(key for key in LEVELS if key != "commune")
"""Levels whose units are summed: by commune the table would be forty times as large."""


def commune_units() -> pd.DataFrame:
    """List every commune code ever used with each unit of today that it is in, and France.

    Returns
    -------
    pandas.DataFrame
        ``place``, ``level``, ``unit_code``: one row a code and a level where it has a unit.
    """
    passage = read_passage()
    composition = read_table("commune_2026").set_index("commune_code")
    codes = pd.Series({**passage.target, **{code: code for code in passage.current}})
    parts = [
        pd.DataFrame(
            {
                "place": codes.index.astype(str),
                "level": key,
                "unit_code": codes.map(composition[LEVELS[key].column]).to_numpy(),
            }
        )
        for key in LEVEL_KEYS
    ]
    # The rows of France come out of the same pass: the file is too long to be read again.
    parts.append(pd.DataFrame([dict.fromkeys(("place", "level", "unit_code"), FRANCE)]))
    return pd.concat(parts, ignore_index=True).dropna(subset=["unit_code"])


def posts_by_unit(flores: ir.Table, places: ir.Table) -> ir.Table:
    """Express the table: one row a year, level, unit, sector and size class.

    Parameters
    ----------
    flores
        INSEE's file, as it comes.
    places
        As ``commune_units`` lists them.

    Returns
    -------
    ibis.expr.types.Table
        ``year``, ``level``, ``unit_code``, ``a38_code``, ``size_class`` (both ``_T`` for all);
        ``jobs_count`` (null where a cell of it is withheld), ``published_jobs_count`` (sum of what
        is published), ``establishments_count``, ``withheld_cells_count``. A combination that the
        file leaves out has no establishment. France, as the file itself counts it, is a level.
    """
    rows = flores.filter(
        flores["GEO_OBJECT"].isin([COMMUNE, FRANCE])
        & (flores["LEGAL_FORM_WITH_PUBLIC"] == EVERY_FORM)
        & flores["FLORES_MEASURE"].isin([JOBS, ESTABLISHMENTS])
    )
    value = rows["OBS_VALUE"].nullif("").cast("float64")
    is_jobs = rows["FLORES_MEASURE"] == JOBS
    cells = rows.select(
        place=ibis.ifelse(rows["GEO_OBJECT"] == FRANCE, FRANCE, rows["GEO"]),
        year=rows["TIME_PERIOD"],
        a38_code=rows["ACTIVITY"],
        size_class=rows["NUMBER_EMPL"],
        jobs=ibis.ifelse(is_jobs, value, ibis.null("float64")),
        establishments=ibis.ifelse(~is_jobs, value, ibis.null("float64")),
        withheld=(is_jobs & value.isnull()).cast("int64"),
    )
    # Each row once a level: all the levels are then summed in one pass over the file.
    located = cells.join(places, "place")
    key = ("year", "level", "unit_code", "a38_code", "size_class")
    summed = located.group_by(list(key)).aggregate(
        published_jobs_count=_sum(located["jobs"]),
        establishments_count=_sum(located["establishments"]),
        withheld_cells_count=_sum(located["withheld"]),
    )
    return withhold_sums(summed)


def _sum(column: ir.Value) -> ir.Value:
    """Add up, in 64 bits whatever the engine makes of a sum; nothing adds up to zero."""
    return ibis.coalesce(column.sum().round().cast("int64"), ibis.literal(0, "int64"))

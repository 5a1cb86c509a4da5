"""Jobs and establishments by EPCI, A38 sector and year, out of URSSAF's commune × activity.

One Ibis expression, run by DuckDB inside the process or by Spark on a cluster: the wide rows
are added up in one pass to EPCI × A38 (some 45,000 groups), and only then turned long.
"""

import re
from collections.abc import Iterable

import ibis
import ibis.expr.types as ir
import pandas as pd

from territoires_industrie.join import read_passage
from territoires_industrie.refresh.failures import Fault, RefreshError
from territoires_industrie.sources import read_table
from territoires_industrie.wording import _

COMMUNE, ACTIVITY = "code_commune", "code_ape"
JOBS, ESTABLISHMENTS = "effectifs_salaries_{year}", "nombre_d_etablissements_{year}"
YEAR_COLUMN = re.compile(JOBS.format(year=r"(\d{4})"))

OUTSIDE = ""
"""Group of the rows that are in no EPCI, or in a sector that the atlas does not hold."""

DIVISIONS = {
    "AZ": (1, 3), "BZ": (5, 9), "CA": (10, 12), "CB": (13, 15), "CC": (16, 18), "CD": (19, 19),
    "CE": (20, 20), "CF": (21, 21), "CG": (22, 23), "CH": (24, 25), "CI": (26, 26),
    "CJ": (27, 27), "CK": (28, 28), "CL": (29, 30), "CM": (31, 33), "DZ": (35, 35),
    "EZ": (36, 39), "FZ": (41, 43), "GZ": (45, 47), "HZ": (49, 53), "IZ": (55, 56),
    "JA": (58, 60), "JB": (61, 61), "JC": (62, 63), "KZ": (64, 66), "LZ": (68, 68),
    "MA": (69, 71), "MB": (72, 72), "MC": (73, 75), "NZ": (77, 82), "OZ": (84, 84),
    "PZ": (85, 85), "QA": (86, 86), "QB": (87, 88), "RZ": (90, 93), "SZ": (94, 96),
}  # fmt: skip
"""A38 sector → first and last NAF rév. 2 division in it (INSEE, niveaux agrégés).

Households as employers (97, 98) and foreign bodies (99) are not among the atlas's sectors.
"""


def sector_divisions() -> pd.DataFrame:
    """List the divisions: ``division`` (two digits) and ``a38_code``.

    >>> sector_divisions().set_index("division").loc["30", "a38_code"]
    'CL'
    """
    rows = [
        (f"{division:02d}", code)
        for code, (first, last) in DIVISIONS.items()
        for division in range(first, last + 1)
    ]
    return pd.DataFrame(rows, columns=["division", "a38_code"])


def commune_epci() -> pd.DataFrame:
    """List every commune code ever used with its EPCI of today: ``code_commune``, ``epci_siren``.

    A commune without an EPCI (four islands) is left out, like a code without a commune.
    """
    passage = read_passage()
    epci = read_table("commune_2026").set_index("commune_code")["epci_siren"].dropna()
    codes = {**passage.target, **{code: code for code in passage.current}}
    places = pd.Series(codes, name="commune").map(epci).dropna()
    return pd.DataFrame({COMMUNE: places.index.astype(str), "epci_siren": places.to_numpy()})


def years_of(columns: Iterable[str]) -> tuple[str, ...]:
    """List the years that a file has both jobs and establishments of.

    >>> years_of(["effectifs_salaries_2006", "nombre_d_etablissements_2006", "ape"])
    ('2006',)

    Raises
    ------
    RefreshError
        If there is none, or a year has one and not the other.
    """
    names = set(columns)
    years = sorted(match[1] for name in names if (match := YEAR_COLUMN.fullmatch(name)))
    alone = [year for year in years if ESTABLISHMENTS.format(year=year) not in names]
    if not years or alone:
        text = _(
            "Colonnes attendues : « effectifs_salaries_AAAA » et « nombre_d_etablissements_AAAA » "
            "pour chaque année ; trouvées pour {found}, incomplètes pour {alone}."
        )
        raise RefreshError(
            Fault.SCHEMA, text, found=", ".join(years) or "–", alone=", ".join(alone) or "–"
        )
    return tuple(years)


def jobs_by_epci(activity: ir.Table, places: ir.Table, sectors: ir.Table) -> ir.Table:
    """Express the table: one row an EPCI, A38 sector and year.

    Parameters
    ----------
    activity
        Rows of commune × APE with their yearly columns, as URSSAF publishes them.
    places, sectors
        As ``commune_epci`` and ``sector_divisions`` list them.

    Returns
    -------
    ibis.expr.types.Table
        ``epci_siren`` and ``a38_code`` (empty outside both), ``year``; ``jobs_count`` (null
        where a cell is withheld), ``published_jobs_count`` (sum of what is published),
        ``establishments_count``, ``withheld_cells_count``. A cell is withheld where there
        are establishments but their jobs are blank.
    """
    years = years_of(activity.columns)
    coded = activity.mutate(division=activity[ACTIVITY].substr(0, 2))
    located = coded.left_join(places, COMMUNE).left_join(sectors, "division")
    grouped = located.group_by(
        epci_siren=ibis.coalesce(located["epci_siren"], ibis.literal(OUTSIDE)),
        a38_code=ibis.coalesce(located["a38_code"], ibis.literal(OUTSIDE)),
    )
    wide = grouped.aggregate(
        **{name: column for year in years for name, column in _sums(located, year).items()}
    )
    cells = ibis.array([ibis.struct(_cell(wide, year)) for year in years])
    long = wide.select("epci_siren", "a38_code", cell=cells.unnest()).unpack("cell")
    has_any = (long["establishments_count"] > 0) | (long["published_jobs_count"] > 0)
    return withhold_sums(long.filter(has_any))


def withhold_sums(table: ir.Table) -> ir.Table:
    """Add ``jobs_count``: the published jobs, none where a cell of the sum is withheld."""
    is_withheld = table["withheld_cells_count"] > 0
    jobs = ibis.ifelse(is_withheld, ibis.null("int64"), table["published_jobs_count"])
    return table.mutate(jobs_count=jobs)


def _sums(table: ir.Table, year: str) -> dict[str, ir.Value]:
    jobs = table[JOBS.format(year=year)].cast("int64")
    establishments = table[ESTABLISHMENTS.format(year=year)].cast("int64")
    # Blank jobs without an establishment are no secret: nothing is there.
    withheld = jobs.isnull() & (establishments > 0)
    return {
        f"jobs_{year}": _sum(jobs),
        f"establishments_{year}": _sum(establishments),
        f"withheld_{year}": _sum(withheld.cast("int64")),
    }


def _sum(column: ir.Value) -> ir.Value:
    """Add up, in 64 bits whatever the engine makes of a sum; nothing adds up to zero."""
    return ibis.coalesce(column.sum().cast("int64"), ibis.literal(0, "int64"))


def _cell(wide: ir.Table, year: str) -> dict[str, ir.Value]:
    return {
        "year": ibis.literal(year),
        "published_jobs_count": wide[f"jobs_{year}"],
        "establishments_count": wide[f"establishments_{year}"],
        "withheld_cells_count": wide[f"withheld_{year}"],
    }

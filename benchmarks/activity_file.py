"""A file of the size and columns of URSSAF's commune × activity, with figures made up.

    python -m benchmarks.activity_file OUTPUT.parquet [--communes N] [--activities N]

Its figures mean nothing: it measures time and memory, and tests that engines agree.
"""

import argparse
from pathlib import Path

import duckdb

from territoires_industrie.refresh.activity import DIVISIONS, ESTABLISHMENTS, JOBS
from territoires_industrie.sources import read_table

COMMUNES, ACTIVITIES = 35_000, 700
YEARS = tuple(str(year) for year in range(2007, 2025))
BLANK_IN_A_THOUSAND = 2
FILLED_IN_A_HUNDRED = 12
MEMORY = "700MB"


def list_activities(count: int) -> list[str]:
    """Make APE codes spread over the divisions of every sector.

    >>> list_activities(3)
    ['0111Z', '0211Z', '0311Z']
    """
    divisions = [d for first, last in DIVISIONS.values() for d in range(first, last + 1)]
    codes = [f"{d:02d}{n // 9 + 1}{n % 9 + 1}Z" for n in range(20) for d in divisions]
    return codes[:count]


def write_activity_file(path: Path, communes: int = COMMUNES, activities: int = ACTIVITIES) -> Path:
    """Write the file by pieces, never in memory; the same figures each time."""
    codes = sorted(read_table("commune_2026")["commune_code"])[:communes]
    with duckdb.connect(config={"memory_limit": MEMORY, "threads": 2}) as base:
        base.execute("SET preserve_insertion_order = false")
        base.execute("CREATE TABLE place AS SELECT unnest(?) AS code_commune", [codes])
        names = list_activities(activities)
        base.execute("CREATE TABLE activity AS SELECT unnest(?) AS code_ape", [names])
        base.execute(_statement(path))
    return path


def _statement(path: Path) -> str:
    columns = []
    for position, year in enumerate(YEARS):
        size = f"(seed % {97 + position}) % 40 + 1"
        establishments, jobs = ESTABLISHMENTS.format(year=year), JOBS.format(year=year)
        is_filled = f"(seed % 100) < {FILLED_IN_A_HUNDRED}"
        is_blank = f"((seed + {position * 37}) % 1000) < {BLANK_IN_A_THOUSAND}"
        columns += [
            f"CASE WHEN {is_filled} THEN {size} % 7 + 1 ELSE 0 END AS {establishments}",
            f"CASE WHEN {is_blank} THEN NULL WHEN {is_filled} THEN {size} ELSE 0 END AS {jobs}",
        ]
    return (
        f"COPY (SELECT code_commune, code_ape, {', '.join(columns)} FROM ("
        "SELECT code_commune, code_ape, hash(code_commune || code_ape) >> 20 AS seed "
        f"FROM place CROSS JOIN activity)) TO '{path}' (FORMAT parquet, COMPRESSION zstd)"
    )


def main() -> None:
    """Read the command line and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output", type=Path)
    parser.add_argument("--communes", type=int, default=COMMUNES)
    parser.add_argument("--activities", type=int, default=ACTIVITIES)
    asked = parser.parse_args()
    path = write_activity_file(asked.output, asked.communes, asked.activities)
    print(f"{path}: {path.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()

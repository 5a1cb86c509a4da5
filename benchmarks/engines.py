"""DuckDB and Spark side by side on one made file: time, memory, and whether they agree.

    python -m benchmarks.engines [--communes N] [--activities N]

Each engine runs in a process of its own, from an empty start.
"""

import argparse
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from benchmarks.activity_file import write_activity_file
from territoires_industrie.refresh.engines import aggregate_with_duckdb, tidy

COMMUNES, ACTIVITIES = 2_000, 100


def run_duckdb(path: Path, output: Path) -> None:
    """Aggregate with DuckDB, and write the table."""
    with TemporaryDirectory() as folder:
        aggregate_with_duckdb(path, Path(folder)).to_parquet(output, index=False)


def measure(name: str, arguments: list[str]) -> dict[str, float | str]:
    """Run a module to its end: seconds, and the most memory of it and its children (MB)."""
    before = time.monotonic()
    command = [sys.executable, "-m", *arguments]
    script = (
        "import json, resource, subprocess, sys; "
        "subprocess.run(sys.argv[1:], check=True, stderr=subprocess.DEVNULL); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    said = subprocess.run(
        [sys.executable, "-c", script, *command], check=True, capture_output=True, text=True
    )
    seconds = time.monotonic() - before
    return {"engine": name, "seconds": round(seconds, 1), "megabytes": int(said.stdout) // 1024}


def main() -> int:
    """Run both engines on one file; return 1 where their tables differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--communes", type=int, default=COMMUNES)
    parser.add_argument("--activities", type=int, default=ACTIVITIES)
    parser.add_argument("--duckdb", nargs=2, type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.duckdb:
        run_duckdb(*asked.duckdb)
        return 0
    if shutil.which("java") is None:
        print("Java is absent: Spark needs Java 17 (apt-get install openjdk-17-jre-headless).")
        return 1
    with TemporaryDirectory() as folder:
        path = write_activity_file(Path(folder, "made.parquet"), asked.communes, asked.activities)
        ours, theirs = (Path(folder, f"{name}.parquet") for name in ("duckdb", "spark"))
        runs = [
            measure("DuckDB", ["benchmarks.engines", "--duckdb", str(path), str(ours)]),
            measure("Spark", ["territoires_industrie.refresh.spark", str(path), str(theirs)]),
        ]
        tables = [tidy(pd.read_parquet(one)) for one in (ours, theirs)]
    print(f"{asked.communes:,} communes x {asked.activities} activities, {len(tables[0]):,} rows")
    for run in runs:
        print(f"{run['engine']:8}{run['seconds']:>8} s{run['megabytes']:>8} MB")
    is_same = tables[0].equals(tables[1])
    print("the same table" if is_same else "DIFFERENT TABLES")
    return 0 if is_same else 1


if __name__ == "__main__":
    sys.exit(main())

"""The engines that run the aggregation: DuckDB in the process, or Spark, local or a cluster."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ibis
import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa

from territoires_industrie.refresh.activity import (
    ACTIVITY,
    COMMUNE,
    commune_epci,
    jobs_by_epci,
    sector_divisions,
)
from territoires_industrie.refresh.failures import Fault, RefreshError
from territoires_industrie.wording import _

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

MEMORY = "600MB"
KEY = ["epci_siren", "a38_code", "year"]
COLUMNS = [*KEY, "jobs_count", "published_jobs_count", "establishments_count"]
COLUMNS += ["withheld_cells_count"]
SPARK_MASTER = "local[2]"
SPARK_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "8",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.session.timeZone": "UTC",
}


def open_duckdb(folder: Path, memory: str = MEMORY) -> "Backend":
    """Open DuckDB with bounded memory; what does not fit spills into ``folder``."""
    duckdb = ibis.duckdb.connect(
        memory_limit=memory,
        temp_directory=str(folder),
        preserve_insertion_order=False,
        threads=min(os.cpu_count() or 1, 4),
    )
    duckdb.raw_sql("SET enable_progress_bar = false")
    return duckdb


def read_activity(duckdb: "Backend", path: Path) -> ir.Table:
    """Open URSSAF's file in place, Parquet or CSV with semicolons."""
    if path.suffix == ".parquet":
        return duckdb.read_parquet(path)
    texts = {COMMUNE: "VARCHAR", ACTIVITY: "VARCHAR"}
    return duckdb.read_csv(path, sep=";", header=True, types=texts)


def _memory(table: pd.DataFrame) -> ir.Table:
    """Pass a small table to the expression, by Arrow: DuckDB asks old pandas for its options."""
    return ibis.memtable(pa.Table.from_pandas(table, preserve_index=False))


def inspect_file(path: Path, folder: Path) -> tuple[tuple[str, ...], int]:
    """Read the header of URSSAF's file and count its rows, without loading it.

    Raises
    ------
    RefreshError
        If it is not a whole file of its kind.
    """
    import duckdb as engine

    duckdb = open_duckdb(folder)
    try:
        activity = read_activity(duckdb, path)
        return tuple(activity.columns), int(duckdb.to_pyarrow(activity.count()).as_py())
    except engine.Error as error:
        raise _unreadable(path, error) from error
    finally:
        duckdb.disconnect()


def _unreadable(path: Path, error: Exception) -> RefreshError:
    """Return the error of a file that is no table, and remove it, to be fetched again."""
    path.unlink(missing_ok=True)
    text = _(
        "{file} : table attendue, lecture impossible ({reason}). Fichier tronqué ou d’une autre "
        "nature : relancez pour le télécharger de nouveau."
    )
    reason = str(error).splitlines()[0][:160]
    return RefreshError(Fault.HALF_FILE, text.format(file=path.name, reason=reason))


def aggregate_with_duckdb(path: Path, folder: Path, memory: str = MEMORY) -> pd.DataFrame:
    """Run the aggregation in this process, file by pieces.

    Parameters
    ----------
    path
        URSSAF's file.
    folder
        Where DuckDB may spill.

    Returns
    -------
    pandas.DataFrame
        Columns ``COLUMNS``, sorted by EPCI, sector and year.

    Raises
    ------
    RefreshError
        If the file cannot be read, or lacks its yearly columns.
    """
    import duckdb as engine

    duckdb = open_duckdb(folder, memory)
    try:
        expression = jobs_by_epci(
            read_activity(duckdb, path),
            _memory(commune_epci()),
            _memory(sector_divisions()),
        )
        return tidy(duckdb.to_pyarrow(expression).to_pandas())
    except engine.Error as error:
        raise _unreadable(path, error) from error
    finally:
        duckdb.disconnect()


def aggregate_with_spark(path: Path, master: str = SPARK_MASTER) -> pd.DataFrame:
    """Run the same expression with Spark: the way for files that outgrow one machine.

    Raises
    ------
    RefreshError
        If the extra ``spark`` is not installed.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        text = _(
            "Spark est absent : installez-le par `pip install -e '.[refresh,spark]'` (Java 17)."
        )
        raise RefreshError(Fault.CONFIGURATION, text) from error
    # Workers run the Python of this process, not the first one that the path holds.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder: Any = SparkSession.builder.master(master).appName("atlas")
    for name, value in SPARK_SETTINGS.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    try:
        for name, table in (("place", commune_epci()), ("sector", sector_divisions())):
            rows = list(table.itertuples(index=False, name=None))
            session.createDataFrame(rows, list(table.columns)).createOrReplaceTempView(name)
        spark = ibis.pyspark.connect(session)
        expression = jobs_by_epci(
            spark.read_parquet(str(path)), spark.table("place"), spark.table("sector")
        )
        collected = session.sql(spark.compile(expression)).collect()
        return tidy(pd.DataFrame([row.asDict() for row in collected]))
    finally:
        session.stop()


def tidy(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with the same types and order, whichever engine made it."""
    numbers = dict.fromkeys(COLUMNS[len(KEY) :], "Int64")
    ordered = table[COLUMNS].astype({**dict.fromkeys(KEY, "str"), **numbers})
    return ordered.sort_values(KEY).reset_index(drop=True)

"""The engines that run an aggregation: DuckDB in the process, or Spark, local or a cluster."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import ibis
import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa

from territoires_industrie.refresh import flores
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

Answer = TypeVar("Answer")

MEMORY = "600MB"
COUNTS = ("jobs_count", "published_jobs_count", "establishments_count", "withheld_cells_count")


@dataclass(frozen=True)
class Aggregation:
    """One Ibis expression over a large file and small tables, which either engine runs.

    Attributes
    ----------
    express
        The expression, of the file's table and of the small ones; its result has the columns of
        ``key``, which are texts, and ``COUNTS``.
    small_tables
        What the file is joined to.
    texts
        Columns of a CSV that are texts: codes keep their zeros.
    """

    express: Callable[..., ir.Table]
    small_tables: Callable[[], tuple[pd.DataFrame, ...]]
    key: tuple[str, ...]
    texts: tuple[str, ...]


JOBS_BY_EPCI = Aggregation(
    jobs_by_epci,
    lambda: (commune_epci(), sector_divisions()),
    ("epci_siren", "a38_code", "year"),
    (COMMUNE, ACTIVITY),
)
POSTS_BY_UNIT = Aggregation(
    flores.posts_by_unit,
    lambda: (flores.commune_units(),),
    ("year", "level", "unit_code", "a38_code", "size_class"),
    flores.COLUMNS,
)
AGGREGATIONS = {"activite": JOBS_BY_EPCI, "flores": POSTS_BY_UNIT}
"""By the key of their source."""

SPARK_MASTER = "local[2]"
SPARK_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "8",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.session.timeZone": "UTC",
}


def open_duckdb(folder: Path) -> "Backend":
    """Open DuckDB with bounded memory; what does not fit spills into ``folder``."""
    duckdb = ibis.duckdb.connect(
        memory_limit=MEMORY,
        temp_directory=str(folder),
        # The order of the rows costs memory, and `tidy` sorts the few that are left.
        preserve_insertion_order=False,
        threads=min(os.cpu_count() or 1, 4),
    )
    duckdb.raw_sql("SET enable_progress_bar = false")
    return duckdb


def open_file(duckdb: "Backend", path: Path, texts: tuple[str, ...]) -> ir.Table:
    """Open a large file in place, Parquet or CSV with semicolons."""
    if path.suffix == ".parquet":
        return duckdb.read_parquet(path)
    # An empty list of types is no SQL.
    types = {"types": dict.fromkeys(texts, "VARCHAR")} if texts else {}
    return duckdb.read_csv(path, sep=";", header=True, quote='"', **types)


def _memory(table: pd.DataFrame) -> ir.Table:
    """Pass a small table to the expression, by Arrow: DuckDB asks old pandas for its options."""
    return ibis.memtable(_arrow(table))


def _arrow(table: pd.DataFrame) -> pa.Table:
    return pa.Table.from_pandas(table, preserve_index=False)


def read_header(path: Path, folder: Path) -> tuple[str, ...]:
    """Read the names of the columns of a large file, without a pass over its rows.

    Raises
    ------
    RefreshError
        If it is not a file of its kind.
    """
    return run_duckdb(path, folder, lambda duckdb: tuple(open_file(duckdb, path, ()).columns))


def inspect_file(path: Path, folder: Path) -> tuple[tuple[str, ...], int]:
    """Read the header of a large file and count its rows, without loading it.

    Raises
    ------
    RefreshError
        If it is not a whole file of its kind.
    """

    def inspect(duckdb: "Backend") -> tuple[tuple[str, ...], int]:
        table = open_file(duckdb, path, ())
        return tuple(table.columns), int(duckdb.to_pyarrow(table.count()).as_py())

    return run_duckdb(path, folder, inspect)


def run_duckdb(path: Path, folder: Path, ask: Callable[["Backend"], Answer]) -> Answer:
    """Ask DuckDB something of a file, in bounded memory; it spills into ``folder``.

    Raises
    ------
    RefreshError
        If the file is not a whole file of its kind.
    """
    import duckdb as engine

    duckdb = open_duckdb(folder)
    try:
        return ask(duckdb)
    except engine.Error as error:
        raise _unreadable(path, error) from error
    finally:
        duckdb.disconnect()


def _unreadable(path: Path, error: Exception) -> RefreshError:
    """Return the error of a file that is no table, and remove it, to be fetched again."""
    # Left there, the next run would take it for whole.
    path.unlink(missing_ok=True)
    text = _(
        "{file} : table attendue, lecture impossible ({reason}). Fichier tronqué ou d’une autre "
        "nature : relancez pour le télécharger de nouveau."
    )
    reason = str(error).splitlines()[0][:160]
    return RefreshError(Fault.HALF_FILE, text, file=path.name, reason=reason)


def aggregate_with_duckdb(
    path: Path, folder: Path, what: Aggregation = JOBS_BY_EPCI
) -> pd.DataFrame:
    """Run an aggregation in this process, file by pieces.

    Parameters
    ----------
    path
        The large file.
    folder
        Where DuckDB may spill.

    Returns
    -------
    pandas.DataFrame
        The key of the aggregation and ``COUNTS``, sorted by the key.

    Raises
    ------
    RefreshError
        If the file cannot be read, or lacks its columns.
    """

    def ask(duckdb: "Backend") -> pd.DataFrame:
        small = (_memory(table) for table in what.small_tables())
        expression = what.express(open_file(duckdb, path, what.texts), *small)
        return tidy(duckdb.to_pyarrow(expression).to_pandas(), what)

    return run_duckdb(path, folder, ask)


def aggregate_with_spark(
    path: Path, master: str = SPARK_MASTER, what: Aggregation = JOBS_BY_EPCI
) -> pd.DataFrame:
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
        spark = ibis.pyspark.connect(session)
        small = []
        for number, table in enumerate(what.small_tables()):
            session.createDataFrame(_arrow(table)).createOrReplaceTempView(f"s{number}")
            small.append(spark.table(f"s{number}"))
        large = _open_on_spark(spark, path, what.texts)
        collected = session.sql(spark.compile(what.express(large, *small))).collect()
        return tidy(pd.DataFrame([row.asDict() for row in collected]), what)
    finally:
        session.stop()


def _open_on_spark(spark: Any, path: Path, texts: tuple[str, ...]) -> ir.Table:
    """Open a large file on Spark, Parquet or CSV with semicolons."""
    if path.suffix == ".parquet":
        opened: ir.Table = spark.read_parquet(str(path))
        return opened
    # Types that Spark infers would take the zeros off the codes.
    read: ir.Table = spark.read_csv(str(path), header=True, sep=";", inferSchema=False)
    numbers = {name: read[name].try_cast("int64") for name in read.columns if name not in texts}
    return read.mutate(**numbers) if numbers else read


def tidy(table: pd.DataFrame, what: Aggregation = JOBS_BY_EPCI) -> pd.DataFrame:
    """Return the table with the same types and order, whichever engine made it."""
    key = list(what.key)
    types = {**dict.fromkeys(key, "str"), **dict.fromkeys(COUNTS, "Int64")}
    return table[list(types)].astype(types).sort_values(key).reset_index(drop=True)

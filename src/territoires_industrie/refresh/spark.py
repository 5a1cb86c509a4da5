"""An aggregation on Spark, from a shell.

python -m territoires_industrie.refresh.spark FILE OUTPUT.parquet --of flores --master 'local[2]'
"""

import argparse
from pathlib import Path

from territoires_industrie.refresh.engines import (
    AGGREGATIONS,
    SPARK_MASTER,
    aggregate_with_spark,
)


def main(arguments: list[str] | None = None) -> None:
    """Read the command line, run the aggregation, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--of", choices=AGGREGATIONS, default="activite")
    parser.add_argument("--master", default=SPARK_MASTER)
    asked = parser.parse_args(arguments)
    table = aggregate_with_spark(asked.file, asked.master, AGGREGATIONS[asked.of])
    table.to_parquet(asked.output, index=False)


if __name__ == "__main__":
    main()

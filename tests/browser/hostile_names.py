"""Put a script into every name that the atlas reads: on the path of a server, for its tests.

Python imports a module of this name from ``PYTHONPATH`` before anything else; the test copies
this file there as ``sitecustomize.py``.
"""

import re
from collections.abc import Callable
from typing import Any

import geopandas as gpd
import pandas as pd

from territoires_industrie import sources

HOSTILE = '<img src=x onerror="window.__ran=1"><script>window.__ran=1</script>'
NAMES = re.compile(r"(^|_)(name|title|note|text|label|former_activity)(_|$)")


def spoil(read: Callable[..., Any]) -> Callable[..., Any]:
    """Make a reader of tables whose names all end with a script."""

    def spoiled(*args: Any, **kwargs: Any) -> Any:
        table = read(*args, **kwargs)
        for column in filter(NAMES.search, table.columns):
            if pd.api.types.is_string_dtype(table[column]):
                filled = table[column].notna() & (table[column] != "")
                table[column] = table[column].where(~filled, table[column] + f" {HOSTILE}")
        return table

    return spoiled


def install() -> None:
    """Have every table read with such names."""
    sources.load_table = spoil(sources.load_table)
    gpd.read_parquet = spoil(gpd.read_parquet)


if __name__ == "sitecustomize":
    install()

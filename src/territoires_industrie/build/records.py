"""Writing files the same way each time, each with its provenance record beside it."""

import json
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from territoires_industrie.levels import COG_YEAR
from territoires_industrie.sources import TOP_FIELDS, Record, file_sha256, record_path

Report = Callable[[str], None]
"""Told one line of progress at a file."""

ORIGINS = tomllib.loads(Path(__file__).with_name("origins.toml").read_text("utf-8"))


def origin_of(name: str, **holes: object) -> Record:
    """Describe where a file comes from, as ``origins.toml`` does.

    Parameters
    ----------
    name
        Of the entry.
    holes
        What the texts of the entry leave open.
    """
    entry: dict[str, Any] = ORIGINS[name]
    said = {"cog_year": COG_YEAR} | ORIGINS.get(entry.get("like", ""), {}) | entry
    said.pop("like", None)
    filled = {
        field: text.format(**holes) if isinstance(text, str) else text
        for field, text in said.items()
    }
    return Record(**filled | {"steps": tuple(filled["steps"].splitlines())})


def toml_value(value: object) -> str:
    """Write a value as TOML."""
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(toml_value(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def write_record(
    path: Path,
    origin: Record,
    *,
    rows: int | None = None,
    key: Sequence[str] = (),
    crs: str = "",
) -> None:
    """Write ``<path>.toml``: where the file comes from, its hash, rows, key and CRS."""
    # TOML has no null: 0 stands for codes of no one year.
    values = asdict(replace(origin, cog_year=origin.cog_year or 0))
    lines = [f"{name} = {toml_value(values[name])}" for name in TOP_FIELDS]
    lines += ["", "[licence]", f"upstream = {toml_value(origin.licence_upstream)}"]
    lines += [f"redistributed_as = {toml_value(origin.licence_redistributed_as)}"]
    lines += ["", "[file]", f"sha256 = {toml_value(file_sha256(path))}"]
    lines += [] if rows is None else [f"rows = {rows}"]
    lines += [f"key = {toml_value(tuple(key))}", f"crs = {toml_value(crs)}"]
    lines += ["", "[processing]", f"built_by = {toml_value(origin.built_by)}"]
    lines += ["steps = [", *(f"    {toml_value(step)}," for step in origin.steps), "]", ""]
    record_path(path).write_text("\n".join(lines), "utf-8")


def write_parquet(table: pd.DataFrame, path: Path, key: Sequence[str], origin: Record) -> None:
    """Write a table sorted by its key as Parquet, byte for byte repeatable, and its record."""
    ordered = table.sort_values(list(key)).reset_index(drop=True)
    # Without the metadata, which hold the version of pandas: an upgrade would change every file.
    arrow = pa.Table.from_pandas(ordered, preserve_index=False).replace_schema_metadata(None)
    pq.write_table(arrow, path, compression="zstd", compression_level=9, row_group_size=1 << 20)
    write_record(path, origin, rows=len(ordered), key=key)


def write_csv(table: pd.DataFrame, path: Path, key: Sequence[str], origin: Record) -> None:
    """Write a table sorted by its key as CSV (comma, UTF-8, ``\\n``), and its record."""
    ordered = table.sort_values(list(key)) if key else table
    ordered.to_csv(path, index=False, lineterminator="\n")
    write_record(path, origin, rows=len(ordered), key=key)

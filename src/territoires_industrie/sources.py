"""Files of ``geo/`` and ``data/``: their place, their provenance, and whether they are intact."""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.compute as pc
import pyarrow.parquet as pq

from territoires_industrie import data_state
from territoires_industrie.data_state import STATE
from territoires_industrie.errors import DataFileError, UnknownCodeError, VintageError, nearest
from territoires_industrie.levels import COG_YEAR
from territoires_industrie.wording import N_, _

ROOT = data_state.ROOT
"""Top of the repository."""

GEO = STATE.folder / "geo"
DATA = STATE.folder / "data"
STATIC = STATE.folder / "static"
"""Holds ``geo/``, the light boundaries that the browser draws: each set has its own."""

TABLE_SUFFIXES = (".parquet", ".csv")


def _repair() -> str:
    if STATE.is_refreshed:
        return N_("`atlas refresh --embedded`, puis redémarrer l’atlas")
    if not data_state.IS_CHECKOUT:
        return N_("réinstaller le paquet de l’atlas")
    return N_("`make data`, ou `git checkout -- {folder}/`")


REPAIR = _repair()
"""What puts the data right again, with a hole for the folder; to be translated."""


LICENCE = "Licence Ouverte 2.0 (Etalab)"
SHOWN_DIGITS = 12
"""Digits of a hash that an error shows."""


@dataclass(frozen=True)
class Record:
    """Provenance of one file, as the ``.toml`` file beside it has it, in the order of that file.

    Attributes
    ----------
    cog_year
        Year of the official geographic code of the codes in the file, or None.
    reference_period, date_published, date_accessed
        Period of the figures, day of their publication and of their download; texts.
    key
        Columns that identify a row.
    rows
        Number of rows or features, or None for a file that has none.
    crs
        Coordinate reference system, or an empty text.
    """

    title: str
    producer: str
    product: str
    attribution: str
    coverage: str = ""
    cog_year: int | None = None
    reference_period: str = ""
    date_published: str = ""
    date_accessed: str = ""
    url_landing: str = ""
    url_download: str = ""
    usage_warnings: str = ""
    licence_upstream: str = LICENCE
    licence_redistributed_as: str = LICENCE
    built_by: str = "atlas build"
    steps: tuple[str, ...] = ()
    sha256: str = ""
    rows: int | None = None
    key: tuple[str, ...] = ()
    crs: str = ""

    @property
    def cited(self) -> tuple[str, ...]:
        """Those that its attribution names, one by one, in the language of the run."""
        return tuple(name.strip() for name in _(self.attribution).split(";"))


OF_A_TABLE = ("licence_", "built_by", "steps", "sha256", "rows", "key", "crs")
TOP_FIELDS = tuple(one.name for one in fields(Record) if not one.name.startswith(OF_A_TABLE))
"""Fields at the top of a record's file: the others stand in a table of theirs."""


def record_path(path: Path) -> Path:
    """Return the path of a file's provenance record.

    >>> record_path(Path("epci_2026.parquet")).name
    'epci_2026.parquet.toml'
    """
    return path.with_name(path.name + ".toml")


def table_path(name: str, folder: Path | None = None) -> Path:
    """Find the file of a table by its name, with no ending (``epci_2026``).

    Raises
    ------
    DataFileError
        If ``folder`` (by default ``data/``) has no such table.
    """
    home = DATA if folder is None else folder
    for suffix in TABLE_SUFFIXES:
        if (path := home / f"{name}{suffix}").exists():
            return path
    missing = _("Fichier absent : « {file} » attendu dans {folder}/. Pour le rétablir : {repair}.")
    raise DataFileError(
        missing, file=name, folder=home.name, repair=_(REPAIR).format(folder=home.name)
    )


def has_table(name: str) -> bool:
    """Whether ``data/`` has a table: some are only in a set that ``atlas refresh`` made."""
    return any((DATA / f"{name}{suffix}").exists() for suffix in TABLE_SUFFIXES)


def newest_table(start: str) -> str | None:
    """Return the name of the table of the last year among those whose names start so, or None."""
    named = (path for suffix in TABLE_SUFFIXES for path in DATA.glob(f"{start}*{suffix}"))
    # Names end with their year: the later one is the greater text.
    return max((path.stem for path in named), default=None)


def read_record(path: Path) -> Record:
    """Read the provenance record beside a file of ``geo/`` or ``data/``.

    Raises
    ------
    DataFileError
        If the record is missing, is not TOML or lacks a field.
    """
    beside = record_path(path)
    try:
        return _to_record(tomllib.loads(beside.read_text("utf-8")))
    except FileNotFoundError as error:
        raise unusable(path, _("sa notice « {file}.toml » est absente")) from error
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise unusable(path, _("sa notice « {file}.toml » est illisible ou incomplète")) from error


def _to_record(content: Mapping[str, Any]) -> Record:
    file, licence, processing = content["file"], content["licence"], content["processing"]
    texts: dict[str, Any] = {name: str(content[name]) for name in TOP_FIELDS}
    return Record(
        # Written as 0, since TOML has no null.
        **texts | {"cog_year": content["cog_year"] or None},
        licence_upstream=licence["upstream"],
        licence_redistributed_as=licence["redistributed_as"],
        sha256=file["sha256"],
        rows=file.get("rows"),
        key=tuple(file["key"]),
        crs=file["crs"],
        built_by=processing["built_by"],
        steps=tuple(processing["steps"]),
    )


def file_sha256(path: Path) -> str:
    """Compute the SHA-256 of a file, as hexadecimal text."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_file(path: Path) -> Record:
    """Verify that a file is the one that its record describes, byte for byte.

    Raises
    ------
    DataFileError
        If the file or its record is missing or cannot be read, or if the file was altered or
        truncated.
    """
    try:
        if not path.exists():
            raise unusable(path, _("il est absent"))
        record = read_record(path)
        found = file_sha256(path)
    except OSError as error:
        raise refused(path, error) from error
    if found != record.sha256:
        raise altered(path, record.sha256[:SHOWN_DIGITS], found)
    return record


@cache
def _checked(path: Path) -> Record:
    record = check_file(path)
    # A file of another year, copied over this one, would pass every other check.
    if path.stem.endswith(f"_{COG_YEAR}"):
        require_year(path, record)
    return record


def require_year(path: Path, record: Record) -> None:
    """Refuse a file whose codes, by its record, are not of the year of the map.

    Raises
    ------
    VintageError
        If the COG year of the record is another one, or is missing.
    """
    if record.cog_year == COG_YEAR:
        return
    text = _(
        "Fichier « {file} » d’une autre année : sa notice dit le COG {found}, la carte suit "
        "celui de {expected}. Pour le rétablir : {repair}."
    )
    raise VintageError(
        text,
        file=f"{path.parent.name}/{path.name}",
        found=record.cog_year or "–",
        expected=COG_YEAR,
        repair=_(REPAIR).format(folder=path.parent.name),
    )


def unusable(path: Path, reason: str) -> DataFileError:
    """Return the error of a file of the data: why it cannot be used, and what mends it."""
    text = _("Fichier « {file} » inutilisable : {reason}. Pour le rétablir : {repair}.")
    folder = "static/geo" if path.parent.parent == STATIC else path.parent.name
    return DataFileError(
        text,
        file=f"{folder}/{path.name}",
        reason=reason.replace("{file}", path.name),
        repair=_(REPAIR).format(folder=folder),
    )


def refused(path: Path, error: OSError) -> DataFileError:
    """Return the error of a file that the system does not let us read."""
    text = _("sa lecture est refusée ({reason}) ; vérifiez ses droits")
    return unusable(path, text.format(reason=error.strerror or error))


def altered(path: Path, expected: str, found: str) -> DataFileError:
    """Return the error of a file whose hash does not begin with the digits expected."""
    text = _("il a été modifié ou tronqué (empreinte attendue {expected}…, trouvée {found}…)")
    return unusable(path, text.format(expected=expected, found=found[: len(expected)]))


def load_table(path: Path, rows: pc.Expression | None = None) -> pd.DataFrame:
    """Read one Parquet or CSV table; codes in a CSV stay text.

    Parameters
    ----------
    path
        The file.
    rows
        Which rows to read, of a Parquet file alone; all without it.

    Raises
    ------
    DataFileError
        If the file cannot be read as a table.
    """
    try:
        if path.suffix == ".parquet":
            # `pandas.read_parquet` makes a dataset of the one file: half as long again.
            arrow = pq.ParquetFile(path).read()
            table: pd.DataFrame = (arrow if rows is None else arrow.filter(rows)).to_pandas()
            return table
        if rows is not None:
            raise ValueError("rows of a CSV")
        # As text: codes keep their zeros, and "NA" or "null" are names like others.
        return pd.read_csv(path, dtype=str, keep_default_na=False)
    except (OSError, ValueError, pd.errors.ParserError) as error:
        raise unusable(path, _("sa lecture échoue (table attendue)")) from error


@cache
def read_table(name: str, cog_year: int | None = None) -> pd.DataFrame:
    """Read a table of ``data/`` once a process; never change the result.

    The file is compared with the hash of its record before it is read.

    Parameters
    ----------
    name
        Of the table.
    cog_year
        Year of the COG whose rows are read, of a table of several; all of them without it.

    Raises
    ------
    DataFileError
        If the table is missing, altered, truncated or unreadable.
    VintageError
        If it is named after the year of the map and its record has another.
    """
    path = table_path(name)
    record = _checked(path)
    table = load_table(path, None if cog_year is None else pc.field("cog_year") == cog_year)
    _require_columns(path, table, record.key)
    return table


def require_column(name: str, column: str) -> None:
    """Refuse a table of ``data/`` without a column: a set made by an older atlas lacks newer ones.

    Raises
    ------
    DataFileError
        If the table does not have the column.
    """
    _require_columns(table_path(name), read_table(name), (column,))


def _require_columns(path: Path, table: pd.DataFrame, columns: Sequence[str]) -> None:
    absent = [column for column in columns if column not in table.columns]
    if absent:
        text = _("colonnes attendues et absentes : {columns}")
        raise unusable(path, text.format(columns=", ".join(absent)))


def table_record(name: str) -> Record:
    """Read the provenance record of a table of ``data/``."""
    return _checked(table_path(name))


def forget_tables() -> None:
    """Clear the caches of tables: the build has just written some."""
    read_table.cache_clear()
    _checked.cache_clear()


def list_files(folder: Path) -> list[Path]:
    """List the files of a folder that need a record, sorted by name.

    Raises
    ------
    DataFileError
        If the folder is missing or cannot be read.
    """
    try:
        found = sorted(path for path in folder.iterdir() if path.is_file())
    except OSError as error:
        text = _("Dossier « {folder} » : absent ou illisible. Pour le rétablir : {repair}.")
        repair = _(REPAIR).format(folder=folder.name)
        raise DataFileError(text, folder=folder.name, repair=repair) from error
    return [path for path in found if path.suffix != ".toml" and not path.name.startswith(".")]


def require_known(value: str, valid: tuple[str, ...], what: str) -> None:
    """Refuse a value that is not among the valid ones, naming the nearest.

    Raises
    ------
    UnknownCodeError
        If ``value`` is not in ``valid``.
    """
    if value in valid:
        return
    close = ", ".join(nearest(value, valid) or valid[:5])
    text = _("{what} : « {value} » est inconnu. Valeurs proches : {close}.")
    raise UnknownCodeError(text, what=what, value=value, close=close)

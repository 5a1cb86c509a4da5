"""Received tables: read whole, their header compared with what the atlas expects."""

import csv
import io
import shutil
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from territoires_industrie import sources
from territoires_industrie.errors import list_codes, nearest
from territoires_industrie.refresh.disk import forget, require_room
from territoires_industrie.refresh.download import Downloaded
from territoires_industrie.refresh.failures import Fault, RefreshError
from territoires_industrie.refresh.services import not_a_file
from territoires_industrie.wording import _

SEPARATORS = ";,\t"
MOST_BYTES = 200_000_000
"""Size of a table that is read whole in memory: the larger ones go through DuckDB."""


def check_header(found: Iterable[str], expected: Sequence[str], url: str) -> None:
    """Compare the header really received with the columns that the atlas reads.

    Raises
    ------
    RefreshError
        If some are missing; the message names them, what resembles them, and what came.
    """
    names = list(found)
    absent = [column for column in expected if column not in names]
    if not absent:
        return
    close = {column: nearest(column, names, 1) for column in absent}
    told = [f"{column} ({near[0]} ?)" if near else column for column, near in close.items()]
    text = _(
        "{url} : colonnes attendues et absentes : {absent} ; colonnes reçues : {found}. Le "
        "producteur a changé son fichier : rien n’est remplacé. Signalez-le, ou indiquez "
        "l’ancienne version dans le fichier d’adresses."
    )
    shown = ", ".join(names[:12]) + (f" (+ {len(names) - 12})" if len(names) > 12 else "")
    raise RefreshError(Fault.SCHEMA, text, url=url, absent=", ".join(told), found=shown)


def read_csv(file: Downloaded, expected: Sequence[str]) -> pd.DataFrame:
    """Read a CSV of any separator as texts; every column as it came.

    Raises
    ------
    RefreshError
        If it is not a CSV, ends in the middle of a row, or lacks a column.
    """
    return _parse(file, file.path.read_bytes(), expected)


def read_zipped_csv(
    file: Downloaded, expected: Sequence[str], ending: str = ".csv"
) -> pd.DataFrame:
    """Read the largest CSV of a zip, or of those whose name has an ending (case apart)."""
    try:
        with zipfile.ZipFile(file.path) as archive:
            tables = [
                item for item in archive.infolist() if item.filename.casefold().endswith(ending)
            ]
            # INSEE's zips hold the description of the columns as a second, small CSV.
            largest = max(tables, key=lambda item: item.file_size)
            if largest.file_size > MOST_BYTES:
                raise _too_large(file, largest.file_size)
            content = archive.read(largest)
    except (zipfile.BadZipFile, ValueError) as error:
        raise not_a_file(file, "zip") from error
    return _parse(file, content, expected)


def extract_zipped(file: Downloaded, ending: str, folder: Path) -> Path:
    """Extract the one file of a zip whose name has an ending, for an engine that reads it in place.

    Raises
    ------
    RefreshError
        If it is no whole zip, lacks such a file, or the disk has no room for it.
    """
    try:
        with zipfile.ZipFile(file.path) as archive:
            chosen = [item for item in archive.infolist() if item.filename.endswith(ending)]
            if len(chosen) != 1:
                text = _(
                    "{url} : un fichier « …{ending} » est attendu ; fichiers trouvés : {found}."
                )
                found = list_codes(archive.namelist()) or "–"
                raise RefreshError(Fault.SCHEMA, text, url=file.url, ending=ending, found=found)
            require_room(folder, chosen[0].file_size)
            # Under a name of ours: that of an archive could lead out of the folder.
            target = folder / f"extracted{ending}"
            with archive.open(chosen[0]) as source, target.open("wb") as written:
                shutil.copyfileobj(source, written)
            return target
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise not_a_file(file, "zip") from error


def _too_large(file: Downloaded, size: int) -> RefreshError:
    forget(file.path)
    text = _("{url} : {size} Mo une fois décompressé, {most} Mo au plus attendus.")
    megabytes = {"size": size // 1_000_000, "most": MOST_BYTES // 1_000_000}
    return RefreshError(Fault.TOO_LARGE, text.format(url=file.url, **megabytes))


def _parse(file: Downloaded, content: bytes, expected: Sequence[str]) -> pd.DataFrame:
    text = _decode(content)
    first = text.split("\n", 1)[0]
    if not first.strip() or first.lstrip().startswith(("<", "{")):
        raise not_a_file(file, "CSV")
    separator = max(SEPARATORS, key=first.count)
    rows = csv.reader(io.StringIO(text), delimiter=separator)
    header = [name.strip() for name in next(rows)]
    check_header(header, expected, file.url)
    lines = [row for row in rows if row]
    wrong = [number for number, row in enumerate(lines, 2) if len(row) != len(header)]
    if wrong:
        forget(file.path)
        told = _(
            "{url} : {expected} colonnes attendues à chaque ligne, {found} à la ligne {line}. "
            "Le fichier est tronqué ou abîmé : relancez pour le télécharger de nouveau."
        ).format(url=file.url, expected=len(header), found=len(lines[wrong[0] - 2]), line=wrong[0])
        raise RefreshError(Fault.HALF_FILE, told)
    return pd.DataFrame(lines, columns=header, dtype="str")


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def check_rows(file: Downloaded, found: int, expected: int) -> None:
    """Compare the rows received with those that the service announced.

    Raises
    ------
    RefreshError
        If they differ: an export that is cut without a word, or changed meanwhile.
    """
    if found != expected:
        forget(file.path)
        text = _(
            "{url} : {expected} lignes annoncées, {found} reçues. Relancez : l’export a été coupé "
            "ou le jeu de données a changé entre-temps."
        )
        raise RefreshError(Fault.HALF_FILE, text, url=file.url, expected=expected, found=found)


def to_numbers(table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return a table whose columns of texts are numbers; what is withheld or blank is missing."""
    read = {
        name: pd.to_numeric(table[name].str.replace(",", "."), errors="coerce") for name in columns
    }
    return table.assign(**read)


def is_in_use(table: pd.DataFrame, name: str, key: Sequence[str] = ("commune_code",)) -> bool:
    """Whether the set in use has the same table, its rows in any order."""
    if not sources.has_table(name):
        return False
    ordered = table.sort_values(list(key)).reset_index(drop=True)
    return sources.load_table(sources.table_path(name)).equals(ordered)

"""Whether ``geo/``, ``data/`` and ``static/geo/`` are whole: ``atlas check``.

Each check returns the problems that it found, in the language of the run; none stops at
the first. ``totals.py`` holds the figures that the producers' tables add up to.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

from territoires_industrie import sources
from territoires_industrie.boundaries import (
    MANIFEST,
    SCREEN_FOLDER,
    boundary_path,
    check_coverage,
    check_served,
    read_layer,
    read_manifest,
)
from territoires_industrie.errors import AtlasError, list_codes
from territoires_industrie.fields import find_field
from territoires_industrie.levels import BOUNDARY_LEVELS, LEVELS
from territoires_industrie.membership import read_units
from territoires_industrie.sources import Record, check_file, list_files, load_table
from territoires_industrie.totals import TOTALS
from territoires_industrie.wording import _, format_number, say_pair

Report = Callable[[str], None]
Problems = Iterator[str]


def _keep_quiet(_line: str) -> None:
    """Ignore a line of progress."""


def check_all(report: Report = _keep_quiet) -> list[str]:
    """Verify every file of the atlas; takes some seconds.

    Parameters
    ----------
    report
        Called with one line at each step.

    Returns
    -------
    list of str
        What is wrong, by file; empty when all is well.
    """
    steps: tuple[tuple[str, Callable[[], Problems]], ...] = (
        (_("Fichiers et notices de data/"), lambda: check_folder(sources.DATA)),
        (_("Fichiers et notices de geo/"), lambda: check_folder(sources.GEO)),
        (_("Contours"), check_ground),
        (_("Formes pour l'écran"), check_screen),
        (_("Totaux"), check_totals),
    )
    problems: list[str] = []
    for title, step in steps:
        found = list(step())
        report(say_pair(title, format_number(len(found)) if found else _("en ordre")))
        problems += found
    return problems


def check_folder(folder: Path) -> Problems:
    """Verify record, hash, rows, key and columns of every file; find records without a file."""
    if not folder.is_dir():
        yield _("Dossier absent : {folder}/.").format(folder=folder.name)
        return
    for path in list_files(folder):
        try:
            yield from _check_content(path, check_file(path))
        except AtlasError as error:
            yield str(error)
    for record in sorted(folder.glob("*.toml")):
        if not record.with_suffix("").exists():
            text = _("Notice sans fichier : {folder}/{file}.")
            yield text.format(folder=folder.name, file=record.name)


def _check_content(path: Path, record: Record) -> Problems:
    name = f"{path.parent.name}/{path.name}"
    if path.suffix not in sources.TABLE_SUFFIXES:
        return
    is_ground = path.parent == sources.GEO
    # Polygons are read once, by the check of the ground.
    table = pd.read_parquet(path, columns=["code"]) if is_ground else load_table(path)
    if record.rows != len(table):
        text = _("{file} : {expected} lignes attendues, {found} trouvées.")
        yield text.format(file=name, expected=record.rows, found=len(table))
    absent = [column for column in record.key if column not in table.columns]
    if absent:
        text = _("{file} : colonnes de clé absentes : {columns}.")
        yield text.format(file=name, columns=", ".join(absent))
    elif record.key:
        yield from _check_key(table, record, name)
    if not is_ground:
        yield from _check_columns(table, name)


def _check_key(table: pd.DataFrame, record: Record, name: str) -> Problems:
    key = list(record.key)
    repeated = table.loc[table.duplicated(key), key]
    if len(repeated):
        text = _("{file} : clé répétée ({key}) : {codes}.")
        codes = list_codes(" ".join(map(str, row)) for row in repeated.to_numpy())
        yield text.format(file=name, key=", ".join(key), codes=codes)


def _check_columns(table: pd.DataFrame, name: str) -> Problems:
    for column in table.columns:
        try:
            find_field(str(column))
        except AtlasError as error:
            yield f"{name} : {error}"


def check_ground() -> Problems:
    """Verify the boundaries of every level: valid, no gaps or overlaps, the right codes."""
    for level_key in BOUNDARY_LEVELS:
        try:
            layer = read_layer(boundary_path(level_key))
            check_coverage(layer.reset_index(), level_key)
            if level_key in LEVELS:
                yield from _check_codes(layer.index, level_key)
        except AtlasError as error:
            yield str(error)


def _check_codes(codes: pd.Index, level_key: str) -> Problems:
    different = codes.symmetric_difference(read_units(level_key).index)
    if len(different):
        text = _("geo/{file} : codes sans contour ou inconnus : {codes}.")
        yield text.format(file=BOUNDARY_LEVELS[level_key].file, codes=list_codes(different))


def check_screen() -> Problems:
    """Verify that each file for the browser exists, and has the hash that is in its name."""
    try:
        manifest = read_manifest(sources.GEO / MANIFEST)
    except AtlasError as error:
        yield str(error)
        return
    for file in (entry["file"] for entry in manifest.values() if isinstance(entry, dict)):
        try:
            check_served(sources.STATIC / SCREEN_FOLDER / file)
        except AtlasError as error:
            yield str(error)


def check_totals() -> Problems:
    """Verify the totals that the tables are known to add up to."""
    for total in TOTALS:
        try:
            found = total.measure()
        except AtlasError as error:
            yield str(error)
            continue
        if abs(found - total.expected) > total.tolerance:
            text = _("{title} : {expected} attendu, {found} trouvé.")
            yield text.format(title=_(total.title), expected=total.expected, found=found)

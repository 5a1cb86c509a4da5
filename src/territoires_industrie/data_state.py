"""Which set of data this process reads: the repository's own, or one that ``atlas refresh`` made.

A refreshed set is a folder of ``refreshed/`` that holds a whole ``data/``, ``geo/`` and
``static/geo/``; ``refreshed/current.txt`` names the one in use. It is read once, when the
process starts: a running atlas uses one set from its first page to its last, and shows when a
newer one is ready.
"""

import os
import tomllib
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from platformdirs import user_data_path

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parents[1]
INSTALLED = PACKAGE / "installed"
"""Where a wheel, made by ``hatch_build.py``, holds the data, the boundaries and the pages."""

IS_CHECKOUT = (CHECKOUT / "pyproject.toml").is_file()
ROOT = CHECKOUT if IS_CHECKOUT else INSTALLED
"""Top of the repository, or of what a wheel installed in its place."""

EMBEDDED = "embedded"
POINTER = "current.txt"
DESCRIPTION = "set.toml"

SET_VARIABLE = "ATLAS_SET"
"""Environment: a folder to read instead, or ``embedded`` for the repository's own data."""

SETS_VARIABLE = "ATLAS_SETS"
"""Environment: where the refreshed sets are, instead of ``refreshed/`` of the repository, or of
the user's own folder for data where the atlas is installed."""


@dataclass(frozen=True)
class DataState:
    """One set of data.

    Attributes
    ----------
    name
        ``embedded``, or the name of the refreshed set's folder.
    folder
        Where ``data/``, ``geo/`` and ``static/geo/`` are.
    made_at
        When it was made (``2026-11-20 08:00 UTC``), or empty for the repository's own.
    refreshed
        Keys of the sources that differ from the repository's.
    programme_state
        Day of its state of phase 2, or empty where it is the repository's.
    made_from
        ``data_print`` of the repository that it was made from.
    refused
        Day of a set that is in use but not read, because it was made from other data.
    """

    name: str
    folder: Path
    made_at: str = ""
    refreshed: tuple[str, ...] = ()
    programme_state: str = ""
    made_from: str = ""
    refused: str = ""

    @property
    def is_refreshed(self) -> bool:
        """Whether the set came from ``atlas refresh``."""
        return self.name != EMBEDDED


def sets_folder() -> Path:
    """Return the folder of the refreshed sets; it may not exist."""
    if asked := os.environ.get(SETS_VARIABLE):
        return Path(asked)
    # An installed package is replaced whole at its next version, and may not be writable.
    home = CHECKOUT if IS_CHECKOUT else user_data_path("territoires-industrie")
    return home / "refreshed"


def data_print() -> str:
    """Return what identifies the data of the repository: their records, which hold their hashes.

    A refreshed set is a copy of them with some tables replaced: one that was made by another
    version may lack tables and columns that this one reads.
    """
    digest = sha256()
    for folder in ("data", "geo"):
        for path in sorted((ROOT / folder).glob("*.toml")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def read_state(folder: Path) -> DataState:
    """Read the description of a refreshed set.

    Raises
    ------
    OSError, ValueError, KeyError, TypeError
        If its description is missing, unreadable or incomplete: the set is not whole.
    """
    fields = tomllib.loads((folder / DESCRIPTION).read_text("utf-8"))
    return DataState(
        folder.name,
        folder,
        fields["made_at"],
        tuple(fields["refreshed"]),
        fields.get("programme_state", ""),
        fields.get("made_from", ""),
    )


def find_state() -> DataState:
    """Find the set to read; the repository's own where none that can be read is named."""
    asked = os.environ.get(SET_VARIABLE, "")
    embedded = DataState(EMBEDDED, ROOT)
    if asked == EMBEDDED:
        return embedded
    folder = Path(asked) if asked else _named(sets_folder())
    if folder is None:
        return embedded
    try:
        state = read_state(folder)
    except (OSError, ValueError, KeyError, TypeError):
        return embedded
    return state if state.made_from == data_print() else replace(embedded, refused=state.made_at)


def _named(sets: Path) -> Path | None:
    try:
        name = (sets / POINTER).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    # A name with a slash would lead out of the folder of the sets.
    return sets / name if name and Path(name).name == name else None


STATE = find_state()
"""The set that this process reads, from its start to its end."""


def waiting_state() -> DataState | None:
    """Return the set that the next start will read, if it is not the one of this process."""
    now = find_state()
    return now if now.name != STATE.name else None

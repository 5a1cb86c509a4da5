"""A new set of data in the making: a whole copy beside the one in use, then one swap.

Nothing in use is ever written to. The set in the making is a copy; once whole and checked its
folder takes its name, and ``current.txt`` is replaced in one step.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from territoires_industrie import sources
from territoires_industrie.build.records import toml_value
from territoires_industrie.data_state import (
    DESCRIPTION,
    POINTER,
    STATE,
    data_print,
    sets_folder,
)
from territoires_industrie.refresh.disk import disk_error
from territoires_industrie.refresh.failures import Fault, RefreshError
from territoires_industrie.wording import _

DOWNLOADS = "downloads"
MAKING = ".making-"
LOCK = ".lock"
KEPT_SETS = 2


@dataclass
class Stage:
    """The set in the making.

    Attributes
    ----------
    folder
        Holds ``data/``, ``geo/`` and ``static/geo/``.
    changed
        Keys of the sources whose figures differ from those of the set in use.
    settings
        What the set says of itself beside its date (state of the programme, …).
    """

    folder: Path
    changed: list[str] = field(default_factory=list)
    settings: dict[str, object] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        """Tables of the set."""
        return self.folder / "data"

    @property
    def geo(self) -> Path:
        """Boundaries of the set."""
        return self.folder / "geo"

    def describe(self) -> None:
        """Write what the set is: needed before any process can read it."""
        made_at = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
        # The copy was of the set in use: what earlier refreshes brought is still in it.
        refreshed = sorted({*STATE.refreshed, *self.changed})
        known = {"made_at": made_at, "made_from": data_print(), "refreshed": refreshed}
        settings = {**known, **self.settings}
        lines = [f"{name} = {toml_value(value)}" for name, value in settings.items() if value]
        (self.folder / DESCRIPTION).write_text("\n".join([*lines, ""]), "utf-8")


@contextmanager
def making() -> Iterator[Stage]:
    """Copy the set in use; remove the copy at the end, unless it was published.

    Raises
    ------
    RefreshError
        If another refresh is running, or the disk refuses.
    """
    home = sets_folder()
    with _alone(home):
        _remove_leftovers(home)
        # Beside the sets: a rename is one step on one disk only.
        folder = Path(tempfile.mkdtemp(prefix=MAKING, dir=home))
        try:
            # The state that an earlier refresh brought stays, unless this one brings another.
            stage = Stage(folder, settings={"programme_state": STATE.programme_state})
            for source, target in ((sources.DATA, stage.data), (sources.GEO, stage.geo)):
                # Copies, not links: a step that writes in place must not reach the set in use.
                shutil.copytree(source, target)
            (folder / "static" / "geo").mkdir(parents=True)
            for path in (sources.STATIC / "geo").iterdir():
                shutil.copy2(path, folder / "static" / "geo" / path.name)
            yield stage
        except (OSError, shutil.Error) as error:
            raise disk_error(_first(error), folder / "data") from error
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _first(error: OSError) -> OSError:
    """Return the reason inside what ``shutil`` gathers, which has no number of its own."""
    return error if error.errno else OSError(0, str(error.args[0])[:200])


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock = (home / LOCK).open("w")
    except OSError as error:
        raise disk_error(error, home / LOCK) from error
    with lock:
        try:
            # The lock falls with its process: a refresh that was killed blocks no other.
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            text = _("Un autre rafraîchissement est en cours dans {folder} : attendez sa fin.")
            raise RefreshError(Fault.CONFIGURATION, text, folder=home) from error
        yield


def _remove_leftovers(home: Path) -> None:
    """Remove what a refresh that was killed left behind; the lock says that none runs."""
    for path in home.glob(f"{MAKING}*"):
        shutil.rmtree(path, ignore_errors=True)


def publish(stage: Stage) -> str:
    """Put a whole set in use for every process that starts from now on; return its name."""
    home = sets_folder()
    name = _free_name(home)
    stage.folder.replace(home / name)
    point_to(name)
    forget_old_sets(home, name)
    return name


def _free_name(home: Path) -> str:
    """Name a set after the clock, which may stand still or have gone back."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%S")
    names = (now, *(f"{now}-{count}" for count in range(2, 1000)))
    return next(name for name in names if not (home / name).exists())


def point_to(name: str) -> None:
    """Name the set in use, in one step that a reader sees whole or not at all."""
    home = sets_folder()
    written = home / f".{POINTER}.new"
    with written.open("w", encoding="utf-8") as file:
        file.write(name + "\n")
        file.flush()
        # On the disk before the name changes: a power cut would leave a pointer to nothing.
        os.fsync(file.fileno())
    # At once: a server that starts meanwhile reads the former name or the new one.
    written.replace(home / POINTER)


def use_embedded() -> None:
    """Go back to the repository's own data; refreshed sets stay on the disk."""
    with suppress(FileNotFoundError):
        (sets_folder() / POINTER).unlink()


def forget_old_sets(home: Path, current: str) -> None:
    """Keep the set in use and the one before: a running atlas may still read that one."""
    made = sorted(path for path in home.glob("20*") if (path / DESCRIPTION).exists())
    for path in made[:-KEPT_SETS]:
        if path.name not in (current, STATE.name):
            shutil.rmtree(path, ignore_errors=True)

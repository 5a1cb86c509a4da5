"""Put an export on the disk whole, or not at all."""

import os
import tempfile
from pathlib import Path

from territoires_industrie.errors import AtlasError
from territoires_industrie.wording import _


class OutputError(AtlasError):
    """The place that was asked for cannot hold a file."""


class WriteError(AtlasError):
    """The file could not be written; what was there before is still there."""


def check_output(path: Path) -> None:
    """Refuse a place where no file can be, before any work is done.

    Raises
    ------
    OutputError
        If the folder does not exist or ``path`` is itself a folder.
    """
    if path.is_dir():
        message = _("« {path} » est un dossier : indiquez un nom de fichier.")
        raise OutputError(message.format(path=path))
    if not path.parent.is_dir():
        message = _("Le dossier « {folder} » n'existe pas : créez-le ou choisissez-en un autre.")
        raise OutputError(message.format(folder=path.parent))


def write_whole(path: Path, content: bytes) -> None:
    """Write ``content`` beside ``path``, then give it its name in one step.

    A reader sees the former file or the new one, never a part. A device or a pipe
    (``/dev/stdout``) is written to directly.

    Raises
    ------
    OutputError
        If the folder does not exist or ``path`` is a folder.
    WriteError
        If the folder is not writable or the disk is full.
    """
    check_output(path)
    target = path.resolve()
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(content)
        else:
            _replace(target, content)
    except OSError as error:
        message = _("Impossible d'écrire « {path} » : {reason}. Rien n'a été modifié.")
        raise WriteError(message.format(path=path, reason=error.strerror or error)) from error


def _replace(target: Path, content: bytes) -> None:
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(target))
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _mode(target: Path) -> int:
    """Keep the former file's permissions, or those that any new file gets here."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask

"""Put an export on the disk whole, or not at all."""

import os
import sys
import tempfile
from pathlib import Path
from stat import S_ISDIR

from territoires_industrie.scene.errors import OutputError, WriteError
from territoires_industrie.wording import _

SHOWN = 60
"""Characters of a name that is too long to be quoted whole."""


def check_output(path: Path) -> None:
    """Refuse a place where no file can be, before any work is done.

    Raises
    ------
    OutputError
        If the folder does not exist, ``path`` is itself a folder, or its name cannot be one.
    """
    try:
        is_folder = S_ISDIR(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        is_folder = False
    except OSError as error:
        message = _("« {path} » ne peut pas être un nom de fichier : {reason}.")
        start = f"{str(path)[:SHOWN]}…" if len(str(path)) > SHOWN else path
        raise OutputError(message, path=start, reason=error.strerror) from error
    if is_folder:
        message = _("« {path} » est un dossier : indiquez un nom de fichier.")
        raise OutputError(message, path=path)
    if not path.parent.is_dir():
        message = _("Le dossier « {folder} » n'existe pas : créez-le ou choisissez-en un autre.")
        raise OutputError(message, folder=path.parent)


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
        # A device or a pipe cannot be replaced by a file.
        if target.exists() and not target.is_file():
            target.write_bytes(content)
        else:
            _replace(target, content)
    except OSError as error:
        message = _("Impossible d'écrire « {path} » : {reason}. Rien n'a été modifié.")
        raise WriteError(message, path=path, reason=error.strerror or error) from error


def write_standard_output(content: bytes) -> None:
    """Write ``content``, complete, to the standard output.

    Raises
    ------
    WriteError
        If it is closed, or what it is redirected to is full. A reader that left (``| head``)
        is no error.
    """
    if sys.stdout is None:  # what Python makes of a closed one (``>&-``)
        raise WriteError(_("La sortie standard est fermée : ajoutez --output."))
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _silence_standard_output()
        message = _("Impossible d'écrire sur la sortie standard : {reason}.")
        raise WriteError(message, reason=error.strerror or error) from error


def _silence_standard_output() -> None:
    """Keep Python from trying the failed bytes again when it ends."""
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _replace(target: Path, content: bytes) -> None:
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            # On the disk before it takes the name: a power cut must not leave an empty file.
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

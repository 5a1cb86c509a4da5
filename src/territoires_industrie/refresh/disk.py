"""The disk that downloads go to: room for them, its faults, and what is known of each file."""

import errno
import json
import shutil
from pathlib import Path
from typing import Any

from territoires_industrie.refresh.failures import Fault, RefreshError
from territoires_industrie.wording import _

FREE_BYTES_KEPT = 50_000_000
BYTES_A_MEGABYTE = 1_000_000


def require_room(folder: Path, needed: int) -> None:
    """Refuse to write so many bytes where they would fill the disk."""
    if needed + FREE_BYTES_KEPT > shutil.disk_usage(folder).free:
        raise _no_room(folder, needed)


def _no_room(folder: Path, needed: int) -> RefreshError:
    free = shutil.disk_usage(folder).free
    return RefreshError(
        Fault.DISK_FULL,
        _(
            "Disque plein : {needed} Mo à écrire dans {folder}, {free} Mo libres. Faites de la "
            "place, puis relancez."
        ),
        needed=f"{needed / BYTES_A_MEGABYTE:.0f}",
        folder=folder,
        free=f"{free / BYTES_A_MEGABYTE:.0f}",
    )


def disk_error(error: OSError, target: Path) -> RefreshError:
    """Return the error of a disk that refuses: no room left, or another reason."""
    folder, part = target.parent, half_of(target)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _no_room(folder, part.stat().st_size if part.is_file() else 0)
    text = _("Écriture impossible dans {folder} : {reason}. Vérifiez les droits, puis relancez.")
    return RefreshError(Fault.DISK, text, folder=folder, reason=error.strerror or error)


def forget(path: Path) -> None:
    """Remove a file, or half of one, that is not what it should be, and what is known of it."""
    path.unlink(missing_ok=True)
    facts_of(path).unlink(missing_ok=True)


def read_facts(path: Path) -> dict[str, Any]:
    """Read what is known of a file; nothing if that is lost or is not JSON."""
    try:
        facts = json.loads(facts_of(path).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return facts if isinstance(facts, dict) else {}


def facts_of(path: Path) -> Path:
    """Return the path of what is known of a file."""
    return path.with_name(f"{path.name}.json")


def half_of(path: Path) -> Path:
    """Return the path under which a file grows until it is whole."""
    return path.with_name(f"{path.name}.part")

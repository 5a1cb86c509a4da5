"""Leaflet and the atlas' own script, under ``static/`` so that nothing comes from a CDN.

The atlas' own server answers for them from memory, and writes nothing; Streamlit alone, which
another script may use, can serve files only.
"""

from pathlib import Path
from tempfile import NamedTemporaryFile

from territoires_industrie.draw.addresses import LEAFLET_FOLDER
from territoires_industrie.draw.script import atlas_script, leaflet_file
from territoires_industrie.errors import DataFileError
from territoires_industrie.sources import ROOT
from territoires_industrie.wording import _

_ANSWERED_BY_SERVER = False


def leave_assets_to_server() -> None:
    """Have ``install_assets`` write nothing: this process answers for the files itself."""
    global _ANSWERED_BY_SERVER  # noqa: PLW0603 -- one process, one server
    _ANSWERED_BY_SERVER = True


def install_assets(static: Path | None = None) -> None:
    """Write the files that the map needs under ``static/``, if absent or different.

    Parameters
    ----------
    static
        Folder to write to; that of the repository, unless the server answers for the files.

    Raises
    ------
    DataFileError
        If Leaflet's package is not installed, or if the folder cannot be written.
    """
    if static is None and _ANSWERED_BY_SERVER:
        return
    folder = (static or ROOT / "static") / LEAFLET_FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        contents = asset_contents()
        for name, content in contents.items():
            _write_if_different(folder / name, content)
        for old in set(folder.glob("atlas-*")) - {folder / name for name in contents}:
            old.unlink(missing_ok=True)
    except (OSError, ModuleNotFoundError) as error:
        text = _(
            "Fichiers de la carte : écriture impossible dans {folder} ({reason}). "
            "Vérifiez les droits du dossier, puis relancez « make run »."
        )
        raise DataFileError(text, folder=folder, reason=error) from error


def asset_contents() -> dict[str, bytes]:
    """Return the files that the map needs, by name."""
    name, content = atlas_script()
    return {"leaflet.js": leaflet_file("leaflet.js").read_bytes(), name: content}


def _write_if_different(path: Path, content: bytes) -> None:
    if path.exists() and path.read_bytes() == content:
        return
    # Whole or not at all: another process may be serving the folder.
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
    written = Path(file.name)
    # A temporary file is its owner's alone; who serves the folder may be another user.
    written.chmod(0o644)
    written.replace(path)

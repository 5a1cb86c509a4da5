"""Leaflet and the atlas' own script, put under ``static/`` so that nothing comes from a CDN."""

from pathlib import Path
from tempfile import NamedTemporaryFile

from territoires_industrie.draw.base import LEAFLET_FOLDER, atlas_script, leaflet_file
from territoires_industrie.errors import DataFileError
from territoires_industrie.sources import ROOT
from territoires_industrie.wording import _


def install_assets(static: Path = ROOT / "static") -> None:
    """Write the files that the map needs under ``static/``, if absent or different.

    Raises
    ------
    DataFileError
        If Leaflet's package is not installed, or if the folder cannot be written.
    """
    folder = static / LEAFLET_FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        contents = _contents()
        for name, content in contents.items():
            _write_if_different(folder / name, content)
        for old in set(folder.glob("atlas-*")) - {folder / name for name in contents}:
            old.unlink(missing_ok=True)
    except (OSError, ModuleNotFoundError) as error:
        text = _(
            "Fichiers de la carte : écriture impossible dans {folder} ({reason}). "
            "Vérifiez les droits du dossier, puis relancez « make run »."
        )
        raise DataFileError(text.format(folder=folder, reason=error)) from error


def _contents() -> dict[str, bytes]:
    name, content = atlas_script()
    return {"leaflet.js": leaflet_file("leaflet.js").read_bytes(), name: content}


def _write_if_different(path: Path, content: bytes) -> None:
    if path.exists() and path.read_bytes() == content:
        return
    # Whole or not at all: another process may be serving the folder.
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
    written = Path(file.name)
    written.chmod(0o644)
    written.replace(path)

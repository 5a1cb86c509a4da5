"""Where the official services answer: the package's own list, or one that the reader gives."""

import os
import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from territoires_industrie.build.records import origin_of
from territoires_industrie.refresh.download import Downloaded, Policy
from territoires_industrie.refresh.failures import Fault, RefreshError
from territoires_industrie.sources import Record
from territoires_industrie.wording import _, today

OWN = Path(__file__).with_name("addresses.toml")
VARIABLE = "ATLAS_REFRESH_ADDRESSES"
NETWORK = "network"


@dataclass(frozen=True)
class Addresses:
    """Settings of every source, how patient to be with them, and the day of the refresh."""

    sources: dict[str, dict[str, Any]]
    policy: Policy
    day: str = field(default_factory=lambda: today().isoformat())

    def setting(self, source: str, name: str) -> str:
        """Return one setting of a source.

        Raises
        ------
        RefreshError
            If the file of addresses lacks it.
        """
        value = self.sources.get(source, {}).get(name)
        if value is None:
            text = _("Fichier d’adresses : « {name} » manque sous [{source}].")
            raise RefreshError(Fault.CONFIGURATION, text, name=name, source=source)
        return str(value)

    def origin(self, key: str, file: Downloaded, **holes: object) -> Record:
        """Describe the table made of a source's file; ``holes`` are those of ``origin_of``."""
        return self.dated(origin_of(key, **holes), key, file.url, file.last_modified)

    def dated(self, record: Record, key: str, url: str, published: str = "") -> Record:
        """Return a record that says where and when its table came from."""
        return replace(
            record,
            date_published=published,
            date_accessed=self.day,
            url_landing=self.setting(key, "landing"),
            url_download=url,
            built_by="atlas refresh",
        )


def read_addresses(path: Path | None = None) -> Addresses:
    """Read the addresses: the package's, then those of ``path`` or of the environment over them.

    Raises
    ------
    RefreshError
        If the file is missing, is not TOML, or has a setting of another kind.
    """
    named = os.environ.get(VARIABLE)
    given = path or (Path(named) if named else None)
    settings = _read(OWN)
    for source, changed in (_read(given) if given else {}).items():
        settings[source] = {**settings.get(source, {}), **changed}
    try:
        policy = Policy(**settings.pop(NETWORK, {}))
    except TypeError as error:
        raise _unreadable(given or OWN, str(error)) from error
    return Addresses(settings, policy)


def _read(path: Path) -> dict[str, dict[str, Any]]:
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _unreadable(path, str(error)) from error
    if not all(isinstance(section, dict) for section in content.values()):
        raise _unreadable(path, _("une section [source] est attendue"))
    return content


def _unreadable(path: Path, reason: str) -> RefreshError:
    text = _("Fichier d’adresses « {path} » illisible : {reason}.")
    return RefreshError(Fault.CONFIGURATION, text, path=path, reason=reason)

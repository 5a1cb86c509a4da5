"""The formats: each described once, and what is said of them elsewhere agrees."""

import re
from pathlib import Path

import pytest

from territoires_industrie.export.archive import export_table
from territoires_industrie.export.formats import FORMATS, PAGE_FORMATS
from territoires_industrie.export.table import Table
from territoires_industrie.scene.view import View
from territoires_industrie.sources import ROOT

GUIDE = (ROOT / "docs" / "cli.md").read_text("utf-8")
REGIONS = Table(View("region"), ("population_count",))


def test_every_module_of_the_folder_is_a_format() -> None:
    folder = Path(__file__).parents[2] / "src/territoires_industrie/export/formats"
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert set(FORMATS) == modules


def test_names_endings_and_places_are_each_those_of_one_format() -> None:
    endings = [ending for one in FORMATS.values() for ending in one.suffixes]
    ranks = [one.rank for one in FORMATS.values()]
    assert len(set(endings)) == len(endings)
    assert sorted(set(ranks)) == ranks
    assert next(iter(FORMATS)) == next(iter(PAGE_FORMATS)) == "geojson"


def test_the_guide_lists_the_formats_of_the_command_and_their_endings() -> None:
    keys = r"\|".join(FORMATS)
    assert f"--format {keys}`" in GUIDE
    endings = [ending for one in FORMATS.values() for ending in one.suffixes]
    (listed,) = re.findall(r"what the name of `--output` says \((.*?)\)", GUIDE)
    assert re.findall(r"`\.([\w.]+)`", listed) == endings


@pytest.mark.parametrize("key", FORMATS)
def test_a_format_writes_the_same_bytes_again_and_they_are_text_if_it_says_so(key: str) -> None:
    content = export_table(REGIONS, key)
    assert content == export_table(REGIONS, key)
    is_text = b"\0" not in content
    assert is_text == FORMATS[key].is_text

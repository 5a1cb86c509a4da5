"""The recipes: followed as they stand in the page, in a copy of the repository."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from territoires_industrie.levels import LEVELS
from territoires_industrie.ui.navigation import PAGES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "recipes.md").read_text("utf-8")
BLOCK = re.compile(r'^```(\w+) title="([^"]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)
COPIED = ("src", "data", "geo", "static", "pages", ".streamlit")
COLOURS = ("#f2efe8", "#2d2b28")
MAKER = "Recensement des ateliers"


def follow(kind: str, path: Path, body: str) -> None:
    """Write one block: a new file, lines at the end of one, or lines in the place of others."""
    if kind != "diff":
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text("utf-8") if path.exists() else ""
        path.write_text(before + body, "utf-8")
        return
    former, new = (
        "".join(line[1:] + "\n" for line in body.splitlines() if line.startswith(sign))
        for sign in "-+"
    )
    text = path.read_text("utf-8")
    assert text.count(former) == 1, (path, former)
    path.write_text(text.replace(former, new), "utf-8")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Follow every recipe in one copy, and look for what they added."""
    copy, out = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("out")
    for name in COPIED:
        shutil.copytree(ROOT / name, copy / name)
    for name in ("app.py", "pyproject.toml"):
        shutil.copy(ROOT / name, copy)
    for kind, name, body in BLOCK.findall(PAGE):
        follow(kind, copy / name, body)
    script = Path(__file__).with_name("recipes_followed.py")
    done = subprocess.run(
        [sys.executable, str(script), str(out)],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads((out / "found.json").read_text("utf-8"))
    return result


def test_every_recipe_names_files_to_write() -> None:
    recipes = {part.partition("\n")[0]: part for part in PAGE.split("\n## ")[1:]}
    whats = ("an indicator", "a level", "a format", "a page", "a language", "a colour")
    assert list(recipes) == [f"Add {what}" for what in whats]
    assert all(BLOCK.search(recipe) for recipe in recipes.values())


def test_an_indicator_is_on_the_map_and_in_the_files(found: dict[str, Any]) -> None:
    seen = found["indicator"]
    assert seen["levels"] == [*LEVELS, "aire_attraction"]
    assert seen["is_classed"]
    assert seen["national"] == pytest.approx(25.0)
    assert "Part des ateliers" in seen["map"]
    assert "25,0" in seen["map"]
    assert seen["exported"] == seen["zones"] == [25.0]
    assert seen["all_zones"]


def test_an_indicator_is_explained_and_cited(found: dict[str, Any]) -> None:
    seen = found["indicator"]
    assert seen["note"] == ["Ateliers pour 100 lieux de travail.", f"{MAKER}, 2021"]
    assert seen["explained"]["Formule"].startswith("100 × somme de « Ateliers »")
    assert MAKER in seen["explained"]["Source"]
    assert MAKER in seen["cited"]
    assert "data/commune_workshop_2021.parquet" in seen["files"]


def test_a_level_is_mapped_searched_and_explained(found: dict[str, Any]) -> None:
    seen = found["level"]
    assert "Ajaccio" in seen["names"]
    assert seen["counted"] == seen["picture"] == len(seen["names"]) > 3
    assert "aire_attraction" in seen["found"]
    assert seen["explained"][-1] == "Aires d’attraction des villes"


def test_the_command_writes_the_indicator_of_the_level_in_the_format(found: dict[str, Any]) -> None:
    seen = found["command"]
    assert seen["code"] == 0, seen["said"]
    head, *rows = (line.split("\t") for line in seen["lines"])
    assert head[:2] == ["aire_attraction_code", "aire_attraction_name"]
    place = head.index("workshops_share_pct")
    assert {float(row[place]) for row in rows} == {25.0}
    assert len(rows) == len(found["level"]["names"])
    assert "tsv" in seen["help"]
    assert seen["offered"] == [True, True]


def test_a_page_opens_and_is_in_the_menu(found: dict[str, Any]) -> None:
    seen = found["page"]
    assert seen["failures"] == []
    assert "## Ateliers" in seen["texts"]
    assert any("%" in text for text in seen["texts"])
    assert seen["menu"].index("ateliers") == [one.name for one in PAGES].index("methode")


def test_a_language_says_what_is_translated_and_the_rest_in_french(found: dict[str, Any]) -> None:
    seen = found["language"]
    assert seen["languages"] == ["fr", "en", "de"]
    assert seen["said"] == ["Regionen", "Départements", "1.234,5"]
    assert seen["method"] == "Classes et couleurs"


def test_a_colour_reaches_the_page_the_picture_and_qgis(found: dict[str, Any]) -> None:
    seen, (light, dark) = found["colour"], COLOURS
    assert f"--land: light-dark({light}, {dark});" in seen["css"]
    assert "--workshop: light-dark(#6a4c93, #b79ae0);" in seen["css"]
    assert f'fill="{light}"' in seen["svg"]
    assert ",".join(str(int(light[at : at + 2], 16)) for at in (1, 3, 5)) in seen["qml"]
    assert seen["named"] == ["#6a4c93", "#b79ae0", "#6a4c93"]

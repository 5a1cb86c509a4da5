"""The guide: its blocks run in order, and what it shows is what they gave.

``--update-examples`` writes what they give into the page, instead of comparing.
"""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from pytest_examples import EvalExample, find_examples

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guide.md"
GUIDES = (GUIDE, ROOT / "docs" / "guide-fr.md")
PICTURES = ROOT / "docs" / "img" / "guide"
README = ROOT / "README.md"
LINE_LENGTH = 100


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the guide saves goes where nobody keeps it."""
    monkeypatch.chdir(tmp_path)


def test_the_guide_shows_what_it_gives(eval_example: EvalExample) -> None:
    eval_example.set_config(line_length=LINE_LENGTH, quotes="double", target_version="py310")
    is_updating = eval_example.update_examples
    run = eval_example.run_print_update if is_updating else eval_example.run_print_check
    known: dict[str, Any] = {}
    for example in find_examples(str(GUIDE)):
        known = run(example, module_globals=known)
    for name in re.findall(r"\(img/guide/([\w.-]+)\)", GUIDE.read_text("utf-8")):
        if is_updating:
            shutil.copy(name, PICTURES / name)
        assert Path(name).read_bytes() == (PICTURES / name).read_bytes(), name
    assert {"map.html", "workshops.html", "workshops.pdf"} <= {p.name for p in Path().iterdir()}


def test_the_french_guide_has_the_same_blocks() -> None:
    english, french = (
        re.findall(r"^```.*?^```$", page.read_text("utf-8"), re.M | re.S) for page in GUIDES
    )
    assert french[: len(english)] == english


def test_the_first_map_takes_ten_lines_at_most() -> None:
    first = next(iter(find_examples(str(GUIDE))))
    assert len([line for line in first.source.splitlines() if line.strip()]) <= 10
    assert ".save(" in first.source


def test_the_readme_saves_a_map(eval_example: EvalExample) -> None:
    for example in find_examples(str(README)):
        eval_example.run(example)
    assert "Atlas.held=" in Path("carte.html").read_text("utf-8")

"""The first answer: what a browser needs before the page is worked out."""

import json
import re
from importlib.resources import files

from territoires_industrie.server.shell import write_shell
from territoires_industrie.server.streamlit_private import (
    FIRST,
    THEN,
    draw_at_once,
    late_scripts,
)
from territoires_industrie.ui.frame import page_style

SCRIPTS = files("streamlit") / "static" / "static" / "js"
TOLD = {
    name: json.loads(value)
    for name, value in re.findall(r"const (atlas\w+) = (.+);", late_scripts())
}
"""What the page is told of Streamlit's scripts."""


def test_the_style_comes_before_any_script() -> None:
    shell = write_shell("fr")
    assert shell.index(page_style()) < shell.index("<script")


def test_no_script_of_streamlit_comes_before_the_first_painting() -> None:
    named = re.findall(r'(?:src|href)="[^"]+\.js"', write_shell("fr"))
    assert named == []


def test_scripts_of_controls_come_with_what_they_import_those_down_to_the_map_first() -> None:
    first, then = TOLD["atlasFirst"], TOLD["atlasThen"]
    assert [*first["parts"]] == [*FIRST]
    assert [*then["parts"]] == [*THEN]
    assert first["files"][0] == TOLD["atlasMain"]
    files = [*first["files"], *then["files"]]
    assert len(files) == len(set(files))
    known: set[str] = set()
    for wanted in (first, then):
        known |= set(wanted["files"])
        for name in wanted["parts"].values():
            script = (SCRIPTS / name).read_text("utf-8")
            assert set(re.findall(r'from\s*["\']\./([^"\']+)', script)) <= known


def test_first_controls_are_drawn_at_once_by_the_main_script() -> None:
    """One that is asked for, though it is there, would hold up the map for 300 ms."""
    main = TOLD["atlasMain"]
    script = (SCRIPTS / main).read_bytes()
    changed = draw_at_once(f"/static/js/{main}", script).decode()
    for part in (*FIRST, *THEN):
        assert f".lazy)(()=>globalThis.atlasLoaded?.{part}??" in changed
    assert draw_at_once("/static/js/Html.1.js", script) == script

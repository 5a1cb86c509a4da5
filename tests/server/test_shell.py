"""The first answer: what a browser needs before the page is worked out."""

import json
import re
from importlib.resources import files

from territoires_industrie.server.shell import write_shell
from territoires_industrie.server.streamlit_private import EARLY, draw_at_once, late_scripts
from territoires_industrie.ui.frame import page_style

SCRIPTS = files("streamlit") / "static" / "static" / "js"
TOLD = {
    name: json.loads(value)
    for name, value in re.findall(r"const (atlas\w+) = (.+);", late_scripts())
}
"""What the page is told of Streamlit's scripts."""

WANTED = TOLD["atlasWanted"]


def test_the_style_comes_before_any_script() -> None:
    shell = write_shell("fr")
    assert shell.index(page_style()) < shell.index("<script")


def test_no_script_of_streamlit_comes_before_the_first_painting() -> None:
    named = re.findall(r'(?:src|href)="[^"]+\.js"', write_shell("fr"))
    assert named == []


def test_scripts_of_the_first_controls_come_with_what_they_import() -> None:
    assert len(WANTED) == len(set(WANTED))
    assert set(EARLY) <= {name.split(".")[0] for name in WANTED}
    for name in WANTED:
        if name in TOLD["atlasEarly"].values():
            script = (SCRIPTS / name).read_text("utf-8")
            assert set(re.findall(r'from\s*["\']\./([^"\']+)', script)) <= set(WANTED)


def test_first_controls_are_drawn_at_once_by_the_main_script() -> None:
    """One that is asked for, though it is there, would hold up the map for 300 ms."""
    main = TOLD["atlasMain"]
    script = (SCRIPTS / main).read_bytes()
    changed = draw_at_once(f"/static/js/{main}", script).decode()
    lazy = {part for part in EARLY if f".lazy)(()=>globalThis.atlasLoaded?.{part}??" in changed}
    # Markdown is no part of its own to the main script.
    assert lazy == set(EARLY) - {"BaseButton", "StreamlitMarkdown"}
    assert draw_at_once("/static/js/Html.1.js", script) == script

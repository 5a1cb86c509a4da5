"""The first answer: what a browser needs before the page is worked out."""

import re

from territoires_industrie.server.shell import write_shell
from territoires_industrie.ui.frame import page_style


def test_the_style_comes_before_any_script() -> None:
    shell = write_shell("fr")
    assert shell.index(page_style()) < shell.index("<script")


def test_no_script_of_streamlit_comes_before_the_first_painting() -> None:
    named = re.findall(r'(?:src|href)="[^"]+\.js"', write_shell("fr"))
    assert named == []

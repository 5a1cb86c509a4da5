"""A server whose data are broken before it starts: it starts, and the page says what is wrong.

Every kind of breakage, on every page, is in ``tests/faults/test_data_files.py``.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from territoires_industrie.data_state import SET_VARIABLE
from tests.browser.conftest import NewPage
from tests.browser.serving import ROOT, serve
from tests.faults.breaking import cut
from tests.faults.conftest import data_set as data_set  # noqa: PLC0414 - the fixture


@pytest.mark.parametrize(
    ("file", "spoil"),
    [("data/commune_measures_2026.parquet", Path.unlink), ("geo/screen.json", cut)],
    ids=["missing table", "cut screen index"],
)
def test_a_broken_file_is_named_and_no_traceback_is_shown(
    data_set: Path, new_page: NewPage, file: str, spoil: Callable[[Path], None]
) -> None:
    spoil(data_set / file)
    with serve(ROOT / "app.py", {SET_VARIABLE: str(data_set)}) as url:
        page = new_page()
        page.goto(url)
        expect(page.get_by_role("alert").first).to_contain_text(Path(file).stem)
        assert "Traceback" not in page.inner_text("body")

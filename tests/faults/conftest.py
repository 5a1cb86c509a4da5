"""What the fault tests share: the words that a fault is told in, and a set of data to break."""

from pathlib import Path

import pytest

from territoires_industrie import sources
from territoires_industrie.data_state import DESCRIPTION, data_print


@pytest.fixture
def said(request: pytest.FixtureRequest) -> str:
    """Give the words that the test's own ``fault`` mark says a page shows."""
    mark = request.node.get_closest_marker("fault")
    assert mark is not None
    return str(mark.args[2])


@pytest.fixture
def data_set(tmp_path: Path) -> Path:
    """Give a whole set of data, as a refresh makes one; its files can be replaced one by one."""
    folder = tmp_path / "2026-11-20T080000"
    for part in ("data", "geo", "static/geo"):
        (folder / part).mkdir(parents=True)
        for path in (sources.ROOT / part).iterdir():
            (folder / part / path.name).symlink_to(path)
    (folder / DESCRIPTION).write_text(
        'made_at = "2026-11-20 08:00 UTC"\nrefreshed = ["activite"]\n'
        f'made_from = "{data_print()}"\n',
        "utf-8",
    )
    return folder

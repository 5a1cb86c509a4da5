"""Every chart of a sheet names the files that its figures come from, and its section cites them."""

import pytest

from territoires_industrie.sheet.compose import read_sheet
from territoires_industrie.sheet.model import Chart, each_block
from territoires_industrie.sheet.sources import cite_sources
from territoires_industrie.wording import _


@pytest.mark.parametrize(
    ("level_key", "code"), [("epci", "200084952"), ("territoire_phase2", "ti-2802")]
)
def test_every_chart_names_its_files(level_key: str, code: str) -> None:
    sheet = read_sheet(level_key, code)
    charts = 0
    for section in sheet.sections:
        for chart in (block for block in each_block(section) if isinstance(block, Chart)):
            charts += 1
            assert chart.records
            assert {*chart.records} <= {*section.records}
            assert all(_(one.attribution) in "".join(cite_sources(sheet)) for one in chart.records)
    assert charts >= 4

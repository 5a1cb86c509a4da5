"""Which files have an address: not those of figures that a reader brought."""

from dataclasses import replace

from territoires_industrie.export.table import Table
from territoires_industrie.indicators import find_indicator
from territoires_industrie.indicators.own import Shelf, using_shelf
from territoires_industrie.scene.filters import Filter
from territoires_industrie.scene.view import View
from territoires_industrie.ui.by_address import has_address


def test_figures_of_a_session_have_no_address() -> None:
    mine = replace(find_indicator("population_count"), key="own_0123456789ab")
    published = Table(View("region"), ("population_count",))
    with using_shelf(Shelf(mine)):
        assert has_address(published)
        assert not has_address(Table(View("region")))
        assert not has_address(replace(published, indicators=(mine.key,)))
        kept = View("region", filter=Filter(figure=mine.key, figure_min=1))
        assert not has_address(replace(published, view=kept))
    assert has_address(Table(View("region")))

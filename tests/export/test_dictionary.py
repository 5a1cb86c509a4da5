"""The dictionary of an export: what each of its columns says of itself."""

import pytest

from territoires_industrie.export.dictionary import column_notes
from territoires_industrie.export.table import Table
from territoires_industrie.indicators import find_indicator
from territoires_industrie.levels import LEVELS
from territoires_industrie.scene.view import View
from territoires_industrie.wording import _


@pytest.mark.parametrize("level", ["commune", "epci", "territoire_phase2"])
def test_areas_cite_the_table_that_they_are_from_and_names_that_of_the_units(level: str) -> None:
    notes = {note.column: note for note in column_notes(Table(View(level), ("area_km2",)))}
    area = _(find_indicator("area_km2").record.attribution)
    assert notes["area_km2"].source == area
    assert notes[LEVELS[level].code_field].source != area

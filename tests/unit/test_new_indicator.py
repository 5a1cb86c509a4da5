"""A new indicator from a new table is one entry and its table: everything else follows."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from territoires_industrie import sources
from territoires_industrie.build.records import Origin, write_parquet
from territoires_industrie.draw.standalone import draw_map
from territoires_industrie.export.citation import cite, used_files
from territoires_industrie.export.dictionary import column_notes
from territoires_industrie.export.table import Table, joined_table
from territoires_industrie.indicators import INDICATORS, Indicator, Measure, indicators_of
from territoires_industrie.indicators.formulas.base import Source
from territoires_industrie.indicators.formulas.commune_sums import CommuneSums
from territoires_industrie.levels import LEVELS
from territoires_industrie.membership import read_units
from territoires_industrie.method.cards import indicator_holes
from territoires_industrie.scene.scene import scene_of
from territoires_industrie.scene.view import View

TABLE = "workshop_2021"
KEY = "workshops_share_pct"
MAKER = "Recensement des ateliers"


@pytest.fixture
def entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Indicator]:
    """Write a table of the communes of 2021 beside those of the repository, and its entry."""
    for path in sources.DATA.iterdir():
        (tmp_path / path.name).symlink_to(path)
    codes = sources.read_table("commune_comparator_2018")["commune_code"]
    table = pd.DataFrame({"commune_code": codes, "workshops_count": 3.0, "places_count": 12.0})
    origin = Origin("Ateliers", MAKER, "Ateliers", MAKER, "France", cog_year=2021)
    write_parquet(table, tmp_path / f"{TABLE}.parquet", ["commune_code"], origin)
    monkeypatch.setattr(sources, "DATA", tmp_path)
    indicator = Indicator(
        key=KEY,
        measure=Measure.RATIO,
        name="Part des ateliers",
        definition="Ateliers pour 100 lieux de travail.",
        unit="%",
        decimals=1,
        levels=tuple(LEVELS),
        years=("2021",),
        formula=CommuneSums(
            numerator="workshops_count",
            denominator="places_count",
            scale=100,
            measures=TABLE,
            source=Source(TABLE),
        ),
        theme="Industrie",
    )
    monkeypatch.setitem(INDICATORS, KEY, indicator)
    yield indicator
    sources.forget_tables()


def test_it_is_offered_at_its_levels(entry: Indicator) -> None:
    assert all(entry in indicators_of(level) for level in LEVELS)


def test_it_is_in_the_scene_and_on_the_map(entry: Indicator) -> None:
    scene = scene_of(View("departement", entry.key))
    assert scene.classification.class_of.ge(0).all()
    assert scene.national == pytest.approx(25.0)
    page = draw_map(View("departement", entry.key)).get_root().render()
    assert "25,0" in page
    assert "Part des ateliers" in page


def test_it_is_a_column_of_the_table_with_its_note(entry: Indicator) -> None:
    table = joined_table(Table(View("region", entry.key), (entry.key,)))
    assert table[KEY].eq(25.0).all()
    notes = {note.column: note for note in column_notes(Table(View("region"), (entry.key,)))}
    assert notes[KEY].definition == entry.definition
    assert notes[KEY].source == MAKER


def test_it_is_explained_and_cited(entry: Indicator) -> None:
    explained = {one.slug: dict(one.facts) for one in indicator_holes().entries["indicators"]}[KEY]
    assert explained["Formule"].startswith("100 × somme de")
    assert MAKER in explained["Source"]
    table = Table(View("region", entry.key), (entry.key,))
    assert MAKER in cite(table).text
    assert f"data/{TABLE}.parquet" in used_files(table)


def test_its_sums_are_those_of_the_units(entry: Indicator) -> None:
    cells = entry.formula.cells("zone_emploi", "2021")
    assert cells.index.equals(read_units("zone_emploi").index)
    assert cells["value"].dropna().eq(25.0).all()

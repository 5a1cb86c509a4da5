"""Joined tables: names beside codes, bounds of estimates, and the order of the screen."""

from dataclasses import replace

from territoires_industrie.export.table import Table, joined_table
from territoires_industrie.membership import read_units
from territoires_industrie.scene.filters import Filter
from territoires_industrie.scene.view import View
from territoires_industrie.statistics.status import Status

SHARE = "industrial_jobs_share_pct"


def test_names_stand_beside_codes_in_the_same_order() -> None:
    rows = joined_table(Table(View("epci"), (SHARE,))).set_index("epci_siren")
    columns = list(rows.columns)
    for codes, names in (
        ("departement_codes", "departement_names"),
        ("region_code", "region_name"),
        ("territoire_id_phase1", "territoire_name_phase1"),
        ("territoire_id_phase2", "territoire_name_phase2"),
    ):
        assert columns.index(names) == columns.index(codes) + 1
        assert rows[codes].isna().equals(rows[names].isna())
    rouen = rows.loc["200023414"]
    assert (rouen["region_name"], rouen["territoire_name_phase2"]) == ("Normandie", "Axe Seine")
    assert rouen["departement_names"].split(" ; ") == [
        read_units("departement")["name"][code] for code in rouen["departement_codes"].split(" ; ")
    ]
    commune = joined_table(Table(View("commune", filter=Filter(only=("76575",))), (SHARE,)))
    assert commune["epci_name"].tolist() == ["Métropole Rouen Normandie"]
    assert commune["zone_emploi_name"].tolist() == ["Rouen"]


def test_an_estimate_has_its_bounds_and_a_published_figure_none() -> None:
    rows = joined_table(Table(View("territoire_phase2"), (SHARE,))).set_index("territoire_name")
    is_estimate = rows[f"{SHARE}_status"] == Status.ESTIMATE
    assert is_estimate.sum() > 100
    low, high = rows[f"{SHARE}_low"], rows[f"{SHARE}_high"]
    assert low.notna().equals(is_estimate)
    assert high.notna().equals(is_estimate)
    assert (low[is_estimate] <= rows[SHARE][is_estimate]).all()
    assert (high[is_estimate] >= rows[SHARE][is_estimate]).all()
    bresle = rows.loc["Vallée de la Bresle – Vimeu"]
    assert (bresle[f"{SHARE}_low"], bresle[f"{SHARE}_high"]) == (30.81, 44.66)
    assert f"{SHARE}_low" not in joined_table(Table(View("region"), (SHARE,)))


def test_rows_are_in_the_order_of_the_screen() -> None:
    table = Table(View("departement"), (SHARE,))
    figures = joined_table(table)[SHARE]
    assert figures.dropna().is_monotonic_decreasing
    assert figures.isna().sort_values(kind="stable").equals(figures.isna())
    names = joined_table(replace(table, order=("departement_name", True)))["departement_name"]
    assert names.tolist()[:2] == ["Ain", "Aisne"]
    assert names.tolist().index("Hérault") < names.tolist().index("Ille-et-Vilaine")
    assert joined_table(Table(View("region")))["region_code"].is_monotonic_increasing

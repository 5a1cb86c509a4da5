"""Territories by name, with every member, those beyond the region's border included."""

from typing import Any

import pytest

from territoires_industrie.export.dictionary import MEANINGS
from territoires_industrie.indicators import find_indicator
from territoires_industrie.membership import read_members, read_units
from territoires_industrie.scene.filters import Filter, select_units
from territoires_industrie.sources import read_table, table_record

MEMBERSHIP = "membership_2024"

NORMANDY = {
    "Axe Seine": 7,
    "Caen Industrie": 1,
    "Collines de Normandie": 2,
    "Côte d'Albâtre": 4,
    "Lisieux Industrie": 1,
    "Nord Cotentin": 2,
    "Pays de l'Aigle": 1,
    "Sud Manche": 2,
    "Vallée de la Bresle - Vimeu": 3,
    "Vallée de l'Huisne": 4,
}
BEYOND = {
    "CC du Vimeu": "32",
    "CC du Perche": "24",
    "CC du Pays de l'Huisne Sarthoise": "52",
}
GRAND_EST = {
    "Alsace bossue - Saverne - Sarrebourg - Nord Alsace": 12,
    "Alsace centrale": 12,
    "Bassins de Langres - Chaumont": 2,
    "Bazancourt-Pomacle": 1,
    "Epernay - Bassin sézannais - Portes de Romilly": 8,
    "Moselle Est": 8,
    "Nord Est Ardenne": 4,
    "Nord Lorraine": 10,
    "Sel et Vermois": 1,
    "Sud Alsace": 11,
    "Terres de Lorraine": 4,
    "Troyes - Bar-sur-Aube": 5,
    "Val de Lorraine": 4,
    "Vitry-le-François - Saint-Dizier - Bar-le-Duc - Bassin de Joinville": 8,
    "Vosges": 12,
}


@pytest.mark.parametrize("expected", [NORMANDY, GRAND_EST], ids=["Normandie", "Grand Est"])
def test_the_territories_of_a_region_are_there_with_all_their_members(expected: Any) -> None:
    sizes = read_members(1).groupby("territoire_name").size()
    assert sizes.reindex(list(expected)).to_dict() == expected


def test_members_outside_normandy_are_in_their_own_region() -> None:
    members = read_members(1)
    chosen = members[members["territoire_name"].isin(NORMANDY)]
    sirens = chosen.set_index("member_name")["member_siren"]
    regions = read_units("epci")["region_code"]
    found = {name: regions[sirens[name]] for name in BEYOND}
    assert found == BEYOND


def test_regions_find_their_territories() -> None:
    units = read_units("territoire_phase1")["name"]
    grand_est = select_units("territoire_phase1", Filter(regions=("44",)))
    assert set(units[grand_est]) == set(GRAND_EST)
    touched = select_units("territoire_phase1", Filter(regions=("28",), region_rule="touche"))
    assert set(NORMANDY) < set(units[touched])


def test_who_stays_leaves_and_enters_between_the_phases() -> None:
    def groups(phase: int) -> set[str]:
        members = read_members(phase)
        return set(members.loc[members["member_kind"] != "commune", "member_siren"])

    before, after = groups(1), groups(2)
    assert (len(before & after), len(before - after), len(after - before)) == (476, 73, 152)


def test_territories_of_each_published_state() -> None:
    counts = {
        state: group["territoire_id"].nunique()
        for state, group in read_table(MEMBERSHIP).groupby("state_date")
    }
    assert counts == {"2022-12-31": 149, "2023-11-14": 183, "2024-07-04": 183}


def test_an_id_keeps_its_name_four_times_out_of_145() -> None:
    first, second = (read_units(f"territoire_phase{phase}")["name"] for phase in (1, 2))
    shared = first.index.intersection(second.index)
    assert (len(shared), (first[shared] == second[shared]).sum()) == (145, 4)


def test_the_announcement_of_2018_has_ten_territories_and_three_members_beyond() -> None:
    announced = read_table("announcement_2018")
    assert announced["territoire_name"].nunique() == 10
    beyond = announced[announced["region_name"] != "Normandie"]
    assert len(beyond) == 3


def test_thirteen_contracts_of_fifteen_have_a_plan() -> None:
    contracts = read_table("contract_2019").set_index("territoire_name")["has_signed_plan"]
    assert set(contracts.index) == set(GRAND_EST)
    assert (contracts == "true").sum() == 13
    assert set(contracts.index[contracts == "false"]) == {"Moselle Est", "Sel et Vermois"}


def test_what_is_said_of_the_members_holds_for_the_state_that_a_refresh_brings() -> None:
    record = table_record(MEMBERSHIP)
    # A refresh adds a state to the table and to its period, and nothing to these texts.
    assert not any(letter.isdigit() for letter in record.title + record.coverage)
    for said in (find_indicator("programme_path").limits, MEANINGS["phase"].definition):
        assert "2 : état du 4 juillet 2024, ou le dernier reçu depuis" in said

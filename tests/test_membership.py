"""Units and members: what belongs to what, told by SIREN, never by name."""

import pandas as pd
import pytest

from territoires_industrie.errors import UnknownCodeError
from territoires_industrie.levels import LEVELS
from territoires_industrie.membership import (
    MEMBER_COLUMNS,
    programme_status,
    read_composition,
    read_members,
    read_published_members,
    read_states,
    read_units,
)

ISLANDS = ["22016", "29083", "29155", "85113"]


def test_each_level_has_its_units() -> None:
    counts = {level: len(read_units(level)) for level in LEVELS}
    assert counts == {
        "epci": 1253,
        "territoire_phase1": 149,
        "territoire_phase2": 183,
        "zone_emploi": 306,
        "bassin_vie": 1707,
        "departement": 101,
        "region": 18,
        "commune": 34875,
    }


@pytest.mark.parametrize("level", LEVELS)
def test_units_are_sorted_named_and_placed(level: str) -> None:
    units = read_units(level)
    assert units.index.is_monotonic_increasing
    assert units.index.is_unique
    assert units["name"].notna().all()
    assert (units["commune_count"] > 0).all()
    in_touched = [
        code in codes
        for code, codes in zip(units["region_code"], units["region_codes"], strict=True)
    ]
    assert all(in_touched)


def test_every_commune_is_in_one_bassin_de_vie_that_bears_a_name_of_its_own_communes() -> None:
    communes, bassins = read_composition(), read_units("bassin_vie")
    assert communes["bassin_vie_code"].notna().all()
    assert bassins["population_count"].sum() == communes["population_count"].sum() == 68_017_091
    assert bassins["commune_count"].sum() == len(communes)
    main = communes.loc[bassins.index]
    assert (main["bassin_vie_code"] == main.index).all()
    assert (main["commune_name"] == bassins["name"]).all()


def test_four_islands_have_no_epci() -> None:
    communes = read_composition()
    assert communes.index[communes["epci_siren"].isna()].tolist() == ISLANDS


def test_the_main_departement_agrees_with_the_siren_of_districts() -> None:
    """SIREN of EPCI that begin with 24 hold a département: an independent check."""
    epci = read_units("epci")
    old = epci[epci.index.str.startswith("24")]
    told, main = old.index.str[2:4], old["departement_code"].str[:2]
    differs = old[told != main]
    assert len(old) == 523
    assert set(differs.index.str[:4]) == {"2420"}
    assert set(differs["departement_code"]) <= {"2A", "2B"}


def test_epci_that_cross_borders_are_counted() -> None:
    epci = read_units("epci")
    assert (epci["region_codes"].str.len() > 1).sum() == 26
    assert (epci["departement_codes"].str.len() > 1).sum() == 89


def test_states_are_those_published() -> None:
    assert read_states() == [("2022-12-31", 1), ("2023-11-14", 2), ("2024-07-04", 2)]


def test_an_unpublished_state_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownCodeError, match="2023-11-14"):
        read_members(2, "2025-01-01")
    with pytest.raises(UnknownCodeError, match="phase 3"):
        read_members(3)


def member_communes(phase: int, day: str | None = None) -> pd.DataFrame:
    """Find the communes of 2026 of each member of a phase by its SIREN."""
    communes, found = read_composition(), []
    for kind, members in read_members(phase, day).groupby("member_kind"):
        column = MEMBER_COLUMNS[str(kind)]
        found.append(communes.merge(members, left_on=column, right_on="member_siren"))
    return pd.concat(found)


@pytest.mark.parametrize(("day", "phase"), read_states())
def test_every_member_of_every_state_has_communes_of_2026(day: str, phase: int) -> None:
    members, covered = read_members(phase, day), member_communes(phase, day)
    assert set(covered["member_siren"]) == set(members["member_siren"])
    assert set(covered["territoire_id"]) == set(members["territoire_id"])
    assert covered["commune_code"].is_unique


@pytest.mark.parametrize("phase", [1, 2])
def test_the_ground_of_a_territory_is_that_of_its_members(phase: int) -> None:
    communes = read_composition()[f"territoire_id_phase{phase}"].dropna()
    covered = member_communes(phase).set_index("commune_code")["territoire_id"]
    assert communes.to_dict() == covered.to_dict()


def test_a_territory_counts_its_members_by_kind() -> None:
    units = read_units("territoire_phase2")
    kinds = units[["epci_count", "ept_count", "commune_member_count"]]
    assert kinds.sum().tolist() == [625, 3, 12]
    assert kinds.sum(axis=1).equals(units["member_count"])


def test_members_that_merged_are_one_under_its_own_name() -> None:
    members = read_members(2)
    lorraine = members[members["territoire_name"] == "Nord Lorraine"]
    assert len(lorraine) == 9
    merged = lorraine[lorraine["member_siren"] == "992367730"]
    assert merged["member_name"].tolist() == ["CA Thionville Fensch Agglomération"]
    published = read_published_members(2)
    assert len(published[published["territoire_name"] == "Nord Lorraine"]) == 10


def test_the_epci_of_2026_are_those_of_1_january() -> None:
    epci = read_units("epci")
    assert epci["commune_count"][["992367730", "994579670"]].to_dict() == {
        "992367730": 23,
        "994579670": 19,
    }
    assert epci.at["243100781", "epci_kind"] == "CA"
    moved = {"14062": "241400860", "31075": "243100781", "65063": "200069300"}
    assert read_composition().loc[list(moved), "epci_siren"].to_dict() == moved


def test_status_says_entirely_partly_or_not() -> None:
    status = programme_status("epci")
    assert status.loc["200084952", "phase2"] == "entier"
    assert status.loc["200084952", "territoire_id_phase2"] == "ti-2802"
    grand_paris = status.loc["200054781"]
    assert grand_paris["phase2"] == "partiel"
    assert (programme_status("territoire_phase2")["phase2"] == "entier").all()


def test_an_id_is_not_stable_between_phases() -> None:
    assert read_units("territoire_phase1").at["ti-2801", "name"] == "Axe Seine"
    assert read_units("territoire_phase2").at["ti-2802", "name"] == "Axe Seine"
    assert read_units("territoire_phase2").at["ti-2801", "name"] != "Axe Seine"


def test_an_unknown_level_names_those_there_are() -> None:
    with pytest.raises(UnknownCodeError, match="zone_emploi"):
        read_units("canton")

"""Tables that stand around the programme: their totals, and what ties them to each other."""

import pandas as pd
import pytest

from territoires_industrie.membership import read_units
from territoires_industrie.sources import read_table

SECTORS = ("agriculture", "industry", "construction", "market_services", "public_services")


@pytest.mark.parametrize(
    "name", ["sector_share_2022", "epci_labour_2022", "commune_sector_share_2022"]
)
def test_shares_by_sector_add_up_to_100(name: str) -> None:
    table = read_table(name)
    columns = [f"jobs_{sector}_share_pct_2022" for sector in SECTORS]
    assert table[columns].astype(float).sum(axis=1).sub(100).abs().max() <= 0.021


def test_shares_are_known_for_the_mainland_by_level() -> None:
    table = read_table("sector_share_2022")
    counted = table.groupby("level").size().to_dict()
    assert counted == {
        "departement": 96,
        "france_metropolitaine": 1,
        "region": 13,
        "zone_emploi": 287,
    }
    for level in ("departement", "region", "zone_emploi"):
        codes = set(table.loc[table["level"] == level, "unit_code"])
        assert codes <= set(read_units(level).index)
    nation = table.set_index("level").loc["france_metropolitaine"]
    assert nation["jobs_industry_share_pct_2022"] == "11.62"


def test_labour_says_what_the_profile_says_and_parts_grand_paris() -> None:
    labour = read_table("epci_labour_2022").set_index("unit_code")
    profile = read_table("epci_profile_2022").set_index("epci_siren")
    assert set(labour.index) - set(profile.index) == {"75056"}
    assert set(profile.index) - set(labour.index) == {"200054781"}
    both = labour.index.intersection(profile.index)
    for column in (
        "jobs_industry_share_pct_2022",
        "jobs_growth_pct_per_year_2016_2022",
    ):
        assert labour.loc[both, column].equals(profile.loc[both, column])
    assert set(read_table("ept_2026")["ept_siren"]) <= set(labour.index)


def test_salaried_jobs_of_the_mainland_add_up_to_the_nation_each_year() -> None:
    table = read_table("salaried_jobs_2023")
    every = table[table["a5_code"] == "T"]
    overseas = every["unit_code"].str[:2].isin(["01", "02", "03", "04", "06"])
    zones = every[(every["level"] == "zone_emploi") & ~overseas]
    nation = every[every["level"] == "france_metropolitaine"].set_index("year")
    summed = zones.groupby("year")["salaried_jobs_count"].sum()
    assert len(summed) == 26
    # Each figure was rounded on its own.
    assert (summed - nation["salaried_jobs_count"]).abs().max() < 10
    sectors = table[(table["level"] == "france_metropolitaine") & (table["a5_code"] != "T")]
    parts = sectors.groupby("year")["salaried_jobs_count"].sum()
    assert (parts - nation["salaried_jobs_count"]).abs().max() <= 3


def test_industrial_sites_have_a_sector_and_a_point_where_it_agrees() -> None:
    sites = read_table("industrial_site_2020")
    sections = read_table("a38_sectors").set_index("a38_code")
    assert (sections.loc[sites["a38_code"], "a5_code"] == "BE").all()
    assert (sites["a38_code"].map(sections["a21_code"]) == sites["a21_code"]).all()
    assert (sites["a21_code"] == "C").sum() == 4184
    assert sites["is_located"].sum() == sites["lon"].notna().sum() == 6591
    communes = read_table("commune_2026")
    placed = sites[sites["commune_code"] != ""].merge(communes, on="commune_code")
    assert (sites["commune_code"] == "").sum() == 3
    assert placed["epci_siren"].nunique() >= 1050
    assert placed["territoire_id_phase2"].nunique() == 183
    inside = placed.loc[placed["territoire_id_phase2"].notna(), "co2_fossil_t_2020"].sum()
    assert inside / 1e6 == pytest.approx(69.4, abs=0.05)


def test_populations_are_those_of_the_legal_lists() -> None:
    table = read_table("commune_population_2022").set_index("commune_code")
    measures = read_table("commune_measures_2026").set_index("commune_code")
    for year in ("2020", "2021", "2022"):
        column = f"population_count_{year}"
        both = pd.concat([table[column], measures[column]], axis=1, keys=["ours", "legal"]).dropna()
        assert len(both) > 34_700
        assert (both["ours"] == both["legal"]).mean() > 0.999


def test_incomes_are_those_of_the_profile_and_reach_two_overseas_departements() -> None:
    filosofi = read_table("epci_filosofi_2021").set_index("epci_siren")
    profile = read_table("epci_profile_2022").set_index("epci_siren")
    both = filosofi.index.intersection(profile.index)
    column = "median_income_eur_2021"
    assert (filosofi.loc[both, column] == profile.loc[both, column]).mean() > 0.998
    units = read_units("epci").reindex(filosofi.index).dropna(subset=["name"])
    overseas = units.loc[units["departement_code"].str.startswith("97"), "departement_code"]
    assert overseas.value_counts().to_dict() == {"972": 3, "974": 5}


def test_lycees_and_stations_add_up_by_kind() -> None:
    lycees = read_table("commune_lycee_2026").set_index("commune_code").astype(int).sum()
    assert lycees.to_dict() == {
        "lycees_count": 5603,
        "vocational_lycees_count": 1688,
        "polyvalent_lycees_count": 1032,
        "general_lycees_count": 1243,
    }
    stations = read_table("commune_station_2024").set_index("commune_code").astype(int).sum()
    assert stations.to_dict() == {
        "national_stations_count": 114,
        "regional_stations_count": 1044,
        "local_stations_count": 1783,
    }


def test_france_relance_adds_up_by_level_at_its_end() -> None:
    table = read_table("france_relance_2022")
    last = table[table["month_end"] == "2022-12-31"]
    sums = last.groupby("level")["helped_firms_count"].sum().to_dict()
    assert sums == {"departement": 9640, "region": 9640, "france": 8972}
    known = read_units("departement").index
    assert set(last.loc[last["level"] == "departement", "unit_code"]) == set(known)


def test_brownfield_grants_lie_mostly_in_territoires() -> None:
    grants = read_table("brownfield_grant_2023")
    communes = read_table("commune_2026").set_index("commune_code")["territoire_id_phase2"]
    inside = grants["commune_code"].map(communes).notna()
    assert grants.loc[inside, "grant_eur"].astype(float).sum() / 1e6 == pytest.approx(
        242.9, abs=0.05
    )
    assert (~grants["commune_code"].isin(communes.index)).sum() == 14

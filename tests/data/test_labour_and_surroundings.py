"""Labour, sites, schools, stations, areas: indicators against their tables and known figures."""

import pandas as pd
import pytest

from territoires_industrie.indicators import INDICATORS, national_value, read_values
from territoires_industrie.sources import read_table

LABOUR = [key for key, each in INDICATORS.items() if each.source == "epci_labour_2022"]


@pytest.mark.parametrize("key", LABOUR)
def test_a_rate_by_epci_is_the_one_of_the_table(key: str) -> None:
    indicator = INDICATORS[key]
    year = indicator.years[-1]
    column = indicator.formula.column.format(year=year)  # type: ignore[attr-defined]
    published = read_table("epci_labour_2022").set_index("unit_code")[column].astype(float)
    cells = read_values("epci", key, year)
    known = cells.loc[cells["status"].isin(["value", "zero"]), "value"].astype(float)
    assert len(known) > 1100
    pd.testing.assert_series_equal(known, published[known.index], check_names=False)
    one_ept = read_values("territoire_phase2", key, year).at["ti-1101", "value"]
    assert one_ept == published["200057990"] or pd.isna([one_ept, published["200057990"]]).all()


def test_change_of_jobs_is_published_at_every_wider_level_and_for_france() -> None:
    key = "jobs_growth_2016_2022_pct_per_year"
    table = read_table("sector_share_2022").set_index("unit_code")
    column = table["jobs_growth_pct_per_year_2016_2022"].astype(float)
    assert read_values("region", key).at["28", "value"] == column[table["level"] == "region"]["28"]
    known = {level: read_values(level, key)["value"].notna().sum() for level in ("zone_emploi",)}
    assert known == {"zone_emploi": 287}
    assert national_value(key) == column[table["level"] == "france_metropolitaine"].iloc[0]


@pytest.mark.parametrize("level", ["epci", "territoire_phase2", "zone_emploi", "departement"])
def test_sites_are_counted_where_they_are(level: str) -> None:
    counts = read_values(level, "industrial_sites_count")
    assert counts["value"].notna().all()
    assert national_value("industrial_sites_count") == 7346
    assert national_value("co2_fossil_t") == 83_614_200
    if level == "territoire_phase2":
        assert (counts["value"] > 0).all()
        inside = read_values(level, "co2_fossil_t")["value"].sum()
        assert inside / 1e6 == pytest.approx(69.4, abs=0.05)


def test_arrondissements_reach_their_city() -> None:
    table = read_table("commune_lycee_2026").set_index("commune_code")
    paris = table.loc[table.index.str.startswith("751"), "general_lycees_count"].astype(int).sum()
    cells = read_values("commune", "general_lycees_count")
    assert cells.at["75056", "value"] == paris > 40


def test_areas_are_those_of_the_land_register() -> None:
    departements = read_values("departement", "area_km2")["value"]
    expected = {"33": 9975.6, "38": 7431.5, "74": 4387.8, "972": 1128.0}
    assert departements[list(expected)].to_dict() == pytest.approx(expected, abs=0.1)
    epci = read_values("epci", "area_km2")["value"]
    assert epci["200023372"] == pytest.approx(217.6, abs=0.1), "Chamonix without its glaciers"
    assert epci["200040715"] == pytest.approx(545.5, abs=0.1)
    assert read_values("epci", "population_density_per_km2")["value"]["200023372"] < 64


def test_areas_add_up_from_the_communes_at_every_level() -> None:
    whole = read_values("commune", "area_km2")["value"].sum()
    for level in ("departement", "region", "zone_emploi", "bassin_vie"):
        assert read_values(level, "area_km2")["value"].sum() == pytest.approx(whole)
    assert national_value("area_km2") == pytest.approx(whole)


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("population_change_pct", 2018, 2023),
        ("population_change_2015_2021_pct", 2015, 2021),
        ("population_change_2010_2015_pct", 2010, 2015),
    ],
)
def test_populations_are_compared_five_years_apart_or_more(key: str, first: int, last: int) -> None:
    measures = read_table("commune_measures_2026").set_index("commune_code")
    communes = read_table("commune_2026").set_index("commune_code")
    inside = communes["departement_code"] == "76"
    before, after = (measures.loc[inside, f"population_count_{y}"].sum() for y in (first, last))
    cells = read_values("departement", key)
    assert cells.at["76", "value"] == pytest.approx(100 * (after / before - 1))
    assert cells.at["976", "status"] == "out_of_scope"
    assert last - first >= 5


def test_the_legal_population_of_2023_is_whole() -> None:
    measures = read_table("commune_measures_2026").set_index("commune_code")
    assert measures["population_count_2023"].sum() == 68_350_798
    profile = read_table("epci_profile_2022").set_index("epci_siren")["population_count_2023"]
    communes = read_table("commune_2026").set_index("commune_code")
    summed = measures["population_count_2023"].groupby(communes["epci_siren"]).sum()
    both = summed.index.intersection(profile.index)
    # Six EPCI gained or lost a commune on 1 January 2026.
    assert (summed[both] != profile[both]).sum() == 6
    assert len(both) == 1228

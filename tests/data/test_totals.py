"""What the tables add up to, and what they were found to hold."""

import json

import pandas as pd
import pytest

from territoires_industrie.indicators import national_value, read_values
from territoires_industrie.membership import read_units
from territoires_industrie.sources import DATA, read_table
from territoires_industrie.totals import TOTALS, Total

ROWS = {
    "commune_passage_2025": 39161,
    "commune_event_2025": 13534,
    "commune_zone_2025": 34875,
    "commune_comparator_2018": 34965,
    "commune_private_jobs_2024": 334876,
    "epci_private_jobs_2024": 13761,
    "epci_profile_2022": 1243,
    "zone_emploi_jobs_2024": 61980,
    "zone_emploi_unemployment_2023": 25066,
    "brownfield_2024": 23878,
    "a38_sectors": 36,
    "membership_2024": 1859,
    "membership_2020": 569,
    "announcement_2018": 29,
    "contract_2019": 15,
    "action_2025": 22,
    "territoire_published_figure_2025": 8,
    "territoire_industry_named_2025": 11,
    "programme_figure_2025": 44,
    "transition_grant_paca_2024": 19,
    "transition_grant_announced_2025": 13,
    "sector_share_2022": 397,
    "epci_labour_2022": 1243,
    "commune_sector_share_2022": 2191,
    "salaried_jobs_2023": 8086,
    "industrial_site_2020": 7349,
    "commune_population_2022": 34858,
    "epci_filosofi_2021": 1240,
    "commune_lycee_2026": 1791,
    "commune_station_2024": 2544,
    "france_relance_2022": 4212,
    "brownfield_grant_2023": 707,
    "industry_estimate_2022": 1243,
    "commune_2026": 34875,
    "commune_measures_2026": 34875,
    "commune_postal_code_2026": 35405,
    "epci_2026": 1253,
    "ept_2026": 11,
    "departement_2026": 101,
    "region_2026": 18,
}
POPULATIONS = {
    "2018": 66_989_056,
    "2019": 67_244_921,
    "2020": 67_418_672,
    "2021": 67_664_570,
    "2022": 68_017_091,
}


@pytest.mark.parametrize("name", ROWS)
def test_tables_have_the_rows_they_came_with(name: str) -> None:
    assert len(read_table(name)) == ROWS[name]


@pytest.mark.parametrize("total", TOTALS, ids=lambda total: total.title)
def test_totals_are_found_again(total: Total) -> None:
    assert total.measure() == pytest.approx(total.expected, abs=total.tolerance)


@pytest.mark.parametrize("year", POPULATIONS)
def test_populations_of_each_year(year: str) -> None:
    assert national_value("population_count", year) == POPULATIONS[year]


def test_axe_seine_is_ten_epci_and_its_people() -> None:
    unit = read_units("territoire_phase2").loc["ti-2802"].to_dict()
    assert (unit["name"], unit["epci_count"], unit["member_count"]) == ("Axe Seine", 10, 10)
    cells = read_values("territoire_phase2", "population_count", "2022")
    assert cells.loc["ti-2802"].to_dict() == {"value": 1_263_825, "status": "value"}


def test_populations_of_2022_are_those_of_the_profile() -> None:
    profile = read_table("epci_profile_2022").set_index("epci_siren")
    metropolitan = profile[profile["epci_kind"] != "EPT"]["population_count_2022"]
    assert len(metropolitan) == 1232
    ours = read_values("epci", "population_count", "2022")["value"].reindex(metropolitan.index)
    # Two pairs have merged, six EPCI gained or lost a commune on 1 January 2026.
    assert ours.isna().sum() == 4
    known = ours.dropna()
    assert (known != metropolitan[known.index]).sum() == 6


def test_populations_of_2018_are_those_of_the_comparator() -> None:
    table = read_table("commune_comparator_2018").dropna(subset=["population_count_2018"])
    comparator = table.set_index("commune_code")["population_count_2018"]
    ours = read_table("commune_measures_2026").set_index("commune_code")["population_count_2018"]
    both = comparator.index.intersection(ours.dropna().index)
    merged = ours.index.difference(comparator.index)
    assert len(both) > 34000
    assert (comparator[both] != ours[both]).sum() <= 102
    assert set(merged.str[:3]) >= {"976"}


def test_private_jobs_of_arrondissements_reach_their_city() -> None:
    jobs = read_table("commune_private_jobs_2024")
    parts = jobs[jobs["commune_code"].str.match(r"751\d\d|75056") & (jobs["year"] == "2024")]
    cells = read_values("commune", "private_jobs_count", "2024")
    assert cells.at["75056", "value"] == parts["private_jobs_count"].sum()
    assert len(parts) == 21


def test_published_epci_jobs_differ_where_communes_changed_code() -> None:
    differences = read_table("epci_private_jobs_difference_2024")
    last = differences[differences["year"] == "2024"].set_index("epci_siren")
    assert len(last) == 51
    assert last["difference_count"].astype(int).sum() == 8087 + 1012
    assert last.at["200044030", "difference_count"] == "869"
    jobs = read_table("commune_private_jobs_2024")
    lost = jobs[jobs["commune_code"].isin(["62461", "62549", "62743"]) & (jobs["year"] == "2024")]
    assert lost["private_jobs_count"].sum() == 869


@pytest.mark.parametrize("year", ["2019", "2022", "2023", "2024"])
def test_zones_and_communes_count_the_same_private_jobs(year: str) -> None:
    zones = read_table("zone_emploi_jobs_2024")
    rows = zones[(zones["source"] == "urssaf") & (zones["year"] == year)]
    assert rows["jobs_count"].sum() == national_value("private_jobs_count", year)


def test_empty_flores_cells_of_2023_were_mostly_zero_the_year_before() -> None:
    zones = read_table("zone_emploi_jobs_2024")
    flores = zones[zones["source"] == "flores"]
    wide = flores.pivot(index=["zone_emploi_code", "a38_code"], columns="year", values="jobs_count")
    empty = wide[wide["2023"].isna()]
    assert len(empty) == 736
    assert (empty["2022"] == 0).sum() == 699
    assert not (wide["2023"] == 0).any()


def test_shares_of_the_profile_add_up_to_100() -> None:
    profile = read_table("epci_profile_2022")
    sectors = ("agriculture", "industry", "construction", "market_services", "public_services")
    shares = profile[[f"jobs_{sector}_share_pct_2022" for sector in sectors]].sum(axis=1)
    assert shares.sub(100).abs().max() <= 0.021


def test_every_join_kept_its_total_and_lost_no_code() -> None:
    entries = json.loads((DATA / "join_reports.json").read_text("utf-8"))
    reports = pd.DataFrame(entries).set_index("table")
    for name, totals in reports["totals"].items():
        for column, (before, after) in totals.items():
            assert before == pytest.approx(after, rel=1e-12), (name, column)
    lost = {name: codes for name, codes in reports["unmatched"].items() if codes}
    merged = {"241200658", "241200765", "245701222", "245701362"}
    assert set(lost.pop("epci_private_jobs_2024")) == {"ZZZZZZZZZ", *merged}
    assert set(lost.pop("membership_2020")) == {"", "245701222", "245701362"}
    assert set(lost.pop("epci_profile_2022")) == {*read_table("ept_2026")["ept_siren"], *merged}
    assert lost == {}

"""Profile of the zones around a unit, place of its figures, and its nearest units."""

import pytest

from territoires_industrie.analysis.profile import (
    france_shares,
    read_evolution,
    read_profile,
    sector_shares,
    specialisations,
    zone_weights,
)
from territoires_industrie.analysis.ranking import rank_all, rank_unit, read_trend
from territoires_industrie.analysis.similarity import CRITERIA, find_similar, similar_codes
from territoires_industrie.errors import AtlasError, UnknownCodeError
from territoires_industrie.indicators import national_value, read_values
from territoires_industrie.indicators.model import Measure
from territoires_industrie.membership import read_units
from territoires_industrie.statistics.zone_jobs import read_jobs
from territoires_industrie.wording import round_half_up

TERRITOIRES = "territoire_phase2"
ZONE_OF_LE_HAVRE = "2813"


def test_a_zone_alone_has_its_own_profile() -> None:
    profile = read_profile("zone_emploi", ZONE_OF_LE_HAVRE)
    jobs = read_jobs("flores", "2022").loc[[ZONE_OF_LE_HAVRE]].to_numpy()[0]
    assert profile.zones["weight"].tolist() == [1.0]
    assert profile.sectors["weighted_jobs_count"].tolist() == pytest.approx(jobs.tolist())
    quotient = read_values("zone_emploi", "specialisation_flores_cd_ratio", "2022")
    assert profile.sectors.at["CD", "location_quotient"] == pytest.approx(
        quotient.at[ZONE_OF_LE_HAVRE, "value"]
    )


def test_the_regions_together_are_france() -> None:
    weights = [zone_weights("region", code)["weight"].sum() for code in read_units("region").index]
    assert sum(weights) == pytest.approx(len(read_units("zone_emploi")))
    assert france_shares().sum() == pytest.approx(1)


def test_shares_sum_to_one_where_all_is_published() -> None:
    shares = sector_shares(TERRITOIRES)
    known = shares.dropna()
    assert len(known) == 182, "all but Mayotte"
    assert known.sum(axis=1).tolist() == pytest.approx([1.0] * len(known))


def test_the_unpublished_sectors_of_2023_have_no_share() -> None:
    profile = read_profile(TERRITOIRES, "ti-2802", "flores", "2023")
    missing = profile.sectors["share_pct"].isna()
    assert (profile.sectors["status"].eq("not_published") == missing).all()


def test_mayotte_is_out_of_scope_not_zero() -> None:
    code = read_units("epci").query("region_code == '06'").index[0]
    profile = read_profile("epci", code)
    assert set(profile.sectors["status"]) == {"out_of_scope"}
    assert profile.sectors["weighted_jobs_count"].isna().all()
    assert set(read_evolution("epci", code)["status"]) == {"out_of_scope"}
    assert find_similar("epci", code).absent == ("industry", "sectors")


def test_specialisations_are_sorted_and_industrial() -> None:
    rows = specialisations(read_profile(TERRITOIRES, "ti-2802"))
    assert len(rows) == 16
    assert rows.index[0] == "CD"
    assert rows["location_quotient"].is_monotonic_decreasing


def test_evolution_of_a_zone_is_that_of_the_source() -> None:
    table = read_evolution("zone_emploi", ZONE_OF_LE_HAVRE)
    before, after = (
        read_jobs("urssaf", year)["CE"].to_dict()[ZONE_OF_LE_HAVRE] for year in ("2019", "2024")
    )
    assert table.at["CE", "change_pct"] == pytest.approx(100 * (after / before - 1))
    assert table.loc[["BE", "all"], "status"].tolist() == ["value", "value"]


def test_an_unknown_unit_names_the_nearest() -> None:
    with pytest.raises(UnknownCodeError, match="ti-2809"):
        read_profile(TERRITOIRES, "ti-2820")


def test_rank_percentile_and_gaps_by_hand() -> None:
    values = read_values(TERRITOIRES, "industrial_establishments_share_pct", "2018")["value"]
    mine = float(values["ti-2809"])
    found = rank_unit(TERRITOIRES, "ti-2809", "industrial_establishments_share_pct")
    assert found.value == mine
    shown = round_half_up(values.dropna(), 1)
    assert found.rank == 1 + sum(value > round_half_up(mine, 1) for value in shown)
    assert found.count == values.notna().sum()
    assert found.percentile == pytest.approx(100 * (values.dropna() < mine).mean())
    france = national_value("industrial_establishments_share_pct") or 0
    gap = round_half_up(mine, 1) - round_half_up(france, 1)
    assert found.france.gap == pytest.approx(float(gap))
    assert found.region_code == "32", "most of its inhabitants are in Hauts-de-France"
    assert found.region.share_pct is None


def test_a_percentile_is_of_the_figures_as_shown_like_the_rank() -> None:
    values = read_values(TERRITOIRES, "industrial_establishments_share_pct", "2018")["value"]
    shown = round_half_up(values.dropna(), 1)
    mine = round_half_up(values["ti-0202"], 1)
    found = rank_unit(TERRITOIRES, "ti-0202", "industrial_establishments_share_pct")
    assert found.percentile == pytest.approx(100 * sum(shown < mine) / len(shown))
    assert sum(shown < mine) < sum(values < values["ti-0202"]), "some read the same"


def test_a_count_has_a_part_of_its_region_not_a_gap() -> None:
    found = rank_unit(TERRITOIRES, "ti-2802", "private_jobs_count", "2024")
    assert found.region.gap is None and found.france.gap is None
    assert found.region.share_pct == pytest.approx(100 * 376_219 / 874_272)


def test_peers_leave_the_unit_itself_out() -> None:
    peers = ("ti-2802", "ti-3209", "ti-1106")
    values = read_values(TERRITOIRES, "population_count", "2023")["value"]
    found = rank_unit(TERRITOIRES, "ti-2802", "population_count", peers=peers)
    assert found.peers_count == 2
    assert found.peers.value == pytest.approx(values[["ti-3209", "ti-1106"]].median())


def test_a_missing_figure_has_no_rank_and_says_why() -> None:
    found = rank_unit(TERRITOIRES, "ti-2802", "unemployment_rate_epci_pct")
    assert (found.value, found.rank, found.percentile) == (None, None, None)
    assert found.status == "not_aggregable"


def test_every_numeric_indicator_is_ranked_and_no_category() -> None:
    rows = rank_all("epci", "200084952", similar_codes("epci", "200084952"))
    assert len(rows) > 10
    assert all(row.indicator.measure is not Measure.CATEGORY for row in rows)
    with pytest.raises(UnknownCodeError, match="catégorie"):
        rank_unit("epci", "200084952", "programme_path")


def test_trend_is_indexed_on_its_first_year() -> None:
    table = read_trend(TERRITOIRES, "ti-2802", "private_jobs_count")
    assert list(table.index) == [str(year) for year in range(2014, 2025)]
    assert table.at["2014", "index"] == 100
    assert table.at["2024", "index"] == pytest.approx(100 * 376_219 / 350_809)


def test_nearest_are_of_the_level_sorted_and_not_the_unit_itself() -> None:
    found = find_similar(TERRITOIRES, "ti-2809", count=5)
    assert len(found.nearest) == 5
    assert "ti-2809" not in found.nearest.index
    assert found.nearest["distance"].is_monotonic_increasing
    assert set(found.nearest.index) <= set(read_units(TERRITOIRES).index)
    assert sum(found.weights.values()) == pytest.approx(1)


def test_distance_is_the_weighted_root_of_squares() -> None:
    found = find_similar(TERRITOIRES, "ti-2802", {"population": 3, "density": 1})
    first = found.nearest.iloc[0]
    squares = 0.75 * first["population_distance"] ** 2 + 0.25 * first["density_distance"] ** 2
    assert first["distance"] == pytest.approx(squares**0.5)


def test_distance_is_the_same_both_ways_but_for_the_sectors() -> None:
    weights = dict.fromkeys([key for key in CRITERIA if key != "sectors"], 1.0)
    there = find_similar("epci", "200084952", weights, 2000).nearest["distance"]
    back = find_similar("epci", "200023414", weights, 2000).nearest["distance"]
    assert there["200023414"] == pytest.approx(back["200084952"])


def test_bad_weights_are_refused() -> None:
    with pytest.raises(UnknownCodeError, match="population"):
        find_similar("epci", "200084952", {"taille": 1})
    with pytest.raises(AtlasError, match="positif"):
        find_similar("epci", "200084952", {"population": 0})


@pytest.mark.parametrize(
    ("level", "code", "share"),
    [
        ("territoire_phase2", "ti-2802", 15.02),
        ("region", "28", 16.96),
        ("departement", "76", 16.99),
    ],
)
def test_the_share_of_industry_counts_sectors_partly_published(
    level: str, code: str, share: float
) -> None:
    found = read_profile(level, code, "flores", "2023").industry_share_pct
    assert found == pytest.approx(share, abs=0.005)


def test_a_gap_is_between_the_figures_as_shown() -> None:
    found = rank_unit("territoire_phase2", "ti-1105", "establishments_count")
    assert (found.value, found.median.value, found.median.gap) == (17_593, 4_477.5, 17_593 - 4_478)


def test_a_region_whose_census_is_of_one_year_is_no_series() -> None:
    epci = read_units("epci")
    code = str(epci.index[epci["region_code"] == "06"][0])
    assert read_trend("epci", code, "population_count")["region_value"].isna().all()
    ranking = rank_unit("epci", code, "population_count")
    assert ranking.region.value
    assert ranking.region.share_pct

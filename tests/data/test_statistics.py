"""Figures of every level: statuses, sums and ratios that agree from one level to another."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from territoires_industrie.analysis.ranking import rank_unit
from territoires_industrie.errors import DataFileError, UnknownCodeError
from territoires_industrie.indicators import (
    INDICATORS,
    Measure,
    find_indicator,
    national_value,
    read_values,
)
from territoires_industrie.indicators.formulas.commune_sums import CommuneSums
from territoires_industrie.levels import LEVELS
from territoires_industrie.membership import read_composition, read_units
from territoires_industrie.scene.scene import scene_of
from territoires_industrie.scene.view import View
from territoires_industrie.sources import read_table
from territoires_industrie.statistics.aggregation import read_measures, sum_measure
from territoires_industrie.statistics.status import WITH_FIGURE, Status
from territoires_industrie.statistics.zone_jobs import read_jobs

SHOWN = [(level, key) for key, one in INDICATORS.items() if not one.sector for level in one.levels]
ADDED = [
    key
    for key, one in INDICATORS.items()
    if isinstance(one.formula, CommuneSums) and one.measure is Measure.COUNT
]
RATIOS = [
    key
    for key, one in INDICATORS.items()
    if isinstance(one.formula, CommuneSums) and one.formula.denominator and not one.formula.minus
]


@pytest.mark.parametrize(("level", "key"), SHOWN)
def test_every_unit_has_a_value_or_a_reason(level: str, key: str) -> None:
    indicator = find_indicator(key)
    cells = read_values(level, key)
    assert cells.index.equals(read_units(level).index)
    assert set(cells["status"]) <= {str(status) for status in Status}
    if indicator.measure is Measure.CATEGORY:
        assert set(cells["value"]) <= set(dict(indicator.categories))
        return
    known = cells["status"].isin(WITH_FIGURE)
    assert np.isfinite(cells["value"]).equals(known)
    assert ((cells["value"] == 0) == (cells["status"] == Status.ZERO)).all()
    assert known.any()


@pytest.mark.parametrize("key", ADDED)
@pytest.mark.parametrize("level", ["zone_emploi", "departement", "region", "commune"])
def test_counts_add_up_to_france(level: str, key: str) -> None:
    for year in find_indicator(key).years:
        cells = read_values(level, key, year)
        if level == "commune":
            cells = cells[cells["status"].isin(WITH_FIGURE)]
            assert cells["value"].sum() <= (national_value(key, year) or 0) * (1 + 1e-6)
        else:
            total = pytest.approx(national_value(key, year), rel=1e-4)
            assert cells["value"].sum() == total


@given(st.sampled_from(ADDED), st.sampled_from([one for one in LEVELS if one != "commune"]))
@settings(deadline=None, max_examples=40)
def test_a_unit_is_the_sum_of_its_communes(key: str, level: str) -> None:
    indicator = find_indicator(key)
    assert isinstance(indicator.formula, CommuneSums)
    if indicator.formula.numerator == "area_km2":
        return
    measures = read_measures()
    of_communes = measures[indicator.formula.numerator.format(year=indicator.years[-1])]
    if indicator.formula.minus:
        of_communes = of_communes - measures[indicator.formula.minus]
    cells = read_values(level, key)
    communes = read_composition()[LEVELS[level].column]
    sums = of_communes.groupby(communes).sum()
    known = cells.index[cells["status"].isin(WITH_FIGURE)]
    assert np.allclose(cells.loc[known, "value"], sums[known])


@given(st.sampled_from(RATIOS), st.data())
@settings(deadline=None, max_examples=40)
def test_a_group_is_never_outside_its_parts(key: str, data: st.DataObject) -> None:
    """A region's ratio lies between those of its zones' parts, and is not their average."""
    indicator = find_indicator(key)
    year = data.draw(st.sampled_from(indicator.years))
    region = data.draw(st.sampled_from(list(read_units("region").index)))
    departements = read_units("departement")
    inside = departements.index[departements["region_code"] == region]
    parts = read_values("departement", key, year).loc[inside, "value"].dropna()
    whole = read_values("region", key, year)["value"][region]
    if parts.empty:
        assert np.isnan(whole)
    else:
        assert parts.min() * (1 - 1e-9) <= whole <= parts.max() * (1 + 1e-9)


def test_the_density_of_a_region_is_people_over_ground() -> None:
    people = read_values("region", "population_count", "2022")["value"]
    ground = read_values("region", "area_km2")["value"]
    density = read_values("region", "population_density_per_km2", "2022")["value"]
    assert np.allclose(density, people / ground)


def test_a_change_is_total_since_its_first_year() -> None:
    before = read_values("epci", "private_jobs_count", "2014")["value"]
    after = read_values("epci", "private_jobs_count", "2024")["value"]
    change = read_values("epci", "private_jobs_change_pct", "2024")["value"]
    assert np.allclose(change.dropna(), (100 * (after - before) / before).dropna())


def test_the_share_of_industry_is_published_in_metropolitan_france() -> None:
    cells = read_values("epci", "industrial_jobs_share_pct")
    counts = cells["status"].value_counts().to_dict()
    assert counts == {"value": 1222, "estimate": 8, "salaried_around": 18, "out_of_scope": 5}
    assert cells.loc["200054781", "value"] == 5.32


def test_a_territory_has_a_published_rate_only_if_it_is_one_epci_or_ept() -> None:
    units = read_units("territoire_phase2")
    cells = read_values("territoire_phase2", "unemployment_rate_epci_pct")
    known = cells["status"] == "value"
    assert known.sum() == 36
    assert (units.loc[known, "member_count"] == 1).all()
    overseas = units["departement_codes"].map(lambda codes: all(len(code) == 3 for code in codes))
    assert set(cells.loc[overseas, "status"]) <= {"not_collected", "out_of_scope"}
    rest = cells[~known & ~overseas]
    assert (rest["status"] == "not_aggregable").all()


def test_empty_cells_of_a_sector_are_not_zero() -> None:
    cells = read_values("zone_emploi", "jobs_flores_cd_count", "2023")
    counts = cells["status"].value_counts()
    assert counts["not_published"] > 0
    assert "zero" not in counts
    urssaf = read_values("zone_emploi", "jobs_urssaf_cd_count", "2024")["status"].value_counts()
    assert "not_published" not in urssaf
    assert urssaf["zero"] > 3


def test_the_location_quotient_of_all_the_zones_together_is_one() -> None:
    jobs = read_values("zone_emploi", "jobs_urssaf_cl_count", "2024")["value"]
    quotient = read_values("zone_emploi", "specialisation_urssaf_cl_ratio", "2024")["value"]
    every = sum_measure("zone_emploi", "private_jobs_count_2024")["value"]
    known = quotient.dropna().index
    assert (quotient[known] * every[known]).sum() / every[known].sum() == pytest.approx(1, rel=0.01)
    assert quotient.idxmax() in jobs.nlargest(20).index


def test_unemployment_of_a_zone_is_the_mean_of_four_quarters() -> None:
    cells = read_values("zone_emploi", "unemployment_rate_localised_pct", "2022")
    assert cells["status"].value_counts().to_dict() == {"value": 302, "not_published": 4}
    early = read_values("zone_emploi", "unemployment_rate_localised_pct", "2005")
    assert early["status"].value_counts().to_dict() == {"value": 287, "not_published": 19}


def test_what_is_asked_for_wrongly_is_refused_by_name() -> None:
    with pytest.raises(UnknownCodeError, match="n’existe pas au niveau « region »"):
        read_values("region", "median_income_eur")
    with pytest.raises(UnknownCodeError, match="2018"):
        read_values("region", "population_count", "1999")
    with pytest.raises(UnknownCodeError, match="canton"):
        read_values("canton", "population_count")


def test_national_values_are_recomputed() -> None:
    assert national_value("industrial_establishments_share_pct") == pytest.approx(
        100 * 146_467 / 2_169_322
    )
    assert national_value("median_income_eur") is None
    assert national_value("programme_path") is None
    assert national_value("specialisation_urssaf_cl_ratio") == 1.0


def test_reading_is_shared_and_quick() -> None:
    first = read_values("epci", "population_count", "2021")
    assert read_values("epci", "population_count", "2021") is first
    assert isinstance(first, pd.DataFrame)


@pytest.mark.parametrize(
    ("level", "code"), [("territoire_phase1", "ti-1101"), ("territoire_phase2", "ti-1101")]
)
def test_a_territory_that_is_one_ept_has_its_published_figures(level: str, code: str) -> None:
    published = {
        "industrial_jobs_share_pct": 12.58,
        "unemployment_rate_epci_pct": 12.92,
        "median_income_eur": 22460,
        "poverty_rate_pct": 21.2,
    }
    for key, value in published.items():
        cell = read_values(level, key).loc[code]
        assert (cell["value"], cell["status"]) == (value, "value")


def test_the_share_of_industry_says_what_is_estimated() -> None:
    published = read_values("region", "industrial_jobs_share_pct")
    assert (published["status"].value_counts()).to_dict() == {
        "value": 13,
        "salaried": 4,
        "out_of_scope": 1,
    }
    territoires = read_values("territoire_phase2", "industrial_jobs_share_pct")
    assert territoires["status"].value_counts()["estimate"] > 100
    assert territoires["value"].notna().sum() == 181
    assert territoires["value"]["ti-2802"] == pytest.approx(14.8, abs=0.05)
    assert national_value("industrial_jobs_share_pct") == 11.62
    jobs = read_values("territoire_phase2", "industrial_jobs_count")
    assert jobs.loc["ti-2802", "status"] == "estimate"
    assert jobs.loc["ti-2802", "value"] == pytest.approx(78_700, abs=100)


def test_what_the_atlas_did_not_collect_is_not_said_unpublished() -> None:
    unemployment = read_values("epci", "unemployment_rate_epci_pct")["status"]
    assert unemployment["200054781"] == "not_collected"
    income = read_values("epci", "median_income_eur")
    assert income.loc["249740119", "value"] == 18360
    overseas = read_units("epci")["departement_code"].isin(["971", "973", "976"])
    assert set(income["status"][overseas]) == {"out_of_scope"}


def test_the_empty_cells_of_urssaf_hold_no_job() -> None:
    """Where a zone has empty cells, its other sectors add up to the jobs of its communes."""
    table = read_table("zone_emploi_jobs_2024")
    table = table[table["source"] == "urssaf"]
    for year in ("2019", "2022", "2023", "2024"):
        rows = table[table["year"] == year]
        empty = rows.loc[rows["jobs_count"].isna(), "zone_emploi_code"].unique()
        assert len(empty) > 60
        sums = rows.groupby("zone_emploi_code")["jobs_count"].sum().astype("float64")[empty]
        whole = read_values("zone_emploi", "private_jobs_count", year)["value"][empty]
        # A few zones differ by communes that have changed since.
        assert (sums != whole).sum() <= 8
        assert read_jobs("urssaf", year).loc[empty].notna().all(axis=None)


def test_the_industry_of_every_zone_has_its_change() -> None:
    change = read_values("zone_emploi", "industrial_jobs_change_urssaf_pct", "2024")
    assert change.loc["9307", "status"] == "value"


def test_a_figure_cites_the_producers_that_it_comes_from() -> None:
    cited = {key: find_indicator(key).record.attribution for key in INDICATORS}
    assert "Filosofi" not in cited["unemployment_rate_epci_pct"]
    assert "Urssaf" not in cited["population_density_per_km2"]
    assert "INSEE" not in cited["jobs_urssaf_ca_count"]
    assert "Urssaf" not in cited["jobs_flores_ca_count"]


@pytest.mark.parametrize(
    ("year", "people"),
    [("2010", 64_612_939), ("2015", 66_190_280), ("2022", 68_017_091), ("2023", 68_350_798)],
)
def test_the_population_of_france_is_the_legal_one(year: str, people: int) -> None:
    assert national_value("population_count", year) == people


def test_a_set_without_a_newer_column_is_refused_in_words() -> None:
    with pytest.raises(DataFileError, match="population_count_1999"):
        sum_measure("region", "population_count_1999")


def test_a_share_of_salaried_jobs_has_neither_rank_nor_gap() -> None:
    ranking = rank_unit("epci", "249740119", "industrial_jobs_share_pct")
    assert ranking.value is not None
    assert (ranking.rank, ranking.percentile, ranking.france.gap) == (None, None, None)
    assert ranking.count == 1230
    scene = scene_of(View("epci", "industrial_jobs_share_pct"))
    assert pd.isna(scene.ranks["249740119"])
    assert scene.ranked_count == 1230
    assert scene.classification.class_of["249740119"] >= 0

"""Figures of every level: statuses, sums and ratios that agree from one level to another."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from territoires_industrie.errors import UnknownCodeError
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
from territoires_industrie.statistics.aggregation import read_measures, sum_measure
from territoires_industrie.statistics.status import WITH_FIGURE, Status

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
    column = indicator.formula.numerator.format(year=indicator.years[-1])
    cells = read_values(level, key)
    communes = read_composition()[LEVELS[level].column]
    sums = read_measures()[column].groupby(communes).sum()
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


def test_mayotte_has_its_own_reasons() -> None:
    reasons = {
        key: read_values("departement", key).at["976", "status"]
        for key in (
            "population_count",
            "population_change_pct",
            "private_jobs_count",
            "industrial_establishments_share_pct",
        )
    }
    assert reasons == {
        "population_count": "value",
        "population_change_pct": "out_of_scope",
        "private_jobs_count": "out_of_scope",
        "industrial_establishments_share_pct": "not_published",
    }
    zone = read_values("zone_emploi", "industrial_jobs_share_flores_pct")
    assert zone.at["0601", "status"] == "out_of_scope"


def test_the_profile_leaves_overseas_out() -> None:
    cells = read_values("epci", "industrial_jobs_share_pct")
    counts = cells["status"].value_counts().to_dict()
    assert counts == {"value": 1232, "out_of_scope": 23}
    grand_paris = read_values("epci", "median_income_eur").loc["200054781"]
    assert grand_paris["status"] == "not_published"


def test_a_territory_has_a_published_rate_only_if_it_is_one_epci() -> None:
    units = read_units("territoire_phase2")
    cells = read_values("territoire_phase2", "industrial_jobs_share_pct")
    known = cells["status"] == "value"
    assert known.sum() == 34
    assert (units.loc[known, "member_count"] == 1).all()
    overseas = units["departement_codes"].map(lambda codes: all(len(code) == 3 for code in codes))
    assert (cells.loc[overseas, "status"] == "out_of_scope").all()
    rest = cells[~known & ~overseas]
    assert (rest["status"] == "not_aggregable").all()


def test_restored_communes_have_no_figure_before_they_were_restored() -> None:
    cells = read_values("commune", "population_count", "2018")
    restored = ["15031", "15035", "15047", "15171", "60694", "85165", "85212"]
    assert (cells.loc[restored, "status"] == "not_published").all()
    assert (cells.loc[["15141", "60054", "85084"], "status"] == "not_published").all()
    assert (read_values("commune", "population_count", "2022")["status"] != "value").sum() == 6
    assert (read_values("epci", "population_count", "2018")["status"] == "value").all()


def test_empty_cells_of_a_sector_are_not_zero() -> None:
    cells = read_values("zone_emploi", "jobs_flores_cd_count", "2023")
    counts = cells["status"].value_counts()
    assert counts["not_published"] > 0
    assert "zero" not in counts
    urssaf = read_values("zone_emploi", "jobs_urssaf_cd_count", "2024")["status"].value_counts()
    assert urssaf["not_published"] == 3
    assert urssaf["zero"] > 0


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
        read_values("region", "industrial_jobs_share_pct")
    with pytest.raises(UnknownCodeError, match="2018"):
        read_values("region", "population_count", "1999")
    with pytest.raises(UnknownCodeError, match="canton"):
        read_values("canton", "population_count")


def test_national_values_are_recomputed() -> None:
    assert national_value("industrial_establishments_share_pct") == pytest.approx(
        100 * 146_467 / 2_169_322
    )
    assert national_value("industrial_jobs_share_pct") is None
    assert national_value("programme_path") is None
    assert national_value("specialisation_urssaf_cl_ratio") == 1.0


def test_reading_is_shared_and_quick() -> None:
    first = read_values("epci", "population_count", "2021")
    assert read_values("epci", "population_count", "2021") is first
    assert isinstance(first, pd.DataFrame)

"""The registry: keys, units, levels and years hold together."""

import pytest

from territoires_industrie.errors import UnknownCodeError
from territoires_industrie.indicators import (
    INDICATORS,
    Indicator,
    Measure,
    find_indicator,
    indicators_of,
    require_year,
)
from territoires_industrie.indicators.formulas.sector_jobs import SectorJobs
from territoires_industrie.indicators.registry import entries
from territoires_industrie.levels import LEVELS
from territoires_industrie.membership import CURRENT_STATES
from territoires_industrie.sources import table_record
from territoires_industrie.statistics.sectors import (
    A38,
    industrial_sectors,
    read_sectors,
    sector_label,
)
from territoires_industrie.wording import speaking

EVERY = list(INDICATORS.values())
UNIT_ENDINGS = (
    "_count",
    "_pct",
    "_per_km2",
    "_per_year",
    "_per_10000",
    "_t",
    "_per_m2",
    "_residents",
    "_km2",
    "_eur",
    "_ratio",
    "_extent",
    "_path",
    "_kind",
)


@pytest.mark.parametrize("indicator", EVERY, ids=lambda one: one.key)
def test_an_entry_is_complete(indicator: Indicator) -> None:
    assert indicator.key.endswith(UNIT_ENDINGS)
    assert indicator.key == indicator.key.lower()
    assert indicator.title
    assert indicator.definition.endswith((".", ")."))
    assert set(indicator.levels) <= set(LEVELS)
    assert list(indicator.years) == sorted(indicator.years)
    assert table_record(indicator.source).title
    assert indicator.theme


@pytest.mark.parametrize("indicator", EVERY, ids=lambda one: one.key)
def test_the_measure_decides_the_palette(indicator: Indicator) -> None:
    if indicator.measure is Measure.CATEGORY:
        assert indicator.palette == "qualitative"
        assert indicator.categories
    elif indicator.measure is Measure.COUNT:
        change = "diverging_zero" if getattr(indicator.formula, "minus", "") else "sequential"
        assert indicator.palette == change
        assert not getattr(indicator.formula, "denominator", "")
    else:
        assert indicator.palette in {"sequential", "diverging_zero", "diverging_one"}
    if getattr(indicator.formula, "minus", ""):
        assert indicator.palette == "diverging_zero"


def test_sector_detail_is_only_at_the_zone_d_emploi() -> None:
    for indicator in EVERY:
        if isinstance(indicator.formula, SectorJobs) and indicator.sector:
            assert indicator.levels == ("zone_emploi",)
        elif isinstance(indicator.formula, SectorJobs):
            # All of industry is summed over whole zones, never said of an EPCI or a commune.
            assert not {"epci", "commune", "bassin_vie"} & set(indicator.levels)


def test_two_sources_are_never_one_family() -> None:
    for indicator in EVERY:
        if indicator.family:
            assert ("urssaf" in indicator.family) != ("flores" in indicator.family)


def test_families_hold_their_sectors() -> None:
    def sectors(family: str) -> list[str]:
        return [one.sector for one in EVERY if one.family == family]

    assert sectors("jobs_flores") == list(A38)
    assert sectors("jobs_urssaf") == [code for code in A38 if code != "AZ"]
    assert sectors("specialisation_urssaf") == sectors("jobs_urssaf")


def test_the_codes_of_the_sectors_are_those_of_the_table() -> None:
    table = read_sectors()
    assert tuple(table.index) == A38
    assert tuple(table.index[table["a5_code"] == "BE"]) == industrial_sectors()
    assert len(industrial_sectors()) == 16


def test_a_sector_title_is_said_in_the_language_of_the_run() -> None:
    indicator = find_indicator("jobs_urssaf_ce_count")
    assert indicator.title == "Emplois salariés privés : Chimie"
    with speaking("en"):
        assert indicator.title != "Emplois salariés privés : Chimie"
    assert sector_label("CF", full=True) == "Industrie pharmaceutique"


def test_an_unknown_key_names_the_nearest() -> None:
    with pytest.raises(UnknownCodeError, match="population_count"):
        find_indicator("population_cout")
    with pytest.raises(UnknownCodeError, match="CE"):
        sector_label("CEE")


def test_an_unknown_year_names_those_there_are() -> None:
    indicator = find_indicator("population_count")
    assert require_year(indicator, None) == "2023"
    assert require_year(indicator, "2019") == "2019"
    with pytest.raises(UnknownCodeError, match="2010, 2015, 2018, 2019"):
        require_year(indicator, "1999")


def test_levels_list_their_indicators() -> None:
    keys = {level: {one.key for one in indicators_of(level)} for level in LEVELS}
    assert "industrial_jobs_share_pct" in keys["epci"]
    assert "industrial_jobs_share_pct" in keys["region"]
    assert "median_income_eur" not in keys["region"]
    assert "specialisation_urssaf_cl_ratio" in keys["zone_emploi"]
    assert "unemployment_rate_census_pct" in keys["region"]
    with pytest.raises(UnknownCodeError, match="canton"):
        indicators_of("canton")


def test_the_year_of_the_programme_is_that_of_its_last_list(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def years() -> dict[str, tuple[str, ...]]:
        found = {one.key: one.years for one in entries.read_entries()}
        return {key: found[key] for key in ("programme_path", "programme_phase2_extent")}

    assert set(years().values()) == {(CURRENT_STATES[2][:4],)}
    monkeypatch.setitem(CURRENT_STATES, 2, "2026-10-01")
    assert set(years().values()) == {("2026",)}

"""Filters: siège parts the units, touche holds siège, every choice says what it keeps."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from territoires_industrie.analysis.sector_groups import specialised_units
from territoires_industrie.errors import UnknownCodeError
from territoires_industrie.indicators import find_indicator, read_values
from territoires_industrie.indicators.own import Shelf, using_shelf
from territoires_industrie.levels import GROUP_LEVELS, MAP_LEVELS
from territoires_industrie.membership import read_units
from territoires_industrie.scene.address import read_view, write_view
from territoires_industrie.scene.filters import (
    PROGRAMME_CHOICES,
    SPECIALISATION_SOURCE,
    Filter,
    describe_filter,
    filter_figures,
    select_units,
    specialised_share,
)
from territoires_industrie.scene.view import settle
from territoires_industrie.statistics.cells import own_values
from territoires_industrie.statistics.sectors import industrial_sectors
from territoires_industrie.statistics.zone_jobs import specialisation
from territoires_industrie.wording import round_half_up

REGIONS = tuple(read_units("region").index)
LEVELS = st.sampled_from(MAP_LEVELS)
SEVERAL = st.lists(st.sampled_from(REGIONS), min_size=1, unique=True).map(tuple)


@pytest.mark.parametrize("level", MAP_LEVELS)
def test_the_default_keeps_every_unit(level: str) -> None:
    kept = select_units(level, Filter())
    assert kept.all()
    assert kept.index.equals(read_units(level).index)


@given(LEVELS, SEVERAL)
@settings(deadline=None)
def test_regions_by_siege_part_the_units(level: str, regions: tuple[str, ...]) -> None:
    together = select_units(level, Filter(regions=regions))
    apart = pd.DataFrame({code: select_units(level, Filter(regions=(code,))) for code in regions})
    assert apart.sum(axis=1).max() <= 1
    assert apart.any(axis=1).equals(together.rename(None))


@pytest.mark.parametrize("level", MAP_LEVELS)
def test_all_the_regions_by_siege_hold_every_unit(level: str) -> None:
    assert select_units(level, Filter(regions=REGIONS)).all()


@given(LEVELS, SEVERAL)
@settings(deadline=None)
def test_touche_holds_siege(level: str, regions: tuple[str, ...]) -> None:
    seat = select_units(level, Filter(regions=regions))
    touched = select_units(level, Filter(regions=regions, region_rule="touche"))
    assert (touched | ~seat).all()


@pytest.mark.parametrize("level", GROUP_LEVELS)
def test_the_communes_within_a_unit_are_those_it_is_made_of(level: str) -> None:
    units = read_units(level)
    code = str(units.index[-1])
    within = Filter(within=(level, code))
    assert select_units("commune", within).sum() == units["commune_count"][code]
    assert select_units(level, within).sum() == 1
    assert select_units("region", within).any()


def test_the_unit_that_holds_the_others_must_exist() -> None:
    with pytest.raises(UnknownCodeError, match="200084952"):
        select_units("commune", Filter(within=("epci", "200084953")))


def test_26_epci_cross_the_border_of_a_region() -> None:
    touched = pd.DataFrame(
        {
            code: select_units("epci", Filter(regions=(code,), region_rule="touche"))
            for code in REGIONS
        }
    )
    assert (touched.sum(axis=1) > 1).sum() == 26


@pytest.mark.parametrize("level", MAP_LEVELS)
def test_programme_choices_part_the_units(level: str) -> None:
    def kept(choice: str) -> pd.Series:
        return select_units(level, Filter(programme=choice))

    parts = {one: kept(one) for one in ("phases-1-et-2", "entrants", "sortants", "jamais")}
    assert (pd.DataFrame(parts).sum(axis=1) == 1).all()
    assert (kept("phases-1-et-2") | kept("entrants")).equals(kept("phase2"))
    assert (kept("phases-1-et-2") | kept("sortants")).equals(kept("phase1"))
    assert (~kept("phase2")).equals(kept("hors-phase2"))
    assert set(PROGRAMME_CHOICES) >= {"tous", "phase2"}


@given(st.sampled_from(industrial_sectors()), st.floats(0, 6), st.floats(0, 6))
@settings(deadline=None, max_examples=30)
def test_a_higher_threshold_keeps_fewer(sector: str, one: float, other: float) -> None:
    low, high = sorted((one, other))
    wide = select_units("epci", Filter(sector=sector, specialisation_min=low))
    narrow = select_units("epci", Filter(sector=sector, specialisation_min=high))
    assert (wide | ~narrow).all()


def test_a_zone_is_specialised_altogether_or_not_at_all() -> None:
    share = specialised_share("zone_emploi", "CL", 1.5)
    assert set(share) == {0.0, 1.0}


def test_a_unit_is_kept_from_half_of_its_people() -> None:
    share = specialised_share("epci", "CL", 1.5)
    kept = select_units("epci", Filter(sector="CL"))
    assert kept.equals((share >= 0.5).rename("is_kept"))


def test_sizes_are_bounds_included() -> None:
    population = read_units("region")["population_count"]
    low, high = population.nsmallest(3).iloc[-1], population.nlargest(3).iloc[-1]
    kept = select_units("region", Filter(population_min=low, population_max=high))
    assert kept.sum() == len(population) - 4


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (Filter(regions=("28", "999")), "999"),
        (Filter(region_rule="sieg"), "siege"),
        (Filter(programme="phase3"), "phase2"),
        (Filter(sector="ZZ"), "ZZ"),
        (Filter(sector="AZ"), "AZ"),
    ],
)
def test_unknown_choices_are_refused_by_name(wrong: Filter, named: str) -> None:
    with pytest.raises(UnknownCodeError, match=named):
        select_units("epci", wrong)


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(UnknownCodeError, match="canton"):
        select_units("canton", Filter())


def test_a_figure_keeps_what_lies_within_its_bounds() -> None:
    shares = own_values(read_values("region", "industrial_jobs_share_pct"))
    assert shares.isna()[["01", "06"]].all(), "another measure, or none"
    kept = select_units("region", Filter(figure="industrial_jobs_share_pct", figure_min=13))
    read = pd.Series(round_half_up(shares, 1), index=shares.index)
    assert kept.equals((read >= 13).rename("is_kept"))
    assert 0 < kept.sum() < shares.notna().sum()
    known = Filter(figure="industrial_jobs_share_pct")
    assert select_units("region", known).equals(shares.notna().rename("is_kept"))
    between = replace(known, figure_min=10.0, figure_max=13.0)
    said = "Part de l’industrie dans l’emploi (2022) : à partir de 10,0\xa0% ; jusqu'à 13,0\xa0%"
    assert [text.replace("’", "'") for text in describe_filter(between)] == [said.replace("’", "'")]
    assert not select_units("bassin_vie", Filter(figure="own_0123456789ab")).any()


def test_a_figure_reaches_the_bound_that_it_shows() -> None:
    key = "unemployment_rate_census_pct"
    figures = read_values("epci", key)["value"].dropna()
    shown = pd.Series(round_half_up(figures, 1), index=figures.index)
    below = shown.index[(shown > figures)][0]
    bound = float(shown[below])
    assert select_units("epci", Filter(figure=key, figure_min=bound))[below]
    assert not select_units("epci", Filter(figure=key, figure_max=bound - 0.05))[below]


def test_a_bound_is_written_with_all_of_its_decimals() -> None:
    said = describe_filter(
        Filter(sector="CE", specialisation_min=1.25, figure="area_km2", figure_min=12.345)
    )
    assert "1,25" in said[0]
    assert "12,345" in said[1]


def test_a_figure_of_an_address_is_read_and_written_back() -> None:
    address = {"niveau": "region", "chiffre": "industrial_jobs_share_pct", "chiffre_min": "20"}
    view, problems = read_view(address | {"chiffre_max": "10.5"})
    assert [problem.text for problem in problems] == [
        "Adresse : chiffre_min dépasse chiffre_max ; les deux sont échangés."
    ]
    assert (view.filter.figure_min, view.filter.figure_max) == (10.5, 20)
    assert read_view(write_view(view)) == (view, [])
    lacking = next(key for key in filter_figures("epci") if key not in filter_figures("commune"))
    elsewhere = replace(view, level="commune", filter=Filter(figure=lacking, figure_min=1))
    assert settle(elsewhere).filter == Filter()


def test_an_indicator_of_the_session_filters_that_session_alone() -> None:
    mine = replace(find_indicator("population_count"), key="own_0123456789ab")
    rules = Filter(figure=mine.key, figure_min=10_000_000)
    with using_shelf(Shelf(mine)):
        kept = select_units("region", rules)
        assert list(kept.index[kept]) == ["11"]
    assert not select_units("region", rules).any()


def test_a_zone_that_is_read_to_reach_the_threshold_does() -> None:
    quotients = specialisation(*SPECIALISATION_SOURCE, "CA", "zone_emploi")["value"]
    below = quotients[(quotients < 1.5) & (quotients >= 1.495)]
    assert len(below)
    assert specialised_share("zone_emploi", "CA", 1.5)[below.index].eq(1).all()
    assert set(below.index) <= set(specialised_units(*SPECIALISATION_SOURCE, ("CA",)))

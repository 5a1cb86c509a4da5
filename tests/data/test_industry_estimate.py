"""The estimate of industry in jobs against every published total that exists."""

import pandas as pd
import pytest

from territoires_industrie.membership import read_members
from territoires_industrie.programme.outside import say_outside
from territoires_industrie.sources import read_table
from territoires_industrie.statistics.industry import (
    UNKNOWN_PART_MAX,
    check_estimates,
    compare_with_outside,
    mainland_industry,
    published_mainland_share,
    read_industry,
)


def test_metropolitan_france_is_found_again() -> None:
    found = mainland_industry()
    assert round(found.jobs_count) == 27_307_201
    assert round(found.industrial_jobs_count) == 3_172_145
    assert found.share_pct == pytest.approx(11.6165, abs=0.0001)
    assert published_mainland_share() == 11.62


@pytest.mark.parametrize(
    ("level", "units", "largest", "mean"),
    [("region", 13, 0.05, 0.021), ("departement", 96, 0.58, 0.08)],
)
def test_published_shares_are_found_again(
    level: str, units: int, largest: float, mean: float
) -> None:
    gaps = check_estimates(level)["gap"].abs()
    assert len(gaps) == units
    assert gaps.max() < largest
    assert gaps.mean() < mean


def test_jobs_of_2018_alone_would_be_three_times_further() -> None:
    """The change since 2016 is worth its formula."""
    measures = read_table("commune_measures_2026").set_index("commune_code")
    communes = read_table("commune_2026").set_index("commune_code")
    profile = read_table("epci_profile_2022").set_index("epci_siren")
    jobs = measures["jobs_count_2018"].to_frame("jobs").join(communes)
    # Grand Paris has no share of its own: its EPT and Paris do.
    unit = jobs["ept_siren"].fillna(jobs["epci_siren"])
    share = unit.map(profile["jobs_industry_share_pct_2022"])
    paris = read_table("epci_labour_2022").set_index("unit_code")["jobs_industry_share_pct_2022"]
    share["75056"] = paris["75056"]
    known = jobs[share.notna()].assign(industry=jobs["jobs"] * share)
    sums = known.groupby("region_code")[["industry", "jobs"]].sum()
    checked = check_estimates("region")
    plain = (sums["industry"] / sums["jobs"]).reindex(checked.index) - checked["published"]
    assert plain.abs().mean() > 2 * checked["gap"].abs().mean()


def test_territoires_of_phase_2_are_nearly_all_known() -> None:
    table = read_industry("territoire_phase2")
    # One of the 171 whole ones gained a commune with its EPCI on 1 January 2026.
    assert (table["is_whole"].eq(True)).sum() == 170
    assert table["is_known"].sum() == 172
    unknown = table[~table["is_known"]]
    overseas = unknown[unknown.index.str[3:5].isin(["01", "02", "03", "04", "06"])]
    assert len(overseas) == 10
    (kept_out,) = set(unknown.index) - set(overseas.index)
    assert unknown["unknown_part"][kept_out] > UNKNOWN_PART_MAX
    members = read_members(2).groupby("territoire_id")["member_kind"].agg(set)
    assert "commune" in members[kept_out]


def test_axe_seine_and_bresle_vimeu() -> None:
    table = read_industry("territoire_phase2")
    seine, bresle = table.loc["ti-2802"], table.loc["ti-2809"]
    assert seine["share_pct"] == pytest.approx(14.8, abs=0.05)
    assert round(seine["industrial_jobs_count"], -2) == 78_700
    assert round(seine["jobs_count"], -3) == 531_000
    assert bresle["share_pct"] == pytest.approx(36.6, abs=0.05)
    assert not seine["is_published"]
    assert (table["low_pct"] <= table["share_pct"] + 0.006)[table["is_known"]].all()
    assert (table["high_pct"] >= table["share_pct"] - 0.006)[table["is_known"]].all()


@pytest.mark.parametrize("territoire", ["ti-1101", "ti-1105"])
def test_a_territoire_that_is_one_ept_has_its_published_share(territoire: str) -> None:
    row = read_industry("territoire_phase2").loc[territoire]
    (siren,) = read_members(2).set_index("territoire_id").loc[[territoire], "member_siren"]
    profile = read_table("epci_profile_2022").set_index("epci_siren")
    assert row["is_published"]
    assert row["share_pct"] == profile["jobs_industry_share_pct_2022"][siren]


def test_grand_paris_is_published_and_found_again_from_its_ept_and_paris() -> None:
    row = read_industry("epci").loc["200054781"]
    assert row["is_published"]
    assert row["share_pct"] == 5.32
    summed = 100 * row["industrial_jobs_count"] / row["jobs_count"]
    assert summed == pytest.approx(5.32, abs=0.005)
    assert row["low_pct"] == pytest.approx(3.62)


def test_numbers_add_up_over_the_epci() -> None:
    table = read_industry("epci")
    assert table["industrial_jobs_count"].sum() == pytest.approx(3_172_145, abs=1)
    assert table["is_known"].sum() == 1230
    assert table.loc[table["is_published"], "share_pct"].notna().all()


def test_epci_of_2026_are_estimated_from_those_they_were_made_of() -> None:
    table = read_industry("epci").loc[["992367730", "994579670", "243100781", "200068641"]]
    assert table["is_known"].all()
    assert not table["is_published"].any()
    labour = read_table("epci_labour_2022").set_index("unit_code")["jobs_industry_share_pct_2022"]
    for new, former in {
        "992367730": ["245701222", "245701362"],
        "994579670": ["241200658", "241200765"],
    }.items():
        assert labour[former].min() < table["share_pct"][new] < labour[former].max()


def test_members_hold_more_industry_than_what_stands_outside() -> None:
    inside, outside = compare_with_outside(2)
    together = mainland_industry()
    assert inside.jobs_count + outside.jobs_count == pytest.approx(together.jobs_count)
    assert inside.industrial_jobs_count / together.industrial_jobs_count == pytest.approx(
        0.66, abs=0.005
    )
    assert inside.jobs_count / together.jobs_count == pytest.approx(0.59, abs=0.005)
    assert inside.share_pct == pytest.approx(13.1, abs=0.05)
    assert outside.share_pct == pytest.approx(9.5, abs=0.05)


def test_the_programme_page_says_what_stands_outside() -> None:
    said = say_outside(2).replace("\u00a0", " ")
    assert "≈ 66 % des emplois de l’industrie de métropole pour ≈ 59 % de ses emplois" in said
    assert "≈ 13,1 % des emplois, contre ≈ 9,5 % en dehors (2022)" in said


def test_every_published_zone_departement_and_region_keeps_its_figure() -> None:
    published = read_table("sector_share_2022")
    for level in ("zone_emploi", "departement", "region"):
        rows = published[published["level"] == level].set_index("unit_code")
        table = read_industry(level)
        known = table.loc[table["is_known"], "share_pct"]
        expected = rows["jobs_industry_share_pct_2022"].astype(float)
        pd.testing.assert_series_equal(known, expected.reindex(known.index), check_names=False)

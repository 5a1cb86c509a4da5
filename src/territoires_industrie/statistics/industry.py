"""Jobs in industry in 2022: published where they are, estimated for any other area.

The census share is published by EPCI, EPT, zone d'emploi, département, région and large
commune, but not its two terms. The jobs of 2022 follow from what is published: the censuses of
2013 and 2018 and the yearly change since 2016. A group's share is then recomputed from sums,
never averaged.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from territoires_industrie.levels import LEVELS
from territoires_industrie.membership import read_composition, read_units, require_level
from territoires_industrie.sources import has_table, read_table, table_record
from territoires_industrie.statistics.aggregation import MEASURES, read_measure
from territoires_industrie.statistics.cells import PERCENT
from territoires_industrie.statistics.published import spread_published
from territoires_industrie.statistics.status import Status

LABOUR_TABLE = "epci_labour_2022"
PROFILE_TABLE = "epci_profile_2022"
WIDER_TABLE = "sector_share_2022"
COMMUNE_TABLE = "commune_sector_share_2022"
ESTIMATE_TABLE = "industry_estimate_2022"
CENSUS_TABLE = "commune_jobs_2022"
"""Jobs by commune as INSEE counts them, which ``atlas refresh emplois`` brings."""

OVERSEAS = "97"
"""Start of the codes of the overseas départements."""

SHARE_COLUMN = "jobs_industry_share_pct_2022"
MAINLAND = "france_metropolitaine"

YEARS_TO_2016 = 3 / 5
"""Part of the change from 2013 to 2018 that lies before 2016, at a constant yearly rate."""

YEARS_SINCE_2016 = 6

UNKNOWN_PART_MAX = 0.02
"""A unit is estimated where at most this part of its jobs lies in communes of unknown share.

A published share is valid for an area that lacks at most this part of the jobs of its own area.
"""


class AreaJobs(NamedTuple):
    """Jobs of 2022 in an area; estimated, unless the numbers by commune are known."""

    jobs_count: float
    industrial_jobs_count: float
    status: Status = Status.ESTIMATE

    @property
    def share_pct(self) -> float:
        """Share of industry in the jobs (%)."""
        return PERCENT * self.industrial_jobs_count / self.jobs_count


def estimate_jobs(jobs_2013: pd.Series, jobs_2018: pd.Series, growth_pct: pd.Series) -> pd.Series:
    """Estimate the jobs of 2022 from two censuses and the yearly change from 2016 to 2022.

    Parameters
    ----------
    jobs_2013, jobs_2018
        Jobs at the place of work.
    growth_pct
        Mean yearly change of the jobs from 2016 to 2022 (% a year).

    Examples
    --------
    >>> one = pd.Series([1000.0])
    >>> estimate_jobs(one, one, pd.Series([1.0])).round(1).tolist()
    [1061.5]
    """
    # At the same rate every year from one census to the next.
    jobs_2016 = jobs_2013 * (jobs_2018 / jobs_2013) ** YEARS_TO_2016
    return jobs_2016 * (1 + growth_pct / PERCENT) ** YEARS_SINCE_2016


def estimate_blocks(communes: pd.DataFrame, labour: pd.DataFrame) -> pd.DataFrame:
    """Estimate the jobs of the EPCI, EPT and city that have a published share.

    Parameters
    ----------
    communes
        ``block``, ``jobs_count_2013`` and ``jobs_count_2018`` of each commune.
    labour
        Index: code of a block; published share of industry and yearly change of jobs.

    Returns
    -------
    pandas.DataFrame
        One row a block: ``unit_code``, ``jobs_count_2022``, ``industrial_jobs_count_2022``.
    """
    sums = communes.groupby("block")[["jobs_count_2013", "jobs_count_2018"]].sum()
    jobs = estimate_jobs(
        sums["jobs_count_2013"],
        sums["jobs_count_2018"],
        labour["jobs_growth_pct_per_year_2016_2022"].reindex(sums.index),
    )
    industry = jobs * labour[SHARE_COLUMN].reindex(sums.index) / PERCENT
    columns = {"jobs_count_2022": jobs, "industrial_jobs_count_2022": industry}
    return pd.DataFrame(columns).rename_axis("unit_code").reset_index()


@cache
def commune_blocks() -> pd.Series:
    """Return the published unit that counts the jobs of each commune of 2026.

    Returns
    -------
    pandas.Series
        Index ``commune_code``: the SIREN of the commune's EPT, else of its EPCI in the year of
        the published table; Paris is its own unit. Missing where nothing is published.
    """
    known = read_table(LABOUR_TABLE)["unit_code"]
    communes = read_composition()
    # The share of an EPCI holds for the communes that it had in the year of the table.
    of_year = read_table("epci_composition_2019_2026", table_record(LABOUR_TABLE).cog_year)
    epci = of_year.drop_duplicates("commune_code_2026").set_index("commune_code_2026")["epci_siren"]
    # The Métropole du Grand Paris has no share of its own in that table: its EPT and Paris do.
    block = communes["ept_siren"].fillna(epci.reindex(communes.index))
    own = pd.Series(communes.index, index=communes.index)
    block = own.where(own.isin(known), block)
    return block.where(block.isin(known)).rename("block")


@cache
def _commune_jobs() -> pd.DataFrame:
    """Spread each block's jobs over its communes, as the jobs of 2018 were."""
    communes = read_composition()
    measures = read_table(MEASURES).set_index("commune_code")
    table = pd.DataFrame({"block": commune_blocks()})
    table["jobs_2018"] = measures["jobs_count_2018"].reindex(communes.index)
    own = read_table(COMMUNE_TABLE).set_index("commune_code")[SHARE_COLUMN]
    table["own_share_pct"] = own.reindex(communes.index)
    estimate = read_table(ESTIMATE_TABLE).set_index("unit_code")
    return spread_blocks(table, estimate)


def spread_blocks(communes: pd.DataFrame, blocks: pd.DataFrame) -> pd.DataFrame:
    """Spread the jobs of blocks over their communes in proportion to the jobs of 2018.

    Parameters
    ----------
    communes
        Index: commune code; ``block``, ``jobs_2018``, ``own_share_pct`` (missing where the
        commune's own share is not published).
    blocks
        Index: code of the block; ``jobs_count_2022`` and ``industrial_jobs_count_2022``.

    Returns
    -------
    pandas.DataFrame
        ``communes`` with ``jobs_count`` (2022) and ``block_share_pct``. A commune without a
        block has neither.
    """
    # A commune keeps the part of its block's jobs that it had in 2018, when it was last known.
    part = communes["jobs_2018"] / communes.groupby("block")["jobs_2018"].transform("sum")
    share = PERCENT * blocks["industrial_jobs_count_2022"] / blocks["jobs_count_2022"]
    return communes.assign(
        jobs_count=part * communes["block"].map(blocks["jobs_count_2022"]),
        block_share_pct=communes["block"].map(share),
    )


def sum_units(communes: pd.DataFrame, unit_of: pd.Series) -> pd.DataFrame:
    """Sum jobs and industrial jobs over the communes of each unit.

    A block that lies in the unit entirely, or but for 2 % of its jobs, counts with its share. Of
    one that lies in it in part, each commune counts with its own published share, else with
    the block's.

    Returns
    -------
    pandas.DataFrame
        Index: units; ``jobs_count``, ``industrial_jobs_count``, ``share_pct``; ``low_pct`` and
        ``high_pct``, the lowest and highest share that was used; ``unknown_part``, the part of
        the jobs (0 to 1, of 2018 where there is no block) in communes of unknown share;
        ``is_whole``, whether it is made of whole blocks.
    """
    grouped = _weigh_communes(communes, unit_of).groupby("unit")
    sums = grouped[["jobs_count", "industrial_jobs_count", "weight", "unknown"]].sum(min_count=1)
    return sums[["jobs_count", "industrial_jobs_count"]].assign(
        share_pct=PERCENT * sums["industrial_jobs_count"] / sums["jobs_count"],
        low_pct=grouped["share"].min(),
        high_pct=grouped["share"].max(),
        # Where no commune has jobs of 2022, the whole is unknown.
        unknown_part=(sums["unknown"] / sums["weight"]).where(sums["jobs_count"].notna(), 1.0),
        is_whole=grouped["is_whole"].all(),
    )


def _weigh_communes(communes: pd.DataFrame, unit_of: pd.Series) -> pd.DataFrame:
    """Choose the share that each commune counts with in its unit, and whether it is known."""
    rows = communes.assign(unit=unit_of.reindex(communes.index)).dropna(subset=["unit"])
    of_block = rows["block"].map(communes.groupby("block")["jobs_count"].sum())
    inside = rows.groupby(["unit", "block"])["jobs_count"].transform("sum")
    is_whole = inside >= (1 - UNKNOWN_PART_MAX) * of_block
    # Inside a whole block, the shares of its communes would only add the noise of a census sample.
    own = rows["own_share_pct"].where(~is_whole)
    share = own.fillna(rows["block_share_pct"])
    weight = rows["jobs_count"].fillna(rows["jobs_2018"]).fillna(0.0)
    return rows[["unit", "jobs_count"]].assign(
        industrial_jobs_count=rows["jobs_count"] * share / PERCENT,
        share=share,
        weight=weight,
        unknown=weight.where(~is_whole & own.isna(), 0.0),
        is_whole=is_whole,
    )


def published_shares(level_key: str) -> pd.Series:
    """Read the share of industry in jobs (%) where the unit itself has a published one.

    An EPCI whose ground has changed since has none.

    Returns
    -------
    pandas.Series
        Index: every unit of the level; missing where nothing is published.
    """
    level = require_level(level_key)
    units = read_units(level_key).index
    if level_key == "commune":
        table = read_table(COMMUNE_TABLE).set_index("commune_code")
        return table[SHARE_COLUMN].reindex(units)
    table = read_table(WIDER_TABLE)
    of_level = table[table["level"] == level_key].set_index("unit_code")
    shares = of_level[SHARE_COLUMN].astype(float).reindex(units)
    shares = shares.fillna(_shares_of_one_block(level.column, units))
    if level_key == "epci":
        # The Métropole du Grand Paris is several blocks, but its own share is published too.
        shares = shares.fillna(spread_published(level_key, (PROFILE_TABLE,), SHARE_COLUMN)["value"])
    return shares


def _shares_of_one_block(column: str, units: pd.Index) -> pd.Series:
    """Read the published share of each unit that is exactly one block, or one commune."""
    pairs = pd.DataFrame({"unit": read_composition()[column], "block": commune_blocks()})
    grouped = pairs.groupby("unit")["block"]
    first = grouped.first()
    is_one = grouped.nunique(dropna=False) == 1
    # A block that goes on beyond the unit has the share of a wider area.
    is_one &= grouped.size() == first.map(pairs["block"].value_counts())
    published = read_table(LABOUR_TABLE).set_index("unit_code")[SHARE_COLUMN]
    is_alone = pairs.groupby("unit")["unit"].transform("size") == 1
    own = _commune_jobs()["own_share_pct"].groupby(pairs["unit"].where(is_alone)).first()
    return first.where(is_one).map(published).reindex(units).fillna(own)


@cache
def read_industry(level_key: str) -> pd.DataFrame:
    """Read the jobs of 2022 and the share of industry of every unit of a level.

    Returns
    -------
    pandas.DataFrame
        Index: every unit; the columns of ``sum_units``, then ``is_published`` (whether the share
        is; numbers of jobs never are) and ``is_known``. Where it is not, the figures are missing:
        nothing is published there (overseas), or too much of the unit lies in communes of
        unknown share.
    """
    level = require_level(level_key)
    units = read_units(level_key).index
    table = sum_units(_commune_jobs(), read_composition()[level.column]).reindex(units)
    published = published_shares(level_key)
    is_published = published.notna()
    # Whole EPCI add up at every level; the jobs of a unit that cuts some follow its own share.
    is_cut = is_published & ~table["is_whole"].eq(True)
    by_share = table["jobs_count"] * published / PERCENT
    table["industrial_jobs_count"] = table["industrial_jobs_count"].where(~is_cut, by_share)
    table["share_pct"] = published.fillna(table["share_pct"])
    is_known = is_published | table["unknown_part"].le(UNKNOWN_PART_MAX)
    figures = ["jobs_count", "industrial_jobs_count", "share_pct", "low_pct", "high_pct"]
    table[figures] = table[figures].where(is_known)
    return table.assign(is_published=is_published, is_known=is_known)


def mainland_industry() -> AreaJobs:
    """Sum the estimated jobs over metropolitan France."""
    table = read_table(ESTIMATE_TABLE)
    return AreaJobs(
        float(table["jobs_count_2022"].sum()), float(table["industrial_jobs_count_2022"].sum())
    )


def published_mainland_share() -> float:
    """Read the published share of industry in the jobs of metropolitan France (%)."""
    table = read_table(WIDER_TABLE).set_index("level")
    return float(table[SHARE_COLUMN].astype(float)[MAINLAND])


def compare_with_outside(phase: int) -> tuple[AreaJobs, AreaJobs]:
    """Sum the jobs over the territories of a phase, and over the rest of metropolitan France."""
    column = LEVELS[f"territoire_phase{phase}"].column
    composition = read_composition()
    inside = composition[column].notna().to_numpy(dtype=np.bool_)
    if has_table(CENSUS_TABLE):
        counted = (
            read_measure(f"{name}_2022", CENSUS_TABLE)
            for name in ("jobs_count", "industrial_jobs_count")
        )
        # As the estimates are of metropolitan France alone, so is what takes their place.
        is_mainland = ~composition["departement_code"].str.startswith(OVERSEAS).to_numpy()
        jobs, industry = (np.where(is_mainland, numbers, np.nan) for numbers in counted)
        status = Status.VALUE
    else:
        communes = _commune_jobs()
        jobs = communes["jobs_count"].to_numpy()
        industry = jobs * communes["block_share_pct"].to_numpy() / PERCENT
        status = Status.ESTIMATE
    first, second = (
        AreaJobs(float(np.nansum(jobs[rows])), float(np.nansum(industry[rows])), status)
        for rows in (inside, ~inside)
    )
    return first, second


@cache
def check_estimates(level_key: str) -> pd.DataFrame:
    """Compare the estimated share of each unit with the published one.

    Returns
    -------
    pandas.DataFrame
        Index: units of the level with a published share; ``estimated``, ``published`` (%) and
        ``gap`` (points, estimated less published). EPCI that straddle two units are parted by
        their jobs of 2018.
    """
    level = require_level(level_key)
    communes = _commune_jobs().assign(own_share_pct=np.nan)
    estimated = sum_units(communes, read_composition()[level.column])["share_pct"]
    published = published_shares(level_key).dropna()
    estimated = estimated.reindex(published.index)
    columns = {"estimated": estimated, "published": published}
    return pd.DataFrame(columns).assign(gap=estimated - published)

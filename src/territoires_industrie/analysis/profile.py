"""Industry profile of a unit, from the zones d'emploi that its inhabitants live in.

Jobs by sector are measured at the zone d'emploi. A profile describes the zones around a
unit, each weighted by the part of its inhabitants who live in the unit; it is never a
measurement of the unit itself, and ``NOTICE`` says so beside every figure.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from territoires_industrie.errors import UnknownCodeError, nearest
from territoires_industrie.levels import LEVELS
from territoires_industrie.membership import read_composition, read_units, require_level
from territoires_industrie.statistics.sector_ground import EPCI, ZONE, unit_year
from territoires_industrie.statistics.sectors import industrial_sectors, read_sectors
from territoires_industrie.statistics.status import Status
from territoires_industrie.statistics.zone_jobs import (
    france_level,
    measures_units,
    read_jobs,
    read_published,
)
from territoires_industrie.wording import N_, _

NOTICE = N_(
    "Emploi mesuré à la zone d’emploi, pas au territoire. Chaque zone compte pour la part de ses "
    "habitants (2022) qui vivent dans le territoire : c’est le profil des zones où il se trouve."
)
OWN_NOTICE = N_(
    "Emploi de l’unité elle-même, somme de ses communes. Les évolutions ne sont connues que par "
    "zone d’emploi : chaque zone y compte pour la part de ses habitants qui vivent dans le "
    "territoire."
)
EVOLUTION_NOTICE = N_(
    "Emploi salarié privé (Urssaf), 31 décembre 2019 et 31 décembre 2024, zones pondérées de la "
    "même façon aux deux dates. Une zone dont une case n’est pas publiée est retirée du secteur "
    "aux deux dates."
)
DEFAULT_SOURCE, DEFAULT_YEAR = "flores", unit_year() or "2022"
"""The source and year of public and private jobs together that counts units themselves, else the
last one without an unpublished cell."""

EVOLUTION_SOURCE, EVOLUTION_YEARS = "urssaf", ("2019", "2024")
PUBLISHED_SHARE_MIN = 0.9
"""A sector has a figure where the zones that publish it have at least this part of the jobs."""


@dataclass(frozen=True)
class Profile:
    """Jobs by A38 sector around one unit.

    Attributes
    ----------
    level_key, code, source, year
        What was asked.
    zones
        Index zone d'emploi code, the largest weight first; see ``zone_weights``.
    sectors
        Index ``a38_code``; see ``read_profile``.
    weighted_jobs_count
        Weighted jobs of all sectors (published cells).
    industrial_jobs_count
        Weighted jobs of industry (published cells), those of sectors without a share included.
    """

    level_key: str
    code: str
    source: str
    year: str
    zones: pd.DataFrame
    sectors: pd.DataFrame
    weighted_jobs_count: float
    industrial_jobs_count: float

    @property
    def is_own(self) -> bool:
        """Whether the jobs are those of the unit itself, and not of its zones."""
        return measures_units(self.source, self.year, self.level_key)

    @property
    def industry_share_pct(self) -> float:
        """Share of industry (BE) in the weighted jobs, 0 to 100; NaN without jobs."""
        jobs = self.industrial_jobs_count
        return 100 * jobs / self.weighted_jobs_count if self.weighted_jobs_count else float("nan")


def say_ground(
    source: str = DEFAULT_SOURCE, year: str = DEFAULT_YEAR, level_key: str = EPCI
) -> str:
    """Write whose jobs the profiles of a level are: units' own, or their zones'."""
    return _(OWN_NOTICE if measures_units(source, year, level_key) else NOTICE)


def require_unit(level_key: str, code: str) -> None:
    """Refuse a code that is not a unit of the level.

    Raises
    ------
    UnknownCodeError
        If there is no such level or unit; the message names the nearest codes.
    """
    names = read_units(require_level(level_key).key)["name"]
    if code not in names.index:
        close = ", ".join(nearest(code, names.index) or list(names.index[:3]))
        text = _("Code inconnu au niveau « {level} » : « {code} ». Codes proches : {close}.")
        raise UnknownCodeError(text, level=level_key, code=code, close=close)


@cache
def _weights(level_key: str, ground: str) -> pd.DataFrame:
    """Cross the units of a level with those of another: common population, and its two shares."""
    column = require_level(level_key).column
    communes = read_composition()
    rows = pd.DataFrame(
        {
            "unit": communes[column],
            "zone": communes[LEVELS[ground].column],
            "population_count": communes["population_count"],
        }
    )
    # Of the whole zone, the communes that are in no unit of the level included.
    whole = rows.groupby("zone")["population_count"].sum()
    pairs = rows.dropna(subset=["unit"]).groupby(["unit", "zone"])["population_count"].sum()
    table = pairs.reset_index()
    of_unit = table.groupby("unit")["population_count"].transform("sum")
    return table.assign(
        share_of_unit_pct=100 * table["population_count"] / of_unit,
        weight=table["population_count"] / table["zone"].map(whole),
    )


def zone_weights(level_key: str, code: str, ground: str = ZONE) -> pd.DataFrame:
    """List the zones d'emploi that a unit lies in, and how much each counts.

    Parameters
    ----------
    ground
        Key of another level to take in place of the zones.

    Returns
    -------
    pandas.DataFrame
        Index ``zone_emploi_code`` (of the ground), the zone of most inhabitants first: ``name``,
        ``population_count`` (2022, living in both), ``share_of_unit_pct`` (of the unit's
        inhabitants, 0 to 100) and ``weight`` (part of the zone's inhabitants who live in
        the unit, 0 to 1): the factor of its jobs.

    Raises
    ------
    UnknownCodeError
        If there is no such level or unit.
    """
    require_unit(level_key, code)
    table = _weights(level_key, ground)
    mine = table[table["unit"] == code].set_index("zone").drop(columns="unit")
    mine.insert(0, "name", read_units(ground)["name"].reindex(mine.index))
    order = mine.sort_values("population_count", ascending=False)
    return order.rename_axis(LEVELS[ground].column)


@cache
def weighted_jobs(level_key: str, source: str, year: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Weight the jobs of the zones for every unit of a level at once, or read the units' own.

    Returns
    -------
    (pandas.DataFrame, pandas.DataFrame)
        Index unit code, one column an A38 sector. First the weighted jobs (published
        cells, float64). Then the weighted jobs of all sectors of the zones that publish
        the sector: the denominator of its share.
    """
    is_own = measures_units(source, year, level_key)
    jobs = read_jobs(source, year, level_key) if is_own else read_jobs(source, year)
    totals = jobs.sum(axis=1, min_count=1)
    published = jobs.notna().mul(totals.fillna(0.0), axis=0)
    if is_own:
        return read_published(source, year, level_key).fillna(0.0), published
    return weigh_zones(level_key, jobs), weigh_zones(level_key, published)


def weigh_zones(level_key: str, of_zones: pd.DataFrame, ground: str = ZONE) -> pd.DataFrame:
    """Sum figures of zones over every unit of a level, each zone by its weight in the unit.

    Parameters
    ----------
    of_zones
        Index code of the zone d'emploi, or of the ground; a missing figure counts as none.

    Returns
    -------
    pandas.DataFrame
        Index unit code, the same columns, float64.
    """
    # One product of matrices for the whole level: similarity compares a unit with all others.
    matrix = _weights(level_key, ground).pivot(index="unit", columns="zone", values="weight")
    units = read_units(level_key).index
    factors = matrix.reindex(index=units, columns=of_zones.index).fillna(0.0).to_numpy()
    summed = factors @ of_zones.fillna(0.0).to_numpy("float64")
    return pd.DataFrame(summed, index=units, columns=of_zones.columns)


def sector_shares(
    level_key: str, source: str = DEFAULT_SOURCE, year: str = DEFAULT_YEAR
) -> pd.DataFrame:
    """Compute the share of each sector around every unit of a level.

    Returns
    -------
    pandas.DataFrame
        Index unit code, one column an A38 sector; shares from 0 to 1 of the weighted jobs
        of the zones that publish the sector. NaN where they hold less than 90 % of the
        jobs, and where the source has no zone (Mayotte).
    """
    jobs, base = weighted_jobs(level_key, source, year)
    most = base.max(axis=1)
    enough = base.ge(PUBLISHED_SHARE_MIN * most, axis=0) & base.gt(0)
    return (jobs / base).where(enough)


def france_shares(
    source: str = DEFAULT_SOURCE, year: str = DEFAULT_YEAR, level_key: str = ZONE
) -> pd.Series:
    """Compute the share of each A38 sector in the jobs of France, 0 to 1."""
    jobs = read_published(source, year, france_level(source, year, level_key))
    by_sector: pd.Series = jobs.sum()
    return by_sector / float(by_sector.sum())


def read_profile(
    level_key: str, code: str, source: str = DEFAULT_SOURCE, year: str = DEFAULT_YEAR
) -> Profile:
    """Compute the profile of a unit by A38 sector.

    Parameters
    ----------
    source, year
        ``flores`` (2022, 2023, and the year of its table by unit where there is one) or ``urssaf``
        (2019, 2022, 2023, 2024); never mixed.

    Returns
    -------
    Profile
        ``sectors`` has the index ``a38_code`` and the columns ``label`` (in the language
        of the run), ``is_industry``, ``weighted_jobs_count``, ``share_pct`` (0 to 100),
        ``france_share_pct``, ``location_quotient`` (1 is France) and ``status`` (``value``,
        ``zero``, ``not_published`` or ``out_of_scope``: no zone of the source). The
        quotient is a ratio of sums, not a mean of the zones' quotients.

    Raises
    ------
    UnknownCodeError
        If there is no such level or unit.
    """
    zones = zone_weights(level_key, code)
    jobs, base = (_row(table, code) for table in weighted_jobs(level_key, source, year))
    share = _row(sector_shares(level_key, source, year), code)
    france = france_shares(source, year, level_key)
    labels = read_sectors()["short_label"].reindex(jobs.index)
    status = pd.Series(str(Status.VALUE), index=jobs.index, dtype="str")
    status = status.mask(share.eq(0), str(Status.ZERO))
    missing = Status.NOT_PUBLISHED if base.max() > 0 else Status.OUT_OF_SCOPE
    status = status.mask(share.isna(), str(missing))
    sectors = pd.DataFrame(
        {
            "label": labels.map(_),
            "is_industry": jobs.index.isin(industrial_sectors()),
            "weighted_jobs_count": jobs.where(share.notna()),
            "share_pct": 100 * share,
            "france_share_pct": 100 * france,
            "location_quotient": share / france,
            "status": status,
        }
    )
    industry = float(jobs[list(industrial_sectors())].sum())
    return Profile(level_key, code, source, year, zones, sectors, float(base.max()), industry)


def _row(table: pd.DataFrame, code: str) -> pd.Series:
    return table.loc[[code]].iloc[0]


def specialisations(profile: Profile) -> pd.DataFrame:
    """Sort the industrial sectors of a profile by location quotient, the highest first."""
    industry = profile.sectors[profile.sectors["is_industry"]]
    return industry.sort_values("location_quotient", ascending=False, na_position="last")


def read_evolution(level_key: str, code: str) -> pd.DataFrame:
    """Compare the private jobs around a unit by A38 sector, 2019 and 2024 (URSSAF).

    Returns
    -------
    pandas.DataFrame
        Index ``a38_code``, then ``BE`` (industry) and ``all``: ``label``, ``is_industry``,
        ``weighted_jobs_count_2019``, ``weighted_jobs_count_2024``, ``change_pct``,
        ``france_change_pct`` and ``status`` (``not_published`` where the zones that
        publish both years hold less than 90 % of the jobs).

    Raises
    ------
    UnknownCodeError
        If there is no such level or unit.
    """
    zones = zone_weights(level_key, code)["weight"]
    first, last = (read_jobs(EVOLUTION_SOURCE, year) for year in EVOLUTION_YEARS)
    # A cell that one year lacks would show as jobs created or lost.
    both = first.notna() & last.notna()
    before, after = first.where(both), last.where(both)
    here = zones.index
    coverage = both.loc[here].mul(first.loc[here].sum(axis=1) * zones, axis=0).sum()
    whole = float((first.loc[here].sum(axis=1) * zones).sum())
    table = pd.DataFrame(
        {
            "weighted_jobs_count_2019": before.loc[here].mul(zones, axis=0).sum(),
            "weighted_jobs_count_2024": after.loc[here].mul(zones, axis=0).sum(),
            "france_before": before.sum(),
            "france_after": after.sum(),
        }
    )
    totals = {"BE": table.loc[list(industrial_sectors())].sum(), "all": table.sum()}
    table = pd.concat([table, pd.DataFrame(totals).T])
    return _finish_evolution(table, coverage.reindex(table.index).fillna(whole), whole)


def _finish_evolution(table: pd.DataFrame, coverage: pd.Series, whole: float) -> pd.DataFrame:
    before, after = table["weighted_jobs_count_2019"], table["weighted_jobs_count_2024"]
    known = coverage.ge(PUBLISHED_SHARE_MIN * whole) & (whole > 0)
    missing = Status.NOT_PUBLISHED if whole > 0 else Status.OUT_OF_SCOPE
    status = pd.Series(str(Status.VALUE), index=table.index, dtype="str")
    status = status.mask(before.eq(0) & after.eq(0), str(Status.ZERO)).mask(~known, str(missing))
    labels = read_sectors()["short_label"].reindex(table.index)
    labels["BE"], labels["all"] = N_("Industrie"), N_("Tous secteurs")
    with np.errstate(divide="ignore", invalid="ignore"):
        change = 100 * (after / before.replace(0, np.nan) - 1)
        france = 100 * (table["france_after"] / table["france_before"] - 1)
    return pd.DataFrame(
        {
            "label": labels.map(_),
            "is_industry": table.index.isin([*industrial_sectors(), "BE"]),
            "weighted_jobs_count_2019": before.where(known),
            "weighted_jobs_count_2024": after.where(known),
            "change_pct": change.where(known),
            "france_change_pct": france,
            "status": status,
        }
    ).rename_axis("a38_code")

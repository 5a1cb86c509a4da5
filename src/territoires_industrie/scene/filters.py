"""The filter of a view: which units it keeps, by region, programme, sector, size and figure."""

from dataclasses import dataclass
from functools import lru_cache
from math import inf

import pandas as pd

from territoires_industrie.errors import UnknownCodeError, list_codes
from territoires_industrie.indicators import (
    Indicator,
    Measure,
    find_indicator,
    indicators_of,
    read_values,
)
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.indicators.sector_words import say_sector_kept
from territoires_industrie.levels import LEVELS
from territoires_industrie.membership import (
    programme_status,
    read_composition,
    read_names,
    read_units,
    require_level,
)
from territoires_industrie.sources import require_known
from territoires_industrie.statistics.cells import own_values
from territoires_industrie.statistics.sector_ground import filter_level, filter_source
from territoires_industrie.statistics.sectors import industrial_sectors, sector_label
from territoires_industrie.statistics.zone_jobs import SHOWN_DECIMALS, SPECIALISED, specialisation
from territoires_industrie.wording import (
    N_,
    _,
    format_number,
    format_quantity,
    list_texts,
    round_half_up,
    say_pair,
)

PROGRAMME_CHOICES = {
    "tous": N_("Tous, membres ou non"),
    "phase2": N_("Membres de la phase 2"),
    "phase1": N_("Membres de la phase 1"),
    "phases-1-et-2": N_("Membres des deux phases"),
    "entrants": N_("Entrés en phase 2"),
    "sortants": N_("Sortis après la phase 1"),
    "hors-phase2": N_("Hors de la phase 2"),
    "jamais": N_("Jamais membres"),
}
"""Address name → French label. A member in part is a member."""

REGION_RULES = {
    "siege": N_("là où l’unité a le plus d’habitants"),
    "touche": N_("dès qu'une commune y est"),
}
"""Address name → French label.

The seat commune is not in the collected data: ``siege`` is the region where most of the
unit's inhabitants live, so that a unit is in one region only and totals never count it twice
(docs/decisions/0004).
"""

SPECIALISATION_SOURCE = filter_source()
"""Source and year of the specialisation that the sector filter reads."""

HALF = 0.5


@dataclass(frozen=True)
class Filter:
    """Conditions on the units of a level; by default there are none.

    Attributes
    ----------
    regions, region_rule
        INSEE codes, none for all; and how a unit belongs to one (``REGION_RULES``).
    programme
        One of ``PROGRAMME_CHOICES``.
    sector, specialisation_min
        A38 code, or None; and the least location quotient of the zones d'emploi in which
        half of the unit's inhabitants must live.
    population_min, population_max
        Bounds of the population of 2022, both included, or None.
    figure, figure_min, figure_max
        Key of an indicator, empty for none, and the bounds of its latest figure, both included,
        or None. A unit without a figure is not kept, nor any of a level that lacks the indicator.
    within
        Level key and code of a unit in which a unit must have at least one commune, or None.
    only
        Codes of the units to which the other conditions apply; all when empty. Files of a
        selection use it; an address does not have it.
    """

    regions: tuple[str, ...] = ()
    region_rule: str = "siege"
    programme: str = "tous"
    sector: str | None = None
    specialisation_min: float = SPECIALISED
    population_min: float | None = None
    population_max: float | None = None
    figure: str = ""
    figure_min: float | None = None
    figure_max: float | None = None
    within: tuple[str, str] | None = None
    only: tuple[str, ...] = ()

    @property
    def holds_ground(self) -> bool:
        """Whether it keeps a part of France: a map of it is framed there."""
        return bool(self.regions) or self.within is not None


def select_units(level_key: str, rules: Filter) -> pd.Series:
    """Return whether a filter keeps each unit of a level.

    Returns
    -------
    pandas.Series
        bool, index ``code``: every unit of the level, sorted. Never change it.

    Raises
    ------
    UnknownCodeError
        If the level, a region, the programme's slug, the sector, the indicator or the unit of
        ``within`` is not known.
    """
    level = require_level(level_key)
    require_known(rules.region_rule, tuple(REGION_RULES), _("Règle de région"))
    require_known(rules.programme, tuple(PROGRAMME_CHOICES), _("Choix du programme"))
    if rules.sector is not None:
        require_known(rules.sector, industrial_sectors(), _("Secteur A38 industriel"))
    if rules.within is not None:
        holder, code = rules.within
        require_known(code, tuple(read_units(holder).index), _(LEVELS[holder].title))
    if rules.only and (absent := sorted({*rules.only}.difference(read_units(level_key).index))):
        raise UnknownCodeError(_("Codes inconnus : {codes}."), codes=list_codes(absent))
    if strange := sorted({*rules.regions}.difference(read_names("region").index)):
        text = _("Régions inconnues : {codes}.")
        raise UnknownCodeError(text, codes=list_codes(strange))
    return _select(level.key, rules)


@reader_cache(maxsize=256)
def _select(level_key: str, rules: Filter) -> pd.Series:
    chosen = _in_regions(level_key, rules.regions, rules.region_rule)
    chosen &= _in_programme(level_key, rules.programme)
    if rules.sector is not None:
        chosen &= specialised_share(level_key, rules.sector, rules.specialisation_min) >= HALF
    population = read_units(level_key)["population_count"]
    if rules.population_min is not None:
        chosen &= population >= rules.population_min
    if rules.population_max is not None:
        chosen &= population <= rules.population_max
    if rules.figure:
        chosen &= _has_figure(level_key, rules)
    if rules.within is not None:
        chosen &= chosen.index.isin(sorted(units_touching(level_key, *rules.within)))
    if rules.only:
        chosen &= chosen.index.isin(rules.only)
    return chosen.rename("is_kept")


def filter_figures(level_key: str) -> dict[str, Indicator]:
    """Return the indicators of a level whose figures have bounds, by key."""
    offered = indicators_of(level_key)
    return {one.key: one for one in offered if one.measure is not Measure.CATEGORY}


def _has_figure(level_key: str, rules: Filter) -> "pd.Series[bool]":
    if rules.figure not in filter_figures(level_key):
        return pd.Series(False, index=read_units(level_key).index)
    # As they are read: a unit that shows 12,0 reaches 12.
    figures = pd.Series(
        round_half_up(
            own_values(read_values(level_key, rules.figure)), find_indicator(rules.figure).decimals
        ),
        index=read_units(level_key).index,
    )
    low = -inf if rules.figure_min is None else rules.figure_min
    return figures.between(low, inf if rules.figure_max is None else rules.figure_max)


def units_touching(level_key: str, holder_level: str, holder_code: str) -> set[str]:
    """List the units of a level of which at least one commune is in another unit.

    At the level of that unit, it is the only one.
    """
    if level_key == holder_level:
        return {holder_code}
    communes = read_composition()
    inside = communes[LEVELS[holder_level].column] == holder_code
    return set(communes.loc[inside, LEVELS[level_key].column].dropna().astype(str))


def _in_regions(level_key: str, regions: tuple[str, ...], rule: str) -> pd.Series:
    units = read_units(level_key)
    if not regions:
        return pd.Series(True, index=units.index)
    if rule == "siege":
        return units["region_code"].isin(regions)
    wanted = set(regions)
    return units["region_codes"].map(lambda codes: not wanted.isdisjoint(codes)).astype(bool)


def _in_programme(level_key: str, choice: str) -> pd.Series:
    status = programme_status(level_key)
    first, second = status["phase1"] != "non", status["phase2"] != "non"
    return {
        "tous": first | True,
        "phase2": second,
        "phase1": first,
        "phases-1-et-2": first & second,
        "entrants": second & ~first,
        "sortants": first & ~second,
        "hors-phase2": ~second,
        "jamais": ~first & ~second,
    }[choice]


@lru_cache(maxsize=256)
def specialised_share(level_key: str, sector: str, threshold: float) -> pd.Series:
    """Measure the share of each unit's inhabitants who live where a sector is a specialisation.

    Specialised: a location quotient of at least ``threshold`` (``SPECIALISATION_SOURCE``).
    The figure describes the zones d'emploi, not the unit itself, unless jobs are known by EPCI, or
    by unit (``sector_ground``): it is then 1 or 0.

    Returns
    -------
    pandas.Series
        0 to 1, index ``code``: every unit of the level.
    """
    measured_at = filter_level(level_key)
    quotient = specialisation(*SPECIALISATION_SOURCE, sector, measured_at)["value"]
    # As it is read: a zone that shows 1,50 reaches 1,5.
    specialised = set(quotient.index[round_half_up(quotient, SHOWN_DECIMALS) >= threshold])
    communes = read_composition()
    # A zone is measured as a whole: what can be said of a unit is how many of its inhabitants
    # live in specialised ones.
    is_inside = communes[LEVELS[measured_at].column].isin(specialised)
    inside = communes["population_count"].where(is_inside, 0.0)
    column = communes[LEVELS[level_key].column]
    people = communes["population_count"].groupby(column).sum()
    share = inside.groupby(column).sum() / people.where(people > 0)
    return share.reindex(read_units(level_key).index).fillna(0.0)


def describe_filter(rules: Filter) -> list[str]:
    """Write each active part of a filter; an empty list when it keeps everything."""
    parts = []
    if rules.regions:
        names = read_units("region")["name"]
        parts.append(
            _("Régions ({rule}) : {names}").format(
                rule=_(REGION_RULES[rules.region_rule]),
                names=", ".join(f"{names[code]} ({code})" for code in rules.regions),
            )
        )
    if rules.programme != Filter().programme:
        parts.append(_("Programme : {choice}").format(choice=_(PROGRAMME_CHOICES[rules.programme])))
    if rules.sector:
        parts.append(
            say_sector_kept().format(
                code=rules.sector,
                label=sector_label(rules.sector),
                minimum=say_threshold(rules.specialisation_min),
                year=SPECIALISATION_SOURCE[1],
            )
        )
    bounds = (
        (_("Population minimale (2022) : {count}"), rules.population_min),
        (_("Population maximale (2022) : {count}"), rules.population_max),
    )
    parts += [
        text.format(count=format_number(bound)) for text, bound in bounds if bound is not None
    ]
    if rules.figure:
        parts.append(_say_figure(rules))
    if rules.within:
        parts.append(_say_holder(*rules.within))
    if rules.only:
        parts.append(_("Sélection : {codes}").format(codes=", ".join(rules.only)))
    return parts


def say_threshold(threshold: float) -> str:
    """Write a threshold of specialisation with all of its decimals, one at least.

    >>> say_threshold(2), say_threshold(1.25)
    ('2,0', '1,25')
    """
    return format_number(threshold, max(1, _count_decimals(threshold)))


def _count_decimals(bound: float) -> int:
    """Count the decimals of a bound: written shorter, it would say which units it does not keep."""
    return len(f"{bound:.9f}".rstrip("0").partition(".")[2])


def _say_figure(rules: Filter) -> str:
    indicator = find_indicator(rules.figure)
    bounds = [
        text.format(
            bound=format_quantity(
                bound, indicator.unit, max(indicator.decimals, _count_decimals(bound))
            )
        )
        for text, bound in (
            (_("à partir de {bound}"), rules.figure_min),
            (_("jusqu'à {bound}"), rules.figure_max),
        )
        if bound is not None
    ]
    said = list_texts(bounds) if bounds else _("connu")
    return say_pair(indicator.title_in(indicator.years[-1]), said)


def _say_holder(level_key: str, code: str) -> str:
    level, name = LEVELS[level_key], read_units(level_key)["name"][code]
    if level.phase:
        text = _("Territoire d'industrie {name} ({id}, phase {phase}) : au moins une commune")
        return text.format(name=name, id=code, phase=level.phase)
    text = _("Dans : {kind} {name} ({code})")
    return text.format(kind=_(level.singular), name=name, code=code)

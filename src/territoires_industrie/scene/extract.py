"""What is taken away: which units of a level, with which indicators, of which year."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from territoires_industrie.errors import UnknownCodeError, list_codes, nearest
from territoires_industrie.indicators import Indicator, indicators_of
from territoires_industrie.indicators.sector_words import say_sector_kept
from territoires_industrie.levels import LEVELS
from territoires_industrie.membership import read_units
from territoires_industrie.scene.filters import (
    PROGRAMME_CHOICES,
    REGION_RULES,
    SPECIALISATION_SOURCE,
    Filter,
    select_units,
    units_touching,
)
from territoires_industrie.statistics.sectors import sector_label
from territoires_industrie.wording import _, format_number


@dataclass(frozen=True)
class TerritoireChoice:
    """One Territoire d'industrie: an id only means something within a phase."""

    phase: int
    territoire_id: str

    @property
    def level_key(self) -> str:
        """Key of the level that holds it."""
        return f"territoire_phase{self.phase}"

    @property
    def name(self) -> str:
        """Its name in that phase."""
        return str(read_units(self.level_key).at[self.territoire_id, "name"])


@dataclass(frozen=True)
class Extract:
    """A part of the atlas, as asked for: the same for the page and the command line.

    Attributes
    ----------
    level_key
        Level of the rows.
    indicator_keys
        Indicators to join; all those of the level when empty.
    year
        Reference year; the latest of each indicator when empty.
    filter
        Which units are kept.
    territoire
        Keep only the units of which one commune at least is in this territory.
    selection
        Keep only these codes; no such limit when empty.
    """

    level_key: str
    indicator_keys: tuple[str, ...] = ()
    year: str = ""
    filter: Filter = field(default_factory=Filter)
    territoire: TerritoireChoice | None = None
    selection: tuple[str, ...] = ()


@dataclass(frozen=True)
class DatedIndicator:
    """An indicator and the reference year that is taken of it."""

    indicator: Indicator
    year: str


def dated_indicators(
    level_key: str, keys: Sequence[str] = (), year: str = ""
) -> tuple[DatedIndicator, ...]:
    """Choose indicators of a level and the year of each.

    Without ``keys``, all those of the level; with a ``year`` too, those that have it.
    Without ``year``, the latest of each.

    Raises
    ------
    UnknownCodeError
        If the level lacks an indicator, or an indicator that was named lacks the year.
    """
    offered = {indicator.key: indicator for indicator in indicators_of(level_key)}
    chosen = []
    for key in dict.fromkeys(keys or offered):
        if key not in offered:
            raise _unknown_indicator(key, list(offered), level_key)
        years = offered[key].years
        if not year or year in years:
            chosen.append(DatedIndicator(offered[key], year or years[-1]))
        elif keys:
            message = _("{key} n'a pas d'année « {year} ». Années : {years}.")
            raise UnknownCodeError(
                message.format(key=key, year=year, years=list_codes(years[::-1]))
            )
    return tuple(chosen)


def _unknown_indicator(key: str, offered: list[str], level_key: str) -> UnknownCodeError:
    message = _("Indicateur inconnu au niveau {level} : « {key} ». Indicateurs proches : {close}.")
    close = list_codes(nearest(key, offered) or offered)
    return UnknownCodeError(message.format(level=_(LEVELS[level_key].title), key=key, close=close))


def kept_codes(extract: Extract) -> list[str]:
    """List the codes of the units that an extract keeps, sorted."""
    kept = select_units(extract.level_key, extract.filter)
    codes = {str(code) for code in kept.index[kept]}
    if extract.territoire:
        territoire = extract.territoire
        codes &= units_touching(extract.level_key, territoire.level_key, territoire.territoire_id)
    if extract.selection:
        codes &= set(extract.selection)
    return sorted(codes)


def describe_choice(extract: Extract) -> list[str]:
    """Say in a few sentences which units an extract keeps; an empty list when all."""
    said = describe_filter(extract.filter)
    if extract.territoire:
        said.append(
            _("Territoire d'industrie {name} ({id}, phase {phase}) : au moins une commune").format(
                name=extract.territoire.name,
                id=extract.territoire.territoire_id,
                phase=extract.territoire.phase,
            )
        )
    if extract.selection:
        said.append(_("Sélection : {codes}").format(codes=", ".join(extract.selection)))
    return said


def describe_filter(kept: Filter) -> list[str]:
    """Say each active part of a filter in one sentence."""
    said = []
    if kept.regions:
        names = read_units("region")["name"]
        said.append(
            _("Régions ({rule}) : {names}").format(
                rule=_(REGION_RULES[kept.region_rule]),
                names=", ".join(f"{names[code]} ({code})" for code in kept.regions),
            )
        )
    if kept.programme != Filter().programme:
        said.append(_("Programme : {choice}").format(choice=_(PROGRAMME_CHOICES[kept.programme])))
    if kept.within:
        level_key, code = kept.within
        said.append(
            _("Dans : {kind} {name} ({code})").format(
                kind=_(LEVELS[level_key].singular),
                name=read_units(level_key)["name"][code],
                code=code,
            )
        )
    if kept.sector:
        said.append(
            say_sector_kept().format(
                code=kept.sector,
                label=sector_label(kept.sector),
                minimum=format_number(kept.specialisation_min, 1),
                year=SPECIALISATION_SOURCE[1],
            )
        )
    bounds = (
        (_("Population minimale : {count}"), kept.population_min),
        (_("Population maximale : {count}"), kept.population_max),
    )
    said += [text.format(count=format_number(bound)) for text, bound in bounds if bound is not None]
    return said

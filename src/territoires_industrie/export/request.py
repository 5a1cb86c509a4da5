"""A request as typed, checked word by word: a wrong one names the nearest right ones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite

from territoires_industrie.errors import SHOWN_CODES, UnknownCodeError, list_codes, meant, nearest
from territoires_industrie.export.document import Document
from territoires_industrie.export.members import LAYER as MEMBERS
from territoires_industrie.export.members import Members, member_document
from territoires_industrie.export.sites import site_document
from territoires_industrie.export.table import Table
from territoires_industrie.indicators import indicators_of
from territoires_industrie.levels import LEVELS, Level, find_level
from territoires_industrie.membership import read_names
from territoires_industrie.scene.errors import RequestError, need_option
from territoires_industrie.scene.filters import REGION_RULES, Filter
from territoires_industrie.scene.view import View
from territoires_industrie.statistics.sectors import industrial_sectors, sector_label
from territoires_industrie.wording import _, fold, format_number

PHASES = ("1", "2")
ALL_YEARS = "all"
SITES = "sites"

BESIDE_LEVELS = (MEMBERS, SITES)
"""What ``atlas export`` writes that is no level."""


@dataclass(frozen=True)
class Request:
    """Which units and indicators are asked for, as typed; None and nothing where not given.

    Attributes
    ----------
    level, phase
        Address name of the level, or one of ``BESIDE_LEVELS``; phase of the programme, for it or
        for ``territoire``.
    region, region_rule
        INSEE codes; how a unit belongs to one.
    sector, specialisation_min
        A38 code; least location quotient.
    territoire
        Id of a territory that must hold a commune of each unit.
    indicator, year
        Keys, or names of families of one indicator a sector; reference year, or ``all``.
    """

    level: str
    phase: str | None = None
    region: Sequence[str] = ()
    region_rule: str | None = None
    sector: str | None = None
    specialisation_min: str | None = None
    territoire: str | None = None
    indicator: Sequence[str] = ()
    year: str | None = None

    def read(self) -> Table:
        """Check the words and turn them into a table.

        Raises
        ------
        UnknownCodeError
            If a level, code, key or year does not exist; the message names the nearest ones.
        RequestError
            If an option would have no effect, or is not a number.
        """
        level = _read_level(self.level, self.phase, self.territoire)
        every_year = self.year == ALL_YEARS
        year = None if every_year else self.year
        return Table(
            View(level.key, year=year or "", filter=self._filter(level)),
            _read_indicators(level, self.indicator, year),
            every_year=every_year,
        )

    def beside(self) -> Document:
        """Check the words of a request for what is no level, and gather it.

        Raises
        ------
        UnknownCodeError, RequestError
            As ``read``.
        """
        without = {
            "--region-rule": self.region_rule,
            "--specialisation-min": self.specialisation_min,
            "--indicator": self.indicator or None if self.level == SITES else None,
            "--year": self.year if self.level == SITES or not self.indicator else None,
            "--sector": self.sector if self.level == MEMBERS else None,
        }
        for option, value in without.items():
            if value is not None:
                message = _("{option} est sans effet sur « {level} » : retirez {option}.")
                raise RequestError(message.format(option=option, level=self.level))
        if self.level == SITES:
            place = replace(self, level="commune", sector=None)._filter(LEVELS["commune"])
            return site_document("commune", place, sector=_read_sector(self.sector))
        phases = tuple(map(int, PHASES)) if self.phase is None else (_read_phase(self.phase),)
        regions = self._regions()
        territoire = ""
        if self.territoire is not None:
            phases = phases if self.phase else (int(PHASES[-1]),)
            names = _names(f"territoire_phase{phases[0]}")
            territoire = _require("--territoire", self.territoire, names)
        whole = LEVELS[f"territoire_phase{phases[-1]}"]
        keys = _read_indicators(whole, self.indicator, self.year) if self.indicator else ()
        return member_document(Members(phases, territoire, regions, keys, self.year or ""))

    def _filter(self, level: Level) -> Filter:
        if self.region_rule is not None:
            _require("--region-rule", self.region_rule, dict.fromkeys(REGION_RULES, ""))
            need_option("--region-rule", "--region", bool(self.region))
        if self.specialisation_min is not None:
            need_option("--specialisation-min", "--sector", self.sector is not None)
        return Filter(
            regions=self._regions(),
            region_rule=self.region_rule or Filter().region_rule,
            sector=_read_sector(self.sector),
            specialisation_min=_read_threshold(self.specialisation_min),
            within=_read_territoire(level, self.phase, self.territoire),
        )

    def _regions(self) -> tuple[str, ...]:
        names = _names("region")
        return tuple(dict.fromkeys(_require("--region", code, names) for code in self.region))


def _read_sector(code: str | None) -> str | None:
    if code is None:
        return None
    return _require("--sector", code, {one: sector_label(one) for one in industrial_sectors()})


def _read_phase(phase: str | None) -> int:
    """Read a phase; that of today, the second, when none is given."""
    if phase is not None and phase not in PHASES:
        raise _unknown("--phase", phase, dict.fromkeys(PHASES, ""))
    return int(phase or PHASES[-1])


def _read_level(slug: str, phase: str | None, territoire: str | None) -> Level:
    level = find_level(slug, _read_phase(phase))
    if phase is not None and level.phase is None and territoire is None:
        raise RequestError(
            _(
                "--phase ne concerne que le niveau territoire, ou --territoire dont elle précise "
                "la phase ; un {unit} ne dépend pas de la phase."
            ).format(unit=_(level.singular))
        )
    return level


def _read_territoire(
    level: Level, phase: str | None, territoire: str | None
) -> tuple[str, str] | None:
    if territoire is None:
        return None
    wanted = level.phase or int(phase or 2)
    holder = f"territoire_phase{wanted}"
    option = _("--territoire (phase {phase})").format(phase=wanted)
    return holder, _require(option, territoire, _names(holder))


def _names(level_key: str) -> dict[str, str]:
    return {str(code): str(name) for code, name in read_names(level_key).items()}


def _read_threshold(text: str | None) -> float:
    if text is None:
        return Filter().specialisation_min
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = float("nan")
    if not isfinite(number) or number < 0:
        message = _(
            "--specialisation-min attend un nombre positif, par exemple 1,5 ; reçu : {text}."
        )
        raise RequestError(message.format(text=text))
    return number


def _read_indicators(level: Level, keys: Sequence[str], year: str | None) -> tuple[str, ...]:
    """Spell out families (one indicator a sector) and check that each has the year."""
    offered = {indicator.key: indicator for indicator in indicators_of(level.key)}
    families: dict[str, list[str]] = {}
    for indicator in offered.values():
        if indicator.family:
            families.setdefault(indicator.family, []).append(indicator.key)
    chosen: list[str] = []
    for key in keys:
        if key not in families:
            titles = {name: _(indicator.title) for name, indicator in offered.items()}
            _require("--indicator", key, titles | dict.fromkeys(families, ""))
        chosen += families.get(key, [key])
    years = {name: offered[name].years for name in chosen or offered}
    if year is not None:
        _require_year(year, years, every=bool(chosen))
    return tuple(dict.fromkeys(chosen))


def _require_year(year: str, years: Mapping[str, Sequence[str]], *, every: bool) -> None:
    """Asked by name, each indicator must have the year; asked in bulk, one of them must."""
    without = [key for key, offered in years.items() if year not in offered]
    if without and (every or len(without) == len(years)):
        close = _nearest_years(year, {each for key in without for each in years[key]})
        message = _("--year : « {year} » n'existe pas pour {keys}. Années proches : {close}.")
        raise UnknownCodeError(
            message.format(year=year, keys=list_codes(without), close=list_codes(close))
        )


def _nearest_years(year: str, valid: Iterable[str]) -> list[str]:
    """Put years in the order of their distance, the latest first for a word."""
    wanted = int(year) if year.isdecimal() else 9999
    return sorted(valid, key=lambda known: (abs(int(known) - wanted), known))[:3]


def _require(option: str, value: str, names: Mapping[str, str]) -> str:
    """Return the valid code that was typed: its zero, case and spaces do not matter."""
    code = meant(value, names)
    if code is None:
        raise _unknown(option, value, names)
    return code


def _unknown(option: str, value: str, names: Mapping[str, str]) -> UnknownCodeError:
    """Name the valid codes whose code or name resembles what was typed most."""
    by_name = {fold(name): code for code, name in names.items() if name}
    words = fold(value).split()
    close = [*nearest(value, names), *(by_name[name] for name in nearest(fold(value), by_name))]
    close += [code for name, code in by_name.items() if words and all(one in name for one in words)]
    if len(names) <= SHOWN_CODES:
        close += names
    if not close:
        message = _(
            "{option} : « {value} » n’existe pas, et rien n’y ressemble ; `atlas list` donne les "
            "{count} valeurs."
        )
        count = format_number(len(names))
        return UnknownCodeError(message.format(option=option, value=value, count=count))
    message = _("{option} : « {value} » n'existe pas. Valeurs proches : {close}.")
    shown = list_codes(_labelled(dict.fromkeys(close), names))
    return UnknownCodeError(message.format(option=option, value=value, close=shown))


def _labelled(codes: Iterable[str], names: Mapping[str, str]) -> list[str]:
    return [f"{code} ({names[code]})" if names[code] else code for code in codes]

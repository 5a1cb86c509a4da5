"""View to address and back.

The same parameters give the same page in a fresh browser or on another server. Only public
codes are written (SIREN, INSEE, programme ids). A wrong parameter is reported and left at its
default, so that any address shows a valid view (docs/decisions/0006).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from math import inf, isfinite

from territoires_industrie.analysis.comparison import ComparedUnit, read_unit
from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.classes.classify import METHODS, MIN_CLASSES, Classing
from territoires_industrie.classes.palettes import MAX_CLASSES
from territoires_industrie.errors import UnknownCodeError, list_codes, nearest
from territoires_industrie.indicators import INDICATORS, find_indicator, indicators_of
from territoires_industrie.indicators.own import is_own, own_indicators
from territoires_industrie.levels import LEVELS, MAP_LEVELS, find_level
from territoires_industrie.scene.filters import PROGRAMME_CHOICES, REGION_RULES, Filter
from territoires_industrie.scene.problems import Problem, explain_selection, explain_silent_phase
from territoires_industrie.scene.view import (
    BACKGROUNDS,
    MAX_SELECTION,
    OPTION_NAMES,
    OUTLINES,
    SITES,
    SPECIALISATION_BOUNDS,
    View,
    default_indicator,
    settle,
)
from territoires_industrie.statistics.sectors import industrial_sectors
from territoires_industrie.wording import DEFAULT_LANGUAGE, LANGUAGES, _, format_number

MOST_PEOPLE = 1e9
DEFAULT_FILTER = Filter()
DEFAULT_VIEW = View()
DEFAULT_CLASSING = DEFAULT_VIEW.classing
DEFAULTS = {
    "regle": DEFAULT_FILTER.region_rule,
    "programme": DEFAULT_FILTER.programme,
    "specialisation": f"{DEFAULT_FILTER.specialisation_min:g}",
    "methode": DEFAULT_CLASSING.method,
    "classes": str(DEFAULT_CLASSING.class_count),
    "contour": DEFAULT_VIEW.outline,
    "sites": DEFAULT_VIEW.sites,
    "fond": DEFAULT_VIEW.background,
    "lang": DEFAULT_LANGUAGE,
}
"""Values that an address leaves out, beside empty ones."""

OWN_NAMES = ("indicateur", "axe_x", "axe_y")
"""Parameters that may name a user's own indicator."""

REPORTED = 3
"""Wrong codes of one parameter that are reported, at most."""

LONGEST = 2_000
"""Characters that are read of one parameter: ten times what a view writes. Anybody can write an
address, and each code in it costs a search."""


def read_language(parameters: Mapping[str, str]) -> str:
    """Return the language of an address; French when it has none or an unknown one."""
    wanted = str(parameters.get("lang", DEFAULT_LANGUAGE)).lower()
    return wanted if wanted in LANGUAGES else DEFAULT_LANGUAGE


def read_view(parameters: Mapping[str, str]) -> tuple[View, list[Problem]]:
    """Parse the view of an address.

    Returns
    -------
    tuple[View, list[Problem]]
        The nearest valid view, and what was wrong in each parameter, with what to open
        instead where the code exists elsewhere.
    """
    reader = _Reader(parameters)
    level = _read_level(reader)
    keys = [indicator.key for indicator in indicators_of(level)]
    indicator = _read_indicator(reader, keys, default_indicator(level))
    years = find_indicator(indicator).years
    view = View(
        level=level,
        indicator=indicator,
        year=reader.choice("annee", years, years[-1]),
        filter=_read_filter(reader),
        classing=Classing(
            method=reader.choice("methode", METHODS, DEFAULT_CLASSING.method),
            class_count=_read_class_count(reader),
            breaks=_read_breaks(reader),
        ),
        selection=_read_selection(reader, level),
        outline=reader.choice("contour", OUTLINES, DEFAULT_VIEW.outline),
        sites=reader.choice("sites", SITES, DEFAULT_VIEW.sites),
        background=reader.choice("fond", BACKGROUNDS, DEFAULT_VIEW.background),
        language=read_language(parameters),
        options=tuple((name, reader.text(name)) for name in OPTION_NAMES if reader.text(name)),
    )
    return settle(view), reader.problems


def write_view(view: View) -> dict[str, str]:
    """Write the address of a view: level and indicator always, the rest where not default."""
    level, chosen, classing = view.level_spec, view.filter, view.classing
    is_manual = classing.method == "manuel"
    years = view.indicator_spec.years
    parameters = {
        "niveau": level.slug,
        "phase": str(level.phase) if level.phase else "",
        "indicateur": view.indicator,
        "annee": view.year if view.year != years[-1] else "",
        "region": ",".join(chosen.regions),
        "regle": chosen.region_rule if chosen.regions else "",
        "programme": chosen.programme,
        "secteur": chosen.sector or "",
        "specialisation": f"{chosen.specialisation_min:g}" if chosen.sector else "",
        "pop_min": _write_bound(chosen.population_min),
        "pop_max": _write_bound(chosen.population_max),
        "dans": ComparedUnit(*chosen.within).slug if chosen.within else "",
        "methode": classing.method,
        "classes": str(classing.class_count),
        "bornes": ",".join(map(repr, classing.breaks)) if is_manual else "",
        "selection": ",".join(view.selection),
        "contour": view.outline,
        "sites": view.sites,
        "fond": view.background,
        "lang": view.language,
        **dict(view.options),
    }
    return {
        name: value for name, value in parameters.items() if value not in ("", DEFAULTS.get(name))
    }


def _write_bound(bound: float | None) -> str:
    return "" if bound is None else f"{bound:.0f}"


def _read_level(reader: "_Reader") -> str:
    slugs = dict.fromkeys(LEVELS[key].slug for key in MAP_LEVELS)
    if not reader.text("niveau") and (found := _level_of(reader.text("indicateur"))):
        return found
    slug = reader.choice("niveau", slugs, DEFAULT_VIEW.level_spec.slug)
    phase = reader.choice("phase", ("1", "2"), "2")
    try:
        return find_level(slug, int(phase)).key
    except UnknownCodeError as error:
        reader.report(str(error))
        return DEFAULT_VIEW.level


def _level_of(indicator: str) -> str:
    """Find the level of an indicator that an address names alone, if the first lacks it."""
    levels = INDICATORS[indicator].levels if indicator in INDICATORS else ()
    if DEFAULT_VIEW.level in levels:
        return ""
    return next((key for key in MAP_LEVELS if key in levels), "")


def _read_indicator(reader: "_Reader", keys: Sequence[str], default: str) -> str:
    """Read the indicator; a user's own is explained where it cannot be shown."""
    wanted = reader.text("indicateur")
    own_keys = [text for name in OWN_NAMES if is_own(text := reader.text(name))]
    if any(key not in own_indicators() for key in own_keys):
        reader.report(
            _(
                "Cette adresse montre l’indicateur d’un utilisateur. Son fichier est resté dans la "
                "session qui l’a reçu : une adresse ne porte pas de données. Pour le revoir, "
                "déposez le même fichier sur la page « Votre indicateur », avec les mêmes choix. "
                "Un autre indicateur est montré à sa place."
            )
        )
    elif is_own(wanted) and wanted not in keys:
        reader.report(_("Votre indicateur n’existe pas à ce niveau ; un autre est montré."))
    # Its key is a digest: none resembles it enough to be proposed instead.
    if is_own(wanted):
        return wanted if wanted in keys else default
    return reader.choice("indicateur", keys, default)


def _read_selection(reader: "_Reader", level_key: str) -> tuple[str, ...]:
    """Read the selected codes; one that the level lacks is explained, with what to open instead."""
    known, asked = set(screen_geometry(level_key).codes), reader.codes("selection")
    wrong = [code for code in asked if code not in known]
    # Cut before each is explained: an explanation looks through several tables.
    reader.problems += [explain_selection(level_key, code[:60]) for code in wrong[:REPORTED]]
    selection = tuple(code for code in asked if code in known)[:MAX_SELECTION]
    # Without a phase, an id of both phases may mean another territory than the reader thinks.
    if LEVELS[level_key].phase is not None and not reader.text("phase"):
        unclear = (explain_silent_phase(code) for code in selection)
        reader.problems += [problem for problem in unclear if problem is not None][:REPORTED]
    return selection


def _read_filter(reader: "_Reader") -> Filter:
    low = reader.number("pop_min", float, 0, MOST_PEOPLE)
    high = reader.number("pop_max", float, 0, MOST_PEOPLE)
    # Exchanged rather than dropped: what the reader meant is clear.
    if low is not None and high is not None and low > high:
        reader.report(_("Adresse : pop_min dépasse pop_max ; les deux sont échangés."))
        low, high = high, low
    threshold = reader.number("specialisation", float, *SPECIALISATION_BOUNDS)
    return replace(
        DEFAULT_FILTER,
        regions=reader.known_codes("region", screen_geometry("region").codes),
        region_rule=reader.choice("regle", REGION_RULES, DEFAULT_FILTER.region_rule),
        programme=reader.choice("programme", PROGRAMME_CHOICES, DEFAULT_FILTER.programme),
        sector=reader.choice("secteur", industrial_sectors(), "") or None,
        specialisation_min=(DEFAULT_FILTER.specialisation_min if threshold is None else threshold),
        population_min=low,
        population_max=high,
        within=_read_holder(reader),
    )


def _read_holder(reader: "_Reader") -> tuple[str, str] | None:
    """Read the unit whose communes are looked at, as ``epci:200084952``."""
    slug = reader.text("dans")
    unit = read_unit(slug) if slug else None
    if slug and unit is None:
        reader.report(
            _(
                "Adresse : « dans={value} » n’existe pas ; toutes les communes sont montrées."
            ).format(value=slug[:60])
        )
    return (unit.level_key, unit.code) if unit else None


def _read_class_count(reader: "_Reader") -> int:
    count = reader.number("classes", int, MIN_CLASSES, MAX_CLASSES)
    return DEFAULT_CLASSING.class_count if count is None else int(count)


def _read_breaks(reader: "_Reader") -> tuple[float, ...]:
    try:
        edges = tuple(float(part) for part in reader.codes("bornes"))
    except ValueError:
        edges = (inf,)
    if all(map(isfinite, edges)) and list(edges) == sorted(set(edges)):
        return edges
    reader.report(_("Adresse : « bornes » attend des nombres croissants séparés par des virgules."))
    return ()


class _Reader:
    """Reads an address parameter by parameter, and lists what is wrong."""

    def __init__(self, parameters: Mapping[str, str]) -> None:
        self.parameters = parameters
        self.problems: list[Problem] = []
        self._texts: dict[str, str] = {}

    def report(self, text: str) -> None:
        self.problems.append(Problem(text))

    def text(self, name: str) -> str:
        if name not in self._texts:
            self._texts[name] = self._bounded(name, str(self.parameters.get(name, "")).strip())
        return self._texts[name]

    def _bounded(self, name: str, value: str) -> str:
        """Return a parameter, cut after its last whole code if it is too long."""
        if len(value) <= LONGEST:
            return value
        problem = _("Adresse : « {name} » a {count} signes, {limit} au plus sont lus.")
        count, limit = format_number(len(value)), format_number(LONGEST)
        self.report(problem.format(name=name, count=count, limit=limit))
        cut = value[:LONGEST]
        return cut.rpartition(",")[0] or cut

    def codes(self, name: str) -> tuple[str, ...]:
        parts = (part.strip() for part in self.text(name).split(","))
        return tuple(dict.fromkeys(part for part in parts if part))

    def choice(self, name: str, valid: Iterable[str], default: str) -> str:
        value, options = self.text(name), tuple(valid)
        if not value or value in options:
            return value or default
        self._report_unknown(name, value, options)
        return default

    def known_codes(self, name: str, valid: Iterable[str]) -> tuple[str, ...]:
        known, asked = dict.fromkeys(valid), self.codes(name)
        for code in [code for code in asked if code not in known][:REPORTED]:
            self._report_unknown(name, code, tuple(known))
        return tuple(code for code in asked if code in known)

    def number(
        self, name: str, read: Callable[[str], float], low: float, high: float
    ) -> float | None:
        value = self.text(name)
        if not value:
            return None
        try:
            number = float(read(value.replace(",", ".")))
        except (ValueError, OverflowError):  # Python reads an integer of any length
            number = inf
        if isfinite(number) and low <= number <= high:
            return number
        bounds = _("de {low} à {high}").format(low=f"{low:g}", high=f"{high:g}")
        self.report(
            _("Adresse : « {name}={value} » devrait être un nombre {bounds}.").format(
                name=name,
                value=value[:60],
                bounds=bounds if isfinite(high) else _("positif"),
            )
        )
        return None

    def _report_unknown(self, name: str, value: str, valid: tuple[str, ...]) -> None:
        close = nearest(value, valid) or list(valid)
        self.report(
            _("Adresse : « {name}={value} » n’existe pas. Valeurs proches : {close}.").format(
                name=name, value=value[:60], close=list_codes(close)
            )
        )

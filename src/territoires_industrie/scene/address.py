"""View to address and back.

The same parameters give the same page in a fresh browser or on another server. Only public
codes are written (SIREN, INSEE, programme ids). A wrong parameter is reported and left at its
default, so that any address shows a valid view (docs/decisions/0006).
"""

from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from dataclasses import replace
from math import inf, isfinite

from territoires_industrie.analysis.compared_unit import ComparedUnit, read_unit
from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.classes.classing import METHODS, MIN_CLASSES, Classing
from territoires_industrie.classes.palettes import MAX_CLASSES
from territoires_industrie.errors import UnknownCodeError, meant
from territoires_industrie.indicators import INDICATORS, find_indicator, indicators_of
from territoires_industrie.levels import LEVEL_SLUGS, LEVELS, MAP_LEVELS, find_level
from territoires_industrie.membership import read_composition, read_names
from territoires_industrie.scene.filters import (
    PROGRAMME_CHOICES,
    REGION_RULES,
    Filter,
    filter_figures,
)
from territoires_industrie.scene.options import PageOptions
from territoires_industrie.scene.problems import (
    Problem,
    explain_former,
    explain_selection,
    explain_silent_phase,
)
from territoires_industrie.scene.reader import REPORTED, Reader
from territoires_industrie.scene.view import (
    BACKGROUNDS,
    MAX_SELECTION,
    OUTLINES,
    SITES,
    SPECIALISATION_BOUNDS,
    View,
    default_indicator,
    settle,
)
from territoires_industrie.statistics.sectors import industrial_sectors, sector_label
from territoires_industrie.wording import DEFAULT_LANGUAGE, LANGUAGES, _

MOST_PEOPLE, MOST_FIGURE = 1e9, 1e15
PHASES = ("1", "2")
"""Phases of the programme; the last is today's."""

DEFAULT_FILTER = Filter()
DEFAULT_VIEW = View()
DEFAULT_CLASSING = DEFAULT_VIEW.classing
COMMON, OF_THE_YEAR = YEAR_CLASSES = ("communs", "annee")
"""Whether the years of an indicator have the same classes."""

DEFAULTS = {
    "regle": DEFAULT_FILTER.region_rule,
    "programme": DEFAULT_FILTER.programme,
    "specialisation": f"{DEFAULT_FILTER.specialisation_min:g}",
    "methode": DEFAULT_CLASSING.method,
    "classes": str(DEFAULT_CLASSING.class_count),
    "seuils": COMMON,
    "contour": DEFAULT_VIEW.outline,
    "sites": DEFAULT_VIEW.sites,
    "fond": DEFAULT_VIEW.background,
}
"""Values that an address leaves out, beside empty ones."""


IMPLIED: ContextVar[str] = ContextVar("implied_language", default=DEFAULT_LANGUAGE)
"""Language of an address that names none: that of the reader's browser, where it is known."""


def read_language(parameters: Mapping[str, str]) -> str:
    """Return the language of an address; the implied one when it has none or an unknown one.

    >>> read_language({"lang": "en-GB"}), read_language({"lang": "de"})
    ('en', 'fr')
    """
    wanted = str(parameters.get("lang", "")).lower().partition("-")[0]
    return wanted if wanted in LANGUAGES else IMPLIED.get()


def write_language(language: str) -> str:
    """Write a language for an address; empty where every reader would get French without it."""
    return "" if {language, IMPLIED.get()} == {DEFAULT_LANGUAGE} else language


def read_view(
    parameters: Mapping[str, str], page: str = "", declared: Iterable[type[PageOptions]] = ()
) -> tuple[View, list[Problem]]:
    """Parse the view of an address.

    Parameters
    ----------
    parameters
        As the address writes them.
    page
        Name of the page that it opens, whose own choices have their short names.
    declared
        The choices of each page, to be read too.

    Returns
    -------
    tuple[View, list[Problem]]
        The nearest valid view, and what was wrong in each parameter, with what to open
        instead where the code exists elsewhere.
    """
    reader = Reader(parameters, page)
    level = _read_level(reader)
    keys = [indicator.key for indicator in indicators_of(level)]
    indicator = reader.choice("indicateur", keys, default_indicator(level))
    years = find_indicator(indicator).years
    selection = _read_selection(reader, level)
    commune, selection = _read_commune(reader, level, selection)
    view = View(
        level=level,
        indicator=indicator,
        year=reader.choice("annee", years, years[-1]),
        filter=read_filter(reader, level),
        classing=read_classing(reader),
        selection=selection,
        commune=commune,
        outline=reader.choice("contour", OUTLINES, DEFAULT_VIEW.outline),
        sites=reader.choice("sites", SITES, DEFAULT_VIEW.sites),
        background=reader.choice("fond", BACKGROUNDS, DEFAULT_VIEW.background),
        language=read_language(parameters),
    )
    for options in declared:
        view = view.with_options(options.read(reader, level))
    return settle(view), reader.problems


def write_view(view: View, page: str = "", *, is_pinned: bool = False) -> dict[str, str]:
    """Write the address of a view: level and indicator always, the rest where not default.

    Choices of the page have their short names, those of other pages their page before it.

    Parameters
    ----------
    is_pinned
        Whether the year is written even if it is the latest: the same figures are then shown
        after another year is published.
    """
    level, chosen, classing = view.level_spec, view.filter, view.classing
    years = view.indicator_spec.years
    parameters = {
        "niveau": level.slug,
        "phase": str(level.phase) if level.phase else "",
        "indicateur": view.indicator,
        "annee": view.year if is_pinned or view.year != years[-1] else "",
        "region": ",".join(chosen.regions),
        "regle": chosen.region_rule if chosen.regions else "",
        "programme": chosen.programme,
        "secteur": chosen.sector or "",
        "specialisation": f"{chosen.specialisation_min:g}" if chosen.sector else "",
        "pop_min": _write_bound(chosen.population_min),
        "pop_max": _write_bound(chosen.population_max),
        "chiffre": chosen.figure,
        # Whole: a bound that is rounded would keep other units.
        "chiffre_min": _write_bound(chosen.figure_min, "{!r}"),
        "chiffre_max": _write_bound(chosen.figure_max, "{!r}"),
        "dans": ComparedUnit(*chosen.within).slug if chosen.within else "",
        "methode": classing.method,
        "classes": str(classing.class_count),
        "seuils": COMMON if classing.is_common else OF_THE_YEAR,
        "bornes": ",".join(map(repr, classing.breaks)) if classing.is_manual else "",
        "selection": ",".join(view.selection),
        "commune": view.commune,
        "contour": view.outline,
        "sites": view.sites,
        "fond": view.background,
        "lang": write_language(view.language),
    }
    written = {
        name: value for name, value in parameters.items() if value not in ("", DEFAULTS.get(name))
    }
    for options in view.options:
        written |= options.write(page)
    return written


def _write_bound(bound: float | None, form: str = "{:.0f}") -> str:
    return "" if bound is None else form.format(bound)


def _read_level(reader: Reader) -> str:
    if not reader.text("niveau") and (found := _level_of(reader.text("indicateur"))):
        return found
    slug = reader.choice("niveau", LEVEL_SLUGS, DEFAULT_VIEW.level_spec.slug)
    try:
        return find_level(slug, read_phase(reader)).key
    except UnknownCodeError as error:
        reader.report(str(error))
        return DEFAULT_VIEW.level


def read_phase(reader: Reader) -> int:
    """Read a phase of the programme; today's where none is said."""
    return int(reader.choice("phase", PHASES, PHASES[-1]))


def read_regions(reader: Reader) -> tuple[str, ...]:
    """Read codes of régions."""
    names = read_names("region").sort_index()
    return reader.known_codes("region", names.index, names.__getitem__)


def _level_of(indicator: str) -> str:
    """Find the level of an indicator that an address names alone, if the first lacks it."""
    levels = INDICATORS[indicator].levels if indicator in INDICATORS else ()
    if DEFAULT_VIEW.level in levels:
        return ""
    return next((key for key in MAP_LEVELS if key in levels), "")


def _read_selection(reader: Reader, level_key: str) -> tuple[str, ...]:
    """Read the selected codes; one that the level lacks is explained, with what to open instead."""
    known, wrong = reader.find_codes("selection", screen_geometry(level_key).known)
    # Cut before each is explained: an explanation looks through several tables.
    reader.problems += [explain_selection(level_key, code[:60]) for code in wrong[:REPORTED]]
    selection = known[:MAX_SELECTION]
    # Without a phase, an id of both phases may mean another territory than the reader thinks.
    if LEVELS[level_key].phase is not None and not reader.text("phase"):
        unclear = (explain_silent_phase(code) for code in selection)
        reader.problems += [problem for problem in unclear if problem is not None][:REPORTED]
    return selection


def _read_commune(
    reader: Reader, level_key: str, selection: tuple[str, ...]
) -> tuple[str, tuple[str, ...]]:
    """Read the commune that led to a unit; without a selection, it selects the unit that holds it.

    Returns
    -------
    tuple[str, tuple[str, ...]]
        The commune, empty for none, and the selection.
    """
    asked = reader.text("commune")
    if not asked:
        return "", selection
    communes = read_composition()
    code = meant(asked, dict.fromkeys(communes.index))
    if code is None:
        if former := explain_former("commune", asked[:60]):
            reader.problems.append(former)
            return "", selection
        around = [one for one in communes.index if one[:2] == asked[:2]]
        reader.known_codes("commune", around or communes.index[:REPORTED])
        return "", selection
    holder = code if level_key == "commune" else communes.at[code, LEVELS[level_key].column]
    if not selection and isinstance(holder, str):
        return code, (holder,)
    if selection != (holder,):
        name = communes.at[code, "commune_name"]
        text = _(
            "Adresse : {name} ({code}) n’est pas dans ce qui est sélectionné ; elle est omise."
        )
        reader.report(text.format(name=name, code=code))
    return code, selection


def read_filter(reader: Reader, level: str) -> Filter:
    """Read which units of a level are kept."""
    low, high = _read_bounds(reader, "pop", 0, MOST_PEOPLE)
    figure = reader.choice("chiffre", filter_figures(level), "")
    least, most = (
        _read_bounds(reader, "chiffre", -MOST_FIGURE, MOST_FIGURE) if figure else (None, None)
    )
    threshold = reader.number("specialisation", float, *SPECIALISATION_BOUNDS)
    return replace(
        DEFAULT_FILTER,
        regions=read_regions(reader),
        region_rule=reader.choice("regle", REGION_RULES, DEFAULT_FILTER.region_rule),
        programme=reader.choice("programme", PROGRAMME_CHOICES, DEFAULT_FILTER.programme),
        sector=read_sector(reader),
        specialisation_min=(DEFAULT_FILTER.specialisation_min if threshold is None else threshold),
        population_min=low,
        population_max=high,
        figure=figure,
        figure_min=least,
        figure_max=most,
        within=_read_holder(reader),
    )


def read_sector(reader: Reader) -> str | None:
    """Read a sector of industry; None where there is none."""
    return reader.choice("secteur", industrial_sectors(), "", sector_label) or None


def _read_bounds(
    reader: Reader, name: str, least: float, most: float
) -> tuple[float | None, float | None]:
    low = reader.number(f"{name}_min", float, least, most)
    high = reader.number(f"{name}_max", float, least, most)
    # Exchanged rather than dropped: what the reader meant is clear.
    if low is not None and high is not None and low > high:
        text = _("Adresse : {name}_min dépasse {name}_max ; les deux sont échangés.")
        reader.report(text.format(name=name))
        low, high = high, low
    return low, high


def _read_holder(reader: Reader) -> tuple[str, str] | None:
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


def read_classing(reader: Reader) -> Classing:
    """Read how figures are classed."""
    return Classing(
        method=reader.choice("methode", METHODS, DEFAULT_CLASSING.method),
        class_count=_read_class_count(reader),
        breaks=_read_breaks(reader),
        is_common=reader.choice("seuils", YEAR_CLASSES, COMMON) == COMMON,
    )


def _read_class_count(reader: Reader) -> int:
    count = reader.number("classes", int, MIN_CLASSES, MAX_CLASSES)
    return DEFAULT_CLASSING.class_count if count is None else int(count)


def _read_breaks(reader: Reader) -> tuple[float, ...]:
    try:
        edges = reader.decimals("bornes")
    except ValueError:
        edges = (inf,)
    if all(map(isfinite, edges)) and list(edges) == sorted(set(edges)):
        return edges
    where = reader.where("bornes", reader.text("bornes"))
    reader.report(_("{where} devrait être une suite de nombres croissants.").format(where=where))
    return ()

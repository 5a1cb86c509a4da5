"""The map page's controls: each shows a part of the view and changes only that part."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import streamlit as st

from territoires_industrie.classes.breaks import parse_breaks, write_breaks
from territoires_industrie.classes.classify import METHODS, MIN_CLASSES
from territoires_industrie.classes.palettes import MAX_CLASSES
from territoires_industrie.errors import AtlasError
from territoires_industrie.indicators import Indicator, Measure, indicators_of
from territoires_industrie.indicators.sector_words import say_filter_ground, say_filter_label
from territoires_industrie.levels import LEVELS, MAP_LEVELS
from territoires_industrie.membership import read_units
from territoires_industrie.scene.description import count_units
from territoires_industrie.scene.filters import (
    PROGRAMME_CHOICES,
    REGION_RULES,
    Filter,
    describe_filter,
    filter_figures,
    say_threshold,
    select_units,
)
from territoires_industrie.scene.options import PageOptions
from territoires_industrie.scene.scene import scene_of
from territoires_industrie.scene.view import BACKGROUNDS, OUTLINES, SPECIALISATION_BOUNDS, View
from territoires_industrie.statistics.sectors import industrial_sectors, sector_label
from territoires_industrie.ui.folded import over_page
from territoires_industrie.ui.state import (
    VIEW,
    change_classing,
    change_filter,
    change_options,
    change_view,
    focus_on,
    is_touched,
    overrule,
    resume_session,
)
from territoires_industrie.wording import _, format_number

EVERYTHING = ""
FILTERS, DISPLAY = "filtres", "affichage"
"""Keys of the blocks of controls that are opened over the page."""

REFUSED = "bornes_refusees"
"""Breaks typed and refused, in the session: level, indicator and what was wrong."""


def bound(key: str, value: Any, change: Callable[[Any], None]) -> dict[str, Any]:
    """Tie a control to the view: it shows ``value`` and calls ``change`` with a new one."""
    overrule(key, value)

    def hear() -> None:
        if is_touched(key):
            change(st.session_state[key])

    return {"key": key, "on_change": hear}


def tied(options: PageOptions, name: str) -> dict[str, Any]:
    """Tie a control to a choice of one page."""
    value = getattr(options, name)
    written = next(option.name for one, option in options.declared() if one == name)

    def change(chosen: Any) -> None:
        # Streamlit's lists are tuples here, and its None, when nothing is chosen, is empty text.
        kept = tuple(chosen) if isinstance(chosen, list) else "" if chosen is None else chosen
        change_options(type(options), **{name: kept})

    shown = list(value) if isinstance(value, tuple) else None if value == "" else value
    return bound(f"{options.page}_{written}", shown, change)


def show_level(view: View) -> None:
    """Let the user choose the level."""
    st.selectbox(
        _("Niveau"),
        MAP_LEVELS,
        format_func=lambda key: _(LEVELS[key].title),
        filter_mode=None,
        **bound("niveau", view.level, lambda key: change_view(level=key)),
    )


def show_indicator(view: View) -> None:
    """Let the user choose the indicator, then its sector when it has one a sector."""
    by_family = indicator_families(view.level)
    shown = view.indicator_spec
    st.selectbox(
        _("Indicateur"),
        list(by_family),
        format_func=lambda family: indicator_label(by_family[family]),
        filter_mode="contains",
        **bound(
            "indicateur",
            shown.family or shown.key,
            lambda family: change_view(indicator=_same_sector(by_family[family], shown)),
        ),
    )
    if shown.sector:
        _show_sector_of(by_family[shown.family], shown)


def indicator_families(level_key: str) -> dict[str, list[Indicator]]:
    """List the indicators of a level by family, those of one theme beside each other."""
    by_family: dict[str, list[Indicator]] = {}
    for indicator in indicators_of(level_key):
        by_family.setdefault(indicator.family or indicator.key, []).append(indicator)
    themes = list(dict.fromkeys(family[0].theme for family in by_family.values()))
    ordered = sorted(by_family.items(), key=lambda item: themes.index(item[1][0].theme))
    return dict(ordered)


def indicator_label(family: Sequence[Indicator]) -> str:
    """Write a family of indicators as in the list: title, year or years, theme.

    >>> families = indicator_families("epci")
    >>> indicator_label(families["industrial_jobs_share_pct"])
    'Part de l’industrie dans l’emploi (2022) · Industrie'
    >>> indicator_label(families["private_jobs_change_pct"])
    'Évolution de l’emploi salarié privé depuis 2014 (2015-2024) · Emploi'
    """
    first = family[0]
    # Whatever year is on screen or played, the list says the same.
    years = "-".join(dict.fromkeys((first.years[0], first.years[-1])))
    title = _("{title} ({year})").format(title=_(first.family_name or first.title), year=years)
    titled = title if first.sector or len(first.years) > 1 else first.title_in(years)
    return f"{titled} · {_(first.theme)}" if first.theme else titled


def _same_sector(family: Sequence[Indicator], shown: Indicator) -> str:
    return next((one.key for one in family if one.sector == shown.sector), family[0].key)


def _show_sector_of(family: Sequence[Indicator], shown: Indicator) -> None:
    labels = {one.key: sector_label(one.sector) for one in family}
    st.selectbox(
        _("Secteur (A38)"),
        list(labels),
        format_func=labels.__getitem__,
        filter_mode="contains",
        **bound("secteur_indicateur", shown.key, lambda key: change_view(indicator=key)),
    )


def show_year(view: View) -> None:
    """Let the user choose the reference year, where there are several."""
    years = view.indicator_spec.years
    if len(years) > 1:
        st.select_slider(
            _("Année"), years, **bound("annee", view.year, lambda year: change_view(year=year))
        )
    else:
        st.text_input(_("Année"), years[0], disabled=True, key=f"annee_{years[0]}")


def show_filters(view: View) -> None:
    """Let the user keep some units: région, programme, sector, size."""
    with over_page(_filter_label(view.filter), FILTERS, ":material/filter_alt:") as is_open:
        if is_open:
            _show_filters(view)


def _show_filters(view: View) -> None:
    kept = view.filter
    _show_regions(view)
    st.selectbox(
        _("Programme"),
        list(PROGRAMME_CHOICES),
        format_func=lambda slug: _(PROGRAMME_CHOICES[slug]),
        filter_mode="contains",
        **bound("programme", kept.programme, lambda slug: change_filter(programme=slug)),
    )
    _show_sector(kept)
    _show_size(kept)
    _show_figure(view)
    st.button(
        _("Effacer les filtres"),
        disabled=kept == Filter(),
        on_click=_clear_filter,
        key="effacer_filtres",
    )


def _clear_filter() -> None:
    held: Filter = st.session_state[VIEW].filter
    change_view(filter=Filter())
    if held.holds_ground:
        focus_on(())


def _filter_label(kept: Filter) -> str:
    count = len(describe_filter(kept))
    return _("Filtres ({count})").format(count=count) if count else _("Filtres")


def _show_regions(view: View) -> None:
    kept = view.filter
    names = read_units("region")["name"]
    counts = _count_by_region(view.level, kept.region_rule)
    st.multiselect(
        _("Régions"),
        list(names.sort_values().index),
        format_func=lambda code: f"{names[code]} ({format_number(counts[code])})",
        placeholder=_("Toutes"),
        filter_mode="contains",
        select_all=False,
        **bound("regions", list(kept.regions), _change_regions),
    )
    st.radio(
        _("Une unité à cheval sur plusieurs régions compte…"),
        list(REGION_RULES),
        format_func=lambda rule: _(REGION_RULES[rule]),
        horizontal=True,
        help=_(
            "Siège : la région où vit la plus grande part de la population de l’unité "
            "(la commune siège ne figure pas dans les données). Touche : toute région où "
            "se trouve au moins une de ses communes."
        ),
        **bound("regle", kept.region_rule, lambda rule: change_filter(region_rule=rule)),
    )


@cache
def _count_by_region(level_key: str, rule: str) -> dict[str, int]:
    return {
        code: int(select_units(level_key, Filter(regions=(code,), region_rule=rule)).sum())
        for code in read_units("region").index
    }


def _show_sector(kept: Filter) -> None:
    st.selectbox(
        say_filter_label(),
        [EVERYTHING, *industrial_sectors()],
        format_func=lambda code: sector_label(code) if code else _("Tous"),
        help=say_filter_ground(),
        filter_mode="contains",
        **bound(
            "secteur", kept.sector or EVERYTHING, lambda code: change_filter(sector=code or None)
        ),
    )
    if kept.sector:
        st.select_slider(
            _("Spécialisation à partir de"),
            specialisation_steps(kept.specialisation_min),
            format_func=say_threshold,
            help=_(
                "Part du secteur dans les emplois, rapportée à sa part en France : 1 = comme en "
                "France, 2 = deux fois plus."
            ),
            **bound(
                "specialisation",
                kept.specialisation_min,
                lambda threshold: change_filter(specialisation_min=threshold),
            ),
        )


def specialisation_steps(chosen: float) -> list[float]:
    """List the thresholds that a reader can choose, one typed in an address among them."""
    least, most = (round(10 * bound) for bound in SPECIALISATION_BOUNDS)
    return sorted({tenth / 10 for tenth in range(least, most + 1)} | {chosen})


def _show_size(kept: Filter) -> None:
    low, high = st.columns(2)
    low.number_input(
        _("Population minimale"),
        min_value=0,
        step=10_000,
        help=_(
            "Population municipale de 2022 : celle de l’année des emplois et des parts, avec "
            "laquelle l’atlas pondère et filtre. La carte montre aussi celle de 2023."
        ),
        **bound(
            "pop_min",
            None if kept.population_min is None else int(kept.population_min),
            lambda count: change_filter(population_min=count),
        ),
    )
    high.number_input(
        _("Population maximale"),
        min_value=0,
        step=10_000,
        **bound(
            "pop_max",
            None if kept.population_max is None else int(kept.population_max),
            lambda count: change_filter(population_max=count),
        ),
    )


def _show_figure(view: View) -> None:
    """Let the user keep the units whose figure, of any indicator, lies within bounds."""
    kept, offered = view.filter, filter_figures(view.level)
    st.selectbox(
        _("Un chiffre"),
        [EVERYTHING, *offered],
        format_func=lambda key: offered[key].title_in(offered[key].years[-1]) if key else _("Tous"),
        **bound(
            "chiffre",
            kept.figure,
            lambda key: change_filter(figure=key, figure_min=None, figure_max=None),
        ),
    )
    if not kept.figure:
        return
    unit = _(offered[kept.figure].unit)
    low, high = st.columns(2)
    low.number_input(
        _("À partir de ({unit})").format(unit=unit) if unit else _("À partir de"),
        **bound("chiffre_min", kept.figure_min, lambda least: change_filter(figure_min=least)),
    )
    high.number_input(
        _("Jusqu’à ({unit})").format(unit=unit) if unit else _("Jusqu’à"),
        **bound("chiffre_max", kept.figure_max, lambda most: change_filter(figure_max=most)),
    )


def show_display(view: View) -> None:
    """Let the user choose classes, outlines and background."""
    with over_page(_("Affichage"), DISPLAY, ":material/palette:") as is_open:
        if is_open:
            _show_display(view)


def _show_display(view: View) -> None:
    if view.indicator_spec.measure is not Measure.CATEGORY:
        _show_classes(view)
    st.radio(
        _("Contours du programme"),
        list(OUTLINES),
        format_func=lambda slug: _(OUTLINES[slug]),
        **bound("contour", view.outline, lambda slug: change_view(outline=slug)),
    )
    st.radio(
        _("Fond de carte"),
        list(BACKGROUNDS),
        format_func=lambda slug: _(BACKGROUNDS[slug]),
        horizontal=True,
        help=_("Le plan IGN vient de data.geopf.fr : c’est la seule requête vers l’extérieur."),
        **bound("fond", view.background, lambda slug: change_view(background=slug)),
    )


def _show_classes(view: View) -> None:
    classing = view.classing
    st.selectbox(
        _("Méthode de discrétisation"),
        list(METHODS),
        format_func=lambda slug: _(METHODS[slug]),
        filter_mode=None,
        **bound("methode", classing.method, _change_method),
    )
    if classing.method == "manuel":
        st.text_input(
            _("Bornes intérieures, séparées par des points-virgules"),
            placeholder="10 ; 20 ; 30",
            **bound(
                "bornes",
                write_breaks(classing.breaks, view.indicator_spec.decimals),
                _change_breaks,
            ),
        )
        if problem := _refusal_of(view):
            st.error(problem)
    else:
        st.session_state.pop(REFUSED, None)
        st.slider(
            _("Nombre de classes"),
            MIN_CLASSES,
            MAX_CLASSES,
            **bound("classes", classing.class_count, lambda n: change_classing(class_count=n)),
        )
    if len(view.indicator_spec.years) > 1:
        st.toggle(
            _("Mêmes classes pour toutes les années"),
            **bound("seuils", classing.is_common, lambda on: change_classing(is_common=on)),
        )


def _change_regions(codes: list[str]) -> None:
    """Keep some régions, and frame them; without any, the whole of France again."""
    change_filter(regions=tuple(codes))
    focus_on(())


def _change_method(slug: str) -> None:
    """Change the method; chosen breaks start from those that are on screen."""
    resume_session()
    is_manual = slug == "manuel"
    shown = scene_of(st.session_state[VIEW]).classification.inner_breaks if is_manual else ()
    change_classing(method=slug, breaks=shown)


def _change_breaks(text: str) -> None:
    view: View = st.session_state[VIEW]
    try:
        change_classing(breaks=tuple(parse_breaks(text)))
        st.session_state.pop(REFUSED, None)
    except AtlasError as problem:
        st.session_state[REFUSED] = (view.level, view.indicator, str(problem))


def _refusal_of(view: View) -> str:
    """Return what was wrong in the breaks typed for this very figure; forget it for another."""
    level, indicator, problem = st.session_state.get(REFUSED, ("", "", ""))
    if (level, indicator) == (view.level, view.indicator):
        return str(problem)
    st.session_state.pop(REFUSED, None)
    return ""


def show_filter_summary(view: View) -> None:
    """Write how many units the filter keeps, and why."""
    kept = select_units(view.level, view.filter)
    text = _("{kept} sur {total}").format(
        kept=count_units(view.level, int(kept.sum())), total=format_number(len(kept))
    )
    reasons = " · ".join(describe_filter(view.filter))
    st.caption(f"{text} – {reasons}" if reasons else text)

"""Which units the map keeps: région, programme, sector, size and figure."""

from functools import cache

import streamlit as st

from territoires_industrie.indicators.sector_words import say_filter_ground, say_filter_label
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
from territoires_industrie.scene.view import SPECIALISATION_BOUNDS, View
from territoires_industrie.statistics.sectors import industrial_sectors, sector_label
from territoires_industrie.ui.controls import bound
from territoires_industrie.ui.folded import over_page
from territoires_industrie.ui.markdown import escape_markdown
from territoires_industrie.ui.state import (
    VIEW,
    change_filter,
    change_view,
    focus_on,
)
from territoires_industrie.wording import _, format_number

EVERYTHING = ""

FILTERS = "filtres"
"""Key of the block of controls that is opened over the page."""


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
    # The map was framed on what the filter kept: it shows the whole of France again.
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


# Numbers alone, the same in any language and session: a plain cache can hold them.
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
    # Whole numbers throughout: Streamlit refuses a value and a step of different types.
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
            # Bounds are in the unit of the figure that was chosen before.
            lambda key: change_filter(figure=key, figure_min=None, figure_max=None),
        ),
    )
    if not kept.figure:
        return
    unit = escape_markdown(_(offered[kept.figure].unit))
    low, high = st.columns(2)
    low.number_input(
        _("À partir de ({unit})").format(unit=unit) if unit else _("À partir de"),
        **bound("chiffre_min", kept.figure_min, lambda least: change_filter(figure_min=least)),
    )
    high.number_input(
        _("Jusqu’à ({unit})").format(unit=unit) if unit else _("Jusqu’à"),
        **bound("chiffre_max", kept.figure_max, lambda most: change_filter(figure_max=most)),
    )


def _change_regions(codes: list[str]) -> None:
    """Keep some régions, and frame them; without any, the whole of France again."""
    change_filter(regions=tuple(codes))
    focus_on(())


def show_filter_summary(view: View) -> None:
    """Write how many units the filter keeps, and why."""
    kept = select_units(view.level, view.filter)
    text = _("{kept} sur {total}").format(
        kept=count_units(view.level, int(kept.sum())), total=format_number(len(kept))
    )
    reasons = " · ".join(describe_filter(view.filter))
    st.caption(escape_markdown(f"{text} – {reasons}" if reasons else text))

"""The map page's controls: each shows a part of the view and changes only that part."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from territoires_industrie.indicators import Indicator, indicators_of
from territoires_industrie.levels import LEVELS, MAP_LEVELS
from territoires_industrie.scene.options import PageOptions
from territoires_industrie.scene.view import View
from territoires_industrie.statistics.sectors import sector_label
from territoires_industrie.ui.state import (
    change_options,
    change_view,
    is_touched,
    overrule,
)
from territoires_industrie.wording import _


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
        # A key a year: Streamlit goes on showing the value that a field of its key began with.
        st.text_input(_("Année"), years[0], disabled=True, key=f"annee_{years[0]}")

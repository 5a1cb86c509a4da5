"""Two maps side by side on the map page: what the second shows, and their difference as a third."""

from collections.abc import Callable
from html import escape

import streamlit as st

from territoires_industrie.draw.units_map import DrawnUnits, draw_scene
from territoires_industrie.indicators import find_indicator
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.scene.pair import PAIRED, MapOptions, paired_scenes, second_view
from territoires_industrie.scene.scene import Scene, scene_key, scene_of
from territoires_industrie.scene.view import OUTLINES, View
from territoires_industrie.scene.words import say_outline
from territoires_industrie.ui.controls import bound, indicator_families, indicator_label
from territoires_industrie.ui.legend_panel import show_legend
from territoires_industrie.ui.map_view import show_drawn_map
from territoires_industrie.ui.state import change_options
from territoires_industrie.wording import _

HEIGHT = 470


def show_pairing(view: View) -> None:
    """Let the reader have a second map, and say what it shows."""
    is_paired = bool(view.options_of(MapOptions).paired)
    st.toggle(
        _("Deux cartes"),
        help=_("Une seconde carte à côté : un autre indicateur, une autre année, l’autre phase."),
        **bound(
            "deux_cartes",
            is_paired,
            lambda on: change_options(MapOptions, paired=PAIRED if on else ""),
        ),
    )


def show_second_choice(view: View) -> None:
    """Let the reader choose what the second map shows."""
    second = second_view(view)
    by_family = indicator_families(view.level)
    keys = [one.key for family in by_family.values() for one in family]
    labels = {one.key: indicator_label([one]) for family in by_family.values() for one in family}
    which, when, lines = st.columns([3.4, 2, 2.6], vertical_alignment="bottom")
    which.selectbox(
        _("Seconde carte"),
        keys,
        format_func=labels.__getitem__,
        filter_mode="contains",
        **bound("deux_indicateur", second.indicator, _change_indicator),
    )
    years = find_indicator(second.indicator).years
    if len(years) > 1:
        with when:
            st.select_slider(
                _("Année de la seconde carte"),
                years,
                **bound("deux_annee", second.year, _setter("year")),
            )
    lines.selectbox(
        _("Contours de la seconde carte"),
        OUTLINES,
        format_func=say_outline,
        filter_mode=None,
        **bound("deux_contour", second.outline, _setter("outline")),
    )


def _setter(name: str) -> Callable[[str], None]:
    return lambda value: change_options(MapOptions, **{name: value})


def _change_indicator(key: str) -> None:
    """Another indicator has other years."""
    change_options(MapOptions, indicator=key, year="")


def show_pair(view: View, first: Scene) -> None:
    """Show the maps beside each other, each over its legend; on a phone, under each other."""
    second = scene_of(second_view(view))
    scenes = paired_scenes(first, second)
    drawings = _drawn_pair(scene_key(first.view), scene_key(second.view))
    lines_differ = first.view.outline != second.view.outline
    places = st.columns(len(scenes), gap="small")
    for rank, (place, scene, drawn) in enumerate(zip(places, scenes, drawings, strict=True)):
        suffix = f"_{rank + 1}" if rank else ""
        with place:
            st.html(_title_html(scene, has_lines=lines_differ))
            show_drawn_map(
                drawn,
                scene.view,
                f"paire{suffix}",
                HEIGHT,
                place=f"carte{suffix}",
                is_linked=True,
            )
            show_legend(scene.view, scene, f"legende{suffix}")


def _title_html(scene: Scene, *, has_lines: bool) -> str:
    """Write on one line, what differs first, which map of two it is."""
    title, year = scene.indicator.title, scene.view.year
    parts = [say_outline(scene.view.outline)] if has_lines else []
    # The title of a change holds its years.
    parts += [title] if year in title else [year, title]
    # A title of two lines beside one of one line put the two maps at different heights.
    said = escape(" · ".join(parts))
    return f'<p class="titre-de-carte" title="{said}">{said}</p>'


@reader_cache(maxsize=32)
def _drawn_pair(first: View, second: View) -> tuple[DrawnUnits, ...]:
    """Draw the units of the keys of two scenes, and of their difference."""
    return tuple(map(draw_scene, paired_scenes(scene_of(first), scene_of(second))))

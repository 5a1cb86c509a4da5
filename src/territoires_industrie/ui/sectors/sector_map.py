"""The map of the sectors page and its legend."""

import streamlit as st

from territoires_industrie.boundaries import insets_file, screen_bounds, screen_geometry
from territoires_industrie.classes.legend import circle_sizes, legend_html, legend_rows
from territoires_industrie.draw.payload import Focus, MapPayload, map_texts
from territoires_industrie.indicators import find_indicator
from territoires_industrie.scene.view import MAX_SELECTION, OUTLINE_LEVELS, View
from territoires_industrie.scene.words import name_outline
from territoires_industrie.statistics.zone_jobs import LEVEL
from territoires_industrie.ui.legend_panel import say_source
from territoires_industrie.ui.map_component import MapClick, show_map
from territoires_industrie.ui.sectors.choice import SectorChoice, zones_of
from territoires_industrie.ui.sectors.sector_scene import SectorScene, drawn_scene
from territoires_industrie.ui.state import FOCUS, change_view
from territoires_industrie.wording import _, format_number, ngettext

HEIGHT = 600
LAST_CLICK = "filieres_last_click"


def show_sector_map(choice: SectorChoice, scene: SectorScene) -> None:
    """Show the map; a click on a zone makes it the selection."""
    with st.container(key="carte"):
        show_map(
            _payload(choice, scene), key="carte_filieres", height=HEIGHT, on_change=_take_click
        )


def _take_click(click: MapClick) -> None:
    st.session_state[LAST_CLICK] = click.n
    change_view(level=LEVEL, selection=click.selection[-MAX_SELECTION:])


def _payload(choice: SectorChoice, scene: SectorScene) -> MapPayload:
    drawn, view, outline = drawn_scene(choice), choice.view, _outline(choice.view)
    return MapPayload(
        geometry=screen_geometry(LEVEL).file,
        classes=drawn.letters,
        colours=scene.classification.colours,
        labels=drawn.labels,
        dimmed=drawn.dimmed,
        radii=drawn.radii,
        outline=screen_geometry(outline).file if outline else None,
        regions=screen_geometry("region").file,
        insets=insets_file(),
        bounds=screen_bounds(),
        selected=choice.zones,
        selection_n=st.session_state.get(LAST_CLICK, 0),
        focus=_focus(choice),
        background="ign" if view.background == "ign" else None,
        texts=map_texts(),
    )


def _outline(view: View) -> str | None:
    """Give the level outlined: a territory of phase 1 is read against those of its own phase."""
    phase = view.level_spec.phase
    return OUTLINE_LEVELS.get(f"phase{phase}" if phase else view.outline)


def _focus(choice: SectorChoice) -> Focus | None:
    """Frame the zones of what the reader asked to see, whatever its level."""
    asked: Focus | None = st.session_state.get(FOCUS)
    if asked is None:
        return None
    level = choice.view.level
    if not asked.codes:
        return Focus(screen_geometry(LEVEL).codes, asked.n)
    if level == LEVEL:
        return asked
    known = set(screen_geometry(level).codes)
    zones = [zone for code in asked.codes if code in known for zone in zones_of(level, code)]
    return Focus(tuple(dict.fromkeys(zones)), asked.n)


def show_sector_legend(choice: SectorChoice, scene: SectorScene) -> None:
    """Show the classes, the circles, what is measured and its limits."""
    indicator = scene.indicator
    outline = _outline(choice.view)
    counted = find_indicator(f"industrial_jobs_{choice.dataset.source}_count")
    sizes = [] if scene.is_change else circle_sizes(scene.jobs["value"].tolist(), counted)
    with st.container(key="legende"):
        st.html(
            legend_html(
                legend_rows(scene.classification, indicator),
                indicator.title,
                indicator.unit,
                sizes=sizes,
                dimmed_count=int((~scene.in_filter).sum()),
                outline_label=name_outline(outline) if outline else "",
            )
        )
        if sizes:
            st.caption(
                _("Cercles : emplois ({counted}) ; couleur : spécialisation.").format(
                    counted=_(indicator_source(choice))
                )
            )
        with st.expander(_("Source, définition, limites")):
            _show_note(scene)


def indicator_source(choice: SectorChoice) -> str:
    """Name the source and the year of the jobs."""
    names = {"urssaf": "Urssaf", "flores": "FLORES"}
    return f"{names[choice.dataset.source]} {choice.dataset.year}"


def _show_note(scene: SectorScene) -> None:
    record = scene.indicator.record
    floors = int(scene.jobs["is_floor"].sum())
    lines = [
        _(scene.indicator.definition),
        _(scene.indicator.limits),
        ngettext(
            "Là où une case de la source n’est pas publiée, la somme des autres est un minimum "
            "(« au moins ») : {count} zone ici.",
            "Là où une case de la source n’est pas publiée, la somme des autres est un minimum "
            "(« au moins ») : {count} zones ici.",
            floors,
        ).format(count=format_number(floors))
        if floors
        else "",
        _("**Source** : {source}").format(source=say_source(record)),
        f"⚠ {_(record.usage_warnings)}" if record.usage_warnings else "",
    ]
    st.markdown("\n\n".join(line for line in lines if line))

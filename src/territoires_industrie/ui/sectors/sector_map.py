"""The map of the sectors page and its legend."""

from dataclasses import replace
from functools import partial

import streamlit as st

from territoires_industrie.classes.legend import Legend, circle_sizes, legend_rows
from territoires_industrie.classes.legend_html import legend_html
from territoires_industrie.draw.payload import Focus
from territoires_industrie.draw.plate import Plate
from territoires_industrie.draw.units_map import units_map
from territoires_industrie.indicators import find_indicator
from territoires_industrie.scene.description import count_units
from territoires_industrie.scene.scene import Scene
from territoires_industrie.scene.view import View
from territoires_industrie.scene.words import name_outline, say_bounds_note, scene_words
from territoires_industrie.ui.framing import last_focus
from territoires_industrie.ui.legend_panel import show_note
from territoires_industrie.ui.map_component import show_page_map
from territoires_industrie.ui.sectors.choice import SectorChoice, take_units, units_around
from territoires_industrie.ui.sectors.sector_scene import drawn_sectors, sector_jobs, sector_scene
from territoires_industrie.ui.sites import show_sites
from territoires_industrie.wording import _

HEIGHT = 555
"""The whole of France, Corsica too, on a screen of 1440 × 900."""


def show_sector_map(choice: SectorChoice) -> None:
    """Show the map; a click on a unit makes it the selection."""
    outlined = _outlined(choice)
    drawn = drawn_sectors(choice)
    payload = replace(units_map(drawn, outlined), focus=_focus(choice))
    take = partial(take_units, choice.view)
    show_page_map(payload, key="carte_filieres", height=HEIGHT, take=take)
    show_sites(outlined, drawn)


def sector_plate(choice: SectorChoice) -> Plate:
    """Make the plate of the map, for its pictures."""
    scene, focus = sector_scene(choice), _focus(choice)
    words = scene_words(scene)
    told = () if choice.is_change else (indicator_source(choice),)
    circles = () if choice.is_change else (_say_circles(choice),)
    words = replace(
        words, subtitle=" · ".join((words.subtitle, *told)), notes=(*words.notes, *circles)
    )
    drawn = replace(drawn_sectors(choice), labels=())
    codes = focus.codes if focus else ()
    return Plate(drawn, _outlined(choice), sector_legend(choice, scene), words, codes)


def _outlined(choice: SectorChoice) -> View:
    return replace(choice.view, outline=_outline(choice.view), selection=choice.units)


def _outline(view: View) -> str:
    """Return what is outlined: a territory of phase 1 is read against those of its own phase."""
    phase = view.level_spec.phase
    return f"phase{phase}" if phase else view.outline


def _focus(choice: SectorChoice) -> Focus | None:
    """Frame the units of the map in what the reader asked to see, whatever its level."""
    level = choice.view.level
    asked = last_focus(level)
    return replace(asked, codes=units_around(level, asked.codes, choice.level)) if asked else None


def show_sector_legend(choice: SectorChoice, scene: Scene) -> None:
    """Show the classes, the circles, what is measured and its limits."""
    legend = sector_legend(choice, scene)
    with st.container(key="legende"):
        st.html(legend_html(legend))
        if legend.sizes:
            st.caption(_say_circles(choice))
        st.caption(_("Noms en gras : des unités de la carte ; les autres : des villes, repères."))
        if said := say_bounds_note(scene.classification):
            st.caption(said)
        with st.expander(_("Source, définition, limites")):
            show_note(scene.indicator, _say_floors(choice))


def sector_legend(choice: SectorChoice, scene: Scene) -> Legend:
    """Return the classes of the specialisation, and the circles of the jobs."""
    counted = find_indicator(f"industrial_jobs_{choice.dataset.source}_count")
    jobs = [] if choice.is_change else sector_jobs(choice)["value"].tolist()
    outlined = _outlined(choice).outlined_level
    return Legend(
        tuple(legend_rows(scene.classification, scene.indicator)),
        scene.indicator.title,
        scene.indicator.unit,
        tuple(circle_sizes(jobs, counted)),
        scene.dimmed_count,
        name_outline(outlined) if outlined else "",
    )


def _say_circles(choice: SectorChoice) -> str:
    return _("Cercles : emplois ({counted}) ; couleur : spécialisation.").format(
        counted=indicator_source(choice)
    )


def indicator_source(choice: SectorChoice) -> str:
    """Name the source and the year of the jobs."""
    names = {"urssaf": "Urssaf", "flores": "FLORES"}
    return f"{names[choice.dataset.source]} {choice.dataset.year}"


def _say_floors(choice: SectorChoice) -> str:
    """Count the units whose jobs are a minimum; empty where none is."""
    floors = int(sector_jobs(choice)["is_floor"].sum())
    if not floors:
        return ""
    return _(
        "Là où une case de la source n’est pas publiée, la somme des autres est un minimum "
        "(« au moins ») : {units} ici."
    ).format(units=count_units(choice.level, floors))

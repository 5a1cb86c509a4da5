"""What a choice of sectors amounts to on the map: figures, classes, circles, words."""

from dataclasses import replace

import pandas as pd

from territoires_industrie.analysis.sector_groups import (
    DATASETS,
    group_change,
    group_jobs,
    group_label,
    group_specialisation,
)
from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.draw.units_map import DrawnUnits, draw_units
from territoires_industrie.indicators import Indicator, find_indicator
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.scene.scene import Scene, make_scene
from territoires_industrie.scene.view import View, settle
from territoires_industrie.scene.words import add_ranks, say_value
from territoires_industrie.statistics.status import Status
from territoires_industrie.statistics.zone_jobs import measured_levels
from territoires_industrie.ui.sectors.choice import SectorChoice
from territoires_industrie.wording import _, format_number

SCENES_KEPT = 64


def sector_scene(choice: SectorChoice) -> Scene:
    """Work out the map of a choice, named after its sectors; what was worked out is kept.

    Its cells are those of ``group_specialisation`` or ``group_change``.
    """
    return _scene(_key(choice))


def sector_jobs(choice: SectorChoice) -> pd.DataFrame:
    """Count the jobs of a choice by unit, which the circles show; see ``group_jobs``."""
    return group_jobs(choice.dataset.source, choice.dataset.year, choice.sectors, choice.level)


def _key(choice: SectorChoice) -> SectorChoice:
    """Keep of a choice only what its map depends on."""
    classing = choice.view.classing.for_other_figures()
    view = settle(View(choice.level, filter=choice.view.filter, classing=classing))
    return replace(choice, view=view, units=())


@reader_cache(maxsize=SCENES_KEPT)
def _scene(key: SectorChoice) -> Scene:
    indicator = _indicator(key)
    source, year = key.dataset.source, key.dataset.year
    if key.is_change:
        return make_scene(key.view, indicator, group_change(key.sectors, level_key=key.level))
    # The two sources count different jobs: only years of one of them may share their classes.
    by_year = {
        other.year: group_specialisation(source, other.year, key.sectors, key.level)
        for other in DATASETS.values()
        if other.source == source and key.level in measured_levels(source, other.year)
    }
    cells = by_year.pop(year)
    others = tuple(by_year.values()) if key.view.classing.is_common else ()
    return make_scene(key.view, indicator, cells, other_years=others)


def _indicator(key: SectorChoice) -> Indicator:
    label = group_label(key.sectors)
    if key.is_change:
        title = _("Évolution de l’emploi privé 2019–2024 : {sectors}").format(sectors=label)
        return replace(find_indicator("industrial_jobs_change_urssaf_pct"), name=title)
    title = _("Spécialisation (1 = France) : {sectors}").format(sectors=label)
    shown = f"industrial_specialisation_{key.dataset.source}_ratio"
    return replace(find_indicator(shown), name=title)


def drawn_sectors(choice: SectorChoice) -> DrawnUnits:
    """Draw the units of a choice: colours of its scene, circles of its jobs."""
    return _drawn(_key(choice))


@reader_cache(maxsize=SCENES_KEPT)
def _drawn(key: SectorChoice) -> DrawnUnits:
    scene, codes = _scene(key), list(screen_geometry(key.level).codes)
    labels = tuple(unit_label(key, scene, code) for code in codes)
    jobs = None if key.is_change else sector_jobs(key).loc[codes, "value"].tolist()
    return draw_units(scene, add_ranks(scene, labels), jobs)


def unit_label(choice: SectorChoice, scene: Scene, code: str) -> str:
    """Write the figures of a unit, or why there is none; a floor is said « au moins »."""
    value = say_value(scene.indicator, *scene.cell(code))
    if choice.is_change:
        row = scene.cells.loc[code]
        if pd.isna(row["jobs_after"]):
            return value
        return _("{value} (emplois : {before} → {after})").format(
            value=value,
            before=format_number(row["jobs_before"]),
            after=format_number(row["jobs_after"]),
        )
    return _("Emplois : {jobs} ; spécialisation : {value}").format(
        jobs=say_jobs(sector_jobs(choice), code), value=value
    )


def say_jobs(jobs: pd.DataFrame, code: str) -> str:
    """Write the jobs of a unit, or why there are none; a floor is said « au moins »."""
    status = str(jobs["status"][code])
    if not Status(status).has_figure:
        return _(Status(status).word)
    number = format_number(jobs["value"][code])
    return _("au moins {number}").format(number=number) if jobs["is_floor"][code] else number

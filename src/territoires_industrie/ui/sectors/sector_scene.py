"""What a choice of sectors amounts to on the map: figures, classes, circles, words."""

from dataclasses import dataclass, replace

import pandas as pd

from territoires_industrie.analysis.sector_groups import (
    group_change,
    group_jobs,
    group_label,
    group_specialisation,
)
from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.classes.classify import Classification, classify
from territoires_industrie.classes.legend import circle_radii
from territoires_industrie.draw.payload import encode_classes
from territoires_industrie.indicators import Indicator, find_indicator
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.membership import read_units
from territoires_industrie.scene.filters import Filter, select_units
from territoires_industrie.scene.words import say_value
from territoires_industrie.statistics.status import Status
from territoires_industrie.statistics.zone_jobs import LEVEL
from territoires_industrie.ui.sectors.choice import SectorChoice
from territoires_industrie.wording import _, format_number

SCENES_KEPT = 64


@dataclass(frozen=True)
class SectorScene:
    """One classified map of the zones d'emploi.

    Attributes
    ----------
    indicator
        What the colours measure, named after the sectors.
    names
        Name of every zone, by code.
    jobs
        From ``group_jobs``: the circles.
    values
        From ``group_specialisation`` or ``group_change``: the colours.
    in_filter
        Whether the view's filter keeps each zone.
    classification
        Classes of the colours.
    is_change
        Whether the colours are a change: polygons, without circles.
    """

    indicator: Indicator
    names: "pd.Series[str]"
    jobs: pd.DataFrame
    values: pd.DataFrame
    in_filter: "pd.Series[bool]"
    classification: Classification
    is_change: bool


@dataclass(frozen=True)
class _Key:
    mode: str
    source: str
    year: str
    sectors: tuple[str, ...]
    method: str
    class_count: int
    filter: Filter


def _key(choice: SectorChoice) -> _Key:
    # Chosen breaks belong to another figure: the default method takes their place.
    view = choice.view
    method = "quantiles" if view.classing.method == "manuel" else view.classing.method
    return _Key(
        choice.mode,
        choice.dataset.source,
        choice.dataset.year,
        choice.sectors,
        method,
        view.classing.class_count,
        view.filter,
    )


def sector_scene(choice: SectorChoice) -> SectorScene:
    """Work out the map of a choice; those already worked out are kept."""
    return _scene(_key(choice))


@reader_cache(maxsize=SCENES_KEPT)
def _scene(key: _Key) -> SectorScene:
    is_change = key.mode == "evolution"
    indicator = _indicator(key, is_change=is_change)
    values = (
        group_change(key.sectors)
        if is_change
        else group_specialisation(key.source, key.year, key.sectors)
    )
    kept = select_units(LEVEL, key.filter)
    return SectorScene(
        indicator=indicator,
        names=read_units(LEVEL)["name"],
        jobs=group_jobs(key.source, key.year, key.sectors),
        values=values,
        in_filter=kept,
        classification=classify(values, indicator, key.method, key.class_count, in_filter=kept),
        is_change=is_change,
    )


def _indicator(key: _Key, *, is_change: bool) -> Indicator:
    label = group_label(key.sectors)
    if is_change:
        title = _("Évolution de l’emploi privé 2019–2024 : {sectors}").format(sectors=label)
        return replace(find_indicator("industrial_jobs_change_urssaf_pct"), name=title)
    title = _("Spécialisation (1 = France) : {sectors}").format(sectors=label)
    return replace(find_indicator(f"industrial_specialisation_{key.source}_ratio"), name=title)


@dataclass(frozen=True)
class Drawn:
    """What the map receives, in the order of its geometry."""

    letters: str
    labels: tuple[str, ...]
    radii: tuple[float, ...] | None
    dimmed: str


def drawn_scene(choice: SectorChoice) -> Drawn:
    """Write the classes, labels, radii and filter of a choice for the map."""
    return _drawn(_key(choice))


@reader_cache(maxsize=SCENES_KEPT)
def _drawn(key: _Key) -> Drawn:
    scene, order = _scene(key), list(screen_geometry(LEVEL).codes)
    values, jobs = scene.values.loc[order], scene.jobs.loc[order]
    labels = tuple(zone_label(scene, code) for code in order)
    dimmed = "".join("01"[not kept] for kept in scene.in_filter.loc[order])
    return Drawn(
        letters=encode_classes(scene.classification.class_of.loc[order], values["status"]),
        labels=labels,
        radii=None if scene.is_change else tuple(circle_radii(jobs["value"].tolist())),
        dimmed=dimmed if "1" in dimmed else "",
    )


def zone_label(scene: SectorScene, code: str) -> str:
    """Say the figures of a zone, or why there is none; a floor is said « au moins »."""
    value = _say_value(scene, code)
    if scene.is_change:
        row = scene.values.loc[code]
        if pd.isna(row["jobs_after"]):
            return value
        return _("{value} (emplois : {before} → {after})").format(
            value=value,
            before=format_number(row["jobs_before"]),
            after=format_number(row["jobs_after"]),
        )
    return _("Emplois : {jobs} ; spécialisation : {value}").format(
        jobs=say_jobs(scene.jobs, code), value=value
    )


def _say_value(scene: SectorScene, code: str) -> str:
    return say_value(scene.indicator, scene.values["value"][code], scene.values["status"][code])


def say_jobs(jobs: pd.DataFrame, code: str) -> str:
    """Write the jobs of a zone, or why there are none; a floor is said « au moins »."""
    status = str(jobs["status"][code])
    if not Status(status).has_figure:
        return _(Status(status).word)
    number = format_number(jobs["value"][code])
    return _("au moins {number}").format(number=number) if jobs["is_floor"][code] else number

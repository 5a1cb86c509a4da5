"""The picture of a view, from plain choices to the bytes of an SVG, a PNG or a PDF."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from territoires_industrie.boundaries import boundary_path, screen_geometry
from territoires_industrie.classes.classify import (
    DEFAULT_CLASS_COUNT,
    DEFAULT_METHOD,
    METHODS,
    Classification,
    classify,
)
from territoires_industrie.indicators import Measure, national_value, read_values
from territoires_industrie.levels import COG_YEAR, LEVELS
from territoires_industrie.picture.map_svg import MapDrawing
from territoires_industrie.picture.poster import SIZES, Words, poster
from territoires_industrie.picture.render import render_pdf, render_png
from territoires_industrie.picture.screen_paths import Box, union_box
from territoires_industrie.picture.viewport import grow
from territoires_industrie.scene.description import name_outline
from territoires_industrie.scene.errors import RequestError
from territoires_industrie.scene.extract import (
    DatedIndicator,
    Extract,
    dated_indicators,
    describe_choice,
    kept_codes,
)
from territoires_industrie.sources import read_record, require_known
from territoires_industrie.wording import (
    N_,
    _,
    format_date,
    format_number,
    format_quantity,
    ngettext,
)

FORMATS = ("svg", "png", "pdf")
MEDIA_TYPES = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}
EXTENTS = {
    "france": N_("Toute la France"),
    "filtre": N_("Les unités du filtre"),
    "selection": N_("La sélection"),
}
"""What the map is cropped to: address name → French label."""

OUTLINES = {"aucun": "", "phase1": "territoire_phase1", "phase2": "territoire_phase2"}
"""Programme outlines: address name → level whose units are outlined."""

AROUND = 0.06
LEAST_SPAN = 1500.0
"""Narrowest crop, in world units: about 40 km, below which 500 m borders look coarse."""


def export_picture(
    extract: Extract,
    *,
    day: date | None = None,
    picture_format: str = "svg",
    size: str = "A4",
    orientation: str = "paysage",
    method: str = DEFAULT_METHOD,
    class_count: int = DEFAULT_CLASS_COUNT,
    breaks: Sequence[float] | None = None,
    selected: Sequence[str] = (),
    outline: str = "aucun",
    extent: str = "france",
) -> bytes:
    """Make the picture of a view: same classes, counts and filter as its map and exports.

    Parameters
    ----------
    extract
        Level, one indicator, year, filter and territory. Units that it leaves out are
        dimmed, not dropped.
    day
        Date written on the picture, if any.
    picture_format, size, orientation
        One of ``FORMATS``, ``poster.SIZES`` and ``poster.ORIENTATIONS``.
    method, class_count, breaks
        As for ``classify``.
    selected
        Codes of the units with a strong outline.
    outline, extent
        Keys of ``OUTLINES`` and ``EXTENTS``.

    Raises
    ------
    UnknownCodeError
        If a word, code, year or level is not known; the message names the nearest.
    RequestError
        If the extract has another number of indicators than one.
    """
    require_known(picture_format, FORMATS, _("Format d’image"))
    require_known(extent, tuple(EXTENTS), _("Cadrage"))
    drawing, shown = draw_extract(
        extract,
        method=method,
        class_count=class_count,
        breaks=breaks,
        selected=selected,
        outline=outline,
    )
    drawing = replace(drawing, kept_circles_only=extent == "filtre")
    svg = poster(
        drawing,
        shown.indicator,
        picture_words(extract, shown, drawing, day),
        size=size,
        orientation=orientation,
        box=extent_box(drawing, extent),
        for_file=picture_format == "svg",
    )
    if picture_format == "png":
        return render_png(svg, SIZES[size].png_scale)
    if picture_format == "pdf":
        return render_pdf(svg)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg}\n'.encode()


def draw_extract(
    extract: Extract,
    *,
    method: str = DEFAULT_METHOD,
    class_count: int = DEFAULT_CLASS_COUNT,
    breaks: Sequence[float] | None = None,
    selected: Sequence[str] = (),
    outline: str = "aucun",
) -> tuple[MapDrawing, DatedIndicator]:
    """Classify what an extract shows, ready to draw; parameters as ``export_picture``.

    Raises
    ------
    UnknownCodeError, RequestError
        As ``export_picture``.
    """
    require_known(outline, tuple(OUTLINES), _("Contours du programme"))
    require_known(extract.level_key, tuple(LEVELS), _("Niveau"))
    screen_geometry(extract.level_key)
    shown = _only_indicator(extract)
    values = read_values(extract.level_key, shown.indicator.key, shown.year)
    kept = pd.Series(values.index.isin(kept_codes(replace(extract, selection=()))), values.index)
    classification = classify(
        values, shown.indicator, method, class_count, breaks=breaks, in_filter=kept
    )
    drawing = MapDrawing(
        extract.level_key, classification, outline=OUTLINES[outline], selected=tuple(selected)
    )
    drawing.layer.find(selected)
    return drawing, shown


def _only_indicator(extract: Extract) -> DatedIndicator:
    if len(extract.indicator_keys) != 1:
        raise RequestError(
            _("Une image montre un seul indicateur : {count} reçus.").format(
                count=len(extract.indicator_keys)
            )
        )
    return dated_indicators(extract.level_key, extract.indicator_keys, extract.year)[0]


def extent_box(drawing: MapDrawing, extent: str) -> Box | None:
    """Give the part of the screen world that an extent asks for; None for all of France."""
    codes: Sequence[str] = ()
    if extent == "filtre" and drawing.dimmed:
        kept = drawing.classification.in_filter
        codes = list(kept.index[kept])
    elif extent == "selection":
        codes = drawing.selected
    if not codes:
        return None
    return grow(union_box(shape.box for shape in drawing.layer.find(codes)), AROUND, LEAST_SPAN)


def picture_words(
    extract: Extract, shown: DatedIndicator, drawing: MapDrawing, day: date | None = None
) -> Words:
    """Write what goes around the map, in the language of the run."""
    choice = describe_choice(replace(extract, selection=()))
    subtitle = [_(LEVELS[extract.level_key].title), shown.year, *choice]
    notes = (
        _class_note(drawing.classification),
        _national_note(shown),
        _(shown.indicator.limits),
    )
    return Words(
        title=_(shown.indicator.title),
        subtitle=" · ".join(subtitle),
        notes=tuple(note for note in notes if note),
        source=source_line(extract.level_key, shown),
        day=format_date(day) if day else "",
        outline_label=name_outline(drawing.outline) if drawing.outline else "",
    )


def source_line(level_key: str, shown: DatedIndicator) -> str:
    """Cite the figures and the ground, from their provenance records."""
    figures = shown.indicator.record
    ground = read_record(boundary_path(level_key))
    said = _(
        "Source : {figures}. Contours : {ground} ; code officiel géographique au "
        "1er janvier {year}. {licence}."
    )
    return said.format(
        figures=figures.attribution,
        ground=ground.attribution,
        year=COG_YEAR,
        licence=figures.licence_redistributed_as,
    )


def _class_note(classes: Classification) -> str:
    if classes.measure == Measure.CATEGORY or not classes.class_count:
        return ""
    text = _("Classes : {method}.").format(method=_(METHODS[classes.method]))
    if classes.class_count < classes.asked_count:
        fewer = ngettext(
            "{count} classe au lieu de {asked} : des valeurs égales n’en font pas plus.",
            "{count} classes au lieu de {asked} : des valeurs égales n’en font pas plus.",
            classes.class_count,
        )
        said = fewer.format(count=format_number(classes.class_count), asked=classes.asked_count)
        text = f"{text} {said}"
    return text


def _national_note(shown: DatedIndicator) -> str:
    indicator = shown.indicator
    if indicator.measure == Measure.CATEGORY:
        return ""
    value = national_value(indicator.key, shown.year)
    if value is None:
        return ""
    text = format_quantity(value, indicator.unit, indicator.decimals)
    return _("France : {value}").format(value=text)

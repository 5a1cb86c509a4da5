"""How anything is shown: colours, widths, opacities, radii and sizes of texts, from ``look.toml``.

A ``Look`` is one form of it. ``LIGHT`` and ``DARK`` are those of a screen, ``PRINT`` is that of a
file, ``PAGE`` is both forms of the screen in one: each colour is a CSS ``light-dark()``, so that a
page follows the reader's theme by itself, and no cache holds two of anything. What draws outside a
browser (SVG and PNG files, PDF, QGIS) takes ``PRINT``: it knows plain colours only.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

LEAST_CONTRAST = 3.0
"""Of what has to be seen against its ground (WCAG 2.2, 1.4.11)."""

SETTINGS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
RAMPS = tuple(SETTINGS["ramps"])
NUMBERS = ("widths", "opacities", "radii", "texts")

_COLOUR = re.compile("#[0-9a-f]{6}")
_PAIR = re.compile(r"light-dark\((#[0-9a-f]{6}), #[0-9a-f]{6}\)")


@dataclass(frozen=True)
class MissingLook:
    """Ground colour of a cell without a figure, and colour of its pattern."""

    fill: str
    mark: str


@dataclass(frozen=True, kw_only=True)
class Look:
    """One form of the atlas; ``look.toml`` says what each value is for.

    Colours are ``#rrggbb`` (``light-dark()`` in ``PAGE``), opacities from 0 to 1, widths and
    radii pixels of a screen, texts in the unit that their section names.
    """

    name: str

    paper: str
    ink: str
    quiet: str
    rule: str
    primary: str
    link: str
    failure: str
    land: str
    border: str
    count_border: str
    region: str
    frame: str
    sea: str
    abroad: str
    abroad_border: str
    site_edge: str
    site_casing: str
    programme: str
    casing: str
    selection: str
    halo: str
    hover: str
    focus: str
    circle_edge: str
    dimmed_edge: str
    reference: str
    tick: str
    edge: str
    chart_edge: str
    unit: str
    similar: str
    member: str
    neighbour: str
    neighbour_edge: str
    locator_edge: str
    point: str
    register: str

    border_width: float
    count_border_width: float
    region_width: float
    frame_width: float
    abroad_border_width: float
    site_edge_width: float
    site_casing_width: float
    programme_width: float
    casing_width: float
    selection_width: float
    halo_width: float
    hover_width: float
    focus_width: float
    focus_halo_width: float
    circle_edge_width: float

    border_opacity: float
    count_border_opacity: float
    region_opacity: float
    dimmed_edge_opacity: float
    casing_opacity: float
    circle_opacity: float
    circle_dimmed_opacity: float
    dimmed_opacity: float
    tiles_opacity: float
    tiles_dimmed_opacity: float
    point_opacity: float

    circle_radius: float
    circle_least_radius: float
    ring_gap: float
    unknown_radius: float
    point_radius: float
    register_radius: float
    sheet_dot: float
    sheet_square: float
    site_radius: float

    frame_text: float
    note_text: float
    button_text: float
    legend_text: float
    legend_unit_text: float
    legend_note_text: float
    panel_text: float
    panel_title_text: float
    chart_text: float
    chart_name_text: float
    bar_text: float
    picture_title: float
    picture_subtitle: float
    picture_legend: float
    picture_sign: float
    picture_note: float
    picture_source: float
    map_name: float
    map_scale: float
    sheet_title: float
    sheet_section: float
    sheet_fact: float
    sheet_lead: float
    sheet_heading: float
    sheet_text: float
    sheet_small: float
    sheet_table: float
    sheet_note: float
    sheet_foot: float

    sequential: tuple[str, ...]
    below_pivot: tuple[str, ...]
    above_pivot: tuple[str, ...]
    qualitative: tuple[str, ...]
    neither: tuple[str, ...]
    comparison: tuple[str, ...]
    missing: Mapping[str, MissingLook]
    """Look of a cell without a figure, by the letter of its status."""

    @property
    def above(self) -> str:
        """A figure above its reference: gains, specialisation."""
        return self.above_pivot[4]

    @property
    def below(self) -> str:
        """A figure below its reference: losses."""
        return self.below_pivot[4]

    @property
    def members(self) -> str:
        """The members of the programme, beside those that are not."""
        return self.qualitative[0]

    @property
    def non_members(self) -> str:
        """Units outside the programme that are compared with its members."""
        return self.qualitative[1]

    @property
    def good(self) -> str:
        """A range, or a status, that is as it should be."""
        return self.qualitative[2]

    @property
    def movements(self) -> dict[str, str]:
        """Members between two states of the programme, by key of ``flows.MOVEMENTS``."""
        keys = {"reste": 4, "change": 7, "sort": 5, "entre": 2}
        return {key: self.qualitative[rank] for key, rank in keys.items()}

    @property
    def in_part(self) -> str:
        """A unit of which only a part is a member."""
        return self.qualitative[6]

    @property
    def published(self) -> str:
        """A figure as its producer gives it."""
        return self.qualitative[0]

    @property
    def counted(self) -> str:
        """A figure that the atlas counts, beside what is published; what is not done yet."""
        return self.qualitative[1]

    @property
    def grants(self) -> tuple[str, str]:
        """Grants of a known amount, and of one that is not published."""
        return self.qualitative[5], self.qualitative[7]

    def unit_border(self, *, has_circles: bool) -> tuple[str, float, float]:
        """Return colour, opacity and width of the line between units, filled or under circles."""
        if has_circles:
            return self.count_border, self.count_border_opacity, self.count_border_width
        return self.border, self.border_opacity, self.border_width

    def of(self, colour: str) -> str:
        """Return what a colour of a ramp of the light form is in this one; others stay.

        >>> DARK.of(LIGHT.sequential[8]) == DARK.sequential[8], DARK.of("#112233")
        (True, '#112233')
        """
        ramp, rank = _RANK_OF.get(colour, ("", 0))
        return str(getattr(self, ramp)[rank]) if ramp else colour

    def edge_of(self, colour: str) -> str:
        """Return the edge of a circle: a ring where its colour is close to the land's.

        >>> PRINT.edge_of(PRINT.sequential[0]), PRINT.edge_of(PRINT.sequential[8])
        ('#767676', '#ffffff')
        """
        if self is PAGE:
            # Each form against its own land: one colour may need a ring in the dark alone.
            forms = _COLOUR.findall(colour)
            return _both([LIGHT.edge_of(forms[0]), DARK.edge_of(forms[-1])])
        return self.circle_edge if contrast(colour, self.land) < LEAST_CONTRAST else self.paper

    def colours(self) -> Iterator[tuple[str, str]]:
        """List the named colours, ramps and missing cells left out."""
        for spec in fields(self):
            value = getattr(self, spec.name)
            if spec.name != "name" and isinstance(value, str):
                yield spec.name, value

    def numbers(self) -> Iterator[tuple[str, float]]:
        """List the named widths, opacities, radii and sizes of texts."""
        for spec in fields(self):
            value = getattr(self, spec.name)
            if isinstance(value, float):
                yield spec.name, value


def _read_look(name: str, form: Callable[[Any], Any]) -> Look:
    """Read one form: a value of ``look.toml`` is one for both, or a light and a dark one."""
    values: dict[str, Any] = {name: form(one) for name, one in SETTINGS["colours"].items()}
    values |= {ramp: tuple(map(form, colours)) for ramp, colours in SETTINGS["ramps"].items()}
    for section in NUMBERS:
        values |= SETTINGS[section]
    # The letters are those that a map is sent in the place of a class.
    missing = {
        letter: MissingLook(form(one["fill"]), form(one["mark"]))
        for letter, one in SETTINGS["missing"].items()
    }
    return Look(name=name, missing=MappingProxyType(missing), **values)


def _both(colour: Any) -> str:
    """Write a colour as CSS that follows the theme."""
    light, dark = colour if isinstance(colour, list) else (colour, colour)
    return f"light-dark({light}, {dark})"


LIGHT = _read_look("light", lambda colour: colour[0] if isinstance(colour, list) else colour)
DARK = _read_look("dark", lambda colour: colour[1] if isinstance(colour, list) else colour)
PRINT = replace(LIGHT, name="print")
"""The form of a file: that of a light screen."""

PAGE = _read_look("page", _both)
"""Both forms of the screen: colours are CSS, for what a browser draws."""

_RANK_OF = {
    colour: (ramp, rank) for ramp in RAMPS for rank, colour in enumerate(getattr(LIGHT, ramp))
}


def plain(text: str) -> str:
    """Return a drawing made for a page as a file needs it: each colour in the form of print.

    >>> plain(f"stroke: {PAGE.selection}") == f"stroke: {PRINT.selection}"
    True
    """
    return _PAIR.sub(r"\1", text)


def css_variables(look: Look) -> str:
    """Write a look as CSS custom properties: ``--selection``, ``--selection-width`` and so on.

    Numbers are bare: a style sheet multiplies them by their unit.

    >>> css_variables(LIGHT).splitlines()[0]
    '--paper: #ffffff;'
    """
    lines = [*look.colours(), *((name, f"{number:g}") for name, number in look.numbers())]
    return "\n".join(f"--{name.replace('_', '-')}: {value};" for name, value in lines)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21, as WCAG 2.2 defines it.

    >>> round(contrast("#ffffff", "#000000")), contrast("#161616", "#161616")
    (21, 1.0)
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    # From sRGB to linear light, weighed as the eye does: the formula of WCAG 2.2.
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

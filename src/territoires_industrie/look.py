"""How anything is shown: every colour, width, opacity and size of a map, a legend and a chart.

A ``Look`` is one form of it. ``LIGHT`` and ``DARK`` are those of a screen, ``PRINT`` is that of a
file, ``PAGE`` is both forms of the screen in one: each colour is a CSS ``light-dark()``, so that a
page follows the reader's theme by itself, and no cache holds two of anything. What draws outside a
browser (SVG and PNG files, PDF, QGIS) takes ``PRINT``: it knows plain colours only.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any

LEAST_CONTRAST = 3.0
"""Of what has to be seen against its ground (WCAG 2.2, 1.4.11)."""

RAMPS = ("sequential", "below_pivot", "above_pivot", "qualitative", "comparison")

_COLOUR = re.compile("#[0-9a-f]{6}")
_PAIR = re.compile(r"light-dark\((#[0-9a-f]{6}), #[0-9a-f]{6}\)")


@dataclass(frozen=True)
class MissingLook:
    """Ground colour of a cell without a figure, and colour of its pattern."""

    fill: str
    mark: str


@dataclass(frozen=True)
class Look:
    """One form of the atlas. Colours are ``#rrggbb``, widths are pixels of a screen.

    Attributes
    ----------
    paper, ink, quiet, rule
        Ground of the page, its text, its secondary text, its thin lines.
    primary, link
        Controls and links; those of Streamlit's theme (``.streamlit/config.toml``).
    land
        Ground without a figure.
    border, count_border, region
        Lines between units under a colour, between units under circles, between régions;
        ``_opacity`` and ``_width`` go with each.
    frame
        Edge of the insets.
    programme, casing
        Outline of the programme's territories, and the line of the paper's colour under it.
    selection, halo
        What is selected, on maps and on charts: a line, and a wider one under it. The contrast of
        the two is over 9:1, so that one of them is seen on any colour (WCAG technique C40).
    hover, focus
        What the pointer is on, and what the keyboard is on.
    failure
        Mark of a message that tells a failure.
    circle, circle_dimmed
        Opacity of a proportional circle, inside and outside the filter.
    circle_edge
        Ring of a circle: 3:1 at least against bare land, for the palest ones.
    dimmed_edge
        Ring of a circle outside the filter.
    dimmed, tiles, tiles_dimmed
        Opacity of a unit outside the filter, and of units over a background map.
    reference, tick, edge
        France and other references of a chart, and their marks over bars; edge of what has the
        colour of a unit.
    chart_edge
        Thin edge between the bars of a chart.
    unit, similar, member, neighbour, neighbour_edge, locator_edge
        Small maps: the unit in France, those that resemble it, its members close up, the units and
        the régions around.
    point, register
        Points of a small map: verified sites, entries of a register.
    sequential, below_pivot, above_pivot, qualitative, comparison
        Ramps: weakest colour first; from the pivot outwards; without order; one a compared unit.
    missing
        Look of a cell without a figure, by the letter of its status.
    """

    name: str

    paper: str = "#ffffff"
    ink: str = "#161616"
    quiet: str = "#5f5f5f"
    rule: str = "#cfcfcf"
    primary: str = "#000091"
    link: str = "#000091"
    land: str = "#f0f0f0"

    border: str = "#ffffff"
    border_opacity: float = 0.75
    border_width: float = 0.6
    count_border: str = "#c4c4c4"
    count_border_opacity: float = 1.0
    count_border_width: float = 0.6
    region: str = "#282832"
    region_opacity: float = 0.55
    region_width: float = 0.8
    dimmed_edge: str = "#808080"
    dimmed_edge_opacity: float = 0.4
    frame: str = "#cfcfcf"
    frame_width: float = 1.0

    programme: str = "#161616"
    programme_width: float = 1.2
    casing: str = "#ffffff"
    casing_width: float = 3.0
    casing_opacity: float = 0.85
    selection: str = "#000091"
    selection_width: float = 2.5
    halo: str = "#ffffff"
    halo_width: float = 5.5
    hover: str = "#161616"
    hover_width: float = 1.6
    focus: str = "#0a76f6"
    focus_width: float = 3.0
    focus_halo_width: float = 6.0
    failure: str = "#ce0500"

    circle_opacity: float = 0.82
    circle_dimmed_opacity: float = 0.15
    circle_edge: str = "#767676"
    circle_edge_width: float = 0.8
    dimmed_opacity: float = 0.22
    tiles_opacity: float = 0.62
    tiles_dimmed_opacity: float = 0.12

    reference: str = "#7a7a85"
    tick: str = "#45454f"
    edge: str = "#808080"
    chart_edge: str = "#bfbfbf"

    unit: str = "#4070b8"
    similar: str = "#79acd9"
    member: str = "#c9daf0"
    neighbour: str = "#ececec"
    neighbour_edge: str = "#cdcdcd"
    locator_edge: str = "#bdbdbd"
    point: str = "#c4511b"
    point_opacity: float = 0.75
    register: str = "#55555f"

    sequential: tuple[str, ...] = (
        "#f7f6d5",
        "#bae0c6",
        "#89c7c0",
        "#5dacc0",
        "#3d91bc",
        "#3575b3",
        "#2958a6",
        "#1d3180",
        "#0a0a5c",
    )
    below_pivot: tuple[str, ...] = (
        "#fbe3c2",
        "#facb99",
        "#f5b471",
        "#e99949",
        "#c77022",
        "#a35007",
        "#7d3c07",
        "#5a2a05",
    )
    above_pivot: tuple[str, ...] = (
        "#d3e3f3",
        "#a7c7e6",
        "#79acd9",
        "#5d8dc9",
        "#4070b8",
        "#2b519f",
        "#20327e",
        "#12125f",
    )
    qualitative: tuple[str, ...] = (
        "#3b7fb8",
        "#eba63c",
        "#2f9e83",
        "#b8518c",
        "#7cc4ec",
        "#a8481a",
        "#e9d96a",
        "#4b4b8f",
    )
    comparison: tuple[str, ...] = (
        "#3c2d78",
        "#965a00",
        "#a5a5ff",
        "#4b8769",
        "#87001e",
        "#78d296",
        "#9669a5",
        "#c3c35a",
        "#5a2d4b",
        "#f0a5d2",
    )
    missing: Mapping[str, MissingLook] = field(
        default_factory=lambda: MappingProxyType(
            {
                "w": MissingLook("#e4e1e6", "#6b6570"),
                "n": MissingLook("#e2e2e6", "#83838c"),
                "c": MissingLook("#e6e4e0", "#857d70"),
                "o": MissingLook("#ececef", "#8d8d8d"),
                "g": MissingLook("#e4e6e4", "#7c8378"),
            }
        )
    )

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
            forms = _COLOUR.findall(colour)
            return str(_both(LIGHT.edge_of(forms[0]), DARK.edge_of(forms[-1])))
        return self.circle_edge if contrast(colour, self.land) < LEAST_CONTRAST else self.paper

    def colours(self) -> Iterator[tuple[str, str]]:
        """List the named colours, ramps and missing cells left out."""
        for spec in fields(self):
            value = getattr(self, spec.name)
            if spec.name != "name" and isinstance(value, str):
                yield spec.name, value

    def numbers(self) -> Iterator[tuple[str, float]]:
        """List the named widths and opacities."""
        for spec in fields(self):
            value = getattr(self, spec.name)
            if isinstance(value, float):
                yield spec.name, value


LIGHT = Look("light")
_RANK_OF = {
    colour: (ramp, rank) for ramp in RAMPS for rank, colour in enumerate(getattr(LIGHT, ramp))
}

PRINT = replace(LIGHT, name="print")
"""The form of a file: that of a light screen."""

DARK = Look(
    "dark",
    paper="#161616",
    ink="#f5f5fe",
    quiet="#b5b5b5",
    rule="#4a4a4a",
    primary="#8585f6",
    link="#aeaefc",
    land="#2b2b2b",
    border="#161616",
    count_border="#4a4a4a",
    region="#ebebf5",
    frame="#4a4a4a",
    programme="#f5f5fe",
    casing="#161616",
    selection="#cacafb",
    halo="#161616",
    hover="#f5f5fe",
    circle_edge="#8f8f8f",
    reference="#8f8f9a",
    tick="#d0d0d8",
    chart_edge="#4a4a4a",
    unit="#6d9fd2",
    similar="#3f6eb6",
    member="#2f4a73",
    neighbour="#262626",
    neighbour_edge="#454545",
    locator_edge="#4a4a4a",
    point="#f0945f",
    register="#b5b5c0",
    # The same hues, turned: what is strong stands out from its ground, here by its lightness.
    sequential=(
        "#203a88",
        "#27519f",
        "#316aae",
        "#3a85b8",
        "#4f9fbe",
        "#71b7c0",
        "#99cfc2",
        "#c6e4c9",
        "#f8f7d6",
    ),
    below_pivot=(
        "#6e3407",
        "#8e4507",
        "#ac580f",
        "#c77022",
        "#dc8a3b",
        "#efa55c",
        "#f9c48c",
        "#fbe3c2",
    ),
    above_pivot=(
        "#253f8c",
        "#2f56a3",
        "#3f6eb6",
        "#5686c5",
        "#6d9fd2",
        "#8cb7de",
        "#b1cde9",
        "#d4e4f4",
    ),
    qualitative=(
        "#3b7fb8",
        "#eba63c",
        "#2f9e83",
        "#b8518c",
        "#7cc4ec",
        "#a8481a",
        "#e9d96a",
        "#9486fc",
    ),
    comparison=(
        "#e8eb94",
        "#3df3fd",
        "#9a5c5b",
        "#4969c0",
        "#b54d22",
        "#b8f3cf",
        "#e49c40",
        "#7c6390",
        "#baa071",
        "#52ace0",
    ),
    missing=MappingProxyType(
        {
            "w": MissingLook("#3a373c", "#8c8692"),
            "n": MissingLook("#38383c", "#74747c"),
            "c": MissingLook("#3a3833", "#8a8274"),
            "o": MissingLook("#303033", "#66666b"),
            "g": MissingLook("#383b38", "#7a8276"),
        }
    ),
)


def _both(light: Any, dark: Any) -> Any:
    """Put two values in one: a colour that follows the theme; a number is the light form's."""
    if isinstance(light, str):
        return f"light-dark({light}, {dark})"
    if isinstance(light, tuple):
        return tuple(map(_both, light, dark))
    if isinstance(light, MissingLook):
        return MissingLook(_both(light.fill, dark.fill), _both(light.mark, dark.mark))
    if isinstance(light, Mapping):
        return {key: _both(value, dark[key]) for key, value in light.items()}
    return light


def _page() -> Look:
    names = [spec.name for spec in fields(Look) if spec.name != "name"]
    both = {name: _both(getattr(LIGHT, name), getattr(DARK, name)) for name in names}
    return Look("page", **both)


PAGE = _page()
"""Both forms of the screen: colours are CSS, for what a browser draws."""


def plain(text: str) -> str:
    """Return a drawing made for a page as a file needs it: each colour in the form of print.

    >>> plain(f"stroke: {PAGE.selection}") == f"stroke: {PRINT.selection}"
    True
    """
    return _PAIR.sub(r"\1", text)


def css_variables(look: Look) -> str:
    """Write a look as CSS custom properties: ``--selection``, ``--selection-width`` and so on.

    Widths and opacities are bare numbers: a style sheet multiplies them by their unit.

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
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

"""A style as the OGC writes it (SLD 1.1): for GIS and servers that do not read QML."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from territoires_industrie.classes.palettes import MissingStyle
from territoires_industrie.export.styled import LayerStyle, StyleRule
from territoires_industrie.look import PRINT

SLD = "http://www.opengis.net/sld"
SE = "http://www.opengis.net/se"
OGC = "http://www.opengis.net/ogc"

MARKS = {
    "hachures": "shape://slash",
    "points": "shape://dot",
    "croix": "shape://times",
    "tirets": "shape://vertline",
    "anneaux": "shape://plus",
    "lignes": "shape://horline",
}
"""Patterns of the atlas as the marks that GeoServer and QGIS know."""


def write_sld(style: LayerStyle, layer: str) -> str:
    """Write a style as the text of an ``.sld`` file.

    Circles are sized with the function ``sqrt``, as GeoServer has it; their smallest size is
    left out. The same style gives the same text.
    """
    root, sheet = start_sld(layer, style.scene.indicator.key, style.heading)
    for rule in style.rules:
        sheet.append(_rule(style, rule))
    if style.scene.has_circles:
        # A sheet of its own is drawn over the first: circles over all the ground.
        circles = SubElement(root[0][1], f"{{{SE}}}FeatureTypeStyle")
        for rule in style.rules:
            if not rule.missing:
                circles.append(_circle_rule(style, rule))
    return finish_sld(root)


def finish_sld(root: Element) -> str:
    """Write a whole style."""
    indent(root, " ")
    return tostring(root, encoding="unicode", xml_declaration=False) + "\n"


def start_sld(layer: str, name: str, heading: str) -> tuple[Element, Element]:
    """Start a style: the whole document, and the sheet that its rules go to."""
    for prefix, space in (("", SLD), ("se", SE), ("ogc", OGC)):
        register_namespace(prefix, space)
    root = Element(f"{{{SLD}}}StyledLayerDescriptor", version="1.1.0")
    named = SubElement(root, f"{{{SLD}}}NamedLayer")
    SubElement(named, f"{{{SE}}}Name").text = layer
    user = SubElement(named, f"{{{SLD}}}UserStyle")
    SubElement(user, f"{{{SE}}}Name").text = name
    _title(user, heading)
    return root, SubElement(user, f"{{{SE}}}FeatureTypeStyle")


def _rule(style: LayerStyle, rule: StyleRule) -> Element:
    element = _equal_rule(rule)
    ground = PRINT.land if style.scene.has_circles and not rule.missing else rule.colour
    polygon = SubElement(element, f"{{{SE}}}PolygonSymbolizer")
    paint(polygon, "Fill", fill=ground)
    edge, opacity, width = PRINT.unit_border(has_circles=style.scene.has_circles)
    numbers = {"stroke-opacity": f"{opacity:g}", "stroke-width": f"{width:g}"}
    paint(polygon, "Stroke", **{"stroke": edge, **numbers})
    if rule.missing:
        _draw_pattern(element, rule.missing)
    return element


def _circle_rule(style: LayerStyle, rule: StyleRule) -> Element:
    element = _equal_rule(rule)
    fill = {"fill": rule.colour, "fill-opacity": f"{PRINT.circle_opacity:g}"}
    edge = PRINT.edge_of(rule.colour), f"{PRINT.circle_edge_width:g}"
    # Where every figure is zero or missing no circle is drawn: any divisor will do.
    factor = 2 * PRINT.circle_radius / (style.largest or 1.0) ** 0.5
    sized_by_root(draw_point(element, "circle", fill, edge), style.scene.indicator.key, factor)
    return element


def draw_point(
    rule: Element, shape: str, fill: Mapping[str, str], edge: tuple[str, str]
) -> Element:
    """Draw points as a shape, with an edge of some colour and width; the size is left to say."""
    point = SubElement(rule, f"{{{SE}}}PointSymbolizer")
    graphic = SubElement(point, f"{{{SE}}}Graphic")
    mark = SubElement(graphic, f"{{{SE}}}Mark")
    SubElement(mark, f"{{{SE}}}WellKnownName").text = shape
    paint(mark, "Fill", **fill)
    colour, width = edge
    paint(mark, "Stroke", **{"stroke": colour, "stroke-width": width})
    return SubElement(graphic, f"{{{SE}}}Size")


def sized_by_root(element: Element, column: str, factor: float) -> None:
    """Size a mark by the square root of a column, times a factor."""
    product = SubElement(element, f"{{{OGC}}}Mul")
    SubElement(product, f"{{{OGC}}}Literal").text = repr(factor)
    root = SubElement(product, f"{{{OGC}}}Function", name="sqrt")
    size = SubElement(root, f"{{{OGC}}}Function", name="abs")
    SubElement(size, f"{{{OGC}}}PropertyName").text = column


def new_rule(label: str, kind: str, column: str, value: str) -> Element:
    """Start a rule for the rows whose column compares so with a value."""
    element = Element(f"{{{SE}}}Rule")
    SubElement(element, f"{{{SE}}}Name").text = label
    _title(element, label)
    compared = SubElement(SubElement(element, f"{{{OGC}}}Filter"), f"{{{OGC}}}{kind}")
    SubElement(compared, f"{{{OGC}}}PropertyName").text = column
    SubElement(compared, f"{{{OGC}}}Literal").text = value
    return element


def add_missing(rule: Element, column: str) -> None:
    """Let a rule hold for the rows, too, whose column is empty: these equal nothing."""
    kept = rule.find(f"{{{OGC}}}Filter")
    assert kept is not None, "every rule compares a column"
    (compared,) = kept
    kept.remove(compared)
    either = SubElement(kept, f"{{{OGC}}}Or")
    either.append(compared)
    missing = SubElement(either, f"{{{OGC}}}PropertyIsNull")
    SubElement(missing, f"{{{OGC}}}PropertyName").text = column


def _equal_rule(rule: StyleRule) -> Element:
    return new_rule(rule.label, "PropertyIsEqualTo", rule.column, str(rule.value))


def _draw_pattern(element: Element, look: MissingStyle) -> None:
    polygon = SubElement(element, f"{{{SE}}}PolygonSymbolizer")
    fill = SubElement(polygon, f"{{{SE}}}Fill")
    graphic = SubElement(SubElement(fill, f"{{{SE}}}GraphicFill"), f"{{{SE}}}Graphic")
    mark = SubElement(graphic, f"{{{SE}}}Mark")
    SubElement(mark, f"{{{SE}}}WellKnownName").text = MARKS[look.pattern]
    paint(mark, "Stroke", **{"stroke": look.stroke, "stroke-width": "1"})
    SubElement(graphic, f"{{{SE}}}Size").text = "8"


def paint(parent: Element, kind: str, **parameters: str) -> None:
    """Add a fill or a stroke with its parameters."""
    element = SubElement(parent, f"{{{SE}}}{kind}")
    for name, value in parameters.items():
        SubElement(element, f"{{{SE}}}SvgParameter", name=name).text = value


def _title(parent: Element, text: str) -> None:
    description = SubElement(parent, f"{{{SE}}}Description")
    SubElement(description, f"{{{SE}}}Title").text = text

"""A style as the OGC writes it (SLD 1.1): for GIS and servers that do not read QML."""

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
    "lignes": "shape://horline",
}
"""Patterns of the atlas as the marks that GeoServer and QGIS know."""


def write_sld(style: LayerStyle, layer: str) -> str:
    """Write a style as the text of an ``.sld`` file.

    Circles are sized with the function ``sqrt``, as GeoServer has it; their smallest size is
    left out. The same style gives the same text.
    """
    for prefix, space in (("", SLD), ("se", SE), ("ogc", OGC)):
        register_namespace(prefix, space)
    root = Element(f"{{{SLD}}}StyledLayerDescriptor", version="1.1.0")
    named = SubElement(root, f"{{{SLD}}}NamedLayer")
    SubElement(named, f"{{{SE}}}Name").text = layer
    user = SubElement(named, f"{{{SLD}}}UserStyle")
    SubElement(user, f"{{{SE}}}Name").text = style.scene.indicator.key
    _title(user, style.heading)
    sheet = SubElement(user, f"{{{SE}}}FeatureTypeStyle")
    for rule in style.rules:
        sheet.append(_rule(style, rule))
    if style.scene.has_circles:
        # A sheet of its own is drawn over the first: circles over all the ground.
        circles = SubElement(user, f"{{{SE}}}FeatureTypeStyle")
        for rule in style.rules:
            if not rule.missing:
                circles.append(_circle_rule(style, rule))
    indent(root, " ")
    return tostring(root, encoding="unicode", xml_declaration=False) + "\n"


def _rule(style: LayerStyle, rule: StyleRule) -> Element:
    element = _new_rule(rule)
    ground = PRINT.land if style.scene.has_circles and not rule.missing else rule.colour
    polygon = SubElement(element, f"{{{SE}}}PolygonSymbolizer")
    _paint(polygon, "Fill", fill=ground)
    edge, opacity, width = PRINT.unit_border(has_circles=style.scene.has_circles)
    numbers = {"stroke-opacity": f"{opacity:g}", "stroke-width": f"{width:g}"}
    _paint(polygon, "Stroke", **{"stroke": edge, **numbers})
    if rule.missing:
        _draw_pattern(element, rule.missing)
    return element


def _circle_rule(style: LayerStyle, rule: StyleRule) -> Element:
    element = _new_rule(rule)
    point = SubElement(element, f"{{{SE}}}PointSymbolizer")
    graphic = SubElement(point, f"{{{SE}}}Graphic")
    mark = SubElement(graphic, f"{{{SE}}}Mark")
    SubElement(mark, f"{{{SE}}}WellKnownName").text = "circle"
    _paint(mark, "Fill", **{"fill": rule.colour, "fill-opacity": f"{PRINT.circle_opacity:g}"})
    edge, width = PRINT.edge_of(rule.colour), f"{PRINT.circle_edge_width:g}"
    _paint(mark, "Stroke", **{"stroke": edge, "stroke-width": width})
    _size(SubElement(graphic, f"{{{SE}}}Size"), style)
    return element


def _size(element: Element, style: LayerStyle) -> None:
    product = SubElement(element, f"{{{OGC}}}Mul")
    factor = 2 * PRINT.circle_radius / (style.largest or 1.0) ** 0.5
    SubElement(product, f"{{{OGC}}}Literal").text = repr(factor)
    root = SubElement(product, f"{{{OGC}}}Function", name="sqrt")
    size = SubElement(root, f"{{{OGC}}}Function", name="abs")
    SubElement(size, f"{{{OGC}}}PropertyName").text = style.scene.indicator.key


def _new_rule(rule: StyleRule) -> Element:
    element = Element(f"{{{SE}}}Rule")
    SubElement(element, f"{{{SE}}}Name").text = rule.label
    _title(element, rule.label)
    kept = SubElement(element, f"{{{OGC}}}Filter")
    equal = SubElement(kept, f"{{{OGC}}}PropertyIsEqualTo")
    SubElement(equal, f"{{{OGC}}}PropertyName").text = rule.column
    SubElement(equal, f"{{{OGC}}}Literal").text = str(rule.value)
    return element


def _draw_pattern(element: Element, look: MissingStyle) -> None:
    polygon = SubElement(element, f"{{{SE}}}PolygonSymbolizer")
    fill = SubElement(polygon, f"{{{SE}}}Fill")
    graphic = SubElement(SubElement(fill, f"{{{SE}}}GraphicFill"), f"{{{SE}}}Graphic")
    mark = SubElement(graphic, f"{{{SE}}}Mark")
    SubElement(mark, f"{{{SE}}}WellKnownName").text = MARKS[look.pattern]
    _paint(mark, "Stroke", **{"stroke": look.stroke, "stroke-width": "1"})
    SubElement(graphic, f"{{{SE}}}Size").text = "8"


def _paint(parent: Element, kind: str, **parameters: str) -> None:
    element = SubElement(parent, f"{{{SE}}}{kind}")
    for name, value in parameters.items():
        SubElement(element, f"{{{SE}}}SvgParameter", name=name).text = value


def _title(parent: Element, text: str) -> None:
    description = SubElement(parent, f"{{{SE}}}Description")
    SubElement(description, f"{{{SE}}}Title").text = text

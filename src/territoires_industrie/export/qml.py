"""A style as QGIS stores it (QML): rules, fills, patterns, proportional circles, field names."""

from collections.abc import Mapping
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from territoires_industrie.classes.palettes import MissingStyle
from territoires_industrie.export.styled import LayerStyle, StyleRule
from territoires_industrie.look import PRINT

QGIS_VERSION = "3.22.0-Białowieża"
"""First version that writes symbols this way; later ones read it as their own."""

DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
MM_PER_PX = 25.4 / 96
EXPRESSION = 3
"""Kind of a data-defined property in QGIS: an expression."""

POINTS, POLYGONS = "0", "2"
"""Kinds of layers, which QGIS compares with that of a layer before it takes a style."""

BRUSHES = {
    "hachures": "b_diagonal",
    "points": "dense6",
    "croix": "diagonal_x",
    "lignes": "horizontal",
    "tirets": "vertical",
    "anneaux": "dense7",
}
"""Patterns of the atlas as brushes of Qt."""


def write_qml(style: LayerStyle, titles: Mapping[str, str]) -> str:
    """Write a style as the text of a ``.qml`` file.

    Parameters
    ----------
    style
        What the layer shows.
    titles
        Title of each column, shown by QGIS in the place of its name.

    Returns
    -------
    str
        One rule a class or missing status, under a heading; the same style gives the same
        text. Circles are drawn over all the ground, small ones over large ones.
    """
    root = Element("qgis", version=QGIS_VERSION, styleCategories="Symbology|Fields|Forms")
    renderer = SubElement(
        root,
        "renderer-v2",
        type="RuleRenderer",
        forceraster="0",
        symbollevels=_flag(style.scene.has_circles),
        enableorderby=_flag(style.scene.has_circles),
        referencescale="-1",
    )
    rules = SubElement(renderer, "rules", key=rule_key(style.name))
    group = SubElement(rules, "rule", key=rule_key(style.name, "heading"), label=style.heading)
    symbols = SubElement(renderer, "symbols")
    for number, rule in enumerate(style.rules):
        SubElement(
            group,
            "rule",
            key=rule_key(style.name, rule.column, str(rule.value)),
            symbol=str(number),
            filter=rule_filter(rule),
            label=rule.label,
        )
        symbols.append(_symbol(style, rule, str(number)))
    if style.scene.has_circles:
        # Largest first: what is drawn last is on top.
        order = SubElement(renderer, "orderby")
        clause = SubElement(order, "orderByClause", asc="0", nullsFirst="0")
        clause.text = f'abs("{style.scene.indicator.key}")'
    return finish_qml(root, titles, POLYGONS)


def finish_qml(root: Element, titles: Mapping[str, str], geometry: str) -> str:
    """Name the columns and the kind of layer that a style is for, and write it."""
    aliases = SubElement(root, "aliases")
    for index, (column, title) in enumerate(titles.items(), start=1):
        SubElement(aliases, "alias", field=column, name=title, index=str(index))
    SubElement(root, "layerGeometryType").text = geometry
    indent(root, " ")
    return DOCTYPE + tostring(root, encoding="unicode") + "\n"


def rule_filter(rule: StyleRule) -> str:
    """Write the expression of a rule, as QGIS reads it."""
    value = rule.value if isinstance(rule.value, int) else "'" + rule.value.replace("'", "''") + "'"
    return f'"{rule.column}" = {value}'


def radius_expression(style: LayerStyle) -> str:
    """Write the diameter of a circle in millimetres, as an expression of QGIS."""
    column = f'"{style.scene.indicator.key}"'
    least, most = (
        f"{2 * px * MM_PER_PX:.4f}" for px in (PRINT.circle_least_radius, PRINT.circle_radius)
    )
    size = f"{most} * sqrt(abs({column}) / {style.largest!r})"
    return f"CASE WHEN coalesce({column}, 0) = 0 THEN 0 ELSE max({least}, {size}) END"


def _symbol(style: LayerStyle, rule: StyleRule, name: str) -> Element:
    symbol = new_symbol(name, "fill")
    if rule.missing:
        symbol.append(_fill(rule.colour, style))
        symbol.append(_pattern(rule.missing))
    elif style.scene.has_circles:
        symbol.append(_fill(PRINT.land, style))
        symbol.append(_circle(style, rule.colour, name))
    else:
        symbol.append(_fill(rule.colour, style))
    return symbol


def new_symbol(name: str, kind: str, opacity: float = 1.0) -> Element:
    """Start a symbol."""
    return Element(
        "symbol", name=name, type=kind, alpha=f"{opacity:g}", clip_to_extent="1", force_rhr="0"
    )


def _fill(colour: str, style: LayerStyle) -> Element:
    edge, opacity, width = PRINT.unit_border(has_circles=style.scene.has_circles)
    options = {
        "outline_color": qgis_colour(edge, opacity),
        "outline_style": "solid",
        "outline_width": f"{width * MM_PER_PX:.2f}",
        "outline_width_unit": "MM",
    }
    return symbol_layer("SimpleFill", _fill_options(colour, "solid") | options)


def _pattern(look: MissingStyle) -> Element:
    options = _fill_options(look.stroke, BRUSHES[look.pattern])
    return symbol_layer("SimpleFill", options | {"outline_style": "no"})


def _fill_options(colour: str, brush: str) -> dict[str, str]:
    return {"color": qgis_colour(colour), "joinstyle": "bevel", "style": brush}


def _circle(style: LayerStyle, colour: str, name: str) -> Element:
    """Draw a circle inside the unit, after every ground: symbol levels put it in pass 1."""
    layer = symbol_layer(
        "CentroidFill",
        {"point_on_all_parts": "0", "point_on_surface": "1", "clip_points": "0"},
        drawn_in_pass=1,
    )
    marker = new_symbol(f"@{name}@1", "marker", PRINT.circle_opacity)
    edge = PRINT.edge_of(colour), PRINT.circle_edge_width
    mark = marker_layer("circle", colour, edge, PRINT.circle_radius)
    mark.append(data_defined("size", radius_expression(style)))
    marker.append(mark)
    layer.append(marker)
    return layer


def marker_layer(shape: str, colour: str, edge: tuple[str, float], diameter: float) -> Element:
    """Draw a point as a shape with an edge of some colour and width; all sizes in pixels."""
    edge_colour, width = edge
    return symbol_layer(
        "SimpleMarker",
        {
            "name": shape,
            "color": qgis_colour(colour),
            "outline_color": qgis_colour(edge_colour),
            "outline_style": "solid",
            "outline_width": f"{width * MM_PER_PX:.2f}",
            "outline_width_unit": "MM",
            "scale_method": "diameter",
            "size": f"{diameter * MM_PER_PX:.2f}",
            "size_unit": "MM",
        },
    )


def symbol_layer(kind: str, options: Mapping[str, str], drawn_in_pass: int = 0) -> Element:
    """Write a symbol layer: as options, and as properties for versions before 3.26."""
    layer = Element(
        "layer", {"class": kind, "enabled": "1", "locked": "0", "pass": str(drawn_in_pass)}
    )
    held = SubElement(layer, "Option", type="Map")
    for name, value in options.items():
        SubElement(held, "Option", name=name, value=value, type="QString")
    for name, value in options.items():
        SubElement(layer, "prop", k=name, v=value)
    return layer


def data_defined(name: str, expression: str) -> Element:
    """Let an expression decide on a property of a symbol layer."""
    outer = Element("data_defined_properties")
    held = SubElement(outer, "Option", type="Map")
    SubElement(held, "Option", name="name", value="", type="QString")
    properties = SubElement(held, "Option", name="properties", type="Map")
    one = SubElement(properties, "Option", name=name, type="Map")
    SubElement(one, "Option", name="active", value="true", type="bool")
    SubElement(one, "Option", name="expression", value=expression, type="QString")
    SubElement(one, "Option", name="type", value=str(EXPRESSION), type="int")
    SubElement(held, "Option", name="type", value="collection", type="QString")
    return outer


def qgis_colour(text: str, opacity: float = 1.0) -> str:
    """Write a colour as QGIS does.

    >>> qgis_colour("#3d91bc")
    '61,145,188,255'
    """
    channels = [int(text[at : at + 2], 16) for at in (1, 3, 5)]
    return ",".join(map(str, [*channels, round(255 * opacity)]))


def _flag(is_on: bool) -> str:
    return "1" if is_on else "0"


def rule_key(*parts: str) -> str:
    """Return the identifier of a rule: the same rule has the same one."""
    return "{" + str(uuid5(NAMESPACE_URL, "|".join(parts))) + "}"

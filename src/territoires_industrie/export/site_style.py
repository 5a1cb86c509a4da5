"""How QGIS and other GIS show the declared sites: by sector, or by the CO2 that they declare."""

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

import pandas as pd

from territoires_industrie.analysis.industrial_sites import YEAR
from territoires_industrie.export.qml import (
    MM_PER_PX,
    POINTS,
    QGIS_VERSION,
    data_defined,
    finish_qml,
    marker_layer,
    new_symbol,
    rule_key,
)
from territoires_industrie.export.sld import (
    add_missing,
    draw_point,
    finish_sld,
    new_rule,
    sized_by_root,
    start_sld,
)
from territoires_industrie.look import PRINT
from territoires_industrie.scene.sites import CO2_KEY, largest_co2, site_look
from territoires_industrie.statistics.sectors import industrial_sectors, sector_label
from territoires_industrie.wording import _

SECTOR = "a38_code"


@dataclass(frozen=True)
class SiteRule:
    """Sites that look alike: those whose ``column`` is ``value``, or is a number above it."""

    column: str
    value: str | int
    label: str
    colour: str
    is_square: bool = False
    is_sized: bool = False

    @property
    def shape(self) -> str:
        """Shape of the points, as QGIS and SLD both name it."""
        return "square" if self.is_square else "circle"

    @property
    def expression(self) -> str:
        """The sites meant, as QGIS reads it."""
        if self.is_sized:
            return f'"{self.column}" > {self.value}'
        if isinstance(self.value, int):
            return f'coalesce("{self.column}", 0) = {self.value}'
        return f"\"{self.column}\" = '{self.value}'"


@dataclass(frozen=True)
class SiteStyle:
    """One way to show the sites: its title and its rules, in the order of the legend."""

    name: str
    rules: tuple[SiteRule, ...]

    def qml(self, titles: Mapping[str, str]) -> str:
        """Write it as QGIS stores it."""
        root = Element("qgis", version=QGIS_VERSION, styleCategories="Symbology|Fields|Forms")
        renderer = SubElement(root, "renderer-v2", type="RuleRenderer", symbollevels="0")
        rules = SubElement(renderer, "rules", key=rule_key(self.name))
        symbols = SubElement(renderer, "symbols")
        for number, rule in enumerate(self.rules):
            SubElement(
                rules,
                "rule",
                key=rule_key(self.name, rule.label),
                symbol=str(number),
                filter=rule.expression,
                label=rule.label,
            )
            symbols.append(_symbol(rule, str(number)))
        return finish_qml(root, titles, POINTS)

    def sld(self, layer: str) -> str:
        """Write it as the OGC does; the smallest size of a circle is left out."""
        root, sheet = start_sld(layer, SECTOR, self.name)
        for rule in self.rules:
            sheet.append(_sld_rule(rule))
        return finish_sld(root)


def site_styles(rows: pd.DataFrame) -> tuple[SiteStyle, ...]:
    """Return the styles of some sites, the one to open with first; sectors without one are out."""
    present = set(rows[SECTOR])
    sectors = tuple(
        SiteRule(SECTOR, code, sector_label(code), *site_look(code))
        for code in industrial_sectors()
        if code in present
    )
    declared = SiteRule(CO2_KEY, 0, _("CO2 fossile déclaré (t)"), PRINT.point, is_sized=True)
    none = SiteRule(CO2_KEY, 0, _("Aucun CO2 fossile déclaré"), PRINT.site_edge)
    titles = (
        _("Sites industriels déclarants, {year} : secteur (A38)"),
        _("Sites industriels déclarants, {year} : CO2 fossile"),
    )
    first, second = (title.format(year=YEAR) for title in titles)
    return SiteStyle(first, sectors), SiteStyle(second, (declared, none))


def _diameter(rule: SiteRule) -> float:
    """Return the diameter of its points in pixels, or of its largest circle."""
    if rule.is_sized:
        return 2 * PRINT.circle_radius
    # Larger than on the map: a GIS shows a région where the map shows France.
    return 3 * (PRINT.site_radius if rule.column == SECTOR else PRINT.circle_least_radius)


def _symbol(rule: SiteRule, name: str) -> Element:
    symbol = new_symbol(name, "marker", PRINT.point_opacity if rule.is_sized else 1.0)
    edge = PRINT.site_edge, PRINT.site_edge_width
    mark = marker_layer(rule.shape, rule.colour, edge, _diameter(rule))
    if rule.is_sized:
        largest, least = _diameter(rule) * MM_PER_PX, 2 * PRINT.circle_least_radius * MM_PER_PX
        root = f'{largest:.4f} * sqrt("{rule.column}" / {largest_co2()!r})'
        mark.append(data_defined("size", f"max({least:.4f}, {root})"))
    symbol.append(mark)
    return symbol


def _sld_rule(rule: SiteRule) -> Element:
    kind = "PropertyIsGreaterThan" if rule.is_sized else "PropertyIsEqualTo"
    element = new_rule(rule.label, kind, rule.column, str(rule.value))
    if rule.value == 0 and not rule.is_sized:
        # Nine sites in ten have an empty cell, which equals no number in SLD.
        add_missing(element, rule.column)
    edge = PRINT.site_edge, f"{PRINT.site_edge_width:g}"
    size = draw_point(element, rule.shape, {"fill": rule.colour}, edge)
    if rule.is_sized:
        sized_by_root(size, rule.column, _diameter(rule) / largest_co2() ** 0.5)
    else:
        size.text = f"{_diameter(rule):g}"
    return element

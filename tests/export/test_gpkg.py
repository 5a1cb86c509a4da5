"""GeoPackage: what QGIS finds in it, and that GDAL reads the same values back."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box

from territoires_industrie.classes.classification import encode_classes
from territoires_industrie.classes.classing import Classing
from territoires_industrie.classes.legend import legend_rows
from territoires_industrie.classes.palettes import MISSING_STYLES
from territoires_industrie.errors import CrsError
from territoires_industrie.export.archive import export_table
from territoires_industrie.export.document import TextTable
from territoires_industrie.export.gpkg import export_gpkg
from territoires_industrie.export.qml import BRUSHES
from territoires_industrie.export.sld import MARKS
from territoires_industrie.export.styled import LayerStyle, add_classes, layer_styles
from territoires_industrie.export.table import Table, joined_table
from territoires_industrie.look import PRINT
from territoires_industrie.scene.filters import Filter
from territoires_industrie.scene.view import View

SE = "{http://www.opengis.net/se}"
OGC = "{http://www.opengis.net/ogc}"
RATIO = Table(View("epci"), ("industrial_jobs_share_pct",))
COUNT = Table(View("epci"), ("private_jobs_count",))
CATEGORY = Table(View("epci"), ("programme_path",))
DIVERGING = Table(View("departement"), ("population_change_pct",))
CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


def layer(**columns: object) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"epci_siren": ["200000172", "200000438"], **columns},
        geometry=[box(0, 0, 1, 1), box(1, 0, 2, 1)],
        crs="EPSG:4326",
    )


def rows(content: bytes, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(content)
        return database.execute(query).fetchall()


def stored_styles(content: bytes) -> list[tuple[str, Element, Element]]:
    found = rows(content, "SELECT styleName, styleQML, styleSLD FROM layer_styles ORDER BY id")
    return [(str(name), fromstring(str(qml)), fromstring(str(sld))) for name, qml, sld in found]


def rules_of(qml: Element) -> list[tuple[str, str, Element]]:
    """List filter, label and symbol of each rule that draws."""
    symbols = {one.get("name"): one for one in qml.findall("renderer-v2/symbols/symbol")}
    return [
        (str(rule.get("filter")), str(rule.get("label")), symbols[rule.get("symbol")])
        for rule in qml.iter("rule")
        if rule.get("symbol") is not None
    ]


def option(symbol_layer: Element, name: str) -> str:
    (found,) = [each for each in symbol_layer.findall("Option/Option") if each.get("name") == name]
    return str(found.get("value"))


def hexadecimal(colour: str) -> str:
    return "#" + "".join(f"{int(part):02x}" for part in colour.split(",")[:3])


def sld_rules(sld: Element) -> list[tuple[str, str]]:
    """List the filter's value and the first fill of each rule of the first sheet."""
    sheet = next(sld.iter(f"{SE}FeatureTypeStyle"))
    return [
        (str(next(rule.iter(f"{OGC}Literal")).text), str(next(rule.iter(f"{SE}SvgParameter")).text))
        for rule in sheet.findall(f"{SE}Rule")
    ]


@pytest.fixture(
    scope="module", params=[RATIO, COUNT, CATEGORY, DIVERGING], ids=lambda e: e.indicators[0]
)
def extract(request: pytest.FixtureRequest) -> Table:
    found: Table = request.param
    return found


@pytest.fixture(scope="module")
def style(extract: Table) -> LayerStyle:
    (found,) = layer_styles(extract)
    return found


@pytest.fixture(scope="module")
def content(extract: Table) -> bytes:
    return export_table(extract, "gpkg")


@pytest.fixture(scope="module")
def qml(content: bytes) -> Iterator[Element]:
    ((_name, found, _sld),) = stored_styles(content)
    yield found


def test_qgis_finds_one_default_style_for_the_layer(content: bytes, style: LayerStyle) -> None:
    found = rows(
        content,
        "SELECT f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, "
        "useAsDefault FROM layer_styles",
    )
    (name,) = [str(row[0]) for row in rows(content, "SELECT table_name FROM gpkg_geometry_columns")]

    assert found == [("", "", name, "geom", style.name, 1)]


def test_the_classes_are_those_of_the_map(qml: Element, style: LayerStyle) -> None:
    classes = style.scene.classification
    legend = legend_rows(classes, style.scene.indicator)

    found = rules_of(qml)

    assert [label for _filter, label, _symbol in found] == [row.label for row in legend]
    drawn = found[: classes.class_count]
    fills = [hexadecimal(option(next(marker_or_fill(symbol)), "color")) for _f, _l, symbol in drawn]
    assert fills == [row.colour for row in legend[: classes.class_count]]


def marker_or_fill(symbol: Element) -> Iterator[Element]:
    """Find the symbol layer that has the colour of the class."""
    markers = [each for each in symbol.iter("layer") if each.get("class") == "SimpleMarker"]
    yield from markers or list(symbol.iter("layer"))


def test_each_missing_status_has_a_rule_and_a_pattern_of_its_own(
    qml: Element, style: LayerStyle
) -> None:
    missing = rules_of(qml)[style.scene.classification.class_count :]
    brushes = set()

    for (expression, _label, symbol), status in zip(
        missing, style.scene.classification.missing_counts, strict=True
    ):
        ground, pattern = symbol.findall("layer")
        assert expression == f"\"{style.scene.indicator.key}_status\" = '{status}'"
        assert hexadecimal(option(ground, "color")) == MISSING_STYLES[status].fill
        assert option(pattern, "style") not in ("solid", "no")
        brushes.add(option(pattern, "style"))
    assert len(brushes) == len(missing)


def test_every_unit_is_drawn_by_the_rule_of_its_class(
    content: bytes, extract: Table, style: LayerStyle, qml: Element, tmp_path: Path
) -> None:
    """SQLite reads the expressions of QGIS here: equalities, which both write alike."""
    (name,) = [str(row[0]) for row in rows(content, "SELECT table_name FROM gpkg_geometry_columns")]
    code = str(joined_table(extract).columns[0])
    drawn: dict[str, list[str]] = {}
    for expression, label, _symbol in rules_of(qml):
        for (unit,) in rows(content, f'SELECT "{code}" FROM "{name}" WHERE {expression}'):
            drawn.setdefault(str(unit), []).append(label)

    classes = style.scene.classification
    legend = {row.key: row.label for row in legend_rows(classes, style.scene.indicator)}
    codes = list(classes.class_of.index)
    expected = dict(zip(codes, encode_classes(classes.class_of, classes.status_of), strict=True))
    assert drawn == {unit: [legend[key]] for unit, key in expected.items()}


def test_the_sld_says_the_same(content: bytes, style: LayerStyle) -> None:
    ((_name, _qml, sld),) = stored_styles(content)

    found = sld_rules(sld)

    assert [value for value, _fill in found] == [str(rule.value) for rule in style.rules]
    if not style.scene.has_circles:
        assert [fill for _value, fill in found] == [rule.colour for rule in style.rules]


def test_counts_are_circles_over_all_the_ground() -> None:
    ((_name, qml, sld),) = stored_styles(export_table(COUNT, "gpkg"))
    (style,) = layer_styles(COUNT)
    renderer = qml.find("renderer-v2")
    assert renderer is not None

    _filter, _label, symbol = rules_of(qml)[0]
    ground, circles = symbol.findall("layer")
    (size,) = [each for each in circles.iter("Option") if each.get("name") == "expression"]

    assert renderer.get("symbollevels") == renderer.get("enableorderby") == "1"
    assert (ground.get("class"), ground.get("pass")) == ("SimpleFill", "0")
    assert (circles.get("class"), circles.get("pass")) == ("CentroidFill", "1")
    assert f"{2 * PRINT.circle_radius * 25.4 / 96:.4f} * sqrt(" in str(size.get("value"))
    assert repr(style.largest) in str(size.get("value"))
    assert len(list(sld.iter(f"{SE}PointSymbolizer"))) == style.scene.classification.class_count


def test_the_classing_of_the_page_is_the_one_that_is_stored() -> None:
    classing = Classing("manuel", breaks=(10.0, 20.0))
    chosen = replace(RATIO, view=replace(RATIO.view, classing=classing))

    ((_name, qml, _sld),) = stored_styles(export_table(chosen, "gpkg"))

    (style,) = layer_styles(chosen)
    assert style.scene.classification.inner_breaks == (10.0, 20.0)
    labels = [label for _filter, label, _symbol in rules_of(qml)]
    assert labels == [rule.label for rule in style.rules]


def test_a_filter_leaves_the_classes_of_the_level() -> None:
    kept = Table(View("epci", filter=Filter(regions=("28",))), RATIO.indicators)

    assert layer_styles(kept)[0].rules == layer_styles(RATIO)[0].rules


def test_every_indicator_of_the_table_has_a_style_to_choose() -> None:
    extract = Table(View("region"))

    content = export_table(extract, "gpkg")

    names = [name for name, _qml, _sld in stored_styles(content)]
    assert names == [style.name for style in layer_styles(extract)]
    assert len(names) > 5
    defaults = rows(content, "SELECT styleName FROM layer_styles WHERE useAsDefault")
    assert defaults == [(names[0],)]


def test_columns_have_their_title_in_qgis(qml: Element, extract: Table) -> None:
    found = {alias.get("field"): alias.get("name") for alias in qml.iter("alias")}

    assert all(found.values())
    assert set(joined_table(extract).columns) - {"geometry"} <= set(found)


def test_dictionary_sources_and_notes_are_tables(content: bytes, extract: Table) -> None:
    names = [row[0] for row in rows(content, "SELECT table_name FROM gpkg_contents")]
    assert {"dictionnaire", "sources", "notes", "layer_styles"} < set(names)

    (layer_style,) = layer_styles(extract)
    rows_of = joined_table(extract)
    table = add_classes(rows_of, str(rows_of.columns[0]), (layer_style,))
    columns = [row[0] for row in rows(content, 'SELECT "colonne" FROM dictionnaire ORDER BY fid')]
    assert columns == list(table.columns.drop("geometry"))
    assert rows(content, "SELECT count(*) FROM sources")[0][0]


def test_the_same_extract_gives_the_same_bytes(content: bytes, extract: Table) -> None:
    assert export_table(extract, "gpkg") == content


def test_an_extract_without_units_is_a_layer_without_features() -> None:
    nothing = Table(View("epci", filter=Filter(population_min=1e12)), RATIO.indicators)

    content = export_table(nothing, "gpkg")

    assert rows(content, "SELECT count(*) FROM epci") == [(0,)]
    assert len(stored_styles(content)) == 1


def test_another_crs_is_refused() -> None:
    with pytest.raises(CrsError, match="4326"):
        export_gpkg(layer().to_crs("EPSG:3857"), "epci", "EPCI")


def test_gdal_reads_the_same_values(tmp_path: Path) -> None:
    table = layer(
        epci_name=['CC "Été" ; = 1\n', None],
        jobs_count=pd.array([1, None], dtype="Int64"),
        share_pct=[12.25, float("nan")],
    )
    notes = TextTable("notes", ("sujet", "texte"), (("Titre", "<b>d'ici</b>"),))
    path = tmp_path / "epci.gpkg"
    path.write_bytes(export_gpkg(table, "epci", "EPCI", tables=(notes,)))

    found = gpd.read_file(path, layer="epci")

    assert found.crs == "EPSG:4326"
    assert found["epci_name"].isna().tolist() == [False, True]
    assert found["epci_name"][0] == table["epci_name"][0]
    assert found["share_pct"].tolist() == pytest.approx([12.25, float("nan")], nan_ok=True)
    assert found["jobs_count"].isna().tolist() == [False, True]
    assert shapely.equals(found.geometry.to_numpy(), table.geometry.to_numpy()).all()
    read = pyogrio.read_dataframe(path, layer="notes", read_geometry=False)
    assert read.to_numpy().tolist() == [["Titre", "<b>d'ici</b>"]]


@settings(deadline=None)
@given(st.lists(st.tuples(CELLS, st.floats(-1e12, 1e12)), min_size=2, max_size=2))
def test_any_cell_reads_back(cells: list[tuple[str, float]]) -> None:
    texts, figures = (list(column) for column in zip(*cells, strict=True))
    table = layer(name=texts, value=figures)

    content = export_gpkg(table, "epci", "EPCI")

    assert rows(content, 'SELECT "name", "value" FROM epci ORDER BY fid') == cells


def test_every_pattern_has_its_form_in_both_styles() -> None:
    patterns = {style.pattern for style in MISSING_STYLES.values()}
    assert patterns == set(BRUSHES) == set(MARKS)

"""What a copy of the repository holds once its recipes were followed, printed as JSON.

Run there by ``test_recipes.py``, with the copy's package. It first does what ``make data`` would:
it writes the made-up table, and builds the made-up level from the communes of Corse alone.
"""

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from territoires_industrie import look, sources
from territoires_industrie.boundaries import boundary_path, read_layer
from territoires_industrie.build.geography import build_level, write_layer, write_manifest
from territoires_industrie.build.records import write_parquet
from territoires_industrie.build.screen import build_atoms, encode_level, make_grid, write_hashed
from territoires_industrie.cli import app
from territoires_industrie.draw.standalone import draw_map
from territoires_industrie.export.citation import cite, used_files
from territoires_industrie.export.dictionary import column_notes
from territoires_industrie.export.formats import FORMATS, PAGE_FORMATS
from territoires_industrie.export.qml import write_qml
from territoires_industrie.export.styled import layer_styles
from territoires_industrie.export.table import Table, joined_table
from territoires_industrie.indicators import find_indicator, indicators_of
from territoires_industrie.levels import LEVELS
from territoires_industrie.membership import read_units
from territoires_industrie.method.contents import read_section
from territoires_industrie.picture.export import export_picture
from territoires_industrie.scene.scene import scene_of
from territoires_industrie.scene.view import View
from territoires_industrie.search import search
from territoires_industrie.sources import Record
from territoires_industrie.ui.navigation import PAGES
from territoires_industrie.wording import LANGUAGES, _, format_number, speaking

KEY = "workshops_share_pct"
LEVEL = "aire_attraction"
CORSE = "94"


def build_data() -> None:
    """Write the table of the indicator; put the level into the composition and build it."""
    codes = sources.read_table("commune_comparator_2018")["commune_code"]
    # The module of the recipe, which only the copy has.
    made = import_module("territoires_industrie.build.workshops")
    made.build_workshops(
        pd.DataFrame({"commune_code": codes, "workshops_count": 3.0, "workplaces_count": 12.0})
    )
    communes = sources.read_table("commune_2026").set_index("commune_code", drop=False)
    zones = sources.read_table("commune_zone_2025").set_index("commune_code")
    column, spec = LEVELS[LEVEL].column, LEVELS[LEVEL]
    corse = communes["region_code"] == CORSE
    communes[column] = zones[column].reindex(communes.index).where(corse)
    origin = Record("Communes", "Etalab", "Communes", "Etalab", "France", cog_year=2026)
    path = sources.table_path("commune_2026")
    write_parquet(communes.reset_index(drop=True), path, ["commune_code"], origin)
    names = dict(zip(zones[spec.names.code], zones[spec.names.name], strict=True))
    ground = read_layer(boundary_path("commune")).reset_index()
    ground = ground[ground["code"].isin(communes.index[corse])].reset_index(drop=True)
    write_layer(build_level(ground, communes, LEVEL, names), LEVEL)
    atoms = build_atoms(ground, communes, [column])
    grid = make_grid(atoms)
    atoms["geometry"] = grid.snap(atoms.geometry.to_numpy())
    topology, listed = encode_level(atoms, column, names, grid)
    manifest = json.loads((sources.GEO / "screen.json").read_text("utf-8"))
    file = write_hashed(sources.STATIC / "geo", LEVEL, topology)
    write_manifest({**manifest, LEVEL: {"file": file, "codes": listed}}, sources.GEO)
    sources.forget_tables()


def indicator() -> dict[str, Any]:
    """Find the indicator wherever it should be."""
    spec, table = find_indicator(KEY), Table(View("region", KEY), (KEY,))
    scene = scene_of(View("departement", KEY))
    notes = {note.column: note for note in column_notes(table)}
    entry = next(one for one in read_section("indicateurs").entries if one.slug == KEY)
    cells = spec.formula.cells("zone_emploi", "2021")
    return {
        "levels": [level for level in LEVELS if spec in indicators_of(level)],
        "is_classed": bool(scene.classification.class_of.ge(0).all()),
        "national": scene.national,
        "map": draw_map(scene).get_root().render(),
        "exported": joined_table(table)[KEY].unique().tolist(),
        "zones": cells["value"].dropna().unique().tolist(),
        "all_zones": bool(cells.index.equals(read_units("zone_emploi").index)),
        "note": [notes[KEY].definition, notes[KEY].source],
        "explained": dict(entry.facts),
        "cited": cite(table).text,
        "files": list(used_files(table)),
    }


def level() -> dict[str, Any]:
    """Find the level wherever it should be."""
    units = read_units(LEVEL)
    scene = scene_of(View(LEVEL, KEY))
    table = next(
        entry for entry in read_section("territoires").entries if entry.slug == "niveaux"
    ).tables[0]
    return {
        "names": units["name"].tolist(),
        "counted": sum(scene.classification.counts),
        "found": [one.level for one in search("Ajaccio")],
        "explained": [row[0] for row in table.rows],
        "picture": export_picture(View(LEVEL, KEY)).decode("utf-8").count('class="unite"'),
    }


def command(folder: Path) -> dict[str, Any]:
    """Export the indicator at the level in the format, and draw it."""
    run = CliRunner()
    place = folder / "aires.tsv"
    asked = ["export", "aire-attraction", "--indicator", KEY, "--output", str(place)]
    done = run.invoke(app, asked)
    helped = run.invoke(app, ["export", "--help"])
    return {
        "code": done.exit_code,
        "said": done.output,
        "lines": place.read_text("utf-8").splitlines() if place.exists() else [],
        "help": helped.output,
        "offered": ["tsv" in PAGE_FORMATS, "tsv" in FORMATS],
    }


def page() -> dict[str, Any]:
    """Open the page."""
    shown = AppTest.from_file(str(sources.ROOT / "app.py"), default_timeout=60)
    shown.switch_page("pages/ateliers.py").run()
    return {
        "failures": [str(one.value) for one in (*shown.exception, *shown.error)],
        "texts": [one.value for one in shown.markdown],
        "menu": [one.name for one in PAGES],
    }


def language() -> dict[str, Any]:
    """Say something in the language."""
    with speaking("de"):
        said = [_("Régions"), _("Départements"), format_number(1234.5, 1)]
        return {"languages": LANGUAGES, "said": said, "method": read_section("classes").title}


def colour() -> dict[str, Any]:
    """Draw a count, whose map has bare land, in every way."""
    view = View("region", "population_count")
    (style,) = layer_styles(view)
    return {
        "css": look.css_variables(look.PAGE).splitlines(),
        "svg": export_picture(view).decode("utf-8"),
        "qml": write_qml(style, {}),
        "named": [look.LIGHT.workshop, look.DARK.workshop, look.PRINT.workshop],  # type: ignore[attr-defined]
    }


if __name__ == "__main__":
    build_data()
    found = {
        "indicator": indicator(),
        "level": level(),
        "command": command(Path(sys.argv[1])),
        "page": page(),
        "language": language(),
        "colour": colour(),
    }
    (Path(sys.argv[1]) / "found.json").write_text(json.dumps(found), "utf-8")

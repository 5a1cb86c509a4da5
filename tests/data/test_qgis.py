"""QGIS itself, where it is installed, opens the GeoPackage as the atlas shows it."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from territoires_industrie.export.archive import export_table
from territoires_industrie.export.styled import layer_styles
from territoires_industrie.export.table import Table
from territoires_industrie.scene.view import View

PYTHON = os.environ.get("QGIS_PYTHON", "/usr/bin/python3")
"""A Python that has the modules of QGIS: those of Debian are for the system's own."""

READ = """
import json, os, sys
from qgis.core import QgsApplication, QgsVectorLayer
application = QgsApplication([], False)
application.initQgis()
layer = QgsVectorLayer(sys.argv[1], "layer", "ogr")
renderer = layer.renderer()
rules = [rule for rule in renderer.rootRule().descendants() if rule.symbol()]
print(json.dumps({
    "kind": renderer.type(),
    "features": layer.featureCount(),
    "rules": [rule.label() for rule in rules],
    "errors": [rule.filter().parserErrorString() for rule in rules],
    "colours": [rule.symbol().color().name() for rule in rules],
    "levels": renderer.usingSymbolLevels(),
}), flush=True)
os._exit(0)  # QGIS takes its objects away in an order that Python does not
"""


def has_qgis() -> bool:
    try:
        asked = [PYTHON, "-c", "import qgis.core"]
        return subprocess.run(asked, capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


@pytest.mark.skipif(not has_qgis(), reason="QGIS is not installed")
@pytest.mark.parametrize("key", ["industrial_jobs_share_pct", "private_jobs_count"])
def test_qgis_opens_the_layer_with_the_classes_of_the_map(key: str, tmp_path: Path) -> None:
    extract = Table(View("epci"), (key,))
    path = tmp_path / "epci.gpkg"
    path.write_bytes(export_table(extract, "gpkg"))
    (style,) = layer_styles(extract)

    result = subprocess.run(
        [PYTHON, "-c", READ, str(path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )

    found = json.loads(result.stdout.splitlines()[-1])
    assert "Warning" not in result.stderr
    assert found["kind"] == "RuleRenderer"
    assert found["features"] == 1253
    assert found["rules"] == [rule.label for rule in style.rules]
    assert not any(found["errors"])
    assert found["levels"] is style.scene.has_circles
    if not style.scene.has_circles:
        assert found["colours"] == [rule.colour for rule in style.rules]

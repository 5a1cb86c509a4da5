"""Run by Debian's Python, where QGIS is: open each file, say what is seen, draw a map.

    python3 guest_qgis.py LAYER KEY CODE PICTURE format=path…

Prints one JSON object a line: format, and what was found.
"""

import json
import sys

from qgis.core import (
    QgsApplication,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize

SOURCES = {
    "gpkg": "{path}|layername={layer}",
    "shapefile": "/vsizip/{path}",
    "zip": "/vsizip/{path}",
    "xlsx": "{path}|layername=données",
    "ods": "{path}|layername=données",
}


def say(written_as, **seen):
    print(json.dumps({"format": written_as, **seen}, ensure_ascii=False), flush=True)


def total_of(layer, key):
    """Add up a column; None where the layer has none of that name."""
    names = [field.name() for field in layer.fields()]
    # A shapefile cuts the name of the column.
    name = next((one for one in (key, key[:10]) if one in names), None)
    if name is None:
        return None
    cells = [feature[name] for feature in layer.getFeatures()]
    return sum(int(cell) for cell in cells if isinstance(cell, (int, float, str)) and cell != "")


def rules_of(layer):
    """List label, colour and number of rows of each rule of the style that it opens with."""
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    found = []
    for rule in layer.renderer().rootRule().descendants():
        if rule.symbol() is None:
            continue
        count = 0
        expression = QgsExpression(rule.filterExpression())
        for feature in layer.getFeatures():
            context.setFeature(feature)
            count += bool(expression.evaluate(context))
        layers = rule.symbol().symbolLayers()
        marks = [one for one in layers if one.layerType() == "CentroidFill"]
        shown = marks[0].subSymbol() if marks else layers[0]
        found.append([rule.label(), shown.color().name(), count])
    return found


def draw(layer, path):
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setOutputSize(QSize(900, 820))
    settings.setDestinationCrs(layer.crs())
    settings.setExtent(layer.extent())
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(path)


def main(layer_name, key, code, picture, *files):
    application = QgsApplication([], False)
    application.initQgis()
    for file in files:
        written_as, _, path = file.partition("=")
        source = SOURCES.get(written_as, "{path}").format(path=path, layer=layer_name)
        layer = QgsVectorLayer(source, layer_name, "ogr")
        if not layer.isValid():
            say(written_as, opened=False)
            continue
        first = next(layer.getFeatures(), None)
        seen = {"opened": True, "count": layer.featureCount(), "total": total_of(layer, key)}
        index = layer.fields().indexOf(code)
        seen["code"] = str(first[index]) if index >= 0 else None
        if written_as == "gpkg":
            seen |= {"rules": rules_of(layer), "extent": layer.extent().toString(1)}
            draw(layer, picture)
        say(written_as, **seen)
    application.exitQgis()


if __name__ == "__main__":
    main(*sys.argv[1:])

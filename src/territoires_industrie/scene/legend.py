"""The legend of a scene, the same beside every map, picture and file."""

from territoires_industrie.classes.legend import Legend, circle_sizes, legend_rows, mark_rows
from territoires_industrie.scene.scene import Scene
from territoires_industrie.scene.words import name_outline


def scene_legend(scene: Scene, title: str = "") -> Legend:
    """Return the classes, marks and circles of a scene, counted inside its filter.

    Parameters
    ----------
    title
        What is measured; the indicator's title when not given.
    """
    indicator, classes = scene.indicator, scene.classification
    outline = scene.view.outlined_level
    return Legend(
        (*legend_rows(classes, indicator), *mark_rows(classes)),
        title or indicator.title,
        indicator.unit,
        tuple(circle_sizes(scene.circled, indicator)) if scene.has_circles else (),
        scene.dimmed_count,
        name_outline(outline) if outline else "",
    )

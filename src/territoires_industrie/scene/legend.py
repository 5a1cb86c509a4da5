"""The legend of a scene, the same beside every map, picture and file."""

from territoires_industrie.classes.legend import (
    CircleSize,
    Legend,
    circle_sizes,
    legend_rows,
    mark_rows,
)
from territoires_industrie.scene.scene import Scene
from territoires_industrie.scene.words import name_outline
from territoires_industrie.wording import _


def scene_legend(scene: Scene, title: str = "") -> Legend:
    """Return the classes, marks and circles of a scene, counted inside its filter.

    Parameters
    ----------
    title
        What is measured; the indicator's title when not given.
    """
    indicator, classes = scene.indicator, scene.classification
    outline, shared = scene.view.outlined_level, scene.shared_largest
    sizes: list[CircleSize] = []
    if scene.has_circles:
        # The largest figure alone decides on the reference circles.
        sizes = circle_sizes(scene.circled if shared is None else [shared], indicator)
    return Legend(
        (*legend_rows(classes, indicator), *mark_rows(classes)),
        title or indicator.title,
        indicator.unit,
        tuple(sizes),
        scene.dimmed_count,
        name_outline(outline) if outline else "",
        _("Cercles à la même échelle sur les deux cartes") if shared is not None else "",
    )

"""What the provenance record of each boundary file says."""

from dataclasses import replace

from territoires_industrie.build.records import origin_of
from territoires_industrie.levels import BOUNDARY_LEVELS, LEVELS
from territoires_industrie.sources import Record

LEVEL_STEPS = ("communes réunies par unité sur leurs lignes communes",)


def boundary_origin(level_key: str) -> Record:
    """Describe where the boundary file of a level comes from."""
    level = BOUNDARY_LEVELS[level_key]
    ground = origin_of("ground", title=level.boundary_title)
    return replace(
        ground,
        attribution=level.boundary_attribution,
        coverage=level.coverage,
        usage_warnings=" ".join(filter(None, (ground.usage_warnings, level.boundary_warning))),
        steps=ground.steps + (() if level_key == "commune" else LEVEL_STEPS),
    )


def screen_origin() -> Record:
    """Describe where the manifest of the screen boundaries comes from."""
    origin = origin_of("screen")
    apart = tuple(
        f"{level.title} : simplification à part (600 m), sur la même grille ; TopoJSON"
        for level in LEVELS.values()
        if level.is_simplified_apart
    )
    return replace(origin, steps=origin.steps + apart)

"""What a screenshot of the map shows: whether it is coloured, and where to click."""

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Page

LEAST_COLOURED = 0.03
"""Share of the map's pixels that have a colour once polygons are drawn; France covers more."""

CHROMA = 24
"""Between the strongest and the weakest channel of a pixel that has a colour."""

MARGIN = 0.12
"""Share of each side of the map where controls may lie: never clicked."""

CHANGED = 0.01
"""Share of pixels that differ once another indicator is shown."""

REACHES = (3, 1, 0)
"""Pixels around a point that are coloured too: as many as there are among small polygons."""

Pixels = NDArray[np.int16]


def see_map(page: Page) -> Pixels:
    """Take the map without its margins; rows × columns × 3."""
    left, top, width, height = page.evaluate("() => bench.box()")
    clip = {
        "x": left + width * MARGIN,
        "y": top + height * MARGIN,
        "width": width * (1 - 2 * MARGIN),
        "height": height * (1 - 2 * MARGIN),
    }
    picture = Image.open(io.BytesIO(page.screenshot(clip=clip)))  # type: ignore[arg-type]
    return np.asarray(picture.convert("RGB"), dtype=np.int16)


def _coloured(pixels: Pixels) -> NDArray[np.bool_]:
    return np.asarray(pixels.max(axis=2) - pixels.min(axis=2) > CHROMA)


def is_coloured(pixels: Pixels) -> bool:
    """Tell whether polygons are in sight."""
    return bool(_coloured(pixels).mean() > LEAST_COLOURED)


def is_changed(before: Pixels, after: Pixels) -> bool:
    """Tell whether another indicator is in sight."""
    if before.shape != after.shape:
        return True
    return bool((np.abs(after - before).max(axis=2) > CHROMA).mean() > CHANGED)


def find_targets(page: Page, count: int) -> list[tuple[float, float]]:
    """Find points of the window inside polygons well apart: the plainest pixels of a grid."""
    pixels = see_map(page)
    left, top, width, height = page.evaluate("() => bench.box()")
    coloured = _coloured(pixels)
    rows, columns = np.nonzero(coloured)
    grid = [
        (int(row), int(column))
        for row in np.linspace(np.quantile(rows, 0.1), np.quantile(rows, 0.9), 5)
        for column in np.linspace(np.quantile(columns, 0.1), np.quantile(columns, 0.9), 5)
    ]
    found = [
        next(filter(None, (_plainest(pixels, coloured, *place, one) for one in REACHES)), None)
        for place in grid
    ]
    points = [
        (left + width * MARGIN + place[1] + 0.5, top + height * MARGIN + place[0] + 0.5)
        for place in found
        if place is not None
    ]
    spread = np.linspace(0, len(points) - 1, min(count, len(points)))
    return [points[round(place)] for place in spread]


def _plainest(
    pixels: Pixels, coloured: NDArray[np.bool_], row: int, column: int, reach: int
) -> tuple[int, int] | None:
    best, least = None, float("inf")
    for y in range(row - 8, row + 9, 2):
        for x in range(column - 8, column + 9, 2):
            near = (slice(y - reach, y + reach + 1), slice(x - reach, x + reach + 1))
            if min(y, x) < reach or not coloured[near].size or not coloured[near].all():
                continue
            spread = float(np.ptp(pixels[near], axis=(0, 1)).max())
            if spread < least:
                best, least = (y, x), spread
    return best

"""The maps of each page as plates: what its pictures are made from, on the page and in a shell."""

from collections.abc import Callable

from territoires_industrie.draw.plate import Plate, plate_of
from territoires_industrie.scene.pair import map_scenes
from territoires_industrie.scene.view import View
from territoires_industrie.ui.comparison.units import compared_units, comparison_plate
from territoires_industrie.ui.programme.grant_map import grant_plate
from territoires_industrie.ui.programme.member_map import member_plate
from territoires_industrie.ui.programme.options import ProgrammeOptions
from territoires_industrie.ui.sectors.choice import read_choice
from territoires_industrie.ui.sectors.sector_map import sector_plate
from territoires_industrie.ui.sheet.living_map import unit_plate

Plates = tuple[Plate, ...]
PARTS: dict[str, Callable[[View], Plate]] = {"membres": member_plate, "subventions": grant_plate}
"""Maps of the programme's page, by its part."""


def _programme(view: View) -> Plates:
    draw = PARTS.get(view.options_of(ProgrammeOptions).part)
    return (draw(view),) if draw else ()


MAPS: dict[str, Callable[[View], Plates]] = {
    "carte": lambda view: tuple(map(plate_of, map_scenes(view))),
    "filieres": lambda view: (sector_plate(read_choice(view)),),
    "programme": _programme,
    "territoire": lambda view: (unit_plate(view),) if view.selection else (),
    "comparaison": lambda view: (comparison_plate(view),) if compared_units(view) else (),
}
"""What makes the maps of a page, by its name in addresses."""


def page_plates(page: str, view: View) -> Plates:
    """Return the maps that a page shows of a view; none where it shows none."""
    return MAPS[page](view) if page in MAPS else ()

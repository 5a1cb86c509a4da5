"""What is read and imported once, before the first reader comes rather than while they wait."""

import pkgutil
from contextlib import suppress
from importlib import import_module
from time import sleep

from territoires_industrie import ui
from territoires_industrie.errors import AtlasError
from territoires_industrie.jobs.workers import warm_workers
from territoires_industrie.scene.scene import scene_of
from territoires_industrie.scene.view import View
from territoires_industrie.search import search
from territoires_industrie.server.opening import warm_openings
from territoires_industrie.sheet.compose import read_sheet
from territoires_industrie.ui.assets import install_assets
from territoires_industrie.ui.facts import facts_html

FIRST_PAGE_S = 2.0
"""A first page that is drawn meanwhile would take longer by half."""


def warm_up() -> None:
    """Import every page and work out the first view, before the first page.

    Raises
    ------
    AtlasError
        If a data file is missing or altered, as the pages themselves would say.
    """
    install_assets()
    for module in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."):
        import_module(module.name)
    scene_of(View())


def warm_aside() -> None:
    """Work out what a first click and a first search need, once the first page is on its way.

    Then, one by one, the pictures that first answers hold.
    """
    sleep(FIRST_PAGE_S)
    warm_workers()  # they import for a second, on a processor of their own
    view = View()
    scene = scene_of(view)
    first = str(scene.units.index[0])
    with suppress(AtlasError):  # told by warm_up, and by the pages
        facts_html(view.level, (first,), scene.units["name"])
        read_sheet(view.level, first)
        search(scene.name(first))
    warm_openings()

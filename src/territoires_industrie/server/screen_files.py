"""The screen files of a refreshed set, at the address where the repository's own are.

They stay in the folder of their set, and leave the disk with it.
"""

from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from territoires_industrie.boundaries import SCREEN_FOLDER
from territoires_industrie.data_state import STATE
from territoires_industrie.server.headers import GEOMETRY_FOLDER
from territoires_industrie.sources import STATIC


def screen_file_routes() -> list[BaseRoute]:
    """List the addresses of the set's own files; Streamlit serves those of the repository."""
    if not STATE.is_refreshed:
        return []
    # A set without them is told by the pages, not by a server that does not start.
    files = StaticFiles(directory=STATIC / SCREEN_FOLDER, check_dir=False)
    return [Mount(GEOMETRY_FOLDER.rstrip("/"), files)]

"""What every page shows in a process of its own.

Caches are filled once a process, so a broken file is met as a server meets it: from its start.
"""

import errno
import os
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

SELECTED = "200084952"
LIBRARIES = ["altair", "geopandas", "openpyxl", "streamlit.testing.v1"]
"""Imported once for all processes; nothing of the atlas, which reads its set as it is imported."""

Shown = dict[str, dict[str, list[str]]]


def refuse(name: str) -> None:
    """Have every opening of a file of this name fail."""
    opened = Path.open

    def guarded(self: Path, *args: Any, **kwargs: Any) -> Any:
        if self.name == name:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))
        return opened(self, *args, **kwargs)

    Path.open = guarded  # type: ignore[method-assign]


def shown_in(environment: Mapping[str, str], refused: str = "") -> Shown:
    """Run every page in a process of its own, and give its tracebacks, errors and other texts.

    ``environment`` is added to that of this process. ``refused`` has the system refuse a file of
    that name, as it does where rights are wrong; root, who runs the tests in a container, is
    refused nothing.
    """
    context = get_context("forkserver")
    context.set_forkserver_preload(LIBRARIES)
    with ProcessPoolExecutor(1, context) as pool:
        return pool.submit(_shown, environment, refused).result()


def _shown(environment: Mapping[str, str], refused: str) -> Shown:
    os.environ.update(environment)
    if refused:
        refuse(refused)
    from territoires_industrie.ui import map_component
    from territoires_industrie.ui.navigation import PAGES
    from tests.pages.opening import run_page
    from tests.pages.reading import read
    from tests.pages.stub_map import StubMap

    setattr(map_component, "show_map", StubMap().show)  # noqa: B010 - imported there
    found = {}
    for entry in PAGES:
        page = run_page(entry.name, selection=SELECTED)
        found[entry.name] = {
            "tracebacks": [one.value for one in page.exception],
            "errors": [read(one.value) for one in page.error],
            "texts": [read(one.value) for one in (*page.markdown, *page.caption)],
        }
    return found

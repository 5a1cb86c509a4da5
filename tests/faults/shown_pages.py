"""What every page shows in a process of its own: ``python -m tests.faults.shown_pages``.

Caches are filled once a process, so a broken file is met as a server meets it: from its start.
``--refuse NAME`` has the system refuse a file of that name, as it does where rights are wrong;
root, who runs the tests in a container, is refused nothing.
"""

import errno
import json
import os
import sys
from pathlib import Path
from typing import Any

SELECTED = "200084952"


def refuse(name: str) -> None:
    """Have every opening of a file of this name fail."""
    opened = Path.open

    def guarded(self: Path, *args: Any, **kwargs: Any) -> Any:
        if self.name == name:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))
        return opened(self, *args, **kwargs)

    Path.open = guarded  # type: ignore[method-assign]


def shown() -> dict[str, dict[str, list[str]]]:
    """Run every page, and give its tracebacks, errors and other texts."""
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


if __name__ == "__main__":
    if "--refuse" in sys.argv:
        refuse(sys.argv[sys.argv.index("--refuse") + 1])
    json.dump(shown(), sys.stdout)

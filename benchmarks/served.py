"""Servers under measure, as their readers install them."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.browser.serving import ROOT, serve

HIDING = Path(__file__).with_name("installed")
"""Where the start of a process finds that it is to hide what the bench alone installs."""


def paths(*folders: Path, needs_plotly: bool = False) -> str:
    """Write where a server finds its modules: in these folders first, then where it did before."""
    hiding = () if needs_plotly else (HIDING,)
    known = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    return os.pathsep.join(filter(None, map(str, (*hiding, *folders, *known))))


@contextmanager
def serve_measured(
    script: Path = ROOT / "app.py",
    environment: Mapping[str, str] | None = None,
    patience_s: float = 60,
) -> Iterator[str]:
    """Serve the atlas, or another page, without what the bench alone installs; give its address.

    ``environment`` may say otherwise by a ``PYTHONPATH`` of its own, as ``paths`` writes it.
    """
    known = {"PYTHONPATH": paths()} | dict(environment or {})
    with serve(script, known, patience_s) as url:
        yield url

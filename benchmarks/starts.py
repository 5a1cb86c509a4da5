"""What starts from nothing: a command, a server, the first view of a process just started."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from benchmarks.measures import LIMIT_S, Measured, Place
from benchmarks.peers.figures import FOLDER
from benchmarks.served import paths, serve_measured
from benchmarks.ways import ATLAS, WAYS
from tests.browser.serving import ROOT, free_port, wait_until_healthy

ATLAS_COMMAND = Path(sys.executable).with_name("atlas")
REPEATS = 3
LEVEL = "epci"
ENDED_S = 10


def measure_export(written_as: str, repeats: int = REPEATS) -> Measured:
    """Time ``atlas export epci`` in new processes; seconds (median) and bytes."""
    times = []
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"epci.{written_as}"
        asked = ["export", LEVEL, "--format", written_as, "--output", str(file)]
        for _ in range(repeats):
            begun = time.perf_counter()
            subprocess.run([ATLAS_COMMAND, *asked], check=True, cwd=ROOT, timeout=LIMIT_S)
            times.append(time.perf_counter() - begun)
        return {"s": median(times), "bytes": file.stat().st_size}


def measure_serve(repeats: int = REPEATS) -> Measured:
    """Time ``atlas serve`` from its start to its first answer; seconds (median)."""
    times = []
    for _ in range(repeats):
        begun = time.perf_counter()
        with serve_measured(patience_s=LIMIT_S):
            times.append(time.perf_counter() - begun)
    return {"s": median(times)}


@contextmanager
def _run_streamlit(script: Path, environment: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Start ``streamlit run``, silent to other machines; give its address and process."""
    port = free_port()
    flags = ["--server.port", str(port), "--server.headless", "true"]
    flags += ["--server.enableStaticServing", "true", "--browser.gatherUsageStats", "false"]
    command = [sys.executable, "-m", "streamlit", "run", str(script), *flags]
    process = subprocess.Popen(
        command,
        cwd=script.parent,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://localhost:{port}"
        wait_until_healthy(url, process, patience_s=LIMIT_S)
        yield url, process.pid
    finally:
        process.terminate()
        process.wait(ENDED_S)


def measure_start(browser: Browser, key: str, folder: Path, polygons: int) -> Measured:
    """Time a way from the start of its process to its first whole map; seconds."""
    way = next(way for way in WAYS if way.key == key)
    script = folder / way.page if way.page else ROOT / "app.py"
    begun = time.perf_counter()
    known = {FOLDER: str(folder), "PYTHONPATH": paths(ROOT, needs_plotly=way.needs_plotly)}
    with (
        _run_streamlit(script, known) as (url, pid),
        Place(browser, way.address(url, LEVEL), polygons, pid).view() as view,
    ):
        waited = time.perf_counter() - begun
        # By the page's clock, as every first view: whether a canvas is left alone is not counted.
        return {"s": waited + view.open() / 1000}


def measure_starts(
    browser: Browser, folder: Path, polygons: int, repeats: int = REPEATS
) -> dict[str, dict[str, Measured]]:
    """Measure the commands, then the atlas and plain folium from their start in turn."""
    rounds = [
        {key: measure_start(browser, key, folder, polygons)["s"] for key in (ATLAS, "plain")}
        for _ in range(repeats)
    ]
    started = {key: {"start": {"s": median(one[key] for one in rounds)}} for key in rounds[0]}
    started[ATLAS] |= {
        "export": measure_export("geojson", repeats),
        "table": measure_export("csv", repeats),
        "serve": measure_serve(repeats),
    }
    return started

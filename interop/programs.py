"""What each program of Debian is asked to do with the files, and what it says."""

import csv
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from interop.expected import CODE, KEY, LAYER, Expected

HERE = Path(__file__).parent
LIMIT_S = 300
NO_DRIVER = "no driver in Debian's build"
DEBIAN_PYTHON = "/usr/bin/python3"


@dataclass(frozen=True)
class Run:
    """One verb of one program on one format: what came of it."""

    program: str
    written_as: str
    verb: str
    outcome: str


def run(*command: str | Path, folder: Path | None = None) -> str:
    """Run a program without a screen; what it says on both outputs."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": ""}
    done = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        cwd=folder,
        env=environment,
        check=False,
    )
    return done.stdout + done.stderr


def version(program: str, *command: str) -> str:
    """Return the version that a program states; empty where it is absent."""
    if shutil.which(command[0]) is None:
        return ""
    found = re.search(r"\d+\.\d+[\w.]*", run(*command))
    return f"{program} {found[0]}" if found else program


def judge(seen: Mapping[str, object], expected: Expected) -> str:
    """Compare what a program read with what the file holds."""
    if not seen.get("opened"):
        return "not opened"
    wrong = [
        f"{name} {seen[name]}, expected {wanted}"
        for name, wanted in (
            ("count", expected.count),
            ("total", expected.total),
            ("code", expected.first_code),
        )
        if seen.get(name) is not None and seen[name] != wanted
    ]
    wrong += ["invalid outlines"] if seen.get("valid") is False else []
    return "; ".join(wrong) or "right"


def _lines(said: str) -> Iterator[dict[str, object]]:
    for line in said.splitlines():
        if line.startswith("{"):
            yield json.loads(line)


def ask_gdal(files: Mapping[str, Path], expected: Expected) -> Iterator[Run]:
    """Open each format with ogrinfo, and add up the column."""
    for key, path in files.items():
        if key in ("xlsx", "ods"):
            layer, source = "données", str(path)
        else:
            layer = LAYER if key == "gpkg" else ""
            source = f"/vsizip/{path}" if path.suffix == ".zip" else str(path)
        listed = run("ogrinfo", "-q", "-ro", source)
        layer = layer or (re.search(r"1: (\S+)", listed) or ["", ""])[1]
        name = KEY[:10] if key == "shapefile" else KEY
        if key == "xlsx":
            # Its first line is that of the titles in words: the sum is of what are numbers.
            yield Run("GDAL", key, "open", "right" if "données" in listed else "not opened")
            continue
        # The plain CSV has no file of types: its numbers are read as texts.
        figure = f'CAST("{name}" AS float)' if key == "csv" else f'"{name}"'
        query = f'SELECT COUNT(*) AS n, SUM({figure}) AS total FROM "{layer}"'
        dialect = ["-dialect", "SQLite"] if key == "csv" else []
        said = run("ogrinfo", "-q", "-ro", source, "-sql", query, *dialect)
        found = re.search(r"n \(\w+\) = (\d+)\s+total \(\w+\) = ([\d.]+)", said)
        seen: dict[str, object] = {"opened": found is not None}
        if found:
            seen |= {"count": int(found[1]), "total": round(float(found[2]))}
        warned = " (with a warning)" if "Warning" in said else ""
        outcome = judge(seen, expected) + warned
        if not layer:
            outcome = NO_DRIVER
        yield Run("GDAL", key, "open, count, sum", outcome)


def ask_qgis(files: Mapping[str, Path], expected: Expected, picture: Path) -> Iterator[Run]:
    """Open each format with PyQGIS; read and draw the style of the GeoPackage."""
    pairs = [f"{key}={path}" for key, path in files.items()]
    said = run(DEBIAN_PYTHON, HERE / "guest_qgis.py", LAYER, KEY, CODE, picture, *pairs)
    for seen in _lines(said):
        key = str(seen["format"])
        if key == "xlsx" and seen["opened"]:
            yield Run("QGIS", key, "open", "right")
            continue
        if key == "geoparquet" and not seen["opened"]:
            yield Run("QGIS", key, "open", NO_DRIVER)
            continue
        if key == "flatgeobuf":
            # Its rows are in the order of its index.
            seen.pop("code", None)
        yield Run("QGIS", key, "open, count, sum, codes as texts", judge(seen, expected))
        if "rules" in seen:
            drawn = [tuple(one) for one in seen["rules"]]  # type: ignore[attr-defined]
            is_same = drawn == list(expected.classes)
            outcome = "right" if is_same else f"{drawn} instead of {expected.classes}"
            yield Run("QGIS", key, "classes: labels, colours, counts", outcome)
            box = [float(one) for one in re.findall(r"-?\d+\.\d+", str(seen["extent"]))]
            on_france = -6 < box[0] < box[2] < 10 and 41 < box[1] < box[3] < 52
            yield Run("QGIS", key, "opens on the mainland", "right" if on_france else str(box))
            yield Run("QGIS", key, "draw", "right" if picture.exists() else "no picture")


def ask_libreoffice(files: Mapping[str, Path], expected: Expected, folder: Path) -> Iterator[Run]:
    """Open the workbooks: their figures by way of CSV, their pages by way of PDF."""
    folder = folder / "office"
    folder.mkdir()
    for key in ("xlsx", "ods"):
        path = files[key]
        run(
            "soffice",
            "--headless",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):59,34,76",
            path,
            "--outdir",
            folder,
            folder=folder,
        )
        written = folder / f"{path.stem}.csv"
        with written.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file, delimiter=";"))
        head = next(row for row in rows if KEY in row)
        figures = rows[rows.index(head) + 1 :]
        column, code = head.index(KEY), head.index(CODE)
        total = sum(int(re.sub(r"\D", "", row[column]) or 0) for row in figures)
        seen = {"opened": True, "count": len(figures), "total": total, "code": figures[0][code]}
        written.unlink()
        yield Run("LibreOffice", key, "open, count, sum, codes as texts", judge(seen, expected))
        pdf = folder / f"{path.stem}-{key}.pdf"
        run("soffice", "--headless", "--convert-to", "pdf", path, "--outdir", folder)
        (folder / f"{path.stem}.pdf").rename(pdf)
        pages = re.search(r"Pages:\s+(\d+)", run("pdfinfo", pdf))
        yield Run("LibreOffice", key, "print", f"{pages[1]} pages" if pages else "no page")


def ask_r(files: Mapping[str, Path], expected: Expected) -> Iterator[Run]:
    """Open what sf and read.csv2 open, with the validity of the outlines."""
    kept = {key: files[key] for key in ("csv", "geojson", "gpkg", "flatgeobuf", "shapefile")}
    pairs = [f"{key}={path}" for key, path in kept.items()]
    for seen in _lines(run("Rscript", HERE / "guest.R", KEY, CODE, LAYER, *pairs)):
        if seen["format"] == "flatgeobuf":
            # Its rows are in the order of its index.
            seen.pop("code", None)
        verb = "open, count, sum, codes, validity"
        yield Run("R", str(seen["format"]), verb, judge(seen, expected))

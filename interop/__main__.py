"""Open every format in QGIS, GDAL, LibreOffice and R, and write ``docs/interop.md``.

The programs are Debian's: ``apt-get install --no-install-recommends qgis python3-qgis gdal-bin
libreoffice-calc r-base-core r-cran-sf poppler-utils``. One that is absent is said to be.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from interop.expected import KEY, TABLE, expect, write_files
from interop.programs import (
    NO_DRIVER,
    Run,
    ask_gdal,
    ask_libreoffice,
    ask_qgis,
    ask_r,
    run,
    version,
)
from territoires_industrie.wording import format_number

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "docs" / "interop.md"
PICTURES = ROOT / "docs" / "img"
HEAD = """# The files in the programs of their users

`make interop` writes one file a format ({rows} EPCI, {indicators}), opens each with the programs of
Debian and compares what they read with what the atlas computed: rows, total of `{key}` ({total}),
codes that stay texts, outlines that are valid, classes, colours and rows of each class of the style
in the GeoPackage. It is run by hand, as the programs weigh 1 GB.

Programs: {programs}.

| program | format | verb | outcome |
| --- | --- | --- | --- |
"""
FOOT = """
![The GeoPackage as QGIS draws it when it opens it](img/interop-qgis.png)

![A sheet of the workbook, printed by LibreOffice](img/interop-workbook.png)

Not tried: Excel, ArcGIS, GeoServer, which are not to be had in Debian. Its GDAL has no Parquet
driver: GeoParquet is read by geopandas in the tests. The XLSX has a line of titles in words over
the names of its columns, which QGIS and GDAL take for the names: its figures are compared in
LibreOffice.
"""


def main() -> int:
    """Ask each program, write the report; return 1 where something is wrong."""
    expected = expect()
    runs: list[Run] = []
    programs = {
        "QGIS": version("QGIS", "qgis", "--version"),
        "GDAL": version("GDAL", "ogrinfo", "--version"),
        "LibreOffice": version("LibreOffice", "soffice", "--version"),
        "R": version("R", "Rscript", "--version"),
    }
    with TemporaryDirectory() as name:
        folder = Path(name)
        files = write_files(folder)
        picture = folder / "qgis.png"
        asked: dict[str, Callable[[], Iterator[Run]]] = {
            "QGIS": lambda: ask_qgis(files, expected, picture),
            "GDAL": lambda: ask_gdal(files, expected),
            "LibreOffice": lambda: ask_libreoffice(files, expected, folder),
            "R": lambda: ask_r(files, expected),
        }
        for program, ask in asked.items():
            runs += list(ask()) if programs[program] else [Run(program, "all", "all", "absent")]
        _keep_pictures(folder, picture)
    rows = [f"| {one.program} | {one.written_as} | {one.verb} | {one.outcome} |" for one in runs]
    head = HEAD.format(
        rows=format_number(expected.count),
        indicators=" and ".join(f"`{key}`" for key in TABLE.indicators),
        key=KEY,
        total=format_number(expected.total),
        programs=", ".join(filter(None, programs.values())),
    )
    REPORT.write_text(head + "\n".join(rows) + "\n" + FOOT, encoding="utf-8")
    print(*rows, sep="\n")
    return int(_has_faults(runs))


def _has_faults(runs: Sequence[Run]) -> bool:
    fine = ("right", "absent", NO_DRIVER)
    return any(not one.outcome.startswith(fine) and "pages" not in one.outcome for one in runs)


def _keep_pictures(folder: Path, picture: Path) -> None:
    """Keep the map that QGIS drew and the first page of the workbook."""
    if picture.exists():
        (PICTURES / "interop-qgis.png").write_bytes(picture.read_bytes())
    printed = folder / "office" / "epci-xlsx.pdf"
    if printed.exists():
        target = PICTURES / "interop-workbook"
        run("pdftoppm", "-r", "70", "-f", "1", "-singlefile", "-png", printed, target)


if __name__ == "__main__":
    sys.exit(main())

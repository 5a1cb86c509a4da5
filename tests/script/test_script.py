"""The modules of the atlas' script, tested without a browser, and the file made of them."""

import gzip
import json
import os
import random
import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import shapely

from territoires_industrie.build.screen_around import pack_lines
from territoires_industrie.build.topology import encode_topology
from territoires_industrie.draw.script import BROWSER, atlas_script, join_modules
from territoires_industrie.packing import pack_integers, pack_topology

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
STEPS = 100
MOST_BYTES, MOST_GZIPPED = 112_000, 30_500
SIZES = (1, 15, 16, 1_000, 2**20, 2**30 - 1)


def _square(west: int, south: int) -> shapely.Polygon:
    """One degree a side, in steps of the grid."""
    return shapely.Polygon.from_bounds(
        STEPS * west, STEPS * south, STEPS * (west + 1), STEPS * (south + 1)
    )


def small_world() -> dict[str, object]:
    """Nine squares of one degree, three a side; the fifth has another place at 8 degrees."""
    places = [(x, y) for y in range(3) for x in range(3)]
    shapes: list[shapely.Geometry] = [_square(x, y) for x, y in places]
    shapes[4] = shapely.MultiPolygon([_square(1, 1), _square(8, 8)])
    properties = [
        {"code": f"{rank:05}", "name": f"L’Île {rank}", "x": x + 0.5, "y": y + 0.5}
        for rank, (x, y) in enumerate(places)
    ]
    plain = encode_topology(shapes, properties, (1 / STEPS, 1 / STEPS), (0.0, 0.0))
    chance = random.Random(7)
    numbers = [chance.randint(-most, most) for most in SIZES for _ in range(50)]
    return {
        "plain": plain,
        "packed": pack_topology(plain, {"row": [rank // 3 for rank in range(9)]}),
        "numbers": numbers,
        "packedNumbers": pack_integers(numbers),
        **_around(),
    }


def _around() -> dict[str, object]:
    """A ring, a line, and three sites."""
    lines = [[[0, 0], [9, 0], [9, 5], [0, 0]], [[-4, 2], [3, 3]]]
    places = [np.array([[5, 5], [7, -3], [1_000, 0]])]
    return {
        "lines": lines,
        "packedLines": pack_lines(map(np.array, lines)),
        "packedLine": [pack_lines([np.array(line)]) for line in lines],
        "towns": {
            "places": pack_lines([places[0][:2]]),
            "people": pack_integers([90_000, 1_200]),
            "names": "Grande\nPetite",
        },
        "sites": {
            "places": pack_lines(places),
            "sectors": "aip",
            "co2": pack_integers([0, 12_000, 48_000]),
            "names": "Carrière\nAciérie\nDécharge",
        },
    }


def run_deno(*arguments: str, **environment: str) -> str:
    """Run deno without the network, and return what it said."""
    deno = shutil.which("deno", path=str(ROOT / ".venv" / "bin") + os.pathsep + os.environ["PATH"])
    assert deno, "deno comes with requirements-dev.txt"
    settings = {**os.environ, "NO_COLOR": "1", "DENO_NO_UPDATE_CHECK": "1", **environment}
    command = [deno, *arguments]
    ended = subprocess.run(
        command, cwd=ROOT, env=settings, capture_output=True, text=True, timeout=120, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout + ended.stderr


def test_the_modules_hold_to_their_word(tmp_path: Path) -> None:
    world = tmp_path / "world.json"
    world.write_text(json.dumps(small_world()), "utf-8")
    said = run_deno(
        "test",
        "--no-check",
        "--no-remote",
        "--no-npm",
        "--no-lock",
        "--allow-env=ATLAS_WORLD",
        f"--allow-read={world}",
        str(HERE),
        ATLAS_WORLD=str(world),
    )
    passed = re.search(r"(\d+) passed \| 0 failed", said)
    assert passed
    assert int(passed[1]) == sum(
        file.read_text("utf-8").count("Deno.test(") for file in HERE.glob("*.test.js")
    )


def test_the_script_holds_every_module_once() -> None:
    script = join_modules()
    for module in BROWSER.glob("*.js"):
        names = re.findall(
            r"^export (?:class|function|const) (\w+)", module.read_text("utf-8"), re.M
        )
        assert names, module.name
        for name in names:
            declared = re.findall(rf"^(?:class|function|const) {name}\b", script, re.MULTILINE)
            assert len(declared) == 1, name


def test_no_two_modules_declare_one_name() -> None:
    declared = re.findall(r"^(?:class|function|const|let) (\w+)", join_modules(), re.MULTILINE)
    assert len(declared) > 80
    assert sorted(set(declared)) == sorted(declared)


def test_the_script_keeps_no_comment_and_no_module_syntax() -> None:
    script = join_modules()
    for left in ("import ", "export ", "/** @", "@param"):
        assert not re.search(rf"^\s*{re.escape(left)}", script, re.MULTILINE), left
    assert "https://data.geopf.fr/wmts?" in script


def test_the_script_parses(tmp_path: Path) -> None:
    joined = tmp_path / "atlas.js"
    joined.write_text(join_modules(), "utf-8")
    run_deno("lint", "--no-config", "--rules-tags=", "--rules-include=no-redeclare", str(joined))


def test_imports_keep_the_names_of_what_they_import() -> None:
    """Joined, a name that an import changes would be known to nobody."""
    for module in BROWSER.glob("*.js"):
        for names in re.findall(r"^import ([^;]*?) from", module.read_text("utf-8"), re.MULTILINE):
            assert re.fullmatch(r"\{[\s\w,]*\}", names), module.name
            assert " as " not in names, module.name


def test_the_script_stays_small() -> None:
    content = atlas_script()[1]
    assert len(content) < MOST_BYTES
    assert len(gzip.compress(content, 9)) < MOST_GZIPPED

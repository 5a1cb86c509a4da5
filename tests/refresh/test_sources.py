"""Sources that bring new tables, from their services to the figures that the atlas shows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from territoires_industrie.programme.outside import programme_parts
from tests.refresh.official_files import census_jobs_table, census_jobs_zip
from tests.refresh.official_server import Answer, OfficialServer, serving
from tests.refresh.running import (
    ask_set,
    prints_of_embedded,
    run_refresh,
    set_in_use,
    write_addresses,
)

KEYS = ("emplois",)
PROGRAM = """
import json
from territoires_industrie.indicators import find_indicator, national_value, read_values
from territoires_industrie.programme.outside import programme_parts, say_parts
share, count = "industrial_jobs_share_pct", "industrial_jobs_count"
cells = {level: read_values(level, share, "2022") for level in
         ("commune", "epci", "territoire_phase2", "departement", "region")}
jobs = read_values("territoire_phase2", count, "2022")
answer = {
    "statuses": {level: table["status"].value_counts().to_dict() for level, table in cells.items()},
    "axe_seine": [float(cells["territoire_phase2"]["value"]["ti-2802"]),
                  float(jobs["value"]["ti-2802"]), jobs["status"]["ti-2802"]],
    "nation": [national_value(share, "2022"), national_value(count, "2022")],
    "source": find_indicator(count).record.attribution,
    "words": [find_indicator(count).definition, find_indicator(share).formula.say()],
    "parts": [programme_parts(2), say_parts(2)],
}
print(json.dumps(answer))
"""


@pytest.fixture(scope="module")
def server() -> Iterator[OfficialServer]:
    with serving() as running:
        yield running


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, server: OfficialServer) -> Path:
    folder = tmp_path_factory.mktemp("sources")
    files = {"emplois": "/emplois.zip"}
    sections: dict[str, dict[str, str | int]] = {
        key: {"file": server.address + path, "landing": server.address}
        for key, path in files.items()
    }
    write_addresses(folder, **sections)
    return folder


@pytest.fixture(scope="module")
def jobs() -> pd.DataFrame:
    return census_jobs_table()


@pytest.fixture(scope="module")
def said(home: Path, server: OfficialServer, jobs: pd.DataFrame) -> str:
    """Refresh all of them in one run; give what the command says."""
    before = prints_of_embedded()
    server.put("/emplois.zip", Answer(census_jobs_zip(jobs)))
    done = run_refresh(home / "sets", *KEYS, "--addresses", home / "addresses.toml")
    assert done.returncode == 0, done.stdout + done.stderr
    assert prints_of_embedded() == before
    return done.stdout


@pytest.fixture(scope="module")
def answer(home: Path, said: str) -> dict[str, Any]:
    return ask_set(set_in_use(home / "sets"), PROGRAM)


@pytest.mark.slow
def test_the_command_says_what_arrived(said: str, jobs: pd.DataFrame) -> None:
    total, industry = (int(jobs[name].sum()) for name in ("C22_EMPLT", "C22_EMPLT_INDUS"))
    assert f"{len(jobs)} communes, {total} emplois dont {industry} dans l’industrie" in said


@pytest.mark.slow
def test_published_jobs_replace_the_estimates(answer: dict[str, Any], jobs: pd.DataFrame) -> None:
    for level, statuses in answer["statuses"].items():
        assert "estimate" not in statuses, level
        assert statuses["value"] > 0
    # Axe Seine has an estimate of 14.8 % and 78,700 jobs; the made file keeps to the départements.
    share, count, status = answer["axe_seine"]
    assert status == "value"
    assert share == pytest.approx(14.8, abs=0.3)
    assert count == pytest.approx(78_700, rel=0.03)
    total, industry = jobs["C22_EMPLT"].sum(), jobs["C22_EMPLT_INDUS"].sum()
    assert answer["nation"] == pytest.approx([100 * industry / total, industry])
    assert answer["source"] == "INSEE, recensement de la population 2022"
    assert "estim" not in " ".join(answer["words"])


@pytest.mark.slow
def test_words_that_rest_on_the_jobs_follow(answer: dict[str, Any]) -> None:
    parts, words = answer["parts"]
    assert parts == pytest.approx(programme_parts(2), abs=0.5)
    assert words == [f"{part:.0f}\u00a0%" for part in parts]

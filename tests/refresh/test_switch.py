"""A refreshed set that holds jobs by EPCI: indicators and filter move to the EPCI by themselves."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from territoires_industrie import data_state, sources
from territoires_industrie.build.records import write_parquet
from territoires_industrie.data_state import SET_VARIABLE
from territoires_industrie.refresh.staging import Stage
from territoires_industrie.sources import Record, read_table
from territoires_industrie.statistics.sectors import A38

LE_HAVRE = "200084952"
WITHHELD = "CM"
PROGRAM = """
import json
from territoires_industrie.data_state import STATE
from territoires_industrie.scene.filters import Filter, select_units
from territoires_industrie.indicators import find_indicator
from territoires_industrie.indicators import read_values
from territoires_industrie.ui.data_state import say_state
from territoires_industrie.indicators.sector_words import say_filter_ground
one = find_indicator("specialisation_urssaf_ce_ratio")
def cell(key):
    row = read_values("epci", key, "2024").loc["200084952"]
    return [None if row["value"] != row["value"] else row["value"], row["status"]]
print(json.dumps({
    "state": STATE.name, "said": say_state(), "levels": one.levels, "limits": one.limits,
    "filter": say_filter_ground(),
    "flores": find_indicator("specialisation_flores_ce_ratio").levels,
    "jobs": cell("jobs_urssaf_ce_count"), "withheld": cell("jobs_urssaf_cm_count"),
    "industry": cell("industrial_jobs_urssaf_count"), "none": cell("jobs_urssaf_bz_count"),
    "zone": float(read_values("zone_emploi", "jobs_urssaf_ce_count", "2024")["value"].sum()),
    "kept": select_units("epci", Filter(sector="CE")).loc[lambda kept: kept].index.tolist(),
}))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a set: the repository's files, and a table of jobs by EPCI and sector."""
    home = tmp_path_factory.mktemp("sets") / "2026-11-20T080000"
    stage = Stage(home, changed=["activite"])
    for source, target in ((sources.DATA, stage.data), (sources.GEO, stage.geo)):
        target.mkdir(parents=True)
        for path in source.iterdir():
            (target / path.name).symlink_to(path)
    path = stage.data / "epci_jobs_a38_2024.parquet"
    origin = Record("Emploi par EPCI", "Urssaf", "commune × APE", "Urssaf", "EPCI")
    write_parquet(_jobs(), path, ["epci_siren", "a38_code", "year"], origin)
    stage.describe()
    return home


def _jobs() -> pd.DataFrame:
    """Give every EPCI 10 jobs a sector; Le Havre 500 in chemistry and a withheld sector."""
    rows = [
        (siren, sector, year, 500 if (siren, sector) == (LE_HAVRE, "CE") else 10)
        for siren in read_table("epci_2026")["epci_siren"]
        for sector in A38
        if sector not in ("AZ", "BZ")
        for year in ("2019", "2022", "2023", "2024")
    ]
    table = pd.DataFrame(rows, columns=["epci_siren", "a38_code", "year", "published_jobs_count"])
    is_withheld = (table["epci_siren"] == LE_HAVRE) & (table["a38_code"] == WITHHELD)
    jobs = table["published_jobs_count"].astype("Int64").mask(is_withheld)
    return table.assign(
        jobs_count=jobs, establishments_count=3, withheld_cells_count=is_withheld.astype("int64")
    )


def ask(chosen: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, SET_VARIABLE: chosen},
        capture_output=True,
        text=True,
        check=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.fixture(scope="module")
def answer(folder: Path) -> dict[str, Any]:
    return ask(str(folder))


def test_the_set_is_named(answer: dict[str, Any]) -> None:
    assert answer["state"] == "2026-11-20T080000"
    assert "rafraîchi" in answer["said"]
    assert "activite" in answer["said"]


def test_indicators_are_at_the_epci(answer: dict[str, Any]) -> None:
    assert answer["levels"] == ["epci", "zone_emploi"]
    assert answer["flores"] == ["zone_emploi"]
    assert "Mesuré à l’EPCI" in answer["limits"]
    assert answer["jobs"] == [500.0, "value"]
    assert answer["none"] == [0.0, "zero"]


def test_secret_is_withheld_and_totals_keep_what_is_published(answer: dict[str, Any]) -> None:
    assert answer["withheld"] == [None, "withheld"]
    assert answer["industry"] == [500.0 + 10 * 14, "value"]


def test_zone_keeps_its_own_figures(answer: dict[str, Any]) -> None:
    table = read_table("zone_emploi_jobs_2024")
    rows = table[(table["source"] == "urssaf") & (table["year"] == "2024")]
    assert answer["zone"] == rows.loc[rows["a38_code"] == "CE", "jobs_count"].sum()


def test_filter_reads_the_epci(answer: dict[str, Any]) -> None:
    assert "mesuré à l’EPCI" in answer["filter"]
    assert answer["kept"] == [LE_HAVRE]


def test_without_the_table_all_stays_at_the_zone() -> None:
    from territoires_industrie.indicators import find_indicator
    from territoires_industrie.indicators.sector_words import say_filter_ground
    from territoires_industrie.statistics.sector_ground import filter_level

    assert find_indicator("specialisation_urssaf_ce_ratio").levels == ("zone_emploi",)
    assert filter_level("epci") == "zone_emploi"
    assert "zone d’emploi, pas à l’EPCI" in say_filter_ground()


def test_half_made_set_is_not_read(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "half" / "data").mkdir(parents=True)
    assert ask_name(str(tmp_path / "half")) == data_state.EMBEDDED


def ask_name(chosen: str) -> str:
    program = "from territoires_industrie.data_state import STATE; print(STATE.name)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, SET_VARIABLE: chosen},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()

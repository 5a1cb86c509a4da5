"""A newer comparator of territories, from INSEE's zip to the figures that the atlas shows."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from territoires_industrie.indicators import national_value
from territoires_industrie.sources import read_table
from tests.refresh.official_server import Answer, OfficialServer, serving
from tests.refresh.running import (
    ask_set,
    prints_of_embedded,
    run_refresh,
    set_in_use,
    write_addresses,
)

LE_HAVRE, CU_LE_HAVRE = "76351", "200084952"
WITHHELD = "01002"
COLUMNS = {
    "population_count_2018": "P22_POP",
    "jobs_count_2018": "P22_EMPLT",
    "unemployed_15_64_count_2018": "P22_CHOM1564",
    "active_15_64_count_2018": "P22_ACT1564",
    "establishments_count_2018": "ETTOT23",
    "agriculture_establishments_count_2018": "ETAZ23",
    "industrial_establishments_count_2018": "ETBE23",
    "construction_establishments_count_2018": "ETFZ23",
    "market_services_establishments_count_2018": "ETGU23",
    "public_services_establishments_count_2018": "ETOQ23",
}
PROGRAM = """
import json
from territoires_industrie.data_state import STATE
from territoires_industrie.indicators import find_indicator
from territoires_industrie.sources import read_table, table_record
from territoires_industrie.indicators import national_value, read_values
keys = ("establishments_count", "industrial_establishments_count",
        "industrial_establishments_share_pct")
one = find_indicator(keys[0])
print(json.dumps({
    "refreshed": STATE.refreshed, "years": one.years,
    "period": table_record(one.source).reference_period,
    "rows": len(read_table("commune_comparator_2023")),
    "nation": {year: [national_value(key, year) for key in keys] for year in one.years},
    "le_havre": {year: [float(read_values("epci", key, year)["value"]["200084952"])
                        for key in keys] for year in one.years},
    "commune": read_values("commune", keys[1], "2023")["status"]["01002"],
    "census": {key: [find_indicator(key).years, find_indicator(key).source,
                     {year: [float(read_values("epci", key, year)["value"]["200084952"]),
                             national_value(key, year)] for year in ("2018", "2022")}]
               for key in ("jobs_count", "unemployment_rate_census_pct")},
    "people": national_value("population_count", "2022"),
}))
"""


def comparator(*, more: int) -> bytes:
    """Write the zip of a newer year: the figures of 2018, ``more`` establishments in Le Havre.

    Ten of them are industrial; one commune's industry is withheld.
    """
    table = read_table("commune_comparator_2018").set_index("commune_code")[list(COLUMNS)]
    table = table.rename(columns=COLUMNS)
    table.loc[LE_HAVRE, ["ETTOT23", "ETGU23", "ETBE23"]] += [more, more - 10, 10]
    table.loc[LE_HAVRE, ["P22_EMPLT", "P22_CHOM1564"]] += [1000, 500]
    texts = table.apply(lambda column: column.map(lambda one: "" if one != one else f"{one:.10g}"))
    texts.loc[WITHHELD, "ETBE23"] = "s"
    official = texts.assign(LIBGEO="Commune").rename_axis("CODGEO")
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("meta_base_cc_comparateur.csv", "COD_VAR;LIB_VAR\nETTOT23;Total\n")
        archive.writestr("base_cc_comparateur.csv", official.to_csv(sep=";"))
    return written.getvalue()


@pytest.fixture(scope="module")
def server() -> Iterator[OfficialServer]:
    with serving() as running:
        yield running


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, server: OfficialServer) -> Path:
    folder = tmp_path_factory.mktemp("comparator")
    address = f"{server.address}/comparateur.zip"
    write_addresses(folder, comparateur={"file": address, "landing": server.address})
    return folder


@pytest.fixture(scope="module")
def said(home: Path, server: OfficialServer) -> str:
    """Refresh from a file of 2023 with 100 establishments more; give what the command says."""
    before = prints_of_embedded()
    server.put("/comparateur.zip", Answer(comparator(more=100)))
    done = run_refresh(home / "sets", "comparateur", "--addresses", home / "addresses.toml")
    assert done.returncode == 0, done.stderr
    assert prints_of_embedded() == before
    return done.stdout


@pytest.fixture(scope="module")
def answer(home: Path, said: str) -> dict[str, Any]:
    return ask_set(set_in_use(home / "sets"), PROGRAM)


@pytest.mark.slow
def test_the_command_says_what_is_new(said: str) -> None:
    assert "34965 communes, établissements de 2023" in said
    assert "data/commune_comparator_2023.parquet : – → 34\u202f965 lignes" in said
    for key in ("count", "industrial"):
        assert key in said
    for key in ("establishments_count", "industrial_establishments_share_pct"):
        assert f"Indicateur {key} : nouvelle année 2023" in said


@pytest.mark.slow
def test_the_new_set_holds_both_years(answer: dict[str, Any]) -> None:
    assert answer["refreshed"] == ["comparateur"]
    assert answer["years"] == ["2018", "2023"]
    assert answer["rows"] == 34965
    assert "2023" in answer["period"]


@pytest.mark.slow
def test_figures_are_the_sums_of_the_file(answer: dict[str, Any]) -> None:
    """The 54 communes of the CU had 6,988 establishments, 467 of them industrial, in 2018."""
    assert answer["le_havre"]["2018"] == pytest.approx([6988, 467, 100 * 467 / 6988])
    assert answer["le_havre"]["2023"] == pytest.approx([7088, 477, 100 * 477 / 7088])
    assert answer["nation"]["2018"][:2] == [2169322, 146467]
    assert answer["nation"]["2023"][:2] == [2169422, 146477]
    assert answer["commune"] == "not_published"


@pytest.mark.slow
def test_its_census_brings_jobs_and_unemployment(answer: dict[str, Any]) -> None:
    """They are of another year than its establishments, and its populations are left alone."""
    years, source, jobs = answer["census"]["jobs_count"]
    assert (years, source) == (["2013", "2018", "2022"], "commune_comparator_2023")
    before, after = np.array(jobs["2018"]), np.array(jobs["2022"])
    assert after - before == pytest.approx([1000, 1000])
    assert before[1] == pytest.approx(26_599_318, abs=1)
    years, _source, rate = answer["census"]["unemployment_rate_census_pct"]
    assert years == ["2018", "2022"]
    assert rate["2022"][0] > rate["2018"][0]
    assert rate["2022"][1] > rate["2018"][1]
    assert answer["people"] == national_value("population_count", "2022")


@pytest.mark.slow
def test_a_dry_run_says_which_figures_a_revision_moves(
    home: Path, server: OfficialServer, answer: dict[str, Any]
) -> None:
    used = set_in_use(home / "sets")
    server.put("/comparateur.zip", Answer(comparator(more=150)))
    arguments = ("comparateur", "--dry-run", "--addresses", home / "addresses.toml")
    done = run_refresh(home / "sets", *arguments)
    assert done.returncode == 0, done.stderr
    moved = [line for line in done.stdout.splitlines() if line.startswith("- Indicateur")]
    nations = "2\u202f169\u202f422,00 → 2\u202f169\u202f472,00"
    assert f"- Indicateur establishments_count, 2023 : France {nations} ; unités : 1" in moved
    assert any("industrial_establishments_share_pct, 2023" in line for line in moved)
    assert not any("industrial_establishments_count" in line for line in moved)
    assert not any("2018" in line for line in moved)
    assert "rien n’est mis en service" in done.stdout
    assert set_in_use(home / "sets") == used
    assert [path.name for path in (home / "sets").glob("20*")] == [used.name]

"""Sources that bring new tables, from their services to the figures that the atlas shows."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from territoires_industrie.build.records import write_csv, write_parquet
from territoires_industrie.membership import read_composition
from territoires_industrie.programme.outside import programme_parts
from territoires_industrie.sources import load_table, read_record, read_table, table_path
from territoires_industrie.statistics.sectors import industrial_sectors
from tests.refresh.official_files import (
    SIZES,
    census_jobs_table,
    census_jobs_zip,
    flores_cells,
    flores_zip,
    grants_csv,
    programmes_csv,
    register_zip,
)
from tests.refresh.official_server import Answer, OfficialServer, serving
from tests.refresh.running import (
    ask_set,
    prints_of_embedded,
    run_refresh,
    set_in_use,
    write_addresses,
)

KEYS = ("emplois", "flores", "fonds-vert", "dispositifs", "irep")
LILLE = {
    "nom_du_projet": "Four électrique",
    "montant_engage": "250000,50",
    "code_departement": "59",
    "code_commune": "59350",
    "nom_commune": "Lille",
}
STRASBOURG = {**LILLE, "code_departement": "67", "code_commune": "67482", "nom_commune": "X"}
PROGRAM = Path(__file__).with_name("answers_of_a_set.py").read_text("utf-8")


@pytest.fixture(scope="module")
def server() -> Iterator[OfficialServer]:
    with serving() as running:
        yield running


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, server: OfficialServer) -> Path:
    folder = tmp_path_factory.mktemp("sources")
    sections: dict[str, dict[str, str | int]] = {
        key: {"file": f"{server.address}/{key}", "landing": server.address} for key in KEYS
    }
    write_addresses(folder, **sections)
    return folder


@pytest.fixture(scope="module")
def jobs() -> pd.DataFrame:
    return census_jobs_table()


@pytest.fixture(scope="module")
def posts() -> pd.DataFrame:
    return flores_cells()


@pytest.fixture(scope="module")
def said(home: Path, server: OfficialServer, jobs: pd.DataFrame, posts: pd.DataFrame) -> str:
    """Refresh all of them in one run; give what the command says."""
    before = prints_of_embedded()
    server.put("/emplois", Answer(census_jobs_zip(jobs)))
    server.put("/flores", Answer(flores_zip(posts)))
    server.put("/fonds-vert", Answer(grants_csv(LILLE, LILLE, STRASBOURG)))
    server.put("/dispositifs", Answer(programmes_csv()))
    server.put("/irep", Answer(register_zip()))
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
    assert "projets : 21 dans 7 départements, 5123734 €" in said
    assert "2 communes dans Petites villes de demain" in said
    assert "Territoires d’industrie identiques à ceux de l’atlas à 100 %" in said
    assert "2024 : 26604745 postes, 2411570 établissements" in said


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


@pytest.mark.slow
def test_flores_counts_units_themselves(answer: dict[str, Any], posts: pd.DataFrame) -> None:
    flores = answer["flores"]
    communes = read_composition()
    mine = posts.assign(
        epci=posts["GEO"].map(communes["epci_siren"]),
        territoire=posts["GEO"].map(communes["territoire_id_phase2"]),
        is_industry=posts["ACTIVITY"].isin(industrial_sectors()),
    )
    assert set(flores["levels"]) >= {"epci", "territoire_phase2", "zone_emploi", "region"}
    assert flores["years"] == ["2022", "2023", "2024"]
    assert "l’unité elle-même" in flores["limits"]
    industry = mine[mine["is_industry"] & (mine["territoire"] == "ti-2802")]
    assert flores["industry"] == [industry["EMPL3112"].sum(), "value"]
    chemistry = mine[(mine["ACTIVITY"] == "CE") & (mine["epci"] == "200084952")]
    assert flores["epci"] == [chemistry["EMPL3112"].sum(), "value"]
    assert flores["establishments"] == [chemistry["UNIT_LOC"].sum(), "value"]
    assert flores["before"] == [None, "not_aggregable"]
    assert flores["mayotte"] == [1000.0, "value"]
    large = industry[industry["EMPL3112"] >= SIZES["E50T99"]]
    assert flores["large"] == [large["UNIT_LOC"].sum(), "value"]
    part = 100 * large["EMPL3112"].sum() / industry["EMPL3112"].sum()
    assert flores["large_share"] == [pytest.approx(part), "value"]
    assert flores["nation"] == mine.loc[mine["is_industry"], "UNIT_LOC"].sum()


@pytest.mark.slow
def test_filter_sectors_page_and_sheet_switch_to_flores(
    answer: dict[str, Any], posts: pd.DataFrame
) -> None:
    flores = answer["flores"]
    assert flores["dataset"] == "flores-2024"
    year, industry = flores["profile"]
    assert [year, industry] == ["2024", flores["industry"][0]]
    assert "tailles" in flores["blocks"]
    assert flores["kept"] == flores["specialised"]
    assert 10 < len(flores["kept"]) < 600


@pytest.mark.slow
def test_sectors_page_maps_the_units_themselves(
    answer: dict[str, Any], posts: pd.DataFrame
) -> None:
    sectors = answer["sectors"]
    communes = read_composition()
    inside = communes["territoire_id_phase2"] == "ti-2802"
    epci = communes["epci_siren"]
    assert sectors["drawn"] == [epci.nunique(), sorted(epci[inside].dropna().unique())]
    assert len(sectors["ranked"]) == 3
    assert sectors["again"] == [communes["territoire_id_phase2"].nunique(), ["ti-2802"]]
    assert "Unités spécialisées" in sectors["specialised"]
    # A year that is known by zone d'emploi only stays there.
    assert (sectors["level"], sectors["before"]) == ("territoire_phase2", "zone_emploi")
    chemistry, mine = posts["ACTIVITY"] == "CE", posts["GEO"].map(inside).eq(True)
    jobs = posts["EMPL3112"]
    assert sectors["jobs"] == jobs[chemistry & mine].sum()
    # 1 is France, not the mean of the territories.
    here = jobs[chemistry & mine].sum() / jobs[mine].sum()
    assert sectors["quotient"] == pytest.approx(here / (jobs[chemistry].sum() / jobs.sum()))


@pytest.mark.slow
def test_grants_of_all_regions_take_the_place_of_three(answer: dict[str, Any]) -> None:
    grants = answer["grants"]
    assert "Toutes les subventions" in grants["limits"]
    assert grants["totals"]["93"] == [19, 4_373_733.0, True]
    # Two commitments to one project are one grant.
    assert grants["totals"]["32"] == [1, 500_001.0, True]
    assert grants["nord"][:2] == [1, 500_001.0]
    # What was announced is in the paid list of Grand Est, and not in Nouvelle-Aquitaine's.
    assert grants["totals"]["44"] == [1, 250_000.5, True]
    assert grants["totals"]["75"][2] is False


@pytest.mark.slow
def test_programmes_of_communes_are_counted_by_unit(answer: dict[str, Any]) -> None:
    assert answer["programmes"] == [2.0, 1.0, 2.0]


@pytest.mark.slow
def test_sites_of_another_year_are_on_the_map_and_counted(
    home: Path, answer: dict[str, Any]
) -> None:
    """The file has the sites of 2020 in six reference systems: each is found where it was."""
    register = answer["register"]
    assert register["year"] == "2022"
    assert "Covid" not in register["notice"]
    assert register["layer"] == "sites_industriels_2022"
    assert register["years"] == [["2020", "2022"]] * 3
    before, after = register["nation"]
    assert after[0] == pytest.approx(before[0], abs=3)
    assert after[2] == pytest.approx(before[2])
    assert after[1] != before[1]
    assert register["axe_seine"] == [register["axe_seine"][0]] * 3
    key = ["site_id"]
    known = read_table("industrial_site_2020").sort_values(key).reset_index(drop=True)
    table = load_table(table_path("industrial_site_2022", set_in_use(home / "sets") / "data"))
    assert table["site_id"].tolist() == known["site_id"].tolist()
    assert (table["commune_code"] == known["commune_code"]).mean() > 0.999
    assert table["a38_code"].tolist() == known["a38_code"].tolist()
    placed = table["is_located"]
    # A point on the edge of its commune may fall out of it by rounding.
    assert (placed == known["is_located"]).mean() > 0.999
    assert register["screen"] == placed.sum()
    reports = json.loads((set_in_use(home / "sets") / "data" / "join_reports.json").read_bytes())
    (join,) = (one for one in reports if one["table"] == "industrial_site_2022")
    # Communes without a site are too many to be listed: part of them would pass for all.
    assert (join["absent_count"] > 20_000, join["absent"]) == (True, [])
    gap = (table[["lon", "lat"]] - known[["lon", "lat"]])[placed].abs().max()
    assert gap.max() < 2e-5


@pytest.mark.slow
def test_totals_that_do_not_hold_are_told(home: Path, said: str, tmp_path: Path) -> None:
    """Lower one figure of each table of the set; what a refresh says is what refuses a set."""
    used = set_in_use(home / "sets")
    wrong = tmp_path / used.name
    shutil.copytree(used, wrong)
    changes: dict[str, tuple[str, Any]] = {
        "commune_jobs_2022": ("industrial_jobs_count_2022", 0.5),
        "unit_jobs_a38_2024": ("establishments_count", 0),
        "transition_grant_2024": ("grant_eur", "1"),
    }
    for name, (column, figure) in changes.items():
        path = table_path(name, wrong / "data")
        table, record = load_table(path), read_record(path)
        table.loc[table.index[-200:], column] = figure
        write = write_csv if path.suffix == ".csv" else write_parquet
        write(table, path, list(record.key), record)
    told = ask_set(
        wrong,
        "import json; from territoires_industrie.refresh.received import "
        "check_received; print(json.dumps({'told': list(check_received())}))",
    )["told"]
    assert any("Part de l’industrie, département 95" in one for one in told)
    assert any("FLORES 2024" in one and "2411570" in one for one in told)
    assert any("4373733 € attendus" in one for one in told)

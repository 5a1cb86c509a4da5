"""Commune × activity → EPCI × sector × year: the figures, and the same from both engines."""

import csv
import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
import pytest

from benchmarks.activity_file import YEARS, write_activity_file
from territoires_industrie.refresh import engines, flores
from territoires_industrie.refresh.activity import DIVISIONS, OUTSIDE, commune_epci, years_of
from territoires_industrie.refresh.failures import RefreshError
from territoires_industrie.sources import read_table
from territoires_industrie.statistics.sectors import A38
from tests.refresh.official_files import flores_cells, flores_rows

LE_HAVRE, GONFREVILLE, PARIS_1 = "76351", "76305", "75101"
CU_LE_HAVRE, GRAND_PARIS = "200084952", "200054781"
NO_EPCI, NOWHERE = "29083", "99999"


def write_rows(path: Path, rows: Sequence[tuple[str, str, int, int | None]]) -> Path:
    names = ["code_commune", "code_ape", "nombre_d_etablissements_2024", "effectifs_salaries_2024"]
    table = pd.DataFrame(rows, columns=names)
    numbers = dict.fromkeys(names[2:], "Int64")
    typed = table.astype(numbers)
    if path.suffix == ".csv":
        typed.to_csv(path, sep=";", index=False)
    else:
        typed.to_parquet(path)
    return path


@pytest.mark.parametrize("suffix", ["parquet", "csv"])
def test_figures(tmp_path: Path, suffix: str) -> None:
    rows = [
        (LE_HAVRE, "2014Z", 2, 800),
        (GONFREVILLE, "2016Z", 1, 50),
        (LE_HAVRE, "1071C", 3, 12),
        (GONFREVILLE, "1071C", 1, None),
        (LE_HAVRE, "4711F", 0, None),
        (PARIS_1, "6201Z", 5, 70),
        (NO_EPCI, "5610A", 1, 4),
        (NOWHERE, "5610A", 1, 3),
        (LE_HAVRE, "9700Z", 1, 1),
    ]
    path = write_rows(tmp_path / f"activity.{suffix}", rows)
    table = engines.aggregate_with_duckdb(path, tmp_path)
    found = table.set_index(["epci_siren", "a38_code"]).to_dict("index")
    assert found[CU_LE_HAVRE, "CE"]["jobs_count"] == 850
    assert found[CU_LE_HAVRE, "CE"]["establishments_count"] == 3
    withheld = found[CU_LE_HAVRE, "CA"]
    assert pd.isna(withheld["jobs_count"])
    assert withheld["published_jobs_count"] == 12
    assert withheld["withheld_cells_count"] == 1
    assert (CU_LE_HAVRE, "GZ") not in found
    assert found[GRAND_PARIS, "JC"]["jobs_count"] == 70
    assert found[OUTSIDE, "IZ"]["published_jobs_count"] == 7
    assert found[CU_LE_HAVRE, OUTSIDE]["published_jobs_count"] == 1
    assert table["published_jobs_count"].sum() == 940


def test_sectors_are_those_of_the_atlas() -> None:
    assert set(DIVISIONS) == set(A38)


def test_every_commune_of_an_epci_has_it() -> None:
    places = commune_epci().set_index("code_commune")["epci_siren"]
    communes = read_table("commune_2026").dropna(subset="epci_siren")
    assert places.index.is_unique
    assert (places.reindex(communes["commune_code"]).to_numpy() == communes["epci_siren"]).all()


def test_years_need_both_columns() -> None:
    with pytest.raises(RefreshError, match="incomplètes pour 2024"):
        years_of(["effectifs_salaries_2024"])


def test_made_up_file_has_the_official_columns(tmp_path: Path) -> None:
    path = write_activity_file(tmp_path / "activity.parquet", 50, 40)
    header, rows = engines.inspect_file(path, tmp_path)
    assert rows == 50 * 40
    assert years_of(header) == YEARS


def make_activity(folder: Path) -> Path:
    return write_activity_file(folder / "activity.parquet", 200, 60)


def make_posts(folder: Path) -> Path:
    """Write FLORES of a few large communes as INSEE does, some of its posts withheld."""
    rows = flores_rows(flores_cells(20_000))
    of_communes = (rows["FLORES_MEASURE"] == "EMPL3112") & (rows["GEO_OBJECT"] == "COM")
    rows.loc[rows.index[of_communes][::7], "OBS_VALUE"] = None
    path = folder / "posts.csv"
    rows.to_csv(path, sep=";", index=False, quoting=csv.QUOTE_NONNUMERIC)
    return path


def test_france_is_counted_in_the_pass_over_the_communes(tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    cells = flores_cells(20_000)
    flores_rows(cells).to_csv(path, sep=";", index=False, quoting=csv.QUOTE_NONNUMERIC)
    table = engines.aggregate_with_duckdb(path, tmp_path, what=engines.POSTS_BY_UNIT)
    every = (table["a38_code"] == flores.EVERY) & (table["size_class"] == flores.EVERY)
    counts = ["published_jobs_count", "establishments_count"]
    sums = table[every & (table["year"] == "2024")].groupby("level")[counts].sum()
    whole = [cells["EMPL3112"].sum(), cells["UNIT_LOC"].sum()]
    assert [list(sums.loc[level]) for level in (flores.FRANCE, "region")] == [whole, whole]


@pytest.mark.slow
@pytest.mark.parametrize(("of", "make"), [("activite", make_activity), ("flores", make_posts)])
def test_spark_gives_the_same_table(tmp_path: Path, of: str, make: Callable[[Path], Path]) -> None:
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip("pyspark is absent: pip install -e '.[refresh,spark]' runs this test")
    if shutil.which("java") is None:
        pytest.skip("Java is absent: Spark 4 needs Java 17")
    path, what = make(tmp_path), engines.AGGREGATIONS[of]
    ours = engines.aggregate_with_duckdb(path, tmp_path, what=what)
    assert ours["withheld_cells_count"].sum() > 0
    written = tmp_path / "spark.parquet"
    module = "territoires_industrie.refresh.spark"
    # A process of its own: Spark's bridge to Java leaves its sockets to the end of the process.
    subprocess.run([sys.executable, "-m", module, path, written, "--of", of], check=True)
    pd.testing.assert_frame_equal(engines.tidy(pd.read_parquet(written), what), ours)

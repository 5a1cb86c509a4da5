"""What the figures say of overseas, and of communes that came back."""

import pytest

from territoires_industrie.analysis.ranking import read_trend
from territoires_industrie.analysis.similarity import find_similar
from territoires_industrie.indicators import (
    find_indicator,
    read_values,
)
from territoires_industrie.sources import read_table
from territoires_industrie.statistics.status import Status


def test_mayotte_has_its_own_reasons() -> None:
    reasons = {
        key: read_values("departement", key).at["976", "status"]
        for key in (
            "population_count",
            "population_change_pct",
            "private_jobs_count",
            "industrial_establishments_share_pct",
        )
    }
    assert reasons == {
        "population_count": "value",
        "population_change_pct": "out_of_scope",
        "private_jobs_count": "out_of_scope",
        "industrial_establishments_share_pct": "out_of_scope",
    }
    zone = read_values("zone_emploi", "industrial_jobs_share_flores_pct")
    assert zone.at["0601", "status"] == "out_of_scope"


def test_restored_communes_have_no_figure_before_they_were_restored() -> None:
    cells = read_values("commune", "population_count", "2018")
    restored = ["15031", "15035", "15047", "15171", "60694", "85165", "85212"]
    assert (cells.loc[restored, "status"] == "not_published").all()
    assert (cells.loc[["15141", "60054", "85084"], "status"] == "not_published").all()
    assert (read_values("commune", "population_count", "2022")["status"] != "value").sum() == 6
    assert (read_values("epci", "population_count", "2018")["status"] == "value").all()


def test_la_reunion_has_its_population_of_every_census() -> None:
    years = ("2010", "2015", "2020", "2021", "2022", "2023")
    found = [int(read_values("region", "population_count", y)["value"]["04"]) for y in years]
    assert found == [821_136, 850_727, 863_083, 871_157, 881_348, 889_679]


def test_mayotte_is_dated_2017_and_draws_no_curve() -> None:
    formula = find_indicator("population_count").formula
    dates = formula.dates("epci", "2022")
    assert dates["200059871"] == "2017"
    assert set(dates.drop(index=[c for c in dates.index if dates[c] == "2017"])) == {"2022"}
    assert read_trend("epci", "200059871", "population_count")["value"].isna().all()
    # France's curve has the same ground at each of its years.
    assert formula.steady_nation("2023") == 68_350_798 - 256_518


def test_mayotte_resembles_nobody_on_two_figures() -> None:
    assert find_similar("epci", "200059871").nearest.empty
    assert len(find_similar("epci", "200059871", {"population": 1}).nearest) > 0
    assert len(find_similar("epci", "200084952").nearest) > 0


def test_overseas_has_its_share_of_industry_in_salaried_jobs() -> None:
    """Régions overseas are made of whole zones; the jobs of FLORES are summed, then divided."""
    jobs = read_table("zone_emploi_jobs_2024").query("source == 'flores' and year == '2022'")
    jobs = jobs.assign(n=jobs["jobs_count"].astype("Float64").astype("float64"))
    mine = jobs[jobs["zone_emploi_code"].str.startswith("04")]
    industry = mine[mine["a38_code"].between("BZ", "EZ")]["n"].sum()
    cells = read_values("region", "industrial_jobs_share_flores_pct", "2022")
    assert cells["value"]["04"] == pytest.approx(100 * industry / mine["n"].sum())
    assert cells.loc[["01", "02", "03", "04"], "status"].eq(Status.VALUE).all()
    assert cells["status"]["06"] == Status.OUT_OF_SCOPE
    # A zone that straddles two régions leaves both without a figure.
    assert cells["status"]["28"] == Status.NOT_AGGREGABLE
    departements = read_values("departement", "industrial_jobs_flores_count", "2023")
    assert departements.loc[["971", "972", "973", "974"], "value"].gt(0).all()


def test_overseas_shows_the_share_in_salaried_jobs_and_says_so() -> None:
    share, salaried = "industrial_jobs_share_pct", "industrial_jobs_share_flores_pct"
    for level in ("zone_emploi", "departement", "region", "territoire_phase2"):
        shown, own = read_values(level, share), read_values(level, salaried, "2022")
        marked = shown[shown["status"] == "salaried"]
        assert len(marked) >= 4
        assert marked["value"].equals(own["value"][marked.index])
    epci, zones = read_values("epci", share), read_values("zone_emploi", salaried, "2022")
    # The north of La Réunion is one EPCI of one zone; the west of Guadeloupe lies in several zones.
    assert list(epci.loc["249740119"]) == [zones["value"]["0403"], "salaried_around"]
    whole = read_values("departement", salaried, "2022")["value"]["971"]
    assert list(epci.loc["200041507"]) == [whole, "salaried_around"]
    assert (read_values("commune", share)["status"] != "salaried_around").all()

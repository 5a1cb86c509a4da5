"""Figures of six territories, worked out again from the source tables by another way."""

from dataclasses import dataclass

import pandas as pd
import pytest

from territoires_industrie.analysis.brownfields import read_brownfields
from territoires_industrie.analysis.profile import read_profile, zone_weights
from territoires_industrie.analysis.published import published_figures
from territoires_industrie.indicators import read_values
from territoires_industrie.membership import read_members, read_units
from territoires_industrie.sources import DATA

LEVEL = "territoire_phase2"


@dataclass(frozen=True)
class Worked:
    """A territory with its members as the ANCT lists them, and its figures worked by hand."""

    territoire_id: str
    epci: tuple[str, ...]
    communes: tuple[str, ...]
    regions: tuple[str, ...]
    population: int
    private_jobs_2014: int
    private_jobs_2024: int
    industrial_establishments_2018: int


SIX = {
    "Axe Seine": Worked(
        territoire_id="ti-2802",
        epci=(
            *("200010700", "200023414", "200065787", "200066405", "200070142"),
            *("200071454", "200072312", "200084952", "200089456", "247600646"),
        ),
        communes=(),
        regions=("28",),
        population=1_263_825,
        private_jobs_2014=350_809,
        private_jobs_2024=376_219,
        industrial_establishments_2018=2_338,
    ),
    "Vallée de la Bresle – Vimeu": Worked(
        territoire_id="ti-2809",
        epci=("200069722", "200070944", "247600588"),
        communes=(),
        regions=("28", "32"),
        population=79_090,
        private_jobs_2014=21_799,
        private_jobs_2024=21_269,
        industrial_establishments_2018=333,
    ),
    "Creuse Industrie": Worked(
        territoire_id="ti-7506",
        epci=(
            *("200034825", "200041556", "200044014", "200067189", "200067544"),
            *("200067593", "242300135", "242320000", "242320109"),
        ),
        communes=(
            *("23019", "23063", "23067", "23080", "23115", "23119"),
            *("23125", "23158", "23215", "23221", "23224"),
        ),
        regions=("75",),
        population=115_529,
        private_jobs_2014=19_045,
        private_jobs_2024=19_088,
        industrial_establishments_2018=296,
    ),
    "Grand-Orly Seine Bièvre": Worked(
        territoire_id="ti-1105",
        epci=(),
        communes=(),
        regions=("11",),
        population=725_207,
        private_jobs_2014=231_107,
        private_jobs_2024=241_938,
        industrial_establishments_2018=805,
    ),
    "Nord Industries Martinique": Worked(
        territoire_id="ti-0202",
        epci=("200041788",),
        communes=(),
        regions=("02",),
        population=95_658,
        private_jobs_2014=8_935,
        private_jobs_2024=11_454,
        industrial_establishments_2018=169,
    ),
    "Caen la mer Industrie": Worked(
        territoire_id="ti-2803",
        epci=("200065597",),
        communes=(),
        regions=("28",),
        population=277_248,
        private_jobs_2014=96_995,
        private_jobs_2024=111_503,
        industrial_establishments_2018=562,
    ),
}

GRAND_ORLY = (
    *("91027", "91326", "91432", "91479", "91589", "91687", "94001", "94003"),
    *("94016", "94021", "94022", "94034", "94037", "94038", "94041", "94043"),
    *("94054", "94065", "94073", "94074", "94076", "94077", "94078", "94081"),
)
"""Communes of the EPT Grand-Orly Seine Bièvre, six in Essonne and eighteen in Val-de-Marne."""


def _read(name: str) -> pd.DataFrame:
    return pd.read_parquet(DATA / f"{name}.parquet")


@pytest.fixture(scope="module")
def composition() -> pd.DataFrame:
    table = _read("epci_composition_2019_2026")
    return table[table["cog_year"] == 2026]


@pytest.fixture(scope="module")
def passage() -> dict[str, str]:
    table = _read("commune_passage_2025")
    return dict(zip(table["commune_code_any_year"], table["commune_code_2025"], strict=True))


def _communes(worked: Worked, composition: pd.DataFrame) -> set[str]:
    inside = composition["epci_siren"].isin(worked.epci)
    found = {*composition.loc[inside, "commune_code"], *worked.communes}
    return found or set(GRAND_ORLY)


def _sum(table: pd.DataFrame, column: str, communes: set[str], passage: dict[str, str]) -> float:
    code = table["commune_code"].map(lambda each: passage.get(each, each))
    return float(table.loc[code.isin(communes), column].sum())


@pytest.mark.parametrize("name", SIX)
def test_members_are_those_of_the_anct(name: str) -> None:
    worked = SIX[name]
    listed = pd.read_csv(DATA / "membership_2024.csv", dtype=str)
    rows = listed[(listed["state_date"] == "2024-07-04") & (listed["territoire_name"] == name)]
    assert set(rows["territoire_id"]) == {worked.territoire_id}
    assert set(rows.loc[rows["member_kind"] == "epci", "member_siren"]) == set(worked.epci)
    assert (rows["member_kind"] == "commune").sum() == len(worked.communes)
    members = read_members(2)
    assert set(members.loc[members["territoire_name"] == name, "member_siren"]) == set(
        rows["member_siren"]
    )


@pytest.mark.parametrize("name", SIX)
def test_sums_agree_with_the_sources(
    name: str, composition: pd.DataFrame, passage: dict[str, str]
) -> None:
    worked = SIX[name]
    communes = _communes(worked, composition)
    jobs, comparator = _read("commune_private_jobs_2024"), _read("commune_comparator_2018")
    by_year = {year: jobs[jobs["year"] == year] for year in ("2014", "2024")}
    by_hand = {
        ("population_count", "2022"): _sum(
            _read("commune_measures_2026"), "population_count_2022", communes, {}
        ),
        ("private_jobs_count", "2014"): _sum(
            by_year["2014"], "private_jobs_count", communes, passage
        ),
        ("private_jobs_count", "2024"): _sum(
            by_year["2024"], "private_jobs_count", communes, passage
        ),
        ("industrial_establishments_count", "2018"): _sum(
            comparator, "industrial_establishments_count_2018", communes, passage
        ),
    }
    noted = (
        worked.population,
        worked.private_jobs_2014,
        worked.private_jobs_2024,
        worked.industrial_establishments_2018,
    )
    assert tuple(by_hand.values()) == noted
    for (key, year), value in by_hand.items():
        assert read_values(LEVEL, key, year).at[worked.territoire_id, "value"] == value
    units = read_units(LEVEL)
    assert units.at[worked.territoire_id, "region_codes"] == worked.regions
    assert units.at[worked.territoire_id, "commune_count"] == len(communes)


@pytest.mark.parametrize("name", SIX)
def test_ratios_are_ratios_of_the_sums(name: str) -> None:
    worked = SIX[name]
    change = read_values(LEVEL, "private_jobs_change_pct", "2024").at[worked.territoire_id, "value"]
    expected = 100 * (worked.private_jobs_2024 / worked.private_jobs_2014 - 1)
    assert change == pytest.approx(expected)


def test_single_epci_takes_the_published_rate_and_a_group_does_not() -> None:
    rates = _read("epci_profile_2022").set_index("epci_siren")["unemployment_rate_pct_2022"]
    values = read_values(LEVEL, "unemployment_rate_epci_pct", "2022")
    assert values.at["ti-2803", "value"] == rates["200065597"]
    assert values.at["ti-2802", "status"] == "not_aggregable"
    assert values.at["ti-0202", "status"] == "not_collected"


def test_bresle_profile_weighs_each_zone_by_its_inhabitants() -> None:
    communes = _read("commune_2026").set_index("commune_code")
    people = _read("commune_measures_2026").set_index("commune_code")["population_count_2022"]
    inside = communes["epci_siren"].isin(SIX["Vallée de la Bresle – Vimeu"].epci)
    zone = communes["zone_emploi_code"]
    weights = people[inside].groupby(zone[inside]).sum() / people.groupby(zone).sum()
    weights = weights.dropna()
    jobs = _read("zone_emploi_jobs_2024")
    rows = jobs[(jobs["source"] == "flores") & (jobs["year"] == "2022")]
    rows = rows[rows["zone_emploi_code"].isin(weights.index)]
    weighted = rows["jobs_count"].astype(float) * rows["zone_emploi_code"].map(weights)
    glass = weighted[rows["a38_code"] == "CG"].sum()
    profile = read_profile(LEVEL, "ti-2809")
    row = profile.sectors.loc["CG"]
    assert row["weighted_jobs_count"] == pytest.approx(glass)
    assert row["share_pct"] == pytest.approx(100 * glass / weighted.sum())
    assert zone_weights(LEVEL, "ti-2809")["weight"].sort_index().tolist() == pytest.approx(
        weights.sort_index().tolist()
    )
    france = jobs[(jobs["source"] == "flores") & (jobs["year"] == "2022")]
    share = france.loc[france["a38_code"] == "CG", "jobs_count"].sum() / france["jobs_count"].sum()
    quotient = glass / weighted.sum() / share
    assert row["location_quotient"] == pytest.approx(quotient)
    assert quotient > 4, "the glass valley is specialised in glass"


@pytest.mark.parametrize("name", SIX)
def test_brownfields_agree_with_the_source(
    name: str, composition: pd.DataFrame, passage: dict[str, str]
) -> None:
    communes = _communes(SIX[name], composition)
    sites = _read("brownfield_2024")
    code = sites["commune_code"].map(lambda each: passage.get(each, each))
    mine = sites[code.isin(communes)]
    found = read_brownfields(LEVEL, SIX[name].territoire_id)
    assert found.verified_count == (~mine["is_unverified_register"]).sum()
    assert found.register_count == mine["is_unverified_register"].sum()
    assert len(found.sites) == len(mine)
    industrial = mine["site_type"].str.contains("industrielle")
    assert found.industrial_count == industrial.sum()


def test_axe_seine_published_figures_stand_beside_ours() -> None:
    figures = {figure.measure: figure for figure in published_figures(2, "ti-2802")}
    assert len(figures) == 6
    assert figures["epci_count"].computed[0].value == figures["epci_count"].value == 10
    population = figures["population_count"]
    assert population.qualifier == "more_than"
    assert population.computed[0].value == 1_263_825 > (population.value or 0)
    establishments = figures["industrial_employer_establishments_count"]
    assert (establishments.value, establishments.computed[0].value) == (1540, 2338)
    jobs = figures["manufacturing_salaried_jobs_count"]
    assert jobs.value == 67_330
    industry, manufacturing = (figure.value or 0 for figure in jobs.computed[:2])
    assert manufacturing < 67_330 < industry, "as the explanation says"
    assert figures["share_of_region_manufacturing_value_added_pct"].computed == ()
    assert all(figure.difference and figure.source for figure in figures.values())

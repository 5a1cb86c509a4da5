"""Brownfield grants of 2023 and France Relance: the totals that their sources give."""

import pytest

from territoires_industrie.membership import read_composition
from territoires_industrie.programme.support import (
    brownfield_grants_of,
    firms_by_departement,
    helped_firms,
    read_brownfield_grants,
)
from territoires_industrie.sheet.model import Table
from territoires_industrie.sheet.support import support_blocks
from territoires_industrie.sources import read_table


def test_brownfield_grants_are_those_of_the_source() -> None:
    grants = read_brownfield_grants()
    assert len(grants) == 707
    assert grants["grant_eur"].sum() == pytest.approx(360_837_169, abs=1)
    assert grants["names_industry"].sum() == 52


def test_two_thirds_of_the_money_went_to_communes_of_phase_2() -> None:
    territoires = read_composition()["territoire_id_phase2"]
    printed = read_table("brownfield_grant_2023")
    inside = printed["commune_code"].map(territoires).notna()
    assert printed.loc[inside, "grant_eur"].astype(float).sum() == pytest.approx(242_901_457, abs=1)
    grants = read_brownfield_grants()
    brought = territoires.reindex(grants["commune_code"]).notna().to_numpy()
    # Former codes are brought to 2026, which adds a few projects.
    assert grants.loc[brought, "grant_eur"].sum() == pytest.approx(243_343_857, abs=1)


def test_the_grants_of_the_regions_are_those_of_the_communes() -> None:
    regions = read_composition()["region_code"].dropna().unique()
    found = sum(len(brownfield_grants_of("region", str(code))) for code in regions)
    assert found == read_brownfield_grants()["commune_code"].notna().sum() > 690


def test_departements_and_the_nation_do_not_count_alike() -> None:
    table = helped_firms()
    assert firms_by_departement().sum() == 9640
    assert table.loc[table["level"] == "france", "helped_firms_count"].tolist() == [8972]


def test_a_sheet_lists_its_grants_and_its_departements() -> None:
    tables = {
        b.key: b for b in support_blocks("territoire_phase2", "ti-2802") if isinstance(b, Table)
    }
    assert len(tables["recyclage-foncier"].rows) == len(
        brownfield_grants_of("territoire_phase2", "ti-2802")
    )
    assert {"Eure", "Seine-Maritime"} <= {row[0] for row in tables["france-relance"].rows}

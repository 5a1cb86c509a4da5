"""Timeline, actions, contracts, grants, and what a code is."""

import re

import pandas as pd
import pytest

from territoires_industrie.errors import UnknownCodeError
from territoires_industrie.join import read_passage
from territoires_industrie.membership import read_units
from territoires_industrie.programme import grants
from territoires_industrie.programme.actions import (
    AXES,
    actions_of,
    contract_status,
    count_contracts,
    industries_named,
    read_actions,
)
from territoires_industrie.programme.explain import explain_code, explain_territoire
from territoires_industrie.programme.grants import (
    grant_table,
    grants_of,
    read_grants,
    regional_totals,
)
from territoires_industrie.programme.timeline import (
    QUALIFIERS,
    THEMES,
    list_disagreements,
    read_timeline,
    territoire_counts,
)
from territoires_industrie.sources import read_table
from territoires_industrie.wording import speaking


def test_the_count_of_territories_goes_from_124_to_183() -> None:
    values = territoire_counts()["value"].tolist()
    assert list(dict.fromkeys(values)) == [124, 136, 141, 144, 146, 148, 149, 183]


def test_every_dated_figure_is_sourced_and_known() -> None:
    table = read_timeline()
    assert (table["source"] != "").all()
    assert table["value"].notna().all()
    assert set(table["qualifier"]) <= set(QUALIFIERS)
    dated = table.loc[table["event_date"] != "", "event_date"]
    assert dated.is_monotonic_increasing
    assert set(table["theme"]) == set(THEMES)


def test_figures_are_those_of_the_printed_texts() -> None:
    printed = read_table("programme_figure_2025")
    texts = printed.groupby(["scope", "subject"])["value_text"].agg(" ".join)
    rows = read_table("programme_timeline_2025")
    columns = ["origin_scope", "origin_subject", "value", "title"]
    for scope, subject, value, title in rows.loc[rows["origin_scope"] != "", columns].to_numpy():
        digits = re.sub(r"\D", "", texts[scope, subject])
        significant = value.replace(".", "").rstrip("0") or value
        assert significant in digits, title


def test_sources_that_disagree_are_kept_side_by_side() -> None:
    groups = list_disagreements()
    assert set(groups["nouveaux-phase-2"]["value"]) == {29, 34}
    assert set(groups["epci-axe-seine-2019"]["value"]) == {7, 8}
    assert set(groups["intercommunalites-phase-1"]["origin"]) == {"publié", "atlas"}
    assert "intercommunalites-phase-2" not in groups, "630 is what the ANCT's list holds too"


def test_actions_are_grouped_by_axis_every_axis_shown() -> None:
    mine = actions_of(1, "ti-2801")
    assert list(mine) == list(AXES)
    assert {axis: len(rows) for axis, rows in mine.items()} == {
        "attirer": 1,
        "recruter": 0,
        "simplifier": 0,
        "innover": 4,
        "installer": 1,
    }
    assert set(read_actions()["axis"]) <= set(AXES)
    assert len(industries_named(2, "ti-2802")) == 5
    assert industries_named(2, "ti-0202").empty


def test_an_action_is_asked_for_a_territory_of_its_phase() -> None:
    with pytest.raises(UnknownCodeError, match="phase 1"):
        actions_of(1, "ti-7613")


def test_contracts_of_grand_est() -> None:
    assert count_contracts() == (13, 15)
    assert contract_status(1, "ti-4401") == "signe"
    assert contract_status(1, "ti-4406") == "non-signe"
    assert contract_status(1, "ti-2801") == "inconnu"
    assert contract_status(2, "ti-4401") == "inconnu", "the same id is another territory"


def test_grants_of_paca_add_up_and_lie_where_the_source_says() -> None:
    table = read_grants()
    assert len(table) == 32
    paca = table[table["region_code"] == "93"]
    assert paca["grant_eur"].sum() == 4_373_733
    source = read_table("transition_grant_paca_2024")
    told = source.groupby("territoire_id_phase2").size().to_dict()
    assert paca.groupby("territoire_id_phase2").size().to_dict() == told
    assert table.loc[table["region_code"] != "93", "grant_eur"].isna().all()


def test_grants_without_commune_are_listed() -> None:
    table = read_grants()
    lost = table[table["commune_code"].isna()]
    assert lost["beneficiary_name"].tolist() == ["Limoges Métropole (CU)"]
    assert table.loc[table["commune_code"] == "13055", "grant_eur"].sum() == 364_650


def test_grants_by_unit_and_region() -> None:
    assert grants_of("territoire_phase2", "ti-9304")["grant_eur"].sum() == 1_043_831
    totals = regional_totals()
    assert totals["grant_eur"].to_dict() == {"44": 5.1e6, "75": 1.4e6, "93": 4_373_733}
    assert totals["is_detailed"].to_dict() == {"44": False, "75": False, "93": True}


def test_grants_are_cited_from_the_table_that_they_are_in(monkeypatch: pytest.MonkeyPatch) -> None:
    assert grant_table(grants.PACA) == "transition_grant_paca_2024"
    assert grant_table("44") == grants.ANNOUNCED_TABLE == "transition_grant_announced_2025"
    # As after a refresh that brings every région.
    everywhere = pd.DataFrame({"region_code": [grants.PACA, "44"]})
    monkeypatch.setattr(grants, "_paid", lambda: everywhere)
    monkeypatch.setattr(grants, "PAID_TABLE", grants.GRANTS_TABLE)
    assert grant_table("44") == grant_table(grants.PACA) == "transition_grant_2024"
    assert grant_table("75") == grants.ANNOUNCED_TABLE


def test_the_same_id_is_explained_in_each_phase() -> None:
    first = explain_territoire("ti-2801", 1)
    assert first.is_valid
    assert "Axe Seine" in first.text and "Alençon" in first.text
    assert [(each.level_key, each.code) for each in first.targets] == [
        ("territoire_phase1", "ti-2801"),
        ("territoire_phase2", "ti-2802"),
        ("territoire_phase2", "ti-2801"),
    ]
    second = explain_territoire(" TI-2801 ", 2)
    assert second.targets[0].name == "Alençon"


def test_an_id_of_the_other_phase_leads_there() -> None:
    told = explain_territoire("ti-7613", 1)
    assert told.kind == "other_phase" and not told.is_valid
    assert told.targets[0] == explain_territoire("ti-7613", 2).targets[0]


def test_an_id_of_no_phase_names_the_nearest() -> None:
    told = explain_territoire("ti-2899", 2)
    assert told.kind == "unknown"
    assert len(told.targets) == 3


def test_a_territory_without_phase_shows_both() -> None:
    told = explain_code("ti-2801")
    assert {each.name for each in told.targets} == {"Axe Seine", "Alençon"}


@pytest.mark.parametrize(
    ("siren", "successors"),
    [
        ("247600596", ["200084952"]),
        ("242700623", ["200089456"]),
        ("200067510", ["242320109", "242320000", "242300135"]),
        ("200071157", ["200096634", "200096642"]),
    ],
)
def test_an_old_siren_leads_to_its_successors(siren: str, successors: list[str]) -> None:
    told = explain_code(siren)
    assert told.kind == "merged"
    assert [each.code for each in told.targets] == successors


def test_a_merged_siren_leads_to_the_epci_of_2026() -> None:
    assert explain_code("992367730").kind == "unit"
    for former in ("245701222", "245701362"):
        told = explain_code(former)
        assert told.kind == "merged"
        assert "2026" in told.text
        assert [each.code for each in told.targets] == ["992367730"]


def test_one_commune_is_said_in_the_singular() -> None:
    told = explain_code("241800325")
    reasons = {each.name: each.reason for each in told.targets}
    assert reasons["CC Sauldre et Sologne"] == "1 de ses communes y est"
    assert all(said.endswith("y sont") for said in reasons.values() if not said.startswith("1 "))
    with speaking("en"):
        assert "1 of its communes is in it" in [
            each.reason for each in explain_code("241800325").targets
        ]


@pytest.mark.parametrize("code", ["2811", "8414", "9317"])
def test_a_zone_is_no_former_commune_that_lost_its_zero(code: str) -> None:
    """Communes 02811, 08414 and 09317 have merged: the zones of the codes without a zero exist."""
    told = explain_code(code)
    assert (told.kind, told.targets[0].level_key) == ("unit", "zone_emploi")
    assert explain_code(f"0{code}").kind == "merged"


def test_codes_of_units_communes_and_nothing() -> None:
    assert [each.level_key for each in explain_code("76").targets] == ["region", "departement"]
    commune = explain_code("212301907")
    assert commune.kind == "member"
    assert [each.code for each in commune.targets] == ["23019", "200066744"]
    ept = explain_code("200058014")
    assert [each.code for each in ept.targets] == ["200058014", "ti-1105", "ti-1104", "200054781"]
    assert explain_code("123456789").kind == "unknown"
    assert [each.code for each in explain_code("200084953").targets] == ["200084952"]


def test_explanations_follow_the_language_of_the_run() -> None:
    french = explain_territoire("ti-2801", 1).text
    with speaking("fr"):
        assert explain_territoire("ti-2801", 1).text == french


def test_successors_agree_with_the_compositions() -> None:
    """Each EPCI gone since 2021 has as many communes in its successors as it had."""
    table = read_table("epci_successor_2026")
    compositions = read_table("epci_composition_2019_2026")
    gone = table[table["last_seen"].isin(["2021", "2022", "2023", "2024", "2025"])]
    lists = dict(iter(compositions.groupby("cog_year")))
    ever = {siren for year in range(2021, 2026) for siren in lists[year]["epci_siren"].unique()}
    every = ever - set(lists[2026]["epci_siren"])
    assert set(gone["epci_siren_before"]) == every
    for (siren, year), rows in gone.groupby(["epci_siren_before", "last_seen"]):
        then = lists[int(str(year))]
        communes = then.loc[then["epci_siren"] == siren, "commune_code_2026"]
        now = lists[2026].set_index("commune_code")["epci_siren"].reindex(communes)
        told = dict(zip(rows["epci_siren_after"], rows["commune_count"].astype(int), strict=True))
        assert now.value_counts().to_dict() == told


def test_every_successor_is_an_epci_of_2026() -> None:
    table = read_table("epci_successor_2026")
    names = read_units("epci")["name"]
    assert set(table["epci_siren_after"]) <= set(names.index)
    assert not set(table["epci_siren_before"]) & set(names.index)
    assert isinstance(read_passage().current, frozenset)
    assert pd.to_numeric(table["commune_count"]).gt(0).all()

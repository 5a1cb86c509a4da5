"""States of the programme and the movements between them."""

import pytest

from territoires_industrie.errors import AtlasError, UnknownCodeError
from territoires_industrie.membership import read_composition, read_units
from territoires_industrie.programme import announcement
from territoires_industrie.programme.announcement import announced_territoires, read_announcement
from territoires_industrie.programme.flows import (
    MOVEMENTS,
    count_flows,
    link_territoires,
    read_flows,
    territoire_flows,
)
from territoires_industrie.programme.states import (
    EPT_OF_2020,
    STATES,
    find_state,
    listed_communes_count,
    read_counted_members,
    read_state,
    state_communes,
    state_counts,
    unplaced_communes_count,
)

PAIRS = [(a, b) for i, a in enumerate(STATES) for b in list(STATES)[i + 1 :]]
PHASES = ("2022-12-31", "2024-07-04")


def test_states_hold_the_known_numbers_of_territories() -> None:
    counts = state_counts()
    assert counts["territoire_count"].tolist() == [10, 148, 149, 183, 183]
    assert counts.loc[list(PHASES), "epci_count"].tolist() == [547, 626]
    assert counts.loc[["2023-11-14"], ["epci_count", "ept_count"]].to_numpy().tolist() == [[627, 3]]
    assert counts["commune_member_count"].tolist() == [0, 0, 38, 0, 12]


def test_unknown_state_names_the_nearest() -> None:
    with pytest.raises(UnknownCodeError, match="2022-12-31"):
        find_state("2022-12-30")


@pytest.mark.parametrize("key", STATES)
def test_a_commune_is_in_one_territory_of_a_state(key: str) -> None:
    communes = state_communes(key)
    assert communes["commune_code"].is_unique
    assert set(communes["member_code"]) == set(read_counted_members(key).index)


def test_grand_paris_of_2020_is_told_by_its_ept() -> None:
    communes = read_composition()["ept_siren"].value_counts()
    assert [communes[siren] for siren in EPT_OF_2020.values()] == [7, 24, 8]
    rows = read_state("2020-10")
    assert set(rows.loc[rows["member_kind"] == "ept", "member_code"]) == set(EPT_OF_2020.values())


def test_communes_of_2020_without_epci_are_counted_not_forgotten() -> None:
    assert unplaced_communes_count("2020-10") == 40
    assert unplaced_communes_count("2022-12-31") == 0


def test_an_epci_hardly_touched_in_2020_is_no_member() -> None:
    rows = read_state("2020-10")
    metz = rows[rows["member_code"] == "200039865"]
    assert set(metz["coverage"]) == {"marginal"}
    assert "200039865" not in read_counted_members("2020-10").index


def test_between_the_phases_476_stay_73_leave_152_enter() -> None:
    total = count_flows(read_flows(*PHASES)).loc[""]
    assert total["reste"] + total["change"] == 476
    assert (total["sort"], total["entre"]) == (73, 152)
    assert (total["before_count"], total["after_count"]) == (549, 628)


def test_the_first_day_of_phase_2_has_one_entrant_more() -> None:
    total = count_flows(read_flows("2022-12-31", "2023-11-14")).loc[""]
    assert (total["reste"] + total["change"], total["sort"], total["entre"]) == (476, 73, 153)


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_flows_account_for_every_member(before: str, after: str) -> None:
    flows = read_flows(before, after)
    members = flows.members
    assert members.index.is_unique
    assert set(members["movement"]) <= set(MOVEMENTS)
    counts = count_flows(flows)
    assert (counts.drop(index="").sum() == counts.loc[""]).all()
    assert counts.loc[""].loc[list(MOVEMENTS)].sum() == len(members)
    assert members["region_code"].notna().all()
    for side in ("before", "after"):
        was = members[f"territoire_id_{side}"].notna()
        assert was.sum() == counts.loc["", f"{side}_count"]
    if not STATES[before].region_codes:
        listed = read_counted_members(after)
        assert counts.loc["", "after_count"] == (listed["member_kind"] != "commune").sum()


def test_states_out_of_order_are_refused() -> None:
    with pytest.raises(AtlasError, match="ordre du temps"):
        read_flows("2024-07-04", "2022-12-31")


def test_axe_seine_continues_under_another_id_and_a_homonym_does_not() -> None:
    links = link_territoires(*PHASES)
    kept = links[links["is_continued"]].set_index("territoire_id_before")
    assert kept.at["ti-2801", "territoire_id_after"] == "ti-2802"
    assert kept.at["ti-2801", "share_before_pct"] == pytest.approx(100)
    assert "ti-2801" not in set(kept["territoire_id_after"]), "Alençon continues nothing"


def test_a_member_that_keeps_its_territory_under_another_id_stays() -> None:
    members = read_flows(*PHASES).members
    assert members.at["200084952", "movement"] == "reste"
    assert members.at["200065787", "movement"] == "entre"
    assert members.at["200069425", "movement"] == "sort"
    assert members.at["200006971", "movement"] == "change"


def test_who_leaves_but_keeps_communes_inside_is_told() -> None:
    flows = read_flows("2023-11-14", "2024-07-04")
    haute_correze = flows.members.loc["200066744"]
    assert haute_correze["movement"] == "sort"
    assert haute_correze["communes_elsewhere_count"] == 11
    assert len(flows.communes) == 12


def test_renamed_epci_are_followed_by_code() -> None:
    members = read_flows("2020-10", "2023-11-14").members
    dizier = members.loc["200068666"]
    assert dizier["movement"] in ("reste", "change")
    assert dizier["is_renamed"]
    assert not members.at["200041630", "is_renamed"], "« CA » is not a new name"


def test_every_territory_has_a_fate() -> None:
    fates = territoire_flows(read_flows(*PHASES))
    assert fates["territoire_id_before"].nunique() == 149
    assert fates["territoire_id_after"].nunique() == 183
    assert set(fates["fate"]) == {"continue", "reparti", "disparait", "nouveau"}
    finistere = territoire_flows(read_flows("2020-10", "2022-12-31"))
    assert (finistere["fate"] == "reparti").sum() == 2


def test_the_announcement_is_matched_name_by_name() -> None:
    table = read_announcement()
    assert len(table) == 29
    assert table["epci_siren"].isin(read_units("epci").index).all()
    assert (table["explanation"] != "").all() and (table["evidence"] != "").all()
    siren = table.set_index("epci_name_as_announced")["epci_siren"]
    assert siren["CODAH"] == siren["Caux Estuaire"] == "200084952"
    assert siren["CASE"] == siren["Eure-Madrie-Seine"] == "200089456"
    names = read_units("epci")["name"]
    assert (table["epci_name"] == table["epci_siren"].map(names)).all()


def test_the_ten_announced_territories_are_those_of_phase_1() -> None:
    ten = announced_territoires()
    assert len(ten) == 10
    assert ten["territoire_id_phase1"].is_unique
    assert ten["outside_count"].sum() == 3
    phase1 = read_counted_members("2022-12-31")["territoire_id"]
    for row in ten.itertuples():
        assert (phase1 == row.territoire_id_phase1).sum() == row.epci_count
    gone = ten.index[ten["kept_phase2_count"] == 0]
    assert set(gone) == {"Pays de l'Aigle", "Sud Manche"}


def test_the_announcement_follows_the_last_published_state(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A refresh may bring a later state: the other parts of the page show that one."""
    monkeypatch.setattr(announcement, "CURRENT_STATES", {1: "2022-12-31", 2: "2022-12-31"})
    table = read_announcement.__wrapped__()
    assert table["territoire_id_phase2"].equals(table["territoire_id_phase1"])


def test_october_2020_lists_all_its_communes() -> None:
    assert listed_communes_count("2020-10") == 15_697
    assert listed_communes_count("2022-12-31") == len(state_communes("2022-12-31"))

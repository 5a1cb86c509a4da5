"""The membership crosswalk as a table of its own."""

from typing import Any

import pytest

from territoires_industrie.errors import UnknownCodeError
from territoires_industrie.export.archive import write_document
from territoires_industrie.export.members import Members, member_document, member_rows
from territoires_industrie.indicators import read_values
from territoires_industrie.membership import read_composition, read_members


def test_every_member_of_both_phases_is_a_row_with_its_place() -> None:
    rows = member_rows()
    assert len(rows) == sum(len(read_members(phase)) for phase in (1, 2))
    placed = rows[["epci_siren", "epci_name", "departement_name", "region_name"]]
    assert placed.notna().all(axis=None)
    whole = rows[rows["member_kind"] == "epci"]
    assert whole["epci_siren"].equals(whole["member_siren"])
    communes = rows[rows["member_kind"] == "commune"]
    known = read_composition().set_index("commune_siren")["commune_code"]
    assert communes["commune_code"].tolist() == known[communes["member_siren"]].tolist()


def test_a_territory_and_a_region_keep_their_members() -> None:
    seine = member_rows(Members((2,), "ti-2802"))
    assert set(seine["territoire_name"]) == {"Axe Seine"}
    assert len(seine) == 10
    normandy = member_rows(Members((2,), regions=("28",)))
    assert set(normandy["region_name"]) == {"Normandie"}


def test_a_file_of_it_explains_itself() -> None:
    document = member_document(Members((2,), "ti-2802"))
    assert [note.column for note in document.columns] == list(document.rows)
    text = write_document(document, "csv").decode("utf-8-sig")
    assert text.count("Axe Seine") == 10
    python = document.citation.python
    names: dict[str, object] = {}
    exec(python, names)
    assert len(names["rows"]) == 10  # type: ignore[arg-type]


def test_members_stand_beside_their_territory_with_their_figures() -> None:
    key = "industrial_jobs_share_pct"
    grand_est = member_rows(Members((2,), indicators=(key,), regions=("44",)))
    share = read_values("territoire_phase2", key)["value"]
    mine = read_values("epci", key)["value"]
    assert len(grand_est) > 90
    for row in grand_est.head(20).to_dict("records"):
        assert row[f"territoire_{key}"] == pytest.approx(share[row["territoire_id"]], abs=0.001)
        assert row[key] == pytest.approx(mine[row["member_siren"]], abs=0.001)
    assert {"estimate", "value"} >= set(grand_est[f"territoire_{key}_status"])


def test_a_member_that_is_the_territory_has_its_figure() -> None:
    key = "industrial_jobs_share_pct"
    rows = member_rows(Members((2,), indicators=(key,)))
    ept = rows[rows["member_kind"] == "ept"].set_index("territoire_id")
    assert ept[key]["ti-1101"] == ept[f"territoire_{key}"]["ti-1101"] == pytest.approx(12.58)
    assert ept[f"{key}_status"]["ti-1104"] == "not_collected"


@pytest.mark.parametrize("keys", [("population_count",), ("co2_fossil_t", "jobs_change_pct")])
def test_its_dictionary_explains_the_figures(keys: tuple[str, ...]) -> None:
    document = member_document(Members((1, 2), indicators=keys, only=("ti-2802",)))
    assert document.rows.columns.is_unique
    assert [note.column for note in document.columns] == list(document.rows)
    names: dict[str, Any] = {}
    exec(document.citation.python, names)
    assert document.rows.equals(names["rows"])


def test_an_indicator_that_territories_lack_is_refused() -> None:
    with pytest.raises(UnknownCodeError, match="absent"):
        member_rows(Members((2,), indicators=("absent",)))


def test_a_category_is_joined_in_its_words() -> None:
    key = "programme_phase1_extent"
    rows = member_rows(Members((2,), "ti-2802", indicators=(key,)))
    told = read_values("territoire_phase2", key).loc["ti-2802", "value"]
    assert set(rows[f"territoire_{key}"]) == {told}
    whole = rows[rows["member_kind"] == "epci"]
    known = read_values("epci", key)["value"]
    assert whole[key].tolist() == known[whole["member_siren"]].tolist()

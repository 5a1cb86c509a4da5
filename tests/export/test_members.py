"""The membership crosswalk as a table of its own."""

from territoires_industrie.export.archive import write_document
from territoires_industrie.export.members import Members, member_document, member_rows
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

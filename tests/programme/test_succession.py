"""EPCI followed by their code, and how the programme's figures are said."""

import csv

import pytest

from territoires_industrie.html_table import text_column
from territoires_industrie.programme.presentation import AXES_FACTS, RESOURCES, STEERING
from territoires_industrie.programme.states import STATES
from territoires_industrie.programme.succession import (
    follow_epci,
    mergers_between,
    read_mergers,
    read_names,
)
from territoires_industrie.programme.timeline import read_timeline
from territoires_industrie.programme.words import first_day, say_amount, say_day, say_figure
from territoires_industrie.sources import DATA
from territoires_industrie.ui.programme.blocks import source_html, story_table_html
from territoires_industrie.wording import speaking

SEINE_EURE = "200089456"
GRAND_PARIS = "200054781"


def test_a_merged_epci_is_followed_through_every_state() -> None:
    table = follow_epci(SEINE_EURE)
    assert table["state"].tolist() == list(STATES)
    assert set(table["status"]) == {"membre"}
    assert table["territoire_id"].tolist() == ["ti-2801"] * 3 + ["ti-2802"] * 2
    assert table["member_name"].iloc[0] == "CASE + Eure-Madrie-Seine"


def test_an_epci_is_a_member_in_part_through_its_ept() -> None:
    table = follow_epci(GRAND_PARIS).set_index("state")
    assert table.at["2018-11-22", "status"] == "inconnu"
    last = table.loc[["2024-07-04"]]
    assert set(last["status"]) == {"partie"}
    assert set(last["member_kind"]) == {"ept"}


def test_mergers_keep_those_whose_heir_is_a_member() -> None:
    table = mergers_between("2022-12-31", "2024-07-04")
    assert set(table["code_before"]) <= set(read_mergers()["code_before"])
    heirs = table[table["code_after"] == SEINE_EURE].set_index("code_before")
    assert heirs["commune_count"].to_dict() == {"200035665": 43, "242700623": 17}
    assert set(heirs["territoire_after"]) == {"Axe Seine"}
    assert (table["territoire_before"].notna() | table["territoire_after"].notna()).all()


def test_names_that_changed_keep_their_code() -> None:
    table = read_names()
    assert table.at["200068666", "name"] == "CA du Grand Saint-Dizier Der et Vallées"
    assert table.at["200040947", "name"] == "CA Coeur de Flandre"
    assert SEINE_EURE not in table.index


def test_days_are_said_as_far_as_they_are_known() -> None:
    assert [say_day(text) for text in ("", "2019", "2019-03", "2019-03-05")] == [
        "sans date",
        "2019",
        "mars 2019",
        "5 mars 2019",
    ]
    with speaking("en"):
        assert say_day("2019-03") == "March 2019"
    assert [first_day(text) for text in ("2019", "2019-03", "2019-03-05")] == [
        "2019-01-01",
        "2019-03-01",
        "2019-03-05",
    ]


@pytest.mark.parametrize(
    ("euros", "french", "english"),
    [
        (1_360_000_000, "1,36\xa0Md€", "€1.36bn"),
        (1_400_000_000, "1,4\xa0Md€", "€1.4bn"),
        (4_373_733, "4,37\xa0M€", "€4.37m"),
        (794_000_000, "794\xa0M€", "€794m"),
        (280_000, "280\u202f000\xa0€", "€280,000"),
    ],
)
def test_amounts_are_said_in_the_language(euros: float, french: str, english: str) -> None:
    assert say_amount(euros) == french
    with speaking("en"):
        assert say_amount(euros) == english


def test_every_figure_of_the_timeline_can_be_said() -> None:
    said = [say_figure(row) for row in read_timeline().to_dict("records")]
    assert "plus de 260\xa0M€" in said
    assert all(said)


def test_links_of_the_presentation_are_those_of_the_data() -> None:
    """No address is written that the collected sources do not give."""
    known = "\n".join(
        path.read_text(encoding="utf-8")
        for path in DATA.iterdir()
        if path.suffix in {".csv", ".toml"}
    )
    facts = [fact.source for fact in (*AXES_FACTS, *STEERING)]
    for address in [*(one.address for one in RESOURCES), *facts]:
        assert address in known, address
        assert "..." not in address


def test_only_whole_addresses_become_links() -> None:
    assert source_html("https://a.fr/.../b") == "a.fr"
    assert source_html("ANCT <x>") == "ANCT &lt;x&gt;"
    several = source_html("https://www.a.fr/b + https://c.fr (JDE)")
    assert several == (
        '<a href="https://www.a.fr/b">a.fr</a> + <a href="https://c.fr">c.fr</a> (JDE)'
    )


def test_cells_of_a_table_are_escaped() -> None:
    made = story_table_html([text_column("<a>", "name")], [{"name": "<b>"}])
    assert "<b>" not in made and "&lt;b&gt;" in made


def test_tables_of_the_data_have_no_unsaid_axis() -> None:
    with (DATA / "action_2025.csv").open(encoding="utf-8") as file:
        assert {row["axis"] for row in csv.DictReader(file)} == {
            "attirer",
            "recruter",
            "innover",
            "installer",
        }

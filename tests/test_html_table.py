import ast
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import territoires_industrie
from territoires_industrie.html_table import Absent, Column, Html, table_html, text_columns
from territoires_industrie.wording import speaking

SOURCE = Path(territoires_industrie.__file__).parent
COLUMNS = (Column("Nom", is_number=False), Column("Emplois"), Column("Projet", False, True))


def parsed(markup: str) -> ET.Element:
    """Read a table as XML, which HTML written with care also is."""
    return ET.fromstring(markup.replace("<br>", "<br/>"))


def test_every_heading_has_a_scope_and_the_table_a_caption() -> None:
    made = parsed(table_html(COLUMNS, [("Phase 1",), ("a", "1", "x")], title="Les projets"))
    assert [one.get("scope") for one in made.iter("th")] == ["col"] * 3 + ["rowgroup", "row"]
    assert made.findtext(".//caption") == made.get("aria-label") == "Les projets"
    assert (made.get("role"), made.get("tabindex")) == ("region", "0")


def test_a_heading_over_rows_spans_the_table() -> None:
    made = parsed(table_html(COLUMNS, [("Phase 1",)]))
    (group,) = [row for row in made.iter("tr") if row.get("class") == "groupe"]
    (head,) = group
    assert head.get("colspan") == "3"


def test_figures_and_what_stands_for_one_are_told_apart() -> None:
    made = parsed(table_html(COLUMNS, [("a", Absent("secret"), "x"), ("b", "12", "y")]))
    kinds = [(cell.text, cell.get("class")) for cell in made.iter("td")]
    assert kinds == [("secret", "nombre absent"), ("x", None), ("12", "nombre"), ("y", None)]


def test_the_last_row_can_sum_up() -> None:
    made = parsed(table_html(COLUMNS, [("a", "1", ""), ("a", "1", "")], has_total=True))
    assert [row.get("class") for row in made.iter("tr")] == [None, None, "total"]


def test_texts_are_escaped_addresses_linked_and_lines_kept() -> None:
    address = "https://a.fr/?b=1&c=2"
    made = table_html(text_columns(["<Nom>"]), [("<i>'",), (f"{address}\nfin",), (Html("<b/>"),)])
    assert "<i>" not in made and "<Nom>" not in made
    link = parsed(made).find(".//a")
    assert link is not None and (link.get("href"), link.text) == (address, "a.fr")
    assert link.get("rel") == "noopener noreferrer"
    assert "<br>fin" in made and "<b/>" in made


@pytest.mark.parametrize(("language", "lang"), [("fr", None), ("en", "fr")])
def test_french_texts_are_announced_in_another_language(language: str, lang: str | None) -> None:
    with speaking(language):
        made = parsed(table_html(COLUMNS, [("a", "1", "Usine")]))
    cells = {cell.text: cell.get("lang") for cell in made.iter("td")}
    assert cells == {"1": None, "Usine": lang}


def test_an_unnamed_first_column_is_no_heading() -> None:
    made = parsed(table_html((Column("", is_number=False), Column("Rouen")), [("a", "1")]))
    assert [one.tag for one in made.findall(".//thead/tr/*")] == ["td", "th"]


def test_cells_of_cards_keep_the_title_of_their_column() -> None:
    plain, named = (table_html(COLUMNS, [("a", "1", "x")], look=look) for look in ("", "nomme"))
    assert "data-titre" not in plain
    assert re.findall("data-titre='([^']*)'", named)[1] == "Emplois :"


def test_tables_and_legends_are_written_in_one_place_each() -> None:
    """Accessibility is settled once: no page writes a table by hand."""
    writers = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and re.search("<table[ >]", str(node.value))
    }
    assert writers == {"html_table.py", "classes/legend_html.py"}

"""The page of the user's own indicator without a browser, and what follows on other pages."""

import tomllib
from collections.abc import Callable
from io import BytesIO

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.indicators.own import Shelf
from territoires_industrie.scene.view import View
from territoires_industrie.ui.state import SHELF
from territoires_industrie.upload.example import NAME, example_file
from territoires_industrie.upload.limits import MAX_MEGABYTES
from tests.browser.serving import ROOT
from tests.pages.bringing import LE_HAVRE, ROUEN, bring, say_year, shelf_of
from tests.pages.opening import open_page, upload
from tests.pages.reading import html_of, texts, written
from tests.pages.stub_map import StubMap

TITLE = "Sites <visités> & co"


def test_the_example_goes_through_from_upload_to_view() -> None:
    page = upload(example_file(), NAME)
    assert [box.value for box in page.selectbox if box.key in ("propre_code", "propre_type")] == [
        "siren",
        "epci",
    ]
    assert "propre_ajouter" not in {button.key for button in page.button}
    page.radio(key="propre_nature").set_value("quotient").run()
    page.selectbox(key="propre_echelle").set_value("100").run()
    page.button(key="propre_ajouter").click().run()
    assert not page.error
    (key,) = shelf_of(page).indicators
    assert written(page)["indicateur"] == key
    assert shelf_of(page).indicators[key].formula.python[-2].count("scale=100") == 1


def test_roles_are_changed_by_the_user() -> None:
    page = upload(f"a;b;c\n{LE_HAVRE};76351;3\n{ROUEN};76540;5\n".encode())
    assert page.selectbox(key="propre_code").value == "b"  # the finest ground
    page.selectbox(key="propre_code").set_value("a").run()
    page.selectbox(key="propre_type").set_value("commune").run()
    assert not page.error  # nothing is worked out before the figure's kind is said
    page.radio(key="propre_nature").set_value("count").run()
    assert page.text_input(key="propre_unite").placeholder == "emplois"  # no count is a per cent
    say_year(page)
    assert "Aucune ligne ne correspond" in page.error[0].value
    page.selectbox(key="propre_code").set_value("b").run()
    page.selectbox(key="propre_valeur").set_value("c").run()
    say_year(page)
    page.toggle(key="propre_zero").set_value(True).run()
    assert not page.error
    assert page.text_input(key="propre_titre").value == "c"


def test_one_row_is_counted_as_one() -> None:
    said = texts(upload(f"siren;emplois\n{LE_HAVRE};3\n".encode()))
    assert "1 ligne, 2 colonnes ; titres lus à la ligne 1." in said


def adds(page: AppTest) -> bool:
    return "propre_ajouter" in {button.key for button in page.button}


def test_a_mark_in_doubt_is_asked_before_anything_is_added() -> None:
    page = upload(f"siren;n\n{LE_HAVRE};1.234\n{ROUEN};2.345\n".encode())
    page.radio(key="propre_nature").set_value("count").run()
    say_year(page)
    asked = page.radio(key="propre_doute_decimal")
    assert "234 » ?" in asked.label
    assert asked.value is None
    assert not adds(page)
    asked.set_value(",").run()
    page.button(key="propre_ajouter").click().run()
    (held,) = shelf_of(page).indicators.values()
    assert held.formula.cells("epci", "2024")["value"][LE_HAVRE] == 1234


def test_codes_of_two_kinds_are_asked_about_before_anything_is_shown() -> None:
    codes = [str(code) for code in (1101, 1102, 1103, 1104, 1105)]
    page = upload(("code;taux 2022\n" + "".join(f"{one};1,5\n" for one in codes)).encode())
    asked = page.radio(key="propre_doute_key_kind")
    assert (asked.value, page.selectbox(key="propre_type").value) == (None, None)
    assert "codes sur 5" in asked.label
    assert [one.key for one in page.radio] == ["propre_doute_key_kind"]
    asked.set_value("zone_emploi").run()
    assert page.selectbox(key="propre_type").value == "zone_emploi"
    page.radio(key="propre_nature").set_value("rate").run()
    assert adds(page)
    assert page.text_input(key="propre_unite").placeholder == "%"
    page.button(key="propre_ajouter").click().run()
    (held,) = shelf_of(page).indicators.values()
    assert held.levels[0] == "zone_emploi"


def test_rows_that_are_not_used_are_listed_and_downloadable(
    offered_files: dict[str, Callable[[], bytes]],
) -> None:
    page = upload(f"siren;n\n{LE_HAVRE};1\n@SUM(1);2\n{ROUEN};3\n{ROUEN};4\n".encode())
    page.radio(key="propre_nature").set_value("count").run()
    say_year(page)
    titles = [expander.label for expander in page.expander]
    assert titles == ["Lignes sans correspondance (1)", "Lignes en double (2)"]
    unmatched = pd.read_csv(
        BytesIO(offered_files["csv_indicateur_sans_correspondance"]()), sep=";", dtype=str
    )
    assert unmatched["line"].tolist() == ["3"]
    assert unmatched["code"].tolist() == ["'@SUM(1)"]
    twice = pd.read_csv(BytesIO(offered_files["csv_indicateur_doublons"]()), sep=";", dtype=str)
    assert twice["line"].tolist() == ["4", "5"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Fichier vide"),
        (b"\0\1\2" * 100, "binaire"),
        (b"code;<script>alert(1)</script>\n1;2\n", "HTML"),
        (b"siren;n\n200084952;=1+1\n", "formule"),
        (b"PK\x03\x04", "Classeur illisible"),
    ],
)
def test_a_hostile_file_changes_nothing(content: bytes, told: str) -> None:
    page = upload(content)
    assert told in page.error[0].value
    assert SHELF not in page.session_state
    assert not page.radio
    assert page.session_state["view"].indicator == View().indicator


def test_a_title_with_signs_is_shown_as_text(stub_map: StubMap) -> None:
    content = f"siren;n\n{LE_HAVRE};1\n{ROUEN};2\n".encode()
    held = shelf_of(bring(content, title=TITLE.replace("<visités>", "< visités >")))
    (key,) = held.indicators
    page = open_page("carte", held, indicateur=key, selection=LE_HAVRE)
    legend = html_of(page)
    assert "&lt; visit" in legend
    assert "< visit" not in legend


def test_a_file_taken_away_is_forgotten(shelf: Shelf) -> None:
    page = upload(example_file(), NAME)
    page.radio(key="propre_nature").set_value("count").run()
    assert "propre_table" in page.session_state
    page.file_uploader(key="propre_fichier").set_value(None).run()
    assert not page.exception
    for name in ("propre_table", "propre_roles", "propre_resultat"):
        assert name not in page.session_state


def test_the_server_takes_what_the_page_says() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert config["server"]["maxUploadSize"] == MAX_MEGABYTES


def test_in_english_the_page_is_english() -> None:
    page = open_page("indicateur", lang="en")
    assert "Your indicator" in texts(page)
    page.file_uploader(key="propre_fichier").set_value(("a.csv", b"", "text/csv")).run()
    assert "Empty file" in page.error[0].value


def test_what_a_word_means_is_shown_and_changed() -> None:
    page = upload(f"siren;n\n{LE_HAVRE};-9999\n{ROUEN};3\n".encode())
    page.radio(key="propre_nature").set_value("rate").run()
    say_year(page)
    assert page.selectbox(key="propre_mot_0").value == "not_published"
    page.selectbox(key="propre_mot_0").set_value("value").run()
    page.button(key="propre_ajouter").click().run()
    (held,) = shelf_of(page).indicators.values()
    assert held.formula.cells("epci", "2024")["value"][LE_HAVRE] == -9999


def test_several_figures_are_added_at_once_and_divided_by_each_other() -> None:
    page = upload(f"siren;Emplois 2022;Sites 2022\n{LE_HAVRE};100;4\n{ROUEN};50;5\n".encode())
    page.radio(key="propre_nature").set_value("count").run()
    page.multiselect(key="propre_autres_choix").set_value(["Sites 2022"]).run()
    page.button(key="propre_ajouter").click().run()
    jobs, sites = shelf_of(page).indicators
    assert page.button(key="propre_rapport_ajouter").disabled
    page.selectbox(key="propre_rapport_haut").set_value(jobs).run()
    page.selectbox(key="propre_rapport_bas").set_value(sites).run()
    page.text_input(key="propre_rapport_titre").set_value("Emplois par site").run()
    page.button(key="propre_rapport_ajouter").click().run()
    assert not page.exception
    ratio = next(iter(shelf_of(page).indicators.values()))
    assert (ratio.name, len(shelf_of(page).indicators)) == ("Emplois par site", 3)
    assert ratio.formula.cells("epci", "2022")["value"][LE_HAVRE] == 25
    assert written(page)["indicateur"] == ratio.key


def test_other_figures_are_not_kept_from_one_file_to_the_next() -> None:
    content = f"siren;Emplois 2022;Sites 2022\n{LE_HAVRE};100;4\n".encode()
    page = upload(content)
    page.radio(key="propre_nature").set_value("count").run()
    page.multiselect(key="propre_autres_choix").set_value(["Sites 2022"]).run()
    longer = content + f"{ROUEN};50;5\n".encode()
    page.file_uploader(key="propre_fichier").set_value(("b.csv", longer, "text/csv")).run()
    page.radio(key="propre_nature").set_value("count").run()
    assert page.multiselect(key="propre_autres_choix").value == []


def test_the_report_speaks_of_every_figure_of_the_file() -> None:
    rows = [f"{code};{rank};{rank}" for rank, code in enumerate(screen_geometry("epci").codes[:30])]
    rows[4] += "?x"
    content = "\n".join(["siren;Emplois 2022;Sites 2022", *rows]).encode()
    page = upload(content, "deux.csv")
    page.radio(key="propre_nature").set_value("count").run()
    page.multiselect(key="propre_autres_choix").set_value(["Sites 2022"]).run()
    assert not page.exception
    assert {"**Emplois 2022**", "**Sites 2022**"} <= {one.value for one in page.markdown}
    assert [one.label for one in page.expander if "illisibles" in one.label] == [
        "Chiffres illisibles (1)"
    ]

"""The page of a territory without a browser: sections, links, criteria, wrong addresses."""

import html
from dataclasses import replace
from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from territoires_industrie.analysis.similarity import CRITERIA, find_similar
from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.indicators import find_indicator
from territoires_industrie.indicators.own import Shelf
from territoires_industrie.sheet.compose import read_sheet
from territoires_industrie.sheet.header import whole_members
from territoires_industrie.sources import table_record
from territoires_industrie.ui.comparison.options import ComparisonOptions
from territoires_industrie.ui.navigation import PAGES, read_address
from territoires_industrie.ui.sheet.options import MOST_WEIGHT
from tests.pages import opening
from tests.pages.opening import unfold
from tests.pages.reading import html_of, links_to, read, texts, written
from tests.pages.stub_map import StubMap

AXE_SEINE = {"niveau": "territoire", "phase": "2", "selection": "ti-2802"}
SECTIONS = [
    "Présentation",
    "Chiffres clés",
    "Évolution",
    "Profil industriel",
    "Territoires semblables",
    "Chiffres publiés et chiffres calculés",
    "Sites industriels déclarants (2020)",
    "Friches",
    "Programme",
    "Sources",
]
MOST_ELEMENTS = 150


open_page = partial(opening.open_page, "territoire")


@pytest.fixture(autouse=True)
def _without_a_browser(stub_map: StubMap) -> None:
    """Every sheet has a map."""


def test_the_map_frames_the_members_and_opens_what_is_clicked(stub_map: StubMap) -> None:
    page = open_page(**AXE_SEINE)
    members = whole_members("territoire_phase2", "ti-2802")
    assert stub_map.payload.selected == members
    assert stub_map.payload.focus is not None
    assert stub_map.payload.focus.codes == members
    assert stub_map.payload.dimmed.count("0") == len(members)
    assert "<summary>Part de l’industrie dans l’emploi (2022)" in html_of(page)
    assert "14,2" in stub_map.payload.labels[screen_geometry("epci").codes.index("200084952")]
    stub_map.click(page, "200084952")
    assert page.header[0].value == "CU Le Havre Seine Métropole"
    assert stub_map.payload.selected == ("200084952",)
    stub_map.click(page)
    assert page.header[0].value == "CU Le Havre Seine Métropole"


def test_a_click_opens_the_only_member(stub_map: StubMap) -> None:
    page = open_page(**AXE_SEINE | {"selection": "ti-0301"})
    (member,) = whole_members("territoire_phase2", "ti-0301")
    stub_map.click(page)
    assert (written(page)["niveau"], written(page)["selection"]) == ("epci", member)


def test_the_address_of_a_territory_shows_every_section() -> None:
    page = open_page(**AXE_SEINE)
    assert not page.error
    assert not page.warning
    assert page.header[0].value == "Axe Seine"
    assert [each.value for each in page.subheader] == SECTIONS
    assert written(page)["selection"] == "ti-2802"
    assert written(page)["phase"] == "2"


def test_parts_are_listed_and_what_has_no_data_is_in_one_line() -> None:
    page = open_page(**AXE_SEINE | {"selection": "ti-2809"})
    titles = [each.value for each in page.subheader]
    said = html_of(page)
    assert titles == [
        title for title in SECTIONS if title != "Chiffres publiés et chiffres calculés"
    ]
    listed = said.split("<nav")[1].split("</nav>")[0]
    assert [link.split(">")[1].split("<")[0] for link in listed.split("<a ")[1:]] == titles
    assert "p class='fiche absent'" not in said
    absences = list(read_sheet("territoire_phase2", "ti-2809").absences())
    assert f"<summary>Sans données ici ({len(absences)})</summary>" in said
    assert len(absences) > 3
    assert all(html.escape(text) in said for _title, text in absences)


def test_a_sheet_cites_its_own_sources_only() -> None:
    bresle, seine = (
        html_of(open_page(**AXE_SEINE | {"selection": code})) for code in ("ti-2809", "ti-2802")
    )
    published = html.escape(table_record("territoire_published_figure_2025").title)
    assert published in seine
    assert published not in bresle
    assert html.escape(table_record("transition_grant_paca_2024").title) not in bresle + seine


def test_members_and_the_other_phase_are_links_to_their_sheets() -> None:
    said = texts(open_page(**AXE_SEINE))
    assert "niveau=epci" in said
    assert "selection=200084952" in said
    assert "phase=1" in said
    assert "selection=ti-2801" in said
    assert "En phase 1, le même identifiant désigne un autre territoire" in said


def test_an_epci_links_to_its_territories() -> None:
    page = open_page(niveau="epci", selection="200084952")
    assert page.header[0].value == "CU Le Havre Seine Métropole"
    assert "selection=ti-2802" in texts(page)
    assert not page.exception


def test_english_holds_no_french_title() -> None:
    page = open_page(**AXE_SEINE, lang="en")
    titles = [each.value for each in page.subheader]
    assert not page.exception
    assert "Key figures" in titles
    assert not set(titles) & (set(SECTIONS) - {"Sources", "Programme"})


def test_a_followed_link_leaves_a_clean_address() -> None:
    page = open_page(**AXE_SEINE, lien="1")
    assert not page.warning
    assert "lien" not in page.query_params


def test_the_sheet_leads_to_a_comparison_with_the_most_similar() -> None:
    page = open_page(**AXE_SEINE, **{"comparaison.avec": "epci:200084952"})
    (address,) = links_to(page, "comparaison")
    view, problems = read_address(address, "comparaison")
    nearest = find_similar("territoire_phase2", "ti-2802").nearest.index[:4]
    assert not problems
    assert view.selection == ("ti-2802", *nearest)
    assert view.options_of(ComparisonOptions).beside == ()


def test_english_marks_what_a_french_source_prints() -> None:
    page = open_page(**AXE_SEINE, lang="en")
    said = html_of(page)
    assert "Project (in French)</th>" in said
    assert "<th scope='row' lang='fr'>Développement de la filière éolienne en mer" in said
    french = html_of(open_page(**AXE_SEINE))
    assert "lang='fr'" not in french
    assert "en français" not in french


def files(page: AppTest) -> list[str]:
    """List the tables that the page offers to download, by key."""
    keys = [str(one.proto.id) for one in page.get("download_button")]
    return [key.rpartition("-csv_")[2] for key in keys if "-csv_" in key]


def test_figures_of_a_chart_are_made_when_unfolded() -> None:
    page = open_page(**AXE_SEINE)
    region = "aria-label='Population, 2010 à 2023'"
    assert "evolution-population_count" not in files(page)
    assert region not in html_of(page)
    unfold(page, "voir_evolution-population_count")
    assert "evolution-population_count" in files(page)
    assert region in html_of(page)
    assert not page.exception


def test_the_page_stays_one_of_few_elements() -> None:
    """The browser goes through all of them several times a change: see decision 0015."""
    elements = list(open_page(**AXE_SEINE).main)
    # What stands down to the menu, and the footer, are the frame of every page.
    menu = [rank for rank, one in enumerate(elements) if one.type == "page_link"][: len(PAGES)]
    assert len(elements) - menu[-1] - 2 < MOST_ELEMENTS


def test_every_table_of_the_page_can_be_taken_away() -> None:
    page = open_page(**AXE_SEINE)
    assert html_of(page).count("<table>") == len(files(page)) > 8


def test_weights_change_the_group_and_the_address() -> None:
    page = unfold(open_page(**AXE_SEINE), "criteres")
    page.slider(key="poids_sectors").set_value(0).run()
    assert written(page)["poids"] == "1,1,1,0"
    weights = {"population": 1.0, "density": 1.0, "industry": 1.0, "sectors": 0.0}
    nearest = find_similar("territoire_phase2", "ti-2802", weights).nearest
    assert nearest["name"].iloc[0] in texts(page)
    page.select_slider(key="territoire_semblables").set_value("3").run()
    assert written(page)["semblables"] == "3"
    assert "Les 3 plus proches" in texts(page)
    page.button(key="criteres_depart").click().run()
    assert "poids" not in page.query_params
    assert not page.exception


def test_every_weight_that_an_address_takes_is_shown() -> None:
    page = unfold(open_page(**AXE_SEINE, poids=f"{MOST_WEIGHT},1,1,1"), "criteres")
    assert not page.exception
    assert page.slider(key=f"poids_{next(iter(CRITERIA))}").value == MOST_WEIGHT


def test_a_wrong_weight_in_the_address_is_left_out() -> None:
    page = unfold(open_page(**AXE_SEINE, poids="1,x,1"), "criteres")
    assert not page.exception
    assert page.slider(key="poids_sectors").value == 2


@pytest.mark.parametrize(
    ("parameters", "said", "offered"),
    [
        (
            {"niveau": "territoire", "phase": "1", "selection": "ti-9999"},
            "ti-9999 n’est pas un territoire de la phase 1",
            "",
        ),
        (
            {"niveau": "epci", "selection": "245701222"},
            "Val de Fensch",
            "ouvrir_epci_992367730",
        ),
        (
            {"niveau": "territoire", "selection": "ti-2801"},
            "« Axe Seine » en phase 1",
            "ouvrir_territoire_phase1_ti-2801",
        ),
        (
            {"niveau": "epci", "selection": "ti-2802"},
            "ti-2802 désigne",
            "ouvrir_territoire_phase2_ti-2802",
        ),
        ({"niveau": "epci", "selection": "76540"}, "Rouen", "ouvrir_epci_200023414"),
        (
            {"niveau": "epci", "selection": "200035665"},
            "200035665 était « CA Seine Eure », qui n’existe plus",
            "ouvrir_epci_200089456",
        ),
        (
            {"niveau": "epci", "selection": "200067510"},
            "CC Monts et Vallées Ouest Creuse",
            "ouvrir_epci_242320000",
        ),
        (
            {"niveau": "territoire", "phase": "2", "selection": "ti-0303"},
            "ti-0303 n’existe pas en phase 2 : c’est « Saint-Laurent du Maroni » en phase 1",
            "ouvrir_territoire_phase1_ti-0303",
        ),
        (
            {"niveau": "territoire", "phase": "1", "selection": "ti-0102"},
            "ti-0102 n’existe pas en phase 1 : c’est « Cap Excellence » en phase 2",
            "ouvrir_territoire_phase2_ti-0102",
        ),
    ],
)
def test_a_wrong_code_is_explained_and_the_right_one_opens(
    parameters: dict[str, str], said: str, offered: str
) -> None:
    page = open_page(**parameters)
    assert said in read(page.warning[0].value)
    if offered:
        page.button(key=offered).click().run()
        assert not page.warning
        assert written(page)["selection"] == offered.rpartition("_")[2]
        assert page.header


def test_a_level_without_sheets_offers_the_territories_that_it_touches() -> None:
    page = open_page(niveau="departement", selection="76")
    assert "selection=ti-2802" in texts(page)


def test_nothing_selected_asks_for_a_choice(stub_map: StubMap) -> None:
    page = open_page(niveau="territoire", phase="2")
    assert "La fiche dit d’un territoire" in texts(page)
    stub_map.click(page, "ti-2809")
    assert page.header[0].value == "Vallée de la Bresle – Vimeu"


def test_a_territory_out_of_every_source_says_why() -> None:
    page = open_page(niveau="territoire", phase="2", selection="ti-0601")
    assert not page.error
    said = texts(page)
    assert "hors du champ" in said
    assert "Mayotte" in said


def test_an_indicator_of_the_session_is_a_criterion_once_it_is_chosen() -> None:
    mine = replace(find_indicator("population_count"), key="own_0123456789ab", name="Mon chiffre")
    plain = unfold(open_page(Shelf(mine), **AXE_SEINE), "criteres")
    assert plain.multiselect(key="territoire_propres").options == ["Mon chiffre"]
    page = open_page(Shelf(mine), **AXE_SEINE, propres=mine.key)
    assert "dont Mon chiffre" in html_of(page)
    assert "dont mon chiffre" not in html_of(plain)
    assert written(page)["propres"] == mine.key

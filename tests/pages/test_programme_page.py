"""The programme's page without a browser: its parts, its addresses, its figures."""

import re
from functools import partial

import pytest

from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.programme.outside import programme_parts
from territoires_industrie.sheet.chart_file import ChartPicture
from territoires_industrie.ui import chart
from territoires_industrie.ui.programme.options import PARTS
from territoires_industrie.wording import format_quantity
from tests.pages import opening
from tests.pages.reading import links_to, texts, view_of, written
from tests.pages.stub_map import StubMap

SEINE_EURE = "200089456"
NORMANDIE = "28"


PICTURES = {"presentation": 2, "membres": 2, "contrats": 2, "annonce": 1, "comparaison": 5}
"""Charts and small maps to take away, by part."""

open_page = partial(opening.open_page, "programme")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("part", list(PARTS))
def test_every_part_has_an_address(stub_map: StubMap, part: str, language: str) -> None:
    page = open_page(vue=part, lang=language)
    assert not page.error
    # The first part needs no word in the address.
    assert written(page).get("vue", next(iter(PARTS))) == part
    assert len(texts(page)) > 500


@pytest.mark.parametrize("part", list(PARTS))
def test_every_picture_names_its_sources(
    stub_map: StubMap, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    taken: list[ChartPicture] = []
    monkeypatch.setattr(chart, "offer_picture", lambda picture, _key: taken.append(picture))
    open_page(vue=part)
    assert len(taken) == PICTURES.get(part, 0)
    for picture in taken:
        assert picture.foot[0].startswith("Source : "), picture.title
        assert "https:" not in "".join(picture.foot)


@pytest.mark.parametrize(
    ("part", "count", "name"),
    [("contrats", 2, "Plan d’actions signé"), ("annonce", 10, "Axe Seine")],
)
def test_the_picture_of_a_small_map_has_a_key(
    stub_map: StubMap, monkeypatch: pytest.MonkeyPatch, part: str, count: int, name: str
) -> None:
    taken: list[ChartPicture] = []
    monkeypatch.setattr(chart, "offer_picture", lambda picture, _key: taken.append(picture))
    open_page(vue=part)
    (shown,) = [picture for picture in taken if picture.drawing.startswith("<svg")]
    assert len(shown.key) == count
    assert name in dict(shown.key)
    for _name, colour in shown.key:
        assert colour in shown.drawing


def test_an_unknown_part_is_the_first_one(stub_map: StubMap) -> None:
    page = open_page(vue="autre")
    assert "vue=autre" in page.warning[0].value
    assert "124" in texts(page)
    assert not page.exception


def test_the_first_part_says_what_the_programme_is(stub_map: StubMap) -> None:
    page = open_page()
    said = texts(page)
    assert "124 territoires, il en compte 183 depuis le 9 novembre 2023" in said
    industry, jobs = programme_parts(2)
    assert f"≈\u00a0{format_quantity(industry, '%')} des emplois de l’industrie" in said
    assert f"≈\u00a0{format_quantity(jobs, '%')} de tous ses emplois" in said
    shown = [link["vue"] for link in links_to(page, "programme")]
    assert shown == ["membres", "comparaison"]
    assert re.search(r"Simplifier\W+aucun projet nommé", said)
    assert not re.search(r"\b0 projet", said)


def test_the_timeline_tells_every_number_and_disagreement(stub_map: StubMap) -> None:
    said = texts(open_page(vue="frise"))
    for count in ("124", "136", "141", "144", "146", "148", "149", "183"):
        assert f">{count}<" in said, count
    for figure in ("1,36\xa0Md€", "1,4\xa0Md€", "52\xa0M€", "100\xa0M€", ">29<", ">34<"):
        assert figure in said, figure


def test_themes_are_kept_in_the_address(stub_map: StubMap) -> None:
    page = open_page(vue="frise", theme="contrats")
    assert "474" not in texts(page)
    page.toggle(key="programme_local").set_value(True).run()
    assert written(page)["theme"] == "contrats,local"
    page.button_group(key="programme_themes").set_value(["actions"]).run()
    assert written(page)["theme"] == "actions,local"
    assert "Fiches actions de Nord Lorraine" in texts(page)


def test_members_between_the_phases_are_classed_on_the_map(stub_map: StubMap) -> None:
    page = open_page(vue="membres")
    classes = stub_map.payload.classes
    # The three EPT are drawn with Grand Paris, hence counted but not classed. The two members
    # that became Thionville Fensch count as one: 438 were published.
    counted = [classes.count(str(rank)) for rank in range(5)]
    assert counted[1:4] == [39, 73, 152]
    assert counted[0] == 437 - 3
    assert counted[4] > 0
    assert "**476**" in texts(page)
    assert stub_map.class_of(SEINE_EURE) == "0"


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ({"vue": "membres"}, "phase 2 (183)"),
        (
            {"vue": "membres", "etat_avant": "2020-10", "etat_apres": "2022-12-31"},
            "phase 1 (149)",
        ),
        ({"vue": "subventions"}, "phase 2 (183)"),
    ],
)
def test_the_line_over_a_map_is_named(
    stub_map: StubMap, address: dict[str, str], named: str
) -> None:
    page = open_page(**address)
    level = f"territoire_phase{named[6]}"
    assert stub_map.payload.outline == screen_geometry(level).file
    assert f"Territoires d’industrie, {named}" in texts(page)


def test_a_movement_is_highlighted_and_listed(stub_map: StubMap) -> None:
    page = open_page(vue="membres", mouvement="sort")
    assert stub_map.payload.highlight == "2"
    assert len(page.dataframe[0].value) == 73


def test_a_region_dims_the_map_and_shortens_the_table(stub_map: StubMap) -> None:
    page = open_page(vue="membres", region=NORMANDIE)
    assert stub_map.payload.dimmed.count("0") < 100
    assert len(page.dataframe[0].value) == 19 + 5 + 11


def test_states_are_chosen_in_the_order_of_time(stub_map: StubMap) -> None:
    page = open_page(vue="membres", etat_avant="2018-11-22", etat_apres="2018-11-22")
    assert page.selectbox(key="programme_etat_apres").value == "2024-07-04"
    assert "114" in texts(page), "what the state is limited to is told"
    page.selectbox(key="programme_etat_avant").set_value("2023-11-14").run()
    assert written(page)["etat_avant"] == "2023-11-14"
    assert page.selectbox(key="programme_etat_apres").options == ["4 juillet 2024, phase 2"]


def test_a_click_tells_the_history_of_an_epci(stub_map: StubMap) -> None:
    page = open_page(vue="membres")
    stub_map.click(page, SEINE_EURE)
    assert view_of(page).selection == (SEINE_EURE,)
    assert stub_map.payload.selected == (SEINE_EURE,)
    said = texts(page)
    assert "CASE + Eure-Madrie-Seine" in said
    assert "200035665" in said, "the SIREN before the merger is told"


def test_a_selected_territory_is_outlined_by_its_epci(stub_map: StubMap) -> None:
    open_page(vue="membres", niveau="territoire", phase="2", selection="ti-2802")
    assert len(stub_map.payload.selected) == 10
    assert SEINE_EURE in stub_map.payload.selected


def test_the_announcement_leads_to_the_epci_of_today(stub_map: StubMap) -> None:
    said = texts(open_page(vue="annonce"))
    assert "CODAH" in said
    assert "niveau=epci&selection=200084952" in said
    assert "**29 noms**" in said
    assert "**3** d’autres régions" in said


def test_contracts_of_grand_est(stub_map: StubMap) -> None:
    said = texts(open_page(vue="contrats"))
    assert "**13 des 15**" in said
    assert said.count("Pas encore signé à cette date") == 3, "two territories and the legend"


def test_an_axis_without_a_project_says_so(stub_map: StubMap) -> None:
    assert "Aucun projet nommé sur cet axe" in texts(open_page(vue="contrats", theme="simplifier"))


def test_grants_are_circles_of_their_amount(stub_map: StubMap) -> None:
    page = open_page(vue="subventions", region="44")
    radii = stub_map.payload.radii
    assert radii is not None
    assert stub_map.payload.focus is not None
    classes = stub_map.payload.classes
    assert all((radius > 0) == (one in "01") for radius, one in zip(radii, classes, strict=True))
    assert "5,1\xa0M€" in texts(page)
    assert "non publié" in texts(page)


def test_the_presentation_names_no_person_and_links_only_whole_addresses(
    stub_map: StubMap,
) -> None:
    said = texts(open_page(vue="presentation"))
    assert "binôme" in said
    assert "https://www.data.gouv.fr/datasets/programme-territoires-dindustrie" in said
    assert 'href="https://www.prefectures-regions.gouv.fr/grand-est/...' not in said


def test_the_comparison_says_association_and_follows_its_controls(stub_map: StubMap) -> None:
    page = open_page(vue="comparaison", apparies="phase2,region")
    assert "association" in page.warning[0].value
    assert page.toggle(key="apparies_region").value
    page.selectbox(key="apparies_voisins").set_value("5").run()
    assert written(page)["apparies"] == "phase2,region,5"
    page.button_group(key="apparies_phase").set_value(1).run()
    assert written(page)["apparies"] == "region,5"
    assert not page.exception


@pytest.mark.parametrize(("language", "mark"), [("fr", ","), ("en", ".")])
def test_distances_of_pairs_have_the_mark_of_the_language(
    stub_map: StubMap, language: str, mark: str
) -> None:
    # The pairs of what is selected stand open.
    page = open_page(vue="comparaison", lang=language, niveau="epci", selection="200084952")
    (pairs,) = (one.value for one in page.dataframe if "match_code" in one.value)
    assert pairs["distance"].str.fullmatch(rf"\d+\{mark}\d\d").all()


def test_cards_and_project_titles_keep_to_the_language_of_the_page() -> None:
    english = texts(open_page(vue="annonce", lang="en"))
    assert "data-titre='Names:'" in english
    assert re.search(r"data-titre='Noms\s:'", texts(open_page(vue="annonce")))
    actions = texts(open_page(vue="contrats", lang="en"))
    assert "<td lang='fr'>Développement de la filière éolienne en mer</td>" in actions
    assert "Project (in French)" in actions


def test_the_counts_over_time_are_shown_as_numbers_of_the_page(stub_map: StubMap) -> None:
    page = open_page()
    page.session_state["voir_territoires"] = True
    page.run()
    table = page.dataframe[0].value
    assert list(table.columns) == ["event_date", "value", "origin", "source"]
    assert {"124", "183"} <= set(table["value"])

"""Pictures of the map of every page: what is on screen, with its legend."""

import pickle
from urllib.parse import parse_qsl
from xml.etree import ElementTree as ET

import pytest

from territoires_industrie.picture.export import export_picture
from territoires_industrie.picture.preview import export_thumbnail
from territoires_industrie.ui.navigation import read_address
from territoires_industrie.ui.plates import page_plates
from territoires_industrie.ui.years import years_with_figures
from territoires_industrie.wording import speaking

MAPS = {
    "carte": "niveau=region&indicateur=private_jobs_change_pct&deux=oui",
    "filieres": "secteurs=CE",
    "programme": "vue=membres&mouvement=entre&region=28",
    "territoire": "niveau=territoire&phase=2&selection=ti-2809",
    "comparaison": "selection=200084952,200023414",
}


@pytest.mark.parametrize("page", MAPS)
def test_the_map_of_every_page_has_a_picture(page: str) -> None:
    view, problems = read_address(dict(parse_qsl(MAPS[page])), page)
    plates = page_plates(page, view)
    assert not problems
    assert len(plates) == (3 if page == "carte" else 1)
    assert pickle.loads(pickle.dumps(plates)) == plates
    svg = export_picture(plates).decode()
    said = " ".join("".join(text.itertext()) for text in ET.fromstring(svg).iter())
    for plate in plates:
        for row in plate.legend.rows:
            assert row.label.split()[0] in said
    # Each compared unit is a row: there is nothing to count.
    assert ("Nombre" in said) == (page != "comparaison")
    assert "light-dark" not in svg
    assert "Contours : IGN" in said


def test_the_grants_have_a_picture_and_a_story_has_none() -> None:
    for part, count in (("subventions", 1), ("frise", 0)):
        view, _problems = read_address({"vue": part}, "programme")
        assert len(page_plates("programme", view)) == count


def test_a_movement_that_is_shown_alone_is_plain_alone() -> None:
    view, _problems = read_address({"vue": "membres", "mouvement": "sort"}, "programme")
    (plate,) = page_plates("programme", view)
    pairs = set(zip(plate.drawn.classes, plate.drawn.dimmed, strict=True))
    assert [letter for letter, dimmed in pairs if dimmed == "0"] == ["2"]


def test_the_picture_of_a_sheet_is_titled_in_the_language_of_the_view() -> None:
    view, _problems = read_address(dict(parse_qsl(MAPS["territoire"])), "territoire")
    with speaking("en"):
        (plate,) = page_plates("territoire", view)
    assert plate.words.title.startswith("Vallée de la Bresle – Vimeu: ")


def test_years_without_figures_are_told_apart() -> None:
    view, _problems = read_address({"indicateur": "private_jobs_change_pct"}, "carte")
    known, empty = years_with_figures(view)
    assert [*known, *empty] == list(view.indicator_spec.years)
    assert "2024" in known


def test_a_small_map_is_a_small_file() -> None:
    view, _problems = read_address({"indicateur": "private_jobs_change_pct"}, "carte")
    picture = export_thumbnail(view)
    assert picture.startswith(b"\x89PNG")
    assert len(picture) < 120_000

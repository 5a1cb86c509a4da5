"""Small maps of a territory: in France, and up close."""

from xml.etree import ElementTree as ET

import pytest

from territoires_industrie.errors import AtlasError, UnknownCodeError
from territoires_industrie.membership import read_members
from territoires_industrie.picture.labels import short_name
from territoires_industrie.picture.locator import PointLayer, locator_svg, zoom_svg
from territoires_industrie.scene.scene import scene_of
from territoires_industrie.scene.view import View

SVG = "{http://www.w3.org/2000/svg}"
AXE_SEINE = "ti-2802"
CHERBOURG = (-1.62, 49.64)
ROUEN = (49.44, 1.10)


def members(territoire_id: str) -> list[str]:
    table = read_members(2)
    rows = table[table["territoire_id"] == territoire_id]
    return [str(code) for code in rows["member_siren"]]


def circles(svg: str, name: str) -> list[ET.Element]:
    group = next(g for g in ET.fromstring(svg).iter(f"{SVG}g") if g.get("class") == name)
    return list(group)


def test_the_locator_fills_the_units_asked_for() -> None:
    svg = locator_svg(View("territoire_phase2", selection=(AXE_SEINE,)))
    units = [p for p in ET.fromstring(svg).iter(f"{SVG}path") if p.get("class") == "unite"]
    assert [unit.get("data-code") for unit in units] == [AXE_SEINE]
    assert "Axe Seine" in (ET.fromstring(svg).findtext(f"{SVG}title") or "")


def test_a_scene_is_located_like_its_view() -> None:
    view = View("departement", "population_density_per_km2", selection=("33",))
    for draw in (locator_svg, zoom_svg):
        assert draw(scene_of(view)) == draw(view)


def test_units_compared_have_their_own_colours() -> None:
    colours = {"76": "#aa0000", "974": "#00aa00"}
    svg = locator_svg(View("departement", selection=("76", "974")), colours=colours)
    units = [p for p in ET.fromstring(svg).iter(f"{SVG}path") if p.get("class") == "unite"]
    assert {u.get("data-code"): u.get("fill") for u in units} == colours


def test_a_unit_too_small_to_see_is_ringed() -> None:
    assert list(
        ET.fromstring(locator_svg(View("departement", selection=("75",)))).iter(f"{SVG}circle")
    )
    assert not list(
        ET.fromstring(locator_svg(View("departement", selection=("33",)))).iter(f"{SVG}circle")
    )


def test_a_close_view_names_the_members() -> None:
    svg = zoom_svg(View("territoire_phase2", selection=(AXE_SEINE,)), members=members(AXE_SEINE))
    units = [p for p in ET.fromstring(svg).iter(f"{SVG}path") if p.get("class") == "unite"]
    said = " ".join("".join(t.itertext()) for t in ET.fromstring(svg).iter(f"{SVG}text"))
    assert len(units) == 11
    assert "Le Havre Seine Métropole" in said
    assert "20 km" in said


def test_points_are_drawn_where_they_are_and_only_in_view() -> None:
    layer = PointLayer(
        lon=[ROUEN[1], CHERBOURG[0]], lat=[ROUEN[0], CHERBOURG[1]], titles=["<Rouen>", "Cherbourg"]
    )
    svg = zoom_svg(View("territoire_phase2", selection=(AXE_SEINE,)), points=[layer])
    (point,) = circles(svg, "points")
    assert point.findtext(f"{SVG}title") == "<Rouen>"
    assert 0 < float(point.get("cx", -1)) < 640


def test_overseas_points_follow_their_ground() -> None:
    layer = PointLayer(lon=[55.45], lat=[-20.88])
    assert (
        len(circles(zoom_svg(View("departement", selection=("974",)), points=[layer]), "points"))
        == 1
    )


def test_points_without_a_pair_are_refused() -> None:
    with pytest.raises(AtlasError):
        PointLayer(lon=[1.0], lat=[])


def test_an_unknown_code_is_refused_by_name() -> None:
    for draw in (locator_svg, zoom_svg):
        with pytest.raises(UnknownCodeError, match="ti-9999"):
            draw(View("territoire_phase2", selection=("ti-9999",)))


def test_members_without_an_outline_are_left_out() -> None:
    svg = zoom_svg(View("departement", selection=("76",)), members=["217600000"])
    assert "217600000" not in svg


def test_the_kind_of_epci_is_left_out_of_names() -> None:
    assert short_name("CA Sud Sainte Baume") == "Sud Sainte Baume"
    assert short_name("Métropole Rouen Normandie") == "Métropole Rouen Normandie"

"""What the map is told at each rerun."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.box import Box
from territoires_industrie.classes.classification import CLASS_LETTERS, NO_CLASS, encode_classes
from territoires_industrie.classes.palettes import MISSING_STYLES
from territoires_industrie.draw.payload import (
    MAP_TEXTS,
    Focus,
    MapPayload,
    map_texts,
)
from territoires_industrie.draw.script import atlas_script
from territoires_industrie.draw.units_map import draw_units, units_map
from territoires_industrie.errors import AtlasError
from territoires_industrie.packing import unpack_integers
from territoires_industrie.scene.scene import scene_of
from territoires_industrie.scene.view import View
from territoires_industrie.wording import format_quantity, speaking


def read(payload: MapPayload) -> dict[str, object]:
    content = json.loads(payload.to_json())
    assert isinstance(content, dict)
    return content


def read_lists(payload: MapPayload) -> dict[str, object]:
    lists = read(payload)["lists"]
    assert isinstance(lists, list)
    return {name: value for one in lists for name, value in one.items() if name != "digest"}


def digests(payload: MapPayload) -> list[str]:
    return [one["digest"] for one in json.loads(payload.to_json())["lists"]]


@given(st.lists(st.text(), min_size=1, max_size=20))
def test_any_label_reads_back(labels: list[str]) -> None:
    payload = MapPayload("a.json", "0" * len(labels), labels=tuple(labels))
    _shades, told = json.loads(payload.to_json())["lists"]
    ranks = unpack_integers(told["label_of"])
    assert [told["labels"][rank] for rank in ranks] == labels


def test_circles_of_one_label_and_size_are_told_once() -> None:
    content = read_lists(
        MapPayload("a.json", "0000", labels=("1", "2", "1", "1"), radii=(3.5, 4.0, 3.5, 9.0))
    )
    assert content["labels"] == ["1", "2", "1"]
    assert content["radii"] == [3.5, 4.0, 9.0]
    assert unpack_integers(str(content["label_of"])).tolist() == [0, 1, 0, 2]


def test_a_change_of_35_000_units_is_small() -> None:
    codes = range(34_875)
    payload = MapPayload(
        "a.json",
        "".join(str(code % 5) for code in codes),
        labels=tuple(f"{code % 900 / 10:.1f} %" for code in codes),
    )
    assert len(payload.to_json()) < 130_000


@pytest.mark.parametrize("hostile", ["</script>", "<!--", "\u2028", "\u2029", "{{'map'}}", "{{{{"])
def test_nothing_in_a_label_can_end_the_script(hostile: str) -> None:
    payload = MapPayload("a.json", "0", labels=(hostile,))
    assert hostile not in payload.to_json()
    assert read_lists(payload)["labels"] == [hostile]


def test_every_field_reaches_the_browser() -> None:
    payload = MapPayload(
        "a.json",
        "0w",
        colours=("#112233",),
        radii=(3.5, 0.0),
        bounds=Box(west=-5.0, south=41.0, east=9.0, north=51.0),
        selected=("200000172",),
        selection_n=4,
        focus=Focus(("200000172",), 2),
    )
    content = read(payload)
    assert read_lists(payload)["radii"] == [3.5, 0.0]
    assert content["bounds"] == [[41.0, -5.0], [51.0, 9.0]]
    assert content["focus"] == {"codes": ["200000172"], "n": 2}
    assert (content["selected"], content["selection_n"]) == (["200000172"], 4)


def test_a_message_says_the_texts_alone_that_the_script_does_not_have() -> None:
    assert read(MapPayload("a.json", "0"))["texts"] == {"language": "fr"}
    own = MapPayload("a.json", "0", texts=map_texts(attribution="IGN 2026"))
    with speaking("en"):
        assert read(MapPayload("a.json", "0"))["texts"] == {"language": "en"}
    assert read(own)["texts"] == {"language": "fr", "attribution": "IGN 2026"}
    assert MAP_TEXTS["loading"] in atlas_script()[1].decode()


@pytest.mark.parametrize(
    "lists", [{"labels": ("1", "2")}, {"dimmed": "0101"}, {"radii": (1.0, 2.0)}]
)
def test_lists_of_another_length_are_refused(lists: dict[str, object]) -> None:
    with pytest.raises(AtlasError, match=f"3 entrées attendues dans {next(iter(lists))}"):
        MapPayload("a.json", "012", **lists)  # type: ignore[arg-type]


def test_a_change_of_every_epci_is_light() -> None:
    labels = tuple(format_quantity(20_000 + 13 * rank, "€") for rank in range(1255))
    payload = MapPayload("a.json", "4" * 1255, ("#000000",) * 5, labels, dimmed="0" * 1255)
    # As it travels: a text inside the JSON of the component's arguments.
    assert len(json.dumps(payload.to_json())) < 45_000


def test_lists_that_the_map_has_kept_are_only_named() -> None:
    labels = tuple(f"{rank} %" for rank in range(1255))
    payload = MapPayload("a.json", "4" * 1255, labels=labels, selected=("200000172",))
    shades, said = digests(payload)
    told = json.loads(payload.to_json({shades, said, "another"}))
    assert told["lists"] == [{"digest": shades}, {"digest": said}]
    assert told == {**read(payload), "lists": told["lists"]}
    assert len(payload.to_json({shades, said})) < 1500
    assert payload.to_json({"another"}) == payload.to_json()
    assert "classes" in json.loads(payload.to_json({said}))["lists"][0]


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({"selected": ("a",)}, [True, True]),
        ({"classes": "10"}, [False, True]),
        ({"dimmed": "01"}, [False, True]),
        ({"labels": ("2", "1")}, [True, False]),
        ({"radii": (2.0, 1.0)}, [True, False]),
    ],
)
def test_other_lists_have_another_digest(other: dict[str, object], same: list[bool]) -> None:
    one = MapPayload("a.json", "01", labels=("1", "2"), dimmed="10", radii=(1.0, 2.0))
    changed = digests(replace(one, **other))  # type: ignore[arg-type]
    assert [a == b for a, b in zip(digests(one), changed, strict=True)] == same


def test_a_missing_value_never_takes_a_class_colour() -> None:
    missing = [str(status) for status in MISSING_STYLES]
    letters = encode_classes([-1] * len(missing), missing)
    assert len(set(letters)) == len(missing)
    assert not set(letters + NO_CLASS) & set(CLASS_LETTERS)
    assert encode_classes([-1], ["value"]) == NO_CLASS


def test_classes_and_statuses_go_by_pairs() -> None:
    with pytest.raises(ValueError, match="shorter"):
        encode_classes([0, 1], ["value"])


def test_texts_can_be_replaced_one_by_one() -> None:
    texts = map_texts(home="Accueil")
    assert texts["home"] == "Accueil"
    assert texts["zoom_in"] == "Agrandir"


def test_a_selected_territory_shows_its_members_and_only_territories_do() -> None:
    territory = View("territoire_phase2", selection=("ti-2809",))
    drawn = units_map(draw_units(scene_of(territory), ("",) * 183), territory)
    assert [len(members.codes) for members in drawn.members] == [3]
    assert json.loads(drawn.to_json())["members"][0]["file"] == screen_geometry("epci").file
    assert drawn.has_names and drawn.departements
    region = View("region", selection=("28",))
    plain = units_map(draw_units(scene_of(region), ("",) * 18), region)
    assert plain.members == ()


def test_words_of_a_map_are_written_in_one_order() -> None:
    said = {key: f"{key}…" for key in list(MAP_TEXTS)[:8]}
    content = read(MapPayload("a.json", "0", texts=said))
    assert list(content["texts"]) == list(said)  # type: ignore[call-overload]

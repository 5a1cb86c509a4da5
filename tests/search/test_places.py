"""Search: by name or code as people write them, the best match first."""

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from territoires_industrie.levels import LEVELS
from territoires_industrie.membership import read_units
from territoires_industrie.search.places import read_places, search, search_kinds


def first(text: str) -> tuple[str, str]:
    hit = search(text)[0]
    return hit.level, hit.code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Étretat", ("commune", "76254")),
        ("etretat", ("commune", "76254")),
        ("  ÉTRETAT ", ("commune", "76254")),
        ("76540", ("commune", "76540")),
        ("200023414", ("epci", "200023414")),
        ("Métropole Rouen Normandie", ("epci", "200023414")),
        ("axe seine", ("territoire_phase2", "ti-2802")),
        ("TI-2802", ("territoire_phase2", "ti-2802")),
        ("normandie", ("region", "28")),
        ("seine maritime", ("departement", "76")),
        ("l'isle-d'abeau", ("commune", "38193")),
        ("St Etienne du Rouvray", ("commune", "76575")),
        ("1004", ("commune", "01004")),
        ("200 084 952", ("epci", "200084952")),
        ("St Etienne du Rouv", ("commune", "76575")),
        ("St Etienne du Rvray", ("commune", "76575")),
        ("sait etienne du rouvray", ("commune", "76575")),
        ("rouvray etienne", ("commune", "76575")),
        ("Oyonax", ("zone_emploi", "8425")),
        ("lhay les roses", ("commune", "94038")),
        ("Rouen métropole", ("epci", "200023414")),
        ("Strasbourg Eurometropole", ("epci", "246700488")),
        ("agglo evreux", ("epci", "200071454")),
        ("ste genevieve des bois", ("commune", "91549")),
        ("76800", ("commune", "76575")),
        ("76600", ("commune", "76351")),
        ("1400", ("commune", "01093")),
        ("217605757", ("commune", "76575")),
        ("Seynod", ("commune", "74010")),
        ("74268", ("commune", "74010")),
        ("Cherbourg-Octeville", ("commune", "50129")),
        ("14697", ("commune", "14654")),
        ("75101", ("commune", "75056")),
        ("Paris 15", ("commune", "75056")),
        ("Marseille 3e", ("commune", "13055")),
        ("Est Ensemble", ("epci", "200054781")),
        ("Grand-Orly Seine Bièvre", ("territoire_phase2", "ti-1105")),
        ("Thionville Fensch", ("epci", "992367730")),
        ("992367730", ("epci", "992367730")),
    ],
)
def test_the_best_match_comes_first(text: str, expected: Any) -> None:
    assert first(text) == expected


def test_what_is_no_unit_keeps_its_name_and_says_what_holds_it() -> None:
    former, arrondissement, ept = (search(text)[0] for text in ("Seynod", "75115", "Est Ensemble"))
    assert (former.kind, former.name) == ("former_commune", "Seynod")
    assert former.context == "Annecy, Communauté d'agglomération du Grand Annecy, Haute-Savoie"
    assert (arrondissement.kind, arrondissement.name) == (
        "arrondissement",
        "Paris 15e arrondissement",
    )
    assert ept.context.startswith("Métropole du Grand Paris")


def test_a_postal_code_is_said_where_it_found_the_place() -> None:
    town, village = search("76600")[:2]
    assert (town.name, village.name) == ("Le Havre", "Saint-Léonard")
    assert town.context.startswith("76600, ")
    assert not village.context.startswith("76600")


@pytest.mark.parametrize("level", ["commune", "epci", "departement", "territoire_phase2"])
def test_the_present_level_comes_first_and_no_kind_is_left_out(level: str) -> None:
    found = search_kinds("Le Havre", level, limit=10)
    assert level not in found or next(iter(found)) == level
    assert {"commune", "epci", "zone_emploi", "bassin_vie"} <= set(found)
    assert sum(map(len, found.values())) <= 10
    assert all(hit.kind == kind for kind, hits in found.items() for hit in hits)


@pytest.mark.parametrize(("level", "rank"), [("epci", 1), ("commune", 1), ("territoire_phase2", 0)])
def test_territories_of_the_programme_follow_the_level_on_screen(level: str, rank: int) -> None:
    kinds = list(search_kinds("bresle", level))
    assert kinds.index("territoire_phase2") == rank
    assert kinds[0] == level


def test_every_kind_has_a_hit_whatever_the_limit() -> None:
    kinds = set(search_kinds("seine", "epci", limit=100))
    found = search_kinds("seine", "epci", limit=3)
    assert len(kinds) > 3
    assert set(found) == kinds
    assert all(len(hits) == 1 for hits in found.values())


def test_both_phases_of_a_territory_are_found() -> None:
    found = {(hit.level, hit.code) for hit in search("axe seine")}
    assert found == {("territoire_phase2", "ti-2802"), ("territoire_phase1", "ti-2801")}


def test_a_commune_tells_what_it_belongs_to() -> None:
    (hit,) = search("76254")
    assert hit.units == {
        "commune": "76254",
        "epci": "200084952",
        "zone_emploi": "2813",
        "bassin_vie": "76259",
        "departement": "76",
        "region": "28",
        "territoire_phase1": "ti-2801",
        "territoire_phase2": "ti-2802",
    }
    assert hit.context == "Communauté urbaine Le Havre Seine Métropole, Seine-Maritime"


def test_an_island_without_epci_says_so() -> None:
    hit, bassin = search("85113")
    assert (hit.level, bassin.level) == ("commune", "bassin_vie")
    assert "epci" not in hit.units
    assert hit.context.startswith("sans EPCI")


def test_beginnings_come_before_the_rest_and_large_before_small() -> None:
    names = [hit.name for hit in search("rouen", limit=5)]
    assert names[:2] == ["Rouen", "Rouen"]
    communes = [hit for hit in search("saint den", limit=30) if hit.level == "commune"]
    population = read_units("commune")["population_count"]
    sizes = [population[hit.code] for hit in communes]
    assert communes[0].name == "Saint-Denis"
    assert sizes == sorted(sizes, reverse=True)


def test_the_beginning_of_a_code_is_enough() -> None:
    assert all(hit.code.startswith("7654") for hit in search("7654"))


@pytest.mark.parametrize("text", ["", "   ", "…", "\n", "xqzzx", "'; drop table"])
def test_what_is_nowhere_finds_nothing(text: str) -> None:
    assert search(text) == []


@given(st.text(max_size=30))
@settings(deadline=None)
def test_any_text_is_answered(text: str) -> None:
    hits = search(text)
    assert len(hits) <= 8
    assert all(hit.code in read_units(hit.level).index for hit in hits)


@given(st.sampled_from(sorted(LEVELS)), st.data())
@settings(deadline=None, max_examples=50)
def test_every_unit_is_found_by_its_code(level: str, data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(list(read_units(level).index)))
    assert (level, code) in {(hit.level, hit.code) for hit in search(code)}


def test_a_warm_search_takes_some_milliseconds() -> None:
    texts = ["a", "sai", "vallée de la", "zzz no such", "7", "Rvray Etiene du St", "b " * 200]
    for text in texts:  # what is made once a process is no part of it
        list(read_places().index.find(text))
    start = time.process_time()
    for text in texts:
        for _position, _limit in zip(read_places().index.find(text), range(200), strict=False):
            pass
    assert (time.process_time() - start) / len(texts) < 0.03

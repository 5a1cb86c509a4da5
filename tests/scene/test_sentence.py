"""One sentence for any unit, from its scene."""

from dataclasses import replace

import pytest

from territoires_industrie.analysis.ranking import rank_unit
from territoires_industrie.errors import UnknownCodeError
from territoires_industrie.indicators import (
    INDICATORS,
    Indicator,
    Measure,
    Status,
    national_value,
    read_values,
)
from territoires_industrie.levels import LEVELS
from territoires_industrie.scene.filters import Filter
from territoires_industrie.scene.scene import scene_of
from territoires_industrie.scene.sentence import (
    SHARES,
    _compare,
    commune_sentence,
    sentence_of,
    unit_sentence,
)
from territoires_industrie.scene.view import View
from territoires_industrie.scene.words import say_figure, say_value
from territoires_industrie.wording import LANGUAGES, ordinal, speaking

SHARE = "industrial_jobs_share_pct"
BRESLE = ("territoire_phase2", "ti-2809")


def plain(text: object) -> str:
    return str(text).replace("\xa0", " ").replace("\u202f", " ")


def test_the_sentence_of_a_territory_says_what_its_figures_say() -> None:
    said = sentence_of(*BRESLE)
    share = scene_of(View(BRESLE[0], SHARE)).cell(BRESLE[1])
    ranking = rank_unit(*BRESLE, SHARE)
    change = rank_unit(*BRESLE, "private_jobs_change_pct")

    first, ranks, moved = map(plain, said.clauses)
    figure = plain(say_value(INDICATORS[SHARE], *share))
    national = plain(say_figure(INDICATORS[SHARE], national_value(SHARE)))
    assert figure.startswith("≈ ")
    assert first == (
        f"{figure} des emplois sont industriels en 2022, "
        f"trois fois la moyenne française ({national})"
    )
    assert ranks == (
        f"{ordinal(ranking.rank or 0)} des {ranking.count} territoires d’industrie "
        f"dont le chiffre se compare ({183 - ranking.count} n’en ont pas), "
        f"{ordinal(ranking.region_rank or 0)} sur {ranking.region_count} "
        f"en région {ranking.region_name}"
    )
    assert change.value is not None
    assert moved.startswith("l’emploi salarié privé évolue de ")
    assert moved.endswith(" de 2014 à 2024")
    assert plain(say_figure(change.indicator, change.value)) in moved
    assert str(said).startswith("Vallée de la Bresle – Vimeu : ≈")
    assert str(said).endswith(f"{said.predicate[1:]}")


def test_it_is_written_in_english() -> None:
    with speaking("en"):
        said = plain(sentence_of(*BRESLE))
    assert said.startswith("Vallée de la Bresle – Vimeu: ≈ ")
    assert "of jobs are in industry in 2022, three times the French average (" in said
    assert "1st of the " in said
    assert " in Hauts-de-France; private jobs changed by " in said


SOME_UNITS = {
    "epci": ("200084952", "200023414", "200070944", "249740119"),
    "territoire_phase2": ("ti-2809", "ti-2802"),
    "territoire_phase1": ("ti-2801",),
    "zone_emploi": ("2815", "0601"),
    "bassin_vie": ("76540",),
    "departement": ("2A", "976", "976", "75"),
    "region": ("06", "11", "28"),
    "commune": ("76575", "75056", "55039", "29155"),
}


OF_COMMUNES = ("industrial_jobs_share_pct", "population_count", "programme_phase2_extent")
"""A scene of all the communes takes a quarter of a second: some of their indicators are enough."""


@pytest.mark.parametrize("level", LEVELS)
def test_every_indicator_has_a_whole_sentence_at_every_level(level: str) -> None:
    for indicator in INDICATORS.values():
        is_offered = level in indicator.levels and indicator.sector in ("", "CE")
        if not is_offered or (level == "commune" and indicator.key not in OF_COMMUNES):
            continue
        # One unit a status, so that each reason of an absence is written.
        one_each = read_values(level, indicator.key).groupby("status").head(1).index
        for code in (*one_each, *SOME_UNITS[level]):
            for language in LANGUAGES:
                with speaking(language):
                    check_sentence(indicator, level, str(code))


def check_sentence(indicator: Indicator, level: str, code: str) -> None:
    said = sentence_of(level, code, indicator.key)
    value, status = scene_of(View(level, indicator.key)).cell(code)
    text = str(said)
    assert text.endswith(".")
    assert ".." not in text
    assert "{" not in text
    assert "nan" not in text
    if Status(status).has_figure:
        assert say_value(indicator, value, status) in text
    else:
        assert len(said.clauses) == 1
        assert say_value(indicator, value, status)[1:] in text
    has_ranks = Status(status).has_figure and indicator.measure is not Measure.CATEGORY
    if has_ranks and status != Status.ZERO:
        assert ordinal(rank_unit(level, code, indicator.key).rank or 0)[:1] in text


def test_a_count_is_a_part_of_france_and_moves_in_per_cent() -> None:
    first, _ranks, moved = map(
        plain, sentence_of("epci", "200084952", "private_jobs_count").clauses
    )
    now, before = (
        read_values("epci", "private_jobs_count", year)["value"]["200084952"]
        for year in ("2024", "2014")
    )
    part = 100 * now / (national_value("private_jobs_count") or 0)
    assert f"{part:.1f}".replace(".", ",") + " % du total français" in first
    assert moved == f"{100 * (now / before - 1):+.1f}".replace(".", ",") + " % depuis 2014"


def test_a_percentage_moves_in_points() -> None:
    _first, _ranks, moved = sentence_of(
        "zone_emploi", "2815", "unemployment_rate_localised_pct"
    ).clauses
    assert plain(moved).endswith(" pt depuis 2003")


def test_a_change_stands_against_that_of_france_and_has_no_other_change() -> None:
    said = sentence_of("epci", "200084952", "private_jobs_change_pct")
    national = say_figure(
        INDICATORS["private_jobs_change_pct"], national_value("private_jobs_change_pct")
    )
    assert said.clauses[0].endswith(f"de 2014 à 2024, contre {national} en France")
    assert len(said.clauses) == 2


def test_one_census_under_two_years_has_not_moved() -> None:
    said = sentence_of("departement", "976", "population_count")
    assert "en 2017" in str(said)
    assert "depuis" not in str(said)


def test_ranks_are_those_of_the_filter() -> None:
    view = View("territoire_phase2", SHARE, filter=Filter(regions=("32",)))
    scene = scene_of(view)
    inside, outside = "ti-2809", "ti-7501"
    said = plain(unit_sentence(scene, inside))
    assert f"des {scene.ranked_count} territoires d’industrie du filtre" in said
    assert "en région" not in said
    assert "hors du filtre" in str(unit_sentence(replace(view), outside))


def test_a_feminine_noun_has_a_feminine_rank() -> None:
    view = View("commune", "population_count")
    assert "1re des " in str(unit_sentence(view, "75056"))


def test_equal_zeros_have_no_rank() -> None:
    cells = read_values("commune", "vocational_lycees_count")
    zero = str(cells.index[cells["status"] == Status.ZERO][0])
    assert len(sentence_of("commune", zero, "vocational_lycees_count").clauses) == 1


@pytest.mark.parametrize(
    ("quotient", "said"),
    [
        (0.1, "moins du quart de la moyenne française"),
        (0.5, "la moitié de la moyenne française"),
        (1.0, "proche de la moyenne française"),
        (1.5, "une fois et demie la moyenne française"),
        (1.7, "près de deux fois la moyenne française"),
        (2.0, "deux fois la moyenne française"),
        (3.3, "plus de trois fois la moyenne française"),
        (9.9, "dix fois la moyenne française"),
        (40, "plus de dix fois la moyenne française"),
    ],
)
def test_a_quotient_is_said_in_words(quotient: float, said: str) -> None:
    assert _compare(quotient) == said


def test_the_words_of_quotients_cover_all_in_order() -> None:
    bounds = [bound for bound, _text in SHARES]
    assert bounds == sorted(set(bounds))
    assert {_compare(quotient / 100) for quotient in range(1, 3000)} > {
        text for _bound, text in SHARES
    }


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(UnknownCodeError):
        unit_sentence(View("epci", SHARE), "000000000")


def test_what_stands_for_a_figure_is_named_and_compared_with_nothing() -> None:
    said = unit_sentence(View("epci", "industrial_jobs_share_pct"), "249740119")
    assert said.clauses[0] == (
        "« Part de l’industrie dans l’emploi », 4,7\xa0% (emploi salarié, zone ou département) "
        "en 2022"
    )
    assert "moyenne" not in str(said)
    assert "des 1" not in str(said)


@pytest.mark.parametrize(
    ("code", "french", "english"),
    [
        (
            "76575",
            (
                "Saint-Étienne-du-Rouvray est dans la Métropole Rouen Normandie, membre d’Axe "
                "Seine (phase 2) et d’Axe Seine (phase 1)."
            ),
            (
                "Saint-Étienne-du-Rouvray is in the Métropole Rouen Normandie, member of Axe Seine "
                "(phase 2) and of Axe Seine (phase 1)."
            ),
        ),
        (
            "43157",
            (
                "Le Puy-en-Velay est dans la Communauté d'agglomération du Puy-en-Velay, membre "
                "du Puy – Jeune Loire (phase 2) et de Puy-en-Velay - Jeune Loire (phase 1)."
            ),
            (
                "Le Puy-en-Velay is in the Communauté d'agglomération du Puy-en-Velay, member of "
                "Le Puy – Jeune Loire (phase 2) and of Puy-en-Velay - Jeune Loire (phase 1)."
            ),
        ),
        (
            "29155",
            "Ouessant n’est dans aucune intercommunalité, hors du programme.",
            "Ouessant is in no intercommunality, outside the programme.",
        ),
    ],
)
def test_a_commune_is_placed_in_its_epci_and_territories(
    code: str, french: str, english: str
) -> None:
    assert commune_sentence(code) == french
    with speaking("en"):
        assert commune_sentence(code) == english

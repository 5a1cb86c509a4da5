"""The ground of the atlas: levels, programme, and what each filter means."""

from territoires_industrie.indicators.registry.sectors import SOURCES
from territoires_industrie.indicators.sector_words import say_filter_method
from territoires_industrie.levels import COG_YEAR, LEVELS
from territoires_industrie.membership import POPULATION_COLUMN, read_units
from territoires_industrie.method.prose import Holes, Rows
from territoires_industrie.programme.actions import AXES
from territoires_industrie.programme.flows import LINK_RULE, MOVEMENTS
from territoires_industrie.programme.grants import LIMITS
from territoires_industrie.programme.states import STATES, state_counts, unplaced_communes_count
from territoires_industrie.scene.filters import (
    HALF,
    PROGRAMME_CHOICES,
    REGION_RULES,
    SPECIALISATION_SOURCE,
)
from territoires_industrie.statistics.zone_jobs import SPECIALISED
from territoires_industrie.wording import _, format_number, list_texts

EXAMPLE = "ti-2801"
"""An id that stands for another territory in each phase."""

MEMBER_COUNTS = ("territoire_count", "epci_count", "ept_count", "commune_member_count")


def ground_holes() -> Holes:
    """Count the levels and the states of the programme, and list what each filter offers."""
    key, year = SPECIALISATION_SOURCE
    source = next(one for one in SOURCES if one.key == key)
    lost = sum(unplaced_communes_count(key) for key in STATES)
    texts = {
        "cog_year": str(COG_YEAR),
        "example": EXAMPLE,
        "example_phase1": str(read_units("territoire_phase1").at[EXAMPLE, "name"]),
        "example_phase2": str(read_units("territoire_phase2").at[EXAMPLE, "name"]),
        "unplaced_communes": format_number(lost),
        "link_rule": _(LINK_RULE),
        "movements": list_texts(map(_, MOVEMENTS.values())),
        "grant_limits": _(LIMITS),
        "axes": list_texts(map(_, AXES.values())),
        "sector_filter": say_filter_method().format(share=format_number(100 * HALF)),
        "specialisation_min": format_number(SPECIALISED, 1),
        "specialisation_measure": f"{_(source.counted)} {year}",
        "specialisation_limits": _(source.limits),
        "population_year": POPULATION_COLUMN.rpartition("_")[2],
    }
    rows: dict[str, Rows] = {
        "levels": [_count_level(key) for key in LEVELS],
        "states": _count_states(),
        "state_notes": [(_(one.title), _(one.note)) for one in STATES.values() if one.note],
        "region_rules": [(slug, _(label)) for slug, label in REGION_RULES.items()],
        "programme_choices": [(slug, _(label)) for slug, label in PROGRAMME_CHOICES.items()],
    }
    return Holes(texts, rows)


def _count_level(key: str) -> tuple[str, ...]:
    units = read_units(key)
    crossing = int(units["region_codes"].map(len).gt(1).sum())
    return _(LEVELS[key].title), format_number(len(units)), format_number(crossing)


def _count_states() -> list[tuple[str, ...]]:
    counts = state_counts().to_dict("index")
    return [
        (
            _(state.title),
            format_number(state.phase),
            *(format_number(counts[key][column]) for column in MEMBER_COUNTS),
            _("déduit") if state.is_derived else _("publié"),
        )
        for key, state in STATES.items()
    ]

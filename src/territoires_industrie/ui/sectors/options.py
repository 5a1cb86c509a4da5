"""What a reader chooses on the sectors page."""

from dataclasses import dataclass

from territoires_industrie.analysis.sector_groups import (
    CHANGE_DATASET,
    DATASETS,
    DEFAULT_DATASET,
    Dataset,
    sectors_of,
)
from territoires_industrie.levels import GROUP_LEVELS, LEVELS
from territoires_industrie.membership import read_units
from territoires_industrie.scene.options import PageOptions, choice, choices, number
from territoires_industrie.scene.view import SPECIALISATION_BOUNDS
from territoires_industrie.statistics.zone_jobs import measured_levels
from territoires_industrie.wording import N_

MODES = {
    "specialisation": N_("Emplois et spécialisation"),
    "evolution": N_("Évolution 2019–2024"),
}
"""Maps of the page: address name → title."""


@dataclass(frozen=True)
class Order:
    """An order of the rankings: its French title, the column and the way that it goes."""

    title: str
    column: str
    is_ascending: bool = False


ORDERS = {
    "specialisation": Order(N_("Spécialisation"), "specialisation_ratio"),
    "emplois": Order(N_("Emplois"), "jobs_count"),
    "hausse": Order(N_("Emplois gagnés"), "change_count"),
    "baisse": Order(N_("Emplois perdus"), "change_count", is_ascending=True),
}
"""Orders of the rankings: address name → what it is."""


GRAINS = {LEVELS[key].own_slug: key for key in GROUP_LEVELS}
"""Levels that a map can be of: address name → key."""


@dataclass(frozen=True)
class SectorOptions(PageOptions):
    """Choices of the sectors page.

    Attributes
    ----------
    mode
        Key of ``MODES``.
    dataset
        Source and year of the jobs, a key of ``DATASETS``.
    sectors
        A38 codes; none for all of industry.
    threshold
        Least location quotient of a specialised zone; None for that of the filter.
    order
        Key of ``ORDERS``; empty for the one that goes with the map.
    grain
        Level of the map, a key of ``GRAINS``; empty for the finest that the source counts.
    units
        Units of the map chosen inside what is framed.
    """

    page = "filieres"

    mode: str = choice("vue", MODES, "specialisation")
    dataset: str = choice("source", DATASETS, DEFAULT_DATASET)
    # Every source's: a sector that one of them lacks is named by the page, not refused.
    sectors: tuple[str, ...] = choices(
        "secteurs",
        lambda _options, _level: [
            code for one in DATASETS.values() for code in sectors_of(one.source)
        ],
    )
    threshold: float | None = number("seuil", *SPECIALISATION_BOUNDS)
    order: str = choice("classement", ORDERS)
    grain: str = choice("maille", GRAINS)
    units: tuple[str, ...] = choices(
        "zones", lambda options, _level: read_units(options.level).index
    )

    @property
    def shown(self) -> Dataset:
        """Source and year of the map: a change has only one."""
        return DATASETS[CHANGE_DATASET if self.mode == "evolution" else self.dataset]

    @property
    def levels(self) -> tuple[str, ...]:
        """Keys of the levels that the map can be of."""
        return measured_levels(self.shown.source, self.shown.year)

    @property
    def level(self) -> str:
        """Key of the level of the map."""
        asked = GRAINS.get(self.grain, "")
        return asked if asked in self.levels else self.levels[0]

"""What a reader chooses on the sectors page."""

from dataclasses import dataclass

from territoires_industrie.analysis.sector_groups import DATASETS, DEFAULT_DATASET, sectors_of
from territoires_industrie.scene.options import PageOptions, choice, choices, number
from territoires_industrie.scene.view import SPECIALISATION_BOUNDS
from territoires_industrie.wording import N_

MODES = {
    "specialisation": N_("Emplois et spécialisation"),
    "evolution": N_("Évolution 2019–2024"),
}
"""Maps of the page: address name → title."""


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

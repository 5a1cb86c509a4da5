"""What a reader chooses on the page of a territory."""

from dataclasses import dataclass

from territoires_industrie.analysis.similarity import (
    CRITERIA,
    DEFAULT_COUNT,
    DEFAULT_WEIGHTS,
    criteria_of,
)
from territoires_industrie.indicators.own import is_own
from territoires_industrie.scene.options import PageOptions, choice, choices, numbers

MOST_WEIGHT = 5
"""Bound of a criterion's slider, and of the same number in an address."""

COUNTS = tuple(str(count) for count in range(3, 21))


@dataclass(frozen=True)
class SheetOptions(PageOptions):
    """Choices of the page of a territory.

    Attributes
    ----------
    weights
        Weight of each criterion of likeness, in the order of ``CRITERIA``.
    own
        Keys of the reader's own indicators that count as a criterion more, of weight one each.
    count
        Size of the group of similar units, one of ``COUNTS``.
    """

    page = "territoire"

    weights: tuple[float, ...] = numbers(
        "poids", 0, MOST_WEIGHT, tuple(DEFAULT_WEIGHTS[key] for key in CRITERIA)
    )
    own: tuple[str, ...] = choices(
        "propres", lambda _options, level: [key for key in criteria_of(level) if is_own(key)]
    )
    count: str = choice("semblables", COUNTS, str(DEFAULT_COUNT))

    @property
    def weight_of(self) -> dict[str, float]:
        """Weight of each criterion by key."""
        return dict(zip(CRITERIA, self.weights, strict=True)) | dict.fromkeys(self.own, 1.0)

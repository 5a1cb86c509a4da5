"""How a reader wants values classed."""

from dataclasses import dataclass

from territoires_industrie.classes.palettes import MAX_CLASSES
from territoires_industrie.wording import N_

AUTOMATIC = "auto"
METHODS = {
    AUTOMATIC: N_("Selon la répartition (automatique)"),
    "quantiles": N_("Effectifs égaux (quantiles)"),
    "progression": N_("Effectifs décroissants vers les extrêmes"),
    "ruptures": N_("Seuils naturels"),
    "intervalles": N_("Amplitudes égales"),
    "ecart-type": N_("Écarts-types autour de la moyenne"),
    "manuel": N_("Seuils choisis"),
}
"""Methods by address name, with their French label."""

DEFAULT_METHOD = AUTOMATIC
DEFAULT_CLASS_COUNT = 5
MIN_CLASSES = 3
CLASS_COUNTS = (MIN_CLASSES, MAX_CLASSES)
"""Fewest and most classes that a reader may ask for."""


@dataclass(frozen=True)
class Classing:
    """How values are classed: part of a view.

    Attributes
    ----------
    method
        A key of ``METHODS``; not used by a category.
    class_count
        Classes wanted, ``CLASS_COUNTS``; ties may give fewer.
    breaks
        Inner breaks of the manual method, in the unit of one indicator.
    is_common
        Whether all years of an indicator have the same classes, found among all their figures.
    """

    method: str = DEFAULT_METHOD
    class_count: int = DEFAULT_CLASS_COUNT
    breaks: tuple[float, ...] = ()
    is_common: bool = True

    @property
    def is_manual(self) -> bool:
        """Whether the reader chose the breaks."""
        return self.method == "manuel"

    def for_other_figures(self) -> "Classing":
        """Return how other figures are classed: chosen breaks are in the unit of one indicator."""
        return Classing(class_count=self.class_count) if self.is_manual else self

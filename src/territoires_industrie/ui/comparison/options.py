"""What a reader chooses on the comparison page."""

from dataclasses import dataclass

from territoires_industrie.analysis.compared_unit import unit_slugs
from territoires_industrie.analysis.comparison import PROFILES
from territoires_industrie.indicators import Indicator, Measure, indicators_of
from territoires_industrie.scene.options import PageOptions, choice, choices


def axes_of(level_key: str) -> dict[str, Indicator]:
    """List the indicators that the axes of the scatter offer, by key."""
    return {one.key: one for one in indicators_of(level_key) if one.measure is not Measure.CATEGORY}


@dataclass(frozen=True)
class ComparisonOptions(PageOptions):
    """Choices of the comparison page.

    Attributes
    ----------
    beside
        Units of other levels, by address name, beside those of the selection.
    profile
        Key of ``PROFILES``.
    x, y
        Indicators of the scatter; ``y`` is the level's first one when empty.
    """

    page = "comparaison"

    beside: tuple[str, ...] = choices("avec", lambda _options, _level: unit_slugs())
    profile: str = choice("profil", PROFILES, "part")
    x: str = choice("axe_x", lambda _options, level: axes_of(level), "population_count")
    y: str = choice("axe_y", lambda _options, level: axes_of(level))

"""A map with its legend and its words as one value: every picture is made from it.

It holds what the page sends to the browser (``DrawnUnits``), so that a picture shows what the
screen shows, whatever the map: it can be compared, and sent to another process.
"""

from dataclasses import dataclass, replace
from datetime import date

from territoires_industrie.classes.classification import CLASS_LETTERS
from territoires_industrie.classes.legend import Legend
from territoires_industrie.draw.units_map import DrawnUnits, draw_units, drawn_sites, kept_codes
from territoires_industrie.look import plain
from territoires_industrie.scene.legend import scene_legend
from territoires_industrie.scene.scene import Scene, scene_of
from territoires_industrie.scene.sites import ShownSites
from territoires_industrie.scene.view import View
from territoires_industrie.scene.words import Words, say_dated, scene_words
from territoires_industrie.wording import format_date


@dataclass(frozen=True)
class Plate:
    """One map to draw.

    Attributes
    ----------
    drawn
        What is drawn on the units of its level.
    view
        Its outline, sites, selection and extent are drawn; the rest is for the address.
    legend, words
        What is written beside it and around it, in the language of the run.
    focus
        Codes of the units to frame, in the place of the view's extent.
    """

    drawn: DrawnUnits
    view: View
    legend: Legend
    words: Words
    focus: tuple[str, ...] = ()

    @property
    def has_circles(self) -> bool:
        """Whether figures are circles, over units that are bare land."""
        return self.drawn.radii is not None

    @property
    def sites(self) -> ShownSites | None:
        """The declared sites over it; None where they are not shown."""
        if not self.view.shows_sites:
            return None
        return drawn_sites(self.view.sites, self.drawn.level, self.drawn.dimmed)

    @property
    def framed(self) -> tuple[str, ...]:
        """Codes of the units that its extent asks to see; empty for all of France."""
        if self.focus:
            return self.focus
        if self.view.extent == "selection":
            return self.view.selection
        if self.view.extent == "filtre" and self.drawn.dimmed:
            return kept_codes(self.drawn.level, self.drawn.dimmed)
        return ()

    def colour_of(self, letter: str) -> str:
        """Return the colour of a class by its letter, in a file; empty where there is none."""
        rank = CLASS_LETTERS.find(letter)
        return "" if rank < 0 else plain(self.drawn.colours[rank])


def plate_of(
    shown: "View | Scene | Plate", words: Words | None = None, day: date | None = None
) -> Plate:
    """Make the plate of a view or a scene; a plate is itself, dated.

    Parameters
    ----------
    words
        What is written around the map; ``scene_words`` when not given.
    day
        Date written on the picture, if any.
    """
    if isinstance(shown, Plate):
        return replace(shown, words=replace(shown.words, day=format_date(day))) if day else shown
    scene = scene_of(shown)
    said = words or scene_words(scene, day)
    # Without labels: a picture has no pointer to show them to.
    return Plate(draw_units(scene, ()), scene.view, scene_legend(scene, say_dated(scene)), said)

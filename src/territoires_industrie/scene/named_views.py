"""Views worth seeing, which the first page links to, each with a small picture."""

from dataclasses import dataclass
from pathlib import Path

from territoires_industrie.scene.view import View
from territoires_industrie.wording import N_

PICTURES = Path(__file__).with_name("pictures")


@dataclass(frozen=True)
class NamedView:
    """A view with a name.

    Attributes
    ----------
    key
        Name of its picture, and of its block on the page.
    title
        French source text.
    """

    key: str
    title: str
    view: View

    @property
    def picture(self) -> Path:
        """Its picture, which ``atlas build`` draws."""
        return PICTURES / f"{self.key}.webp"


NAMED_VIEWS = (
    NamedView(
        "recul",
        N_("Où l’industrie recule"),
        View("zone_emploi", "industrial_jobs_change_urssaf_pct"),
    ),
    NamedView(
        "chimie", N_("Où est la chimie"), View("zone_emploi", "specialisation_urssaf_ce_ratio")
    ),
    NamedView("entrants", N_("Qui est entré en 2023"), View("epci", "programme_path")),
    NamedView("co2", N_("Les usines et leur CO2"), View(sites="co2")),
)

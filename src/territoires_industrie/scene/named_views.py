"""Views worth seeing, which the first page links to, each with a small picture."""

from dataclasses import dataclass
from pathlib import Path

from territoires_industrie.scene.view import View
from territoires_industrie.sources import ROOT
from territoires_industrie.wording import N_

PICTURES = ROOT / "static" / "vues"
"""Where Streamlit serves them from, whatever set of data is in use."""


@dataclass(frozen=True)
class NamedView:
    """A view with a name.

    Attributes
    ----------
    key
        Name of its picture.
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

    @property
    def address(self) -> str:
        """Where a page finds its picture: each page stands in the folder of all."""
        return f"app/static/{PICTURES.name}/{self.picture.name}"


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

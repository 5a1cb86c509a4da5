"""Addresses of the sectors page that have a name: readers and documents point at them."""

from dataclasses import dataclass

from territoires_industrie.wording import N_


@dataclass(frozen=True)
class NamedAddress:
    """One address with a name.

    Attributes
    ----------
    title
        French source text.
    parameters
        As the address writes them.
    """

    title: str
    parameters: dict[str, str]


PAGE = "filieres"
NAMED_ADDRESSES = {
    "evolution-france": NamedAddress(
        N_("Évolution de l’emploi industriel, France"),
        {"niveau": "epci", "indicateur": "industrial_jobs_share_pct", "vue": "evolution"},
    ),
    "evolution-vallee-de-la-seine": NamedAddress(
        N_("Évolution de l’emploi industriel, vallée de la Seine"),
        {
            "niveau": "territoire",
            "phase": "2",
            "indicateur": "industrial_jobs_share_pct",
            "selection": "ti-2802",
            "vue": "evolution",
        },
    ),
    "evolution-normandie": NamedAddress(
        N_("Évolution de l’emploi industriel, Normandie"),
        {
            "niveau": "region",
            "indicateur": "industrial_establishments_share_pct",
            "selection": "28",
            "vue": "evolution",
        },
    ),
}
"""Name → address. The Seine valley is Axe Seine, as it is in the present phase."""

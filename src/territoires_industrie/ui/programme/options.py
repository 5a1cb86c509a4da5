"""What a reader chooses on the programme's page."""

from dataclasses import dataclass

from territoires_industrie.programme.actions import AXES
from territoires_industrie.programme.flows import MOVEMENTS
from territoires_industrie.programme.states import STATES
from territoires_industrie.programme.timeline import THEMES
from territoires_industrie.scene.options import PageOptions, choice, choices
from territoires_industrie.wording import N_

PARTS = {
    "presentation": N_("Ce qu’est le programme"),
    "membres": N_("Qui entre, qui sort"),
    "comparaison": N_("Membres et non-membres"),
    "contrats": N_("Contrats et actions"),
    "subventions": N_("Subventions"),
    "frise": N_("Chronologie"),
    "annonce": N_("Annonce de 2018 en Normandie"),
}
"""Parts of the page, one shown at a time: address name → title."""

STATE_KEYS = tuple(STATES)
LOCAL = "local"
"""Figures of régions and territories too, among the themes of the timeline."""

EVERY_THEME = (*THEMES, LOCAL, *AXES)
PHASE_2, REGION, WIDE = "phase2", "region", "hors-phase"
NEIGHBOURS = ("1", "3", "5", "10")


def states_after(before: str) -> tuple[str, ...]:
    """List the states of the programme that follow another."""
    return STATE_KEYS[STATE_KEYS.index(before) + 1 :]


@dataclass(frozen=True)
class ProgrammeOptions(PageOptions):
    """Choices of the programme's page.

    Attributes
    ----------
    part
        Key of ``PARTS``.
    before, after
        The two states between which members move, and…
    movement
        … the movement that is shown alone; empty for all.
    themes
        Themes of the timeline and axes of the actions that are kept: a part shows all its own
        when none of them is here.
    matching
        How members are matched with others: phase, ground and number, where not the first offered.
    """

    page = "programme"

    part: str = choice("vue", PARTS, "presentation")
    # Compared first: the end of phase 1 and the last list of phase 2.
    before: str = choice("etat_avant", STATE_KEYS[:-1], "2022-12-31")
    after: str = choice(
        "etat_apres", lambda chosen, _level: states_after(chosen.before), STATE_KEYS[-1]
    )
    movement: str = choice("mouvement", MOVEMENTS)
    themes: tuple[str, ...] = choices("theme", EVERY_THEME)
    matching: tuple[str, ...] = choices("apparies", (PHASE_2, REGION, WIDE, *NEIGHBOURS))

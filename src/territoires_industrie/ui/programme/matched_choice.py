"""Which members are compared with which non-members: chosen by the reader, held by the address."""

from dataclasses import dataclass, replace

import streamlit as st

from territoires_industrie.analysis.matched import (
    POOLS,
    MatchedComparison,
    compare_members,
)
from territoires_industrie.scene.view import View
from territoires_industrie.ui.controls import bound
from territoires_industrie.ui.programme.options import (
    NEIGHBOURS,
    PHASE_2,
    REGION,
    WIDE,
    ProgrammeOptions,
)
from territoires_industrie.ui.state import change_options
from territoires_industrie.wording import (
    _,
)

DEFAULT_NEIGHBOURS = "3"


@dataclass(frozen=True)
class Choice:
    """What the reader asked for; written as words in the address."""

    phase: int
    within_region: bool
    pool: str
    neighbours: str

    def write(self) -> tuple[str, ...]:
        """Write what differs from the first choice."""
        words = [
            PHASE_2 if self.phase == 2 else "",
            REGION if self.within_region else "",
            WIDE if self.pool == WIDE else "",
            self.neighbours if self.neighbours != DEFAULT_NEIGHBOURS else "",
        ]
        return tuple(word for word in words if word)

    def compare(self) -> MatchedComparison:
        """Work the comparison out; the same choice is worked out once."""
        return compare_members(self.phase, int(self.neighbours), self.within_region, self.pool)


def read_choice(view: View) -> Choice:
    """Read the choice of a view."""
    words = view.options_of(ProgrammeOptions).matching
    counts = [word for word in words if word in NEIGHBOURS]
    return Choice(
        phase=2 if PHASE_2 in words else 1,
        within_region=REGION in words,
        pool=WIDE if WIDE in words else "jamais",
        neighbours=counts[0] if counts else DEFAULT_NEIGHBOURS,
    )


def choose(view: View) -> Choice:
    """Let the reader choose, and return the choice."""
    choice = read_choice(view)

    def change(**changes: object) -> None:
        words = replace(choice, **changes).write()  # type: ignore[arg-type]
        change_options(ProgrammeOptions, matching=words)

    with st.container(key="apparies_choix"):
        phase, pool, neighbours, region = st.columns([2, 4, 2, 3], vertical_alignment="bottom")
    phase.segmented_control(
        _("Membres de la"),
        [1, 2],
        format_func=lambda number: _("phase {phase}").format(phase=number),
        required=True,
        **bound("apparies_phase", choice.phase, lambda number: change(phase=number)),
    )
    pool.selectbox(
        _("Comparés aux"),
        list(POOLS),
        format_func=lambda key: _(POOLS[key]),
        filter_mode=None,
        **bound("apparies_groupe", choice.pool, lambda key: change(pool=key)),
    )
    neighbours.selectbox(
        _("Voisins par membre"),
        NEIGHBOURS,
        filter_mode=None,
        **bound("apparies_voisins", choice.neighbours, lambda count: change(neighbours=count)),
    )
    region.toggle(
        _("Dans la même région"),
        help=_("La région où l’EPCI a le plus d’habitants."),
        **bound("apparies_region", choice.within_region, lambda on: change(within_region=on)),
    )
    return choice

"""The territories that a sheet is about: the unit, its other phase, or those that it is in."""

from dataclasses import dataclass

from territoires_industrie.levels import LEVELS
from territoires_industrie.membership import (
    CURRENT_STATES,
    programme_status,
    read_units,
    split_codes,
)
from territoires_industrie.programme.flows import link_territoires
from territoires_industrie.wording import _

SAME_MIN_PCT = 50.0
"""A territory continues as another when at least this part of its inhabitants are in it."""


@dataclass(frozen=True)
class Identity:
    """A territory of a phase, and its name in the language of the run."""

    phase: int
    code: str
    name: str

    @property
    def label(self) -> str:
        """Name, phase and id in one text."""
        return _("{name} (phase {phase}, {code})").format(
            name=self.name, phase=self.phase, code=self.code
        )


def territoires_of(level_key: str, code: str) -> tuple[Identity, ...]:
    """List the territories whose actions and texts concern a unit, the last phase first.

    For a territory: itself, then the one of the other phase that holds at least half of its
    inhabitants. For an EPCI: the territories that it is in.
    """
    phase = LEVELS[level_key].phase
    if phase is None:
        status = programme_status("epci").loc[code]
        return tuple(
            _identity(each, territoire)
            for each in (2, 1)
            for territoire in split_codes(status[f"territoire_id_phase{each}"])
        )
    # Ids are reused between the phases: the territory is followed by its communes.
    side, far = ("before", "after") if phase == 1 else ("after", "before")
    links = link_territoires(CURRENT_STATES[1], CURRENT_STATES[2])
    mine = links[
        (links[f"territoire_id_{side}"] == code) & (links[f"share_{side}_pct"] >= SAME_MIN_PCT)
    ]
    # Two may hold just half each: the first row has most inhabitants in common.
    others = [_identity(3 - phase, str(other)) for other in mine[f"territoire_id_{far}"].head(1)]
    return (_identity(phase, code), *others)


def _identity(phase: int, code: str) -> Identity:
    return Identity(phase, code, str(read_units(f"territoire_phase{phase}").at[code, "name"]))

"""What is wrong in an address, and what to open instead."""

from dataclasses import dataclass

from territoires_industrie.levels import LEVELS, MAP_LEVELS
from territoires_industrie.programme.explain import (
    Explanation,
    Target,
    explain_code,
    explain_territoire,
)
from territoires_industrie.wording import _

MOST_TARGETS = 4
"""Most units to open instead that are named for one code."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with a parameter of an address, in words, and what to open instead."""

    text: str
    targets: tuple[Target, ...] = ()


def explain_selection(level_key: str, code: str) -> Problem:
    """Explain why a code is not a unit of a level: other phase, merged EPCI, other level."""
    phase = LEVELS[level_key].phase
    if phase is not None and code.lower().startswith("ti-"):
        explanation = explain_territoire(code, phase)
    else:
        explanation = explain_code(code)
    text = _("Adresse, sélection « {code} » : {explanation}")
    return Problem(text.format(code=code, explanation=explanation.text), _openable(explanation))


def explain_former(parameter: str, code: str) -> Problem | None:
    """Explain a code that was that of another unit, or is of another level; None for no unit's."""
    explanation = explain_code(code)
    targets = _openable(explanation)
    text = _("Adresse, « {name}={code} » : {explanation}")
    said = text.format(name=parameter, code=code, explanation=explanation.text)
    return Problem(said, targets) if targets else None


def explain_silent_phase(code: str) -> Problem | None:
    """Explain that an id means two territories, where an address names it without its phase."""
    explanation = explain_code(code)
    ids = [target for target in explanation.targets if target.code == code]
    if len({target.name for target in ids}) < 2:
        return None
    text = _("Adresse sans phase : {explanation}")
    return Problem(text.format(explanation=explanation.text), _openable(explanation))


def _openable(explanation: Explanation) -> tuple[Target, ...]:
    """Return the targets that a page can show, each once."""
    found = {
        (target.level_key, target.code): target
        for target in reversed(explanation.targets)
        if target.level_key in MAP_LEVELS
    }
    return tuple(reversed(found.values()))[:MOST_TARGETS]

"""How much one filter of OGC API Features may ask for, counted in its text before it is read.

A filter runs on all the rows of a level, 35,000 for communes: its length alone bounds neither the
depth of what is parsed, nor how often a pattern with wildcards tries each text again.
"""

import re
from collections.abc import Iterator
from itertools import accumulate
from urllib.parse import parse_qsl

from territoires_industrie.errors import AtlasError
from territoires_industrie.wording import N_, _

MOST_DEEP, MOST_TERMS, MOST_PLACES, MOST_WILDCARDS, MOST_IN_PATTERN = 10, 40, 4, 6, 2

TEXT = re.compile(r"'[^']*'?")
# Coordinates are no terms: their minus signs are no subtractions.
SHAPE = re.compile(r"\b(?:[A-Z]*(?:POINT|LINESTRING|POLYGON)|ENVELOPE)\s*\([-+.,()\d\sE]*\)", re.I)
TERM = re.compile(
    r"[<>=]+|[-+*/]|\b(?:AND|OR|NOT|I?LIKE|IN|IS|BETWEEN|BEFORE|DURING|AFTER)\b", re.I
)
PLACE = re.compile(
    r"\b(?:INTERSECTS|DISJOINT|CONTAINS|WITHIN|TOUCHES|CROSSES|OVERLAPS|EQUALS|RELATE|DWITHIN"
    r"|BEYOND|BBOX)\b",
    re.I,
)


class FilterError(AtlasError):
    """A filter that asks for too much."""


def require_modest_filters(query: str) -> None:
    """Refuse the query of an address whose filter is too deep, too long or too vague.

    Raises
    ------
    FilterError
        With each bound that is passed, and what was counted.
    """
    for name, text in parse_qsl(query):
        passed = list(_passed(text)) if name == "filter" else []
        if passed:
            told = _("Filtre trop lourd : {bounds}. Demandez-en moins, ou en plusieurs fois.")
            raise FilterError(told, bounds=" ; ".join(passed))


def _passed(text: str) -> Iterator[str]:
    """Yield each bound that a filter passes, in words."""
    wildcards = [one.count("%") for one in TEXT.findall(text)]
    plain = SHAPE.sub(" ", TEXT.sub(" ", text))
    steps = (1 if sign == "(" else -1 for sign in plain if sign in "()")
    counted = (
        (max(accumulate(steps), default=0), MOST_DEEP, N_("parenthèses imbriquées")),
        (len(TERM.findall(plain)), MOST_TERMS, N_("comparaisons, liaisons et calculs")),
        (len(PLACE.findall(plain)), MOST_PLACES, N_("conditions de lieu")),
        (max(wildcards, default=0), MOST_IN_PATTERN, N_("signes « % » dans un modèle")),
        (sum(wildcards), MOST_WILDCARDS, N_("signes « % » en tout")),
    )
    for found, most, what in counted:
        if found > most:
            told = _("{most} {what} au plus, {found} trouvés")
            yield told.format(most=most, what=_(what), found=found)

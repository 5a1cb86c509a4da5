"""How units are compared: ranks, sectors, likeness, matched members, brownfields."""

from collections.abc import Iterable

from territoires_industrie.analysis import (
    brownfields,
    concentration,
    matched,
    matched_words,
    profile,
    similarity,
)
from territoires_industrie.analysis.matching import BOOTSTRAP_COUNT, VARIABLES
from territoires_industrie.indicators.registry.sectors import LOCATION_QUOTIENT
from territoires_industrie.method.prose import Holes
from territoires_industrie.wording import _, format_number, list_texts


def comparison_holes() -> Holes:
    """Take the notices, bounds and lists of every comparison that the atlas makes."""
    periods = _("{first} à {last}")
    criteria = [
        (_(one.label), format_number(similarity.DEFAULT_WEIGHTS[key]), _(one.definition))
        for key, one in similarity.CRITERIA.items()
    ]
    texts = {
        "location_quotient": _(LOCATION_QUOTIENT),
        "profile_notice": profile.say_ground(),
        "published_share": format_number(100 * profile.PUBLISHED_SHARE_MIN),
        "profile_source": f"{profile.DEFAULT_SOURCE.upper()} {profile.DEFAULT_YEAR}",
        "evolution_notice": _(profile.EVOLUTION_NOTICE),
        "concentration_formulas": "\n\n".join(map(_, concentration.FORMULAS.values())),
        "similar_count": format_number(similarity.DEFAULT_COUNT),
        "matched_association": _(matched_words.ASSOCIATION),
        "matched_method": _(matched_words.METHOD).format(neighbours=matched.DEFAULT_NEIGHBOURS),
        "matched_replacement": _(matched_words.REPLACEMENT),
        "matched_spread": _(matched_words.SPREAD).format(count=format_number(BOOTSTRAP_COUNT)),
        "good_balance": format_number(matched.GOOD_BALANCE, 1),
        "matched_periods": ", ".join(
            periods.format(first=first, last=last) for first, last in matched.PERIODS
        ),
        "matched_variables": _list(one.label for one in VARIABLES),
        "matched_pools": _list(matched.POOLS.values()),
        "brownfields_notice": _(brownfields.NOTICE),
        "register_notice": _(brownfields.REGISTER_NOTICE),
        "outlier_notice": _(brownfields.OUTLIER_NOTICE).format(
            limit=format_number(brownfields.OUTLIER_HA)
        ),
        "brownfield_types": _list(brownfields.TYPES.values()),
        "brownfield_statuses": _list(brownfields.STATUSES.values()),
    }
    return Holes(texts, {"criteria": criteria})


def _list(labels: Iterable[str]) -> str:
    return list_texts(_(label) for label in labels)

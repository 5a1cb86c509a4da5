"""The whole sheet of a unit, in the language of the run."""

from collections.abc import Callable, Mapping
from functools import partial

from territoires_industrie.analysis.similarity import DEFAULT_COUNT, DEFAULT_WEIGHTS, find_similar
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.membership import read_units
from territoires_industrie.sheet.announced import published_section
from territoires_industrie.sheet.figures import figures_section, trends_section
from territoires_industrie.sheet.header import (
    header_section,
    kind_of,
    require_sheet,
    whole_members,
)
from territoires_industrie.sheet.identity import territoires_of
from territoires_industrie.sheet.industrial_sites import industrial_sites_section
from territoires_industrie.sheet.industry import industry_section
from territoires_industrie.sheet.model import OnDemand, Section, Sheet
from territoires_industrie.sheet.similar import similar_section
from territoires_industrie.sheet.sites import sites_section
from territoires_industrie.sheet.story import programme_section
from territoires_industrie.wording import language, speaking

SHEETS_KEPT = 64


STEADY: dict[str, Callable[[str, str], Section]] = {
    "header": header_section,
    "trends": trends_section,
    "industry": industry_section,
    "published": lambda level_key, code: published_section(territoires_of(level_key, code)),
    "industrial_sites": lambda level_key, code: industrial_sites_section(
        level_key, code, whole_members(level_key, code)
    ),
    "sites": lambda level_key, code: sites_section(level_key, code, whole_members(level_key, code)),
    "programme": lambda level_key, code: programme_section(
        level_key, code, territoires_of(level_key, code)
    ),
}
"""Sections that depend on the unit alone, not on its similar group."""


def read_sheet(
    level_key: str,
    code: str,
    weights: Mapping[str, float] | None = None,
    similar_count: int = DEFAULT_COUNT,
) -> Sheet:
    """Compose the sheet of a unit.

    Parameters
    ----------
    level_key, code
        An EPCI, or a territory of either phase.
    weights, similar_count
        Criteria and size of the similar group, as ``similarity.find_similar``.

    Raises
    ------
    UnknownCodeError
        If the level has no sheets, or no such unit.
    AtlasError
        If no weight is above zero.
    """
    require_sheet(level_key, code)
    used = DEFAULT_WEIGHTS if weights is None else weights
    return _sheet(level_key, code, tuple(used.items()), similar_count)


@reader_cache(maxsize=SHEETS_KEPT)
def _sheet(level_key: str, code: str, weights: tuple[tuple[str, float], ...], count: int) -> Sheet:
    # Only two sections depend on the similar group: the others are cached for every choice of it.
    similar = find_similar(level_key, code, dict(weights), count)
    group = tuple(map(str, similar.nearest.index))
    steady = partial(_in_this_language, _steady_section, level_key, code)
    return Sheet(
        level_key=level_key,
        code=code,
        name=str(read_units(level_key).at[code, "name"]),
        kind=kind_of(level_key, code),
        sections=OnDemand(
            (
                steady("header"),
                _in_this_language(figures_section, level_key, code, group),
                steady("trends"),
                steady("industry"),
                _in_this_language(similar_section, similar),
                steady("published"),
                steady("industrial_sites"),
                steady("sites"),
                steady("programme"),
            )
        ),
        similar=group,
    )


def _in_this_language(make: Callable[..., Section], *arguments: object) -> Callable[[], Section]:
    """Return a function that makes a section in the language of this run, whoever calls it."""
    # The section may be made later, by the run of another reader.
    used = language()

    def made() -> Section:
        with speaking(used):
            return make(*arguments)

    return made


@reader_cache(maxsize=SHEETS_KEPT * len(STEADY))
def _steady_section(level_key: str, code: str, key: str) -> Section:
    """Return a section that no choice of the reader changes."""
    return STEADY[key](level_key, code)

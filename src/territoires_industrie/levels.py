"""The levels that the atlas maps, from ``levels.toml``: a `Level` has all that is known of one."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from territoires_industrie.errors import UnknownCodeError, meant, nearest
from territoires_industrie.wording import _

COG_YEAR = 2026
"""Year of the official geographic code that every boundary follows (1 January)."""

ZONING_TABLE = "commune_zone_2025"
"""Table of ``data/`` with INSEE's study zonings: one column a zoning, one row a commune."""

COVERAGE = "France métropolitaine, Guadeloupe, Martinique, Guyane, La Réunion, Mayotte"

PARTS = ("departement_code", "departement_codes", "region_code", "region_codes")
"""Columns of the départements and régions where a unit lies."""


@dataclass(frozen=True, kw_only=True)
class NameTable:
    """Table of ``data/`` that names the units of a level, and two of its columns."""

    table: str
    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Level:
    """One way to divide France.

    Attributes
    ----------
    key
        Name in code and in file names.
    slug
        Name in addresses and on the command line.
    file
        Name of its boundaries in ``geo/``, without the ending.
    column
        Column of the commune composition table that holds the code of the unit a
        commune belongs to.
    code_field, name_field
        Names of the code and name columns in exports.
    names
        Where the names of its units are read.
    title, singular
        French source texts: the level in a control, and one unit of it.
    noun
        French source text: one unit of it in a sentence, in full (*par* …).
    counted
        French source texts, singular and plural, of a ``{count}`` of units.
    is_feminine
        Gender of the French noun.
    rank
        Place from the widest level (1) to the smallest.
    parents
        Keys of the levels that locate a unit, the nearest first: they distinguish units of the
        same name.
    traits
        Columns of the table of names that describe a unit further.
    identity
        Columns that describe a unit in exports, after its code and name.
    phase
        Phase of the programme, for the two territoire levels.
    zoning
        For a study zoning of INSEE, a column of ``ZONING_TABLE``: how the record of the
        composition table describes it. Empty for other levels.
    is_simplified_apart
        Whether its screen boundaries are simplified by themselves. Those of the other levels
        are simplified together, so that their lines coincide; a level of many units would
        add vertices to the file of each of them.
    offers_similar
        Whether its units have enough peers to be compared with the most similar ones.
    default_indicator
        Key of the indicator that is shown first.
    boundary_title, boundary_attribution, coverage
        Fields of the provenance record of its boundaries.
    boundary_warning
        What a user of its boundaries should know beyond the limits that all levels have.
    """

    key: str
    slug: str
    file: str
    column: str
    code_field: str
    name_field: str
    names: NameTable
    title: str
    singular: str
    noun: str
    counted: tuple[str, str]
    rank: int
    parents: tuple[str, ...] = ("departement",)
    traits: tuple[str, ...] = ()
    identity: tuple[str, ...] = (*PARTS, "commune_count")
    phase: int | None = None
    is_feminine: bool = False
    zoning: str = ""
    is_simplified_apart: bool = False
    offers_similar: bool = False
    default_indicator: str = "industrial_jobs_share_pct"
    boundary_title: str
    boundary_attribution: str = "IGN, Etalab"
    boundary_warning: str = ""
    coverage: str = COVERAGE

    @property
    def own_slug(self) -> str:
        """Name in addresses that says the phase as well.

        >>> LEVELS["territoire_phase1"].own_slug, LEVELS["epci"].own_slug
        ('territoire-1', 'epci')
        """
        return f"{self.slug}-{self.phase}" if self.phase else self.slug

    @property
    def has_own_codes(self) -> bool:
        """Whether its codes are its own, rather than those of communes."""
        return self.names.code == self.code_field


REGISTRY = Path(__file__).with_name("levels.toml")


def _level(entry: Mapping[str, Any]) -> Level:
    fields: dict[str, Any] = {
        name: tuple(it) if isinstance(it, list) else it for name, it in entry.items()
    }
    fields["names"] = NameTable(**fields["names"])
    return Level(**fields)


# File names hold the year: written as a hole, it changes in one place.
_content = tomllib.loads(REGISTRY.read_text("utf-8").replace("{cog_year}", str(COG_YEAR)))

LEVELS = {entry["key"]: _level(entry) for entry in _content["level"]}
"""Levels by key, in the order of the control."""

EPT = _level(_content["ept"])
"""Members of the programme inside one EPCI: drawn with others, not a level of the map."""

BOUNDARY_LEVELS = {**LEVELS, EPT.key: EPT}
"""Levels that have boundaries in ``geo/``, by key."""

MAP_LEVELS = tuple(LEVELS)
"""Levels that the map page offers, in the order of its control."""

GROUP_LEVELS = tuple(key for key in LEVELS if key != "commune")
"""Levels made of communes: what is compared, and opened to its communes."""

LEVEL_SLUGS = tuple(dict.fromkeys(level.slug for level in LEVELS.values()))
"""Names of the levels in addresses and on the command line, in the order of the control."""


def find_level(slug: str, phase: int | None = None) -> Level:
    """Find a level by its address name and, for ``territoire``, its phase (2 by default).

    Raises
    ------
    UnknownCodeError
        If there is no such level; the message names the nearest ones.
    """
    wanted_phase = (phase or 2) if meant(slug, LEVEL_SLUGS) == "territoire" else None
    for level in LEVELS.values():
        if level.slug == meant(slug, LEVEL_SLUGS) and level.phase == wanted_phase:
            return level
    slugs = sorted(LEVEL_SLUGS)
    close = ", ".join(nearest(slug, slugs) or slugs)
    raise UnknownCodeError(
        _("Niveau inconnu : « {slug} ». Niveaux proches : {close}."), slug=slug, close=close
    )

"""What ``atlas export`` writes that is no level: members of the programme, and declared sites."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from territoires_industrie.scene.errors import RequestError
from territoires_industrie.wording import _

if TYPE_CHECKING:
    from territoires_industrie.commands.options import ViewOptions
    from territoires_industrie.export.document import Document

MEMBERS, SITES = BESIDE_LEVELS = ("membres", "sites")


def read_beside(asked: "ViewOptions", indicators: Sequence[str]) -> "Document":
    """Read the options for what is no level, and gather it.

    Raises
    ------
    RequestError
        If an option has no effect on it, or is wrong; the message names the nearest values.
    """
    _refuse_without_effect(asked, indicators)
    return _read_sites(asked) if asked.level == SITES else _read_members(asked)


def _refuse_without_effect(asked: "ViewOptions", indicators: Sequence[str]) -> None:
    is_sites = asked.level == SITES
    without = {
        "--region-rule": asked.region_rule,
        "--specialisation-min": asked.specialisation_min,
        "--indicator": indicators or None if is_sites else None,
        "--year": asked.year if is_sites or not indicators else None,
        "--sector": None if is_sites else asked.sector,
    }
    for option, value in without.items():
        if value is not None:
            message = _("{option} est sans effet sur « {level} » : retirez {option}.")
            raise RequestError(message, option=option, level=asked.level)


def _read_sites(asked: "ViewOptions") -> "Document":
    from territoires_industrie.export.sites import site_document
    from territoires_industrie.scene.address import read_regions, read_sector
    from territoires_industrie.scene.filters import Filter

    reader = asked.reader()
    kept = Filter(regions=read_regions(reader), within=reader.within())
    sector = read_sector(reader)
    reader.refuse(RequestError)
    return site_document("commune", kept, sector=sector)


def _read_members(asked: "ViewOptions") -> "Document":
    from territoires_industrie.export.members import Members, member_document
    from territoires_industrie.export.request import read_indicators, read_year
    from territoires_industrie.levels import LEVELS
    from territoires_industrie.membership import PHASES
    from territoires_industrie.scene.address import read_phase, read_regions

    reader = asked.reader()
    level_key, territoire = reader.within() or (f"territoire_phase{read_phase(reader)}", "")
    level = LEVELS[level_key]
    is_one = territoire or asked.phase is not None
    phases = (level.phase,) if is_one and level.phase else PHASES
    keys = read_indicators(reader, level)
    year = read_year(reader, level, keys) if keys else ""
    wanted = Members(phases, territoire, read_regions(reader), keys, year)
    reader.refuse(RequestError)
    return member_document(wanted)

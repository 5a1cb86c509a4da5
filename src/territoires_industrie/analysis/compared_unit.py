"""One unit of a comparison: its name, its name in addresses, its label among others."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from territoires_industrie.errors import AtlasError, meant
from territoires_industrie.levels import GROUP_LEVELS, LEVELS, find_level
from territoires_industrie.membership import read_units
from territoires_industrie.wording import _


@dataclass(frozen=True)
class ComparedUnit:
    """One unit of a comparison."""

    level_key: str
    code: str

    @property
    def name(self) -> str:
        """Official name."""
        return str(read_units(self.level_key)["name"][self.code])

    @property
    def region_code(self) -> str:
        """Région where most of its inhabitants live."""
        return str(read_units(self.level_key)["region_code"][self.code])

    @property
    def slug(self) -> str:
        """Name in addresses: ``region:28``, ``territoire-1:ti-2801``.

        >>> ComparedUnit("territoire_phase1", "ti-2801").slug
        'territoire-1:ti-2801'
        """
        return f"{LEVELS[self.level_key].own_slug}:{self.code}"


def read_unit(slug: str) -> ComparedUnit | None:
    """Read a unit from its address name; None where there is no such unit.

    >>> read_unit("region:28")
    ComparedUnit(level_key='region', code='28')
    >>> read_unit("region:999") is None, read_unit("commune:27001") is None
    (True, True)
    """
    # Ids of territories are reused from one phase to the next: the slug names the phase.
    level_slug, _colon, code = slug.partition(":")
    for phase in (1, 2):
        if level_slug == f"territoire-{phase}":
            level_slug = "territoire"
            break
    else:
        phase = 2
    try:
        level = find_level(level_slug, phase)
    except AtlasError:
        return None
    if level.key not in GROUP_LEVELS:
        return None
    found = meant(code, read_units(level.key).index)
    return None if found is None else ComparedUnit(level.key, found)


@cache
def unit_slugs() -> tuple[str, ...]:
    """List the address names of all units that can be compared."""
    return tuple(
        ComparedUnit(level_key, str(code)).slug
        for level_key in GROUP_LEVELS
        for code in read_units(level_key).index
    )


def unit_labels(units: Sequence[ComparedUnit]) -> list[str]:
    """Name each unit so that no two have the same name: level, then code, where needed."""
    names = [unit.name for unit in units]
    is_mixed = len({unit.level_key for unit in units}) > 1
    labels = []
    for unit, name in zip(units, names, strict=True):
        level = LEVELS[unit.level_key]
        kind = _(level.singular)
        if level.phase:
            kind += ", " + _("phase {phase}").format(phase=level.phase)
        labels.append(f"{name} ({kind})" if is_mixed else name)
    return [
        # Of units of one level and name, only the code tells which is which.
        f"{label} {unit.code}" if labels.count(label) > 1 else label
        for unit, label in zip(units, labels, strict=True)
    ]

"""The levels that the atlas maps, each with its codes, its address and its files."""

from dataclasses import dataclass

from territoires_industrie.errors import UnknownCodeError, nearest
from territoires_industrie.wording import N_, _

COG_YEAR = 2026
"""Year of the official geographic code that every boundary follows (1 January)."""


@dataclass(frozen=True)
class Level:
    """One way to divide France.

    Attributes
    ----------
    key
        Name in code and in file names.
    slug
        Name in addresses and on the command line.
    code_field, name_field
        Names of the code and name columns in exports.
    column
        Column of the commune composition table that holds the code of the unit a
        commune belongs to.
    title, singular
        French source texts: the level in a control, and one unit of it.
    phase
        Phase of the programme, for the two territoire levels.
    """

    key: str
    slug: str
    code_field: str
    name_field: str
    column: str
    title: str
    singular: str
    phase: int | None = None


LEVELS = {
    level.key: level
    for level in (
        Level(
            "epci",
            "epci",
            "epci_siren",
            "epci_name",
            "epci_siren",
            N_("Intercommunalités (EPCI)"),
            N_("EPCI"),
        ),
        Level(
            "territoire_phase2",
            "territoire",
            "territoire_id",
            "territoire_name",
            "territoire_id_phase2",
            N_("Territoires d’industrie, phase 2"),
            N_("territoire"),
            phase=2,
        ),
        Level(
            "territoire_phase1",
            "territoire",
            "territoire_id",
            "territoire_name",
            "territoire_id_phase1",
            N_("Territoires d’industrie, phase 1"),
            N_("territoire"),
            phase=1,
        ),
        Level(
            "zone_emploi",
            "zone-emploi",
            "zone_emploi_code",
            "zone_emploi_name",
            "zone_emploi_code",
            N_("Zones d’emploi"),
            N_("zone d’emploi"),
        ),
        Level(
            "departement",
            "departement",
            "departement_code",
            "departement_name",
            "departement_code",
            N_("Départements"),
            N_("département"),
        ),
        Level(
            "region",
            "region",
            "region_code",
            "region_name",
            "region_code",
            N_("Régions"),
            N_("région"),
        ),
        Level(
            "commune",
            "commune",
            "commune_code",
            "commune_name",
            "commune_code",
            N_("Communes"),
            N_("commune"),
        ),
    )
}

MAP_LEVELS = tuple(LEVELS)
"""Levels that the map page offers, in the order of its control."""

GROUP_LEVELS = tuple(key for key in LEVELS if key != "commune")
"""Levels made of communes: what is compared, and opened to its communes."""


def find_level(slug: str, phase: int | None = None) -> Level:
    """Find a level by its address name and, for ``territoire``, its phase (2 if not said).

    Raises
    ------
    UnknownCodeError
        If there is no such level; the message names the nearest ones.
    """
    wanted_phase = (phase or 2) if slug == "territoire" else None
    for level in LEVELS.values():
        if level.slug == slug and level.phase == wanted_phase:
            return level
    slugs = sorted({level.slug for level in LEVELS.values()})
    close = ", ".join(nearest(slug, slugs) or slugs)
    raise UnknownCodeError(
        _("Niveau inconnu : « {slug} ». Niveaux proches : {close}.").format(slug=slug, close=close)
    )

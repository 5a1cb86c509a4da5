"""The levels that the atlas maps: a `Level` holds all that is said of one."""

from dataclasses import dataclass

from territoires_industrie.errors import UnknownCodeError, nearest
from territoires_industrie.wording import N_, _, ngettext_noop

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
    rank
        Place from the widest level (1) to the smallest.
    parents
        Keys of the levels that say where a unit is, the nearest first: they tell two units
        of one name apart.
    traits
        Columns of the table of names that say more of a unit.
    identity
        Columns that say what a unit is in exports, after its code and name.
    phase
        Phase of the programme, for the two territoire levels.
    zoning
        For a study zoning of INSEE, a column of ``ZONING_TABLE``: how the record of the
        composition table describes it. Empty for other levels.
    is_simplified_apart
        Whether its screen boundaries are simplified by themselves. Those of the other levels
        are simplified together, so that their lines coincide; a level of many units would
        add vertices to the file of every other one there.
    offers_similar
        Whether its units have enough peers to be compared with the most similar ones.
    default_indicator
        Key of the indicator that is shown first.
    boundary_title, boundary_attribution, coverage
        What the provenance record of its boundaries states.
    boundary_warning
        What a user of its boundaries should know beyond the limits common to all levels.
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
    zoning: str = ""
    is_simplified_apart: bool = False
    offers_similar: bool = False
    default_indicator: str = "industrial_jobs_share_pct"
    boundary_title: str
    boundary_attribution: str = "IGN, Etalab"
    boundary_warning: str = ""
    coverage: str = COVERAGE

    @property
    def has_own_codes(self) -> bool:
        """Whether its codes are its own, rather than those of communes."""
        return self.names.code == self.code_field


def _territoire(phase: int, year: int, state: str, noun: str, title: str) -> Level:
    """Describe the territories of a phase, drawn in their last published state."""
    return Level(
        key=f"territoire_phase{phase}",
        slug="territoire",
        file=f"territoire_phase{phase}_{year}",
        column=f"territoire_id_phase{phase}",
        code_field="territoire_id",
        name_field="territoire_name",
        names=NameTable(table="membership_2024", code="territoire_id", name="territoire_name"),
        title=title,
        singular=N_("territoire"),
        noun=noun,
        counted=ngettext_noop("{count} territoire d'industrie", "{count} territoires d'industrie"),
        # A name found in both phases is that of phase 2 first.
        rank=5 - phase,
        identity=(
            "phase",
            *PARTS,
            "member_count",
            "epci_count",
            "ept_count",
            "commune_member_count",
            "commune_count",
        ),
        phase=phase,
        offers_similar=True,
        boundary_title=f"Contours des Territoires d'industrie, phase {phase} (état du {state})",
        boundary_attribution="IGN, Etalab, ANCT",
    )


LEVELS = {
    level.key: level
    for level in (
        Level(
            key="epci",
            slug="epci",
            file=f"epci_{COG_YEAR}",
            column="epci_siren",
            code_field="epci_siren",
            name_field="epci_name",
            names=NameTable(table=f"epci_{COG_YEAR}", code="epci_siren", name="epci_name"),
            title=N_("Intercommunalités (EPCI)"),
            singular=N_("EPCI"),
            noun=N_("intercommunalité (EPCI)"),
            counted=ngettext_noop("{count} intercommunalité", "{count} intercommunalités"),
            rank=5,
            traits=("epci_kind",),
            identity=("epci_kind", *PARTS, "commune_count"),
            offers_similar=True,
            boundary_title="Contours des EPCI à fiscalité propre au 1er janvier 2026",
        ),
        _territoire(
            2,
            2024,
            "4 juillet 2024",
            N_("territoire d'industrie de la phase 2"),
            N_("Territoires d’industrie, phase 2"),
        ),
        _territoire(
            1,
            2022,
            "31 décembre 2022",
            N_("territoire d'industrie de la phase 1"),
            N_("Territoires d’industrie, phase 1"),
        ),
        Level(
            key="zone_emploi",
            slug="zone-emploi",
            file=f"zone_emploi_{COG_YEAR}",
            column="zone_emploi_code",
            code_field="zone_emploi_code",
            name_field="zone_emploi_name",
            names=NameTable(table=ZONING_TABLE, code="zone_emploi_code", name="zone_emploi_name"),
            title=N_("Zones d’emploi"),
            singular=N_("zone d’emploi"),
            noun=N_("zone d'emploi"),
            counted=ngettext_noop("{count} zone d'emploi", "{count} zones d'emploi"),
            rank=6,
            zoning="zone d'emploi 2020 par commune (commune_zone_2025)",
            offers_similar=True,
            boundary_title="Contours des zones d'emploi 2020, communes de 2026",
            boundary_attribution="IGN, Etalab, INSEE",
        ),
        Level(
            key="bassin_vie",
            slug="bassin-vie",
            file=f"bassin_vie_{COG_YEAR}",
            column="bassin_vie_code",
            code_field="bassin_vie_code",
            name_field="bassin_vie_name",
            # The table of zonings has no names: INSEE names a bassin after the commune whose
            # code it bears.
            names=NameTable(table=f"commune_{COG_YEAR}", code="commune_code", name="commune_name"),
            title=N_("Bassins de vie"),
            singular=N_("bassin de vie"),
            noun=N_("bassin de vie"),
            counted=ngettext_noop("{count} bassin de vie", "{count} bassins de vie"),
            rank=7,
            zoning="bassin de vie 2022 par commune (commune_zone_2025)",
            is_simplified_apart=True,
            offers_similar=True,
            boundary_title="Contours des bassins de vie 2022, communes de 2026",
            boundary_attribution="IGN, Etalab, INSEE",
            boundary_warning="Un bassin de vie porte le code et le nom de sa commune principale, "
            "selon l'usage de l'INSEE.",
        ),
        Level(
            key="departement",
            slug="departement",
            file=f"departement_{COG_YEAR}",
            column="departement_code",
            code_field="departement_code",
            name_field="departement_name",
            names=NameTable(
                table=f"departement_{COG_YEAR}", code="departement_code", name="departement_name"
            ),
            title=N_("Départements"),
            singular=N_("département"),
            noun=N_("département"),
            counted=ngettext_noop("{count} département", "{count} départements"),
            rank=2,
            parents=("region",),
            identity=("region_code", "commune_count"),
            boundary_title="Contours des départements",
        ),
        Level(
            key="region",
            slug="region",
            file=f"region_{COG_YEAR}",
            column="region_code",
            code_field="region_code",
            name_field="region_name",
            names=NameTable(table=f"region_{COG_YEAR}", code="region_code", name="region_name"),
            title=N_("Régions"),
            singular=N_("région"),
            noun=N_("région"),
            counted=ngettext_noop("{count} région", "{count} régions"),
            rank=1,
            parents=(),
            identity=("commune_count",),
            boundary_title="Contours des régions",
        ),
        Level(
            key="commune",
            slug="commune",
            file=f"commune_{COG_YEAR}",
            column="commune_code",
            code_field="commune_code",
            name_field="commune_name",
            names=NameTable(table=f"commune_{COG_YEAR}", code="commune_code", name="commune_name"),
            title=N_("Communes"),
            singular=N_("commune"),
            noun=N_("commune"),
            counted=ngettext_noop("{count} commune", "{count} communes"),
            rank=9,
            # The share of jobs is published for communes of 5,000 inhabitants and more alone.
            default_indicator="industrial_establishments_share_pct",
            parents=("epci", "departement"),
            traits=("epci_siren", "zone_emploi_code"),
            identity=("departement_code", "region_code", "epci_siren", "zone_emploi_code"),
            boundary_title="Contours des communes au 1er janvier 2026",
        ),
    )
}

EPT = Level(
    key="ept",
    slug="ept",
    file=f"ept_{COG_YEAR}",
    column="ept_siren",
    code_field="ept_siren",
    name_field="ept_name",
    names=NameTable(table=f"ept_{COG_YEAR}", code="ept_siren", name="ept_name"),
    title=N_("Établissements publics territoriaux (EPT)"),
    singular=N_("EPT"),
    noun=N_("EPT"),
    counted=ngettext_noop("{count} EPT", "{count} EPT"),
    rank=8,
    boundary_title="Contours des établissements publics territoriaux du Grand Paris",
    coverage="Métropole du Grand Paris hors Paris",
)
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
    slugs = sorted(LEVEL_SLUGS)
    close = ", ".join(nearest(slug, slugs) or slugs)
    raise UnknownCodeError(
        _("Niveau inconnu : « {slug} ». Niveaux proches : {close}.").format(slug=slug, close=close)
    )

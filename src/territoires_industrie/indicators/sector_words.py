"""Texts of the indicators by sector and of the sector filter, by where sectors are measured."""

from territoires_industrie.statistics.sector_ground import epci_table
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
ZONE_THEME = N_("Emploi par secteur (zone d'emploi)")
EPCI_THEME = N_("Emploi par secteur (EPCI et zone d’emploi)")


def sector_limits() -> str:
    """Return the French source text of the limits of the figures."""
    return EPCI_LIMITS if epci_table() else ZONE_LIMITS


def sector_theme() -> str:
    """Return the French source text of the indicators' theme."""
    return EPCI_THEME if epci_table() else ZONE_THEME


def say_filter_ground() -> str:
    """Write where the sector filter measures, and what it keeps."""
    if epci_table():
        return _(
            "Le secteur est mesuré à l’EPCI (Urssaf, commune × activité) : un EPCI est gardé quand "
            "il est lui-même spécialisé ; une autre unité, quand la moitié au moins de ses "
            "habitants vivent dans des EPCI spécialisés ; une zone d’emploi, sur son chiffre."
        )
    return _(
        "Le détail par secteur se mesure à la zone d’emploi, pas à l’EPCI : l’unité est "
        "gardée quand la moitié au moins de ses habitants vivent dans une zone d’emploi "
        "spécialisée dans ce secteur."
    )


def say_filter_label() -> str:
    """Name the sector filter in a control."""
    if epci_table():
        return _("Secteur industriel de l’EPCI")
    return _("Secteur industriel de la zone d’emploi")


def say_sector_kept() -> str:
    """Write what the sector filter keeps: a pattern with ``code label minimum year``."""
    if epci_table():
        return _(
            "Secteur {code} ({label}) : la moitié au moins des habitants vit dans un EPCI "
            "spécialisé (quotient de localisation d’au moins {minimum} en {year}) ; le secteur est "
            "mesuré à l’EPCI (à la zone d’emploi pour une zone d’emploi)"
        )
    return _(
        "Secteur {code} ({label}) : la moitié au moins des habitants vit dans une zone "
        "d'emploi spécialisée (quotient de localisation d'au moins {minimum} en {year}) ; "
        "le secteur est mesuré à la zone d'emploi"
    )


def say_filter_method() -> str:
    """Explain the sector filter on the method page: a pattern with ``share``."""
    if epci_table():
        return _(
            "Le détail par secteur est mesuré à l’EPCI. Une unité est gardée quand {share} % au "
            "moins de ses habitants vivent dans des EPCI spécialisés dans le secteur ; une zone "
            "d’emploi est gardée sur son propre chiffre."
        )
    return _(
        "Le détail par secteur est mesuré à la zone d’emploi. Une unité est gardée quand "
        "{share} % au moins de ses habitants vivent dans des zones d’emploi spécialisées "
        "dans le secteur : le filtre décrit la zone, pas l’unité."
    )

"""What the programme is, in facts that have a source, and where to read more."""

from dataclasses import dataclass

from territoires_industrie.wording import N_

AGENCY = "Agence d'urbanisme de Rouen et des boucles de Seine et Eure (AURBSE), mars 2019"
PREFECTURE = "Préfecture de la région Grand Est, novembre 2019"
GAZETTE = (
    "https://www.gazettemoselle.fr/article/"
    "territoire-d-industrie-premier-comite-de-pilotage-a-amneville"
)


@dataclass(frozen=True)
class Fact:
    """One thing said of the programme, and who says it; ``text`` is a French source text."""

    text: str
    source: str


@dataclass(frozen=True)
class Resource:
    """A page to go further; ``title`` and ``use`` are French source texts."""

    title: str
    producer: str
    use: str
    address: str


AXES_SAID = (
    Fact(
        N_(
            "En mars 2019, quatre enjeux : recruter, innover, attirer des projets, simplifier ; "
            "17 mesures, 1,36 milliard d’euros."
        ),
        AGENCY,
    ),
    Fact(
        N_(
            "En novembre 2019, cinq problèmes à résoudre : attirer, recruter, simplifier, innover, "
            "installer."
        ),
        PREFECTURE,
    ),
)

STEERING = (
    Fact(
        N_(
            "Un pilotage décentralisé : un comité dans chaque région, et dans chaque territoire un "
            "binôme, un élu et un industriel."
        ),
        AGENCY,
    ),
    Fact(
        N_(
            "En Nord Lorraine, le binôme réunit une vice-présidence d’intercommunalité et une "
            "direction d’entreprise, pour dix EPCI et neuf fiches actions (janvier 2024)."
        ),
        GAZETTE,
    ),
    Fact(
        N_(
            "Dans la vallée de la Seine, un binôme par EPCI en mars 2019 : huit pour une source, "
            "sept pour une autre un mois plus tôt."
        ),
        "https://aurbse.org/?p=50524",
    ),
    Fact(
        N_("Des contrats signés pour plusieurs années : 2019 à 2022 dans la vallée de la Seine."),
        AGENCY,
    ),
)

RESOURCES = (
    Resource(
        N_("Programme Territoires d’industrie : listes des territoires et de leurs membres"),
        "ANCT, data.gouv.fr",
        N_("Les membres à chaque date publiée, d’où viennent les cartes de cette page."),
        "https://www.data.gouv.fr/datasets/programme-territoires-dindustrie",
    ),
    Resource(
        N_("Liste des Territoires d’industrie et des communes concernées (phase 1)"),
        "Caisse des Dépôts, data.gouv.fr",
        N_("Les 16 186 communes de la fin de 2022."),
        "https://www.data.gouv.fr/fr/datasets/"
        "liste-des-territoires-dindustrie-et-des-communes-concernees/",
    ),
    Resource(
        N_("Dataviz Territoires d’industrie"),
        "Banque des Territoires",
        N_("Le tableau de bord du programme, fin 2020."),
        "https://banquedesterritoires.fr/"
        "dataviz-territoires-dindustrie-pour-comprendre-et-analyser-les-enjeux-industriels",
    ),
    Resource(
        N_("Rebond industriel"),
        "Banque des Territoires",
        N_("10 M€ d’ingénierie et 90 M€ de subventions, jusqu’à octobre 2026."),
        "https://www.banquedesterritoires.fr/ingenierie-rebond-industriel",
    ),
    Resource(
        N_("Volontariat territorial en entreprise"),
        "CCI Paris Île-de-France",
        N_("L’aide de 4 000 € par poste."),
        "https://entreprises.cci-paris-idf.fr/web/rh/volontariat-territorial-en-entreprise-vte",
    ),
    Resource(
        N_("Territoires d’industrie en transition écologique : les lauréats du Grand Est"),
        "DREETS Grand Est",
        N_("Neuf projets soutenus, 2025."),
        "https://grand-est.dreets.gouv.fr/"
        "Territoires-d-industrie-et-transition-ecologique-9-projets-industriels-soutenus",
    ),
    Resource(
        N_("Territoires d’industrie en transition écologique : les lauréats de Nouvelle-Aquitaine"),
        "Préfecture de la région Nouvelle-Aquitaine",
        N_("Quatre projets soutenus, 2024."),
        "https://www.prefectures-regions.gouv.fr/nouvelle-aquitaine/Actualites/"
        "4-projets-laureats-dans-le-cadre-du-nouveau-fonds-d-acceleration-de-la-transition-ecologique",
    ),
    Resource(
        N_("Rapport n° 217 (2024-2025)"),
        "Sénat",
        N_("Le passage de la phase 1 à la phase 2."),
        "https://senat.fr/rap/r24-217/r24-2171.html",
    ),
    Resource(
        N_("Les Territoires d’industrie des Hauts-de-France"),
        "Insee",
        N_("Quatorze territoires, 68 % des emplois industriels de la région."),
        "https://www.insee.fr/fr/statistiques/7648377",
    ),
    Resource(
        N_("Territoires d’industrie en vallée de la Seine"),
        "AURBSE",
        N_("La page de l’agence d’urbanisme : enjeux, gouvernance, cartes."),
        "https://aurbse.org/?p=50524",
    ),
)
"""Pages named by the data of the atlas; nothing here is fetched by the application."""

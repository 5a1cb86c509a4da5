"""The gist of each decision page of ``docs/decisions/``, for readers of the atlas."""

from territoires_industrie.method.model import Entry, Section
from territoires_industrie.wording import N_, _

FOLDER = "docs/decisions"

GISTS = (
    (
        "0001-static-geometry",
        N_("Les contours une fois, les valeurs ensuite"),
        N_(
            "Les contours arrivent une fois dans le navigateur ; un changement n’envoie plus qu’un "
            "caractère par unité. La carte ne clignote pas et ne perd pas sa place."
        ),
    ),
    (
        "0002-one-cog-year",
        N_("Une seule année de code géographique"),
        N_(
            "Toutes les tables sont portées aux communes du 1er janvier 2026 avant d’être "
            "additionnées ; ce qui ne correspond pas est listé par code."
        ),
    ),
    (
        "0003-cell-statuses",
        N_("Chaque case a un statut"),
        N_(
            "Valeur, zéro, secret, non publié, hors champ, non additionnable : six statuts, de la "
            "carte aux fichiers. Une absence ne prend jamais une couleur de classe."
        ),
    ),
    (
        "0004-region-rule",
        N_("Ce que veut dire un filtre par région"),
        N_(
            "Deux listes, nommées et comptées : siège (une seule région par unité) et touche (dès "
            "qu’une commune y est)."
        ),
    ),
    (
        "0005-insets-in-the-geometry",
        N_("L’outre-mer dans la même carte"),
        N_(
            "Les cinq départements sont déplacés à côté de la métropole pour l’écran seulement ; "
            "mesures et fichiers gardent les vraies coordonnées."
        ),
    ),
    (
        "0006-view-in-the-address",
        N_("Toute la vue dans l’adresse"),
        N_(
            "Un paramètre lisible par choix, en codes publics : une adresse copiée rend la même "
            "page ailleurs et plus tard. Le serveur ne garde rien."
        ),
    ),
    (
        "0007-commune-ground",
        N_("Des contours sans commune oubliée"),
        N_(
            "Les contours viennent de la dernière liste où chaque commune en a un, portée à 2026 "
            "par les anciens codes ; aucune ligne n’est inventée. Ils ne sont pas une délimitation "
            "légale."
        ),
    ),
    (
        "0008-nested-borders",
        N_("Les mêmes lignes à tous les niveaux"),
        N_(
            "Les communes sont simplifiées ensemble, puis réunies : les niveaux s’emboîtent et les "
            "superficies s’additionnent."
        ),
    ),
    (
        "0009-pictures-without-a-browser",
        N_("Des images sans navigateur"),
        N_(
            "Les images de la carte sont dessinées en vecteurs depuis la même discrétisation et "
            "les mêmes contours que l’écran."
        ),
    ),
    (
        "0010-private-jobs-from-communes",
        N_("L’emploi privé additionné depuis les communes"),
        N_(
            "Le fichier par EPCI perd les emplois de communes dont le code a changé : tous les "
            "niveaux additionnent les communes, et l’écart est publié."
        ),
    ),
    (
        "0011-legal-populations",
        N_("Quelle population pour quelle année"),
        N_(
            "La source date autrement ses deux listes : seule celle qui donne une année nouvelle "
            "par version est lue, de 2018 à 2022."
        ),
    ),
    (
        "0012-rounded-classes",
        N_("Des classes sur les nombres qui se lisent"),
        N_(
            "Valeurs et seuils sont arrondis avant de former les classes : un nombre affiché est "
            "dans une classe et une seule."
        ),
    ),
    (
        "0013-own-indicators-on-a-shelf",
        N_("L’indicateur d’un utilisateur reste dans sa session"),
        N_(
            "Toutes les pages le montrent comme un autre, mais rien de ce qui en est calculé n’est "
            "gardé là où une autre session pourrait le lire."
        ),
    ),
    (
        "0014-communes-on-canvas",
        N_("Les communes peintes d’un seul tenant"),
        N_(
            "Les 34 875 communes tiennent dans un fichier et sont peintes par bandes : la carte se "
            "déplace sans attendre, et un clic y répond comme ailleurs."
        ),
    ),
    (
        "0015-few-elements",
        N_("Une page de peu d’éléments"),
        N_(
            "Ce qui est replié n’est fait qu’une fois déplié, et le titre d’une page est montré "
            "avant la suite : un choix se voit en moins d’une demi-seconde."
        ),
    ),
    (
        "0016-one-page-at-a-time",
        N_("Une page dessinée à la fois"),
        N_(
            "Les pages de lecteurs simultanés passent l’une après l’autre : chacune attend moins "
            "que si toutes se dessinaient ensemble."
        ),
    ),
    (
        "0017-work-aside",
        N_("Les travaux longs dans un processus à part"),
        N_(
            "Images, fiches et fichiers sont faits par un autre processus, un à la fois : les "
            "clics des autres lecteurs n’attendent pas, et deux demandes identiques n’en font "
            "qu’une."
        ),
    ),
    (
        "0018-one-look",
        N_("Une seule apparence, en clair, en sombre et pour les fichiers"),
        N_(
            "Couleurs, épaisseurs et opacités sont écrites une fois : carte, légende, graphiques, "
            "images et styles de SIG les lisent tous, et un test les compare."
        ),
    ),
)
"""(name of the page, title, gist), one a page."""


def decision_section() -> Section:
    """List the decisions that others will ask about."""
    return Section(
        "decisions",
        _("Décisions"),
        _("Les choix que d’autres auraient pu faire autrement, et pourquoi (pages en anglais)."),
        tuple(_explain(*gist) for gist in GISTS),
    )


def _explain(page: str, title: str, gist: str) -> Entry:
    return Entry(
        slug=page,
        title=_(title),
        paragraphs=(_(gist),),
        facts=((_("Page"), f"{FOLDER}/{page}.md"),),
    )

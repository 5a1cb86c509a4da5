"""Statuses, classes and colours: what a reader sees on the map, and the rule behind it."""

from urllib.parse import quote

from territoires_industrie.classes.breaks import MOVED_CLASS_SHARE, MOVED_SHARE, SHIFT_SHARE
from territoires_industrie.classes.classify import (
    DEFAULT_CLASS_COUNT,
    DEFAULT_METHOD,
    METHODS,
    MIN_CLASSES,
)
from territoires_industrie.classes.legend import MAX_RADIUS_PX
from territoires_industrie.classes.palettes import (
    MAX_CLASSES,
    MISSING_STYLES,
    PATTERN_SIZE,
    MissingStyle,
    diverging,
    pattern_marks,
    qualitative,
    sequential,
)
from territoires_industrie.look import PAGE
from territoires_industrie.method.model import Entry, Section, kept_facts
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import N_, _, format_number

PALETTES = {
    "sequential": N_("Suite régulière : le plus grand se détache le plus du fond"),
    "diverging_zero": N_("Deux suites de part et d’autre de 0 : orange au-dessous, bleu au-dessus"),
    "diverging_one": N_("Deux suites de part et d’autre de 1, la moyenne de la France"),
    "qualitative": N_("Une couleur par catégorie, sans ordre"),
}

METHOD_NOTES = {
    "quantiles": N_(
        "Autant d’unités dans chaque classe, à l’arrondi et aux valeurs égales près. Montre les "
        "rangs ; deux unités proches peuvent changer de couleur."
    ),
    "ruptures": N_(
        "Classes les plus resserrées possible (k-moyennes à une dimension, départ fixe : deux "
        "lecteurs voient la même carte)."
    ),
    "intervalles": N_(
        "Classes de même largeur. Montre les grandeurs ; une classe peut être presque vide."
    ),
    "ecart-type": N_("Seuils espacés d’un écart-type, centrés sur la moyenne."),
    "manuel": N_("Seuils choisis par le lecteur, gardés jusqu’au dernier chiffre affiché."),
}

SWATCH = 22
COLOURS_SHOWN = 5


def status_section() -> Section:
    """Explain every status of a cell, with its look and its name in files."""
    return Section(
        "statuts",
        _("Statuts"),
        _(
            "Chaque case a un statut : une valeur absente n’est jamais un zéro et ne prend jamais "
            "la couleur d’une classe."
        ),
        tuple(_explain_status(status) for status in Status),
    )


def _explain_status(status: Status) -> Entry:
    style = MISSING_STYLES.get(status)
    return Entry(
        slug=str(status),
        title=_(status.word),
        paragraphs=(_(status.meaning),),
        facts=kept_facts((_("Dans les fichiers"), str(status))),
        pictures=((_tile(style), _(status.word)),) if style else (),
    )


def _tile(style: MissingStyle) -> str:
    count = 3
    tile, ground = pattern_marks(style, PAGE), PAGE.missing[style.letter].fill
    marks = "".join(
        f'<g transform="translate({PATTERN_SIZE * x} {PATTERN_SIZE * y})">{tile}</g>'
        for x in range(2 * count)
        for y in range(count)
    )
    width, height = 2 * count * PATTERN_SIZE, count * PATTERN_SIZE
    return _picture(
        width, height, f'<rect width="{width}" height="{height}" fill="{ground}"/>{marks}'
    )


def _ramp(colours: tuple[str, ...]) -> str:
    rects = "".join(
        f'<rect x="{SWATCH * i}" width="{SWATCH}" height="{SWATCH}" fill="{PAGE.of(colour)}"/>'
        for i, colour in enumerate(colours)
    )
    return _picture(SWATCH * len(colours), SWATCH, rects)


def _picture(width: int, height: int, content: str) -> str:
    """Write a small picture as an address that an ``img`` shows."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" style="color-scheme:light dark">{content}</svg>'
    )
    return f"data:image/svg+xml,{quote(svg, safe='')}"


def class_section() -> Section:
    """Explain the classes: methods, rounding, colours, circles."""
    return Section(
        "classes",
        _("Classes et couleurs"),
        _("Une seule discrétisation donne la carte, la légende, le tableau et les fichiers."),
        (*(_explain_method(slug) for slug in METHODS), _rounding(), _breadth(), *_colours()),
    )


def _explain_method(slug: str) -> Entry:
    is_default = _("Méthode au départ.") if slug == DEFAULT_METHOD else ""
    texts = (_(METHOD_NOTES[slug]), is_default)
    return Entry(
        slug=f"methode-{slug}",
        title=_(METHODS[slug]),
        paragraphs=tuple(text for text in texts if text),
        group=_("Méthodes"),
        aliases=(slug,),
    )


def _percent(share: float) -> str:
    return format_number(100 * share)


def _rounding() -> Entry:
    return Entry(
        slug="arrondi",
        title=_("Des classes sur les nombres qui se lisent"),
        paragraphs=(
            _(
                "Les valeurs sont arrondies aux décimales de l’indicateur, les seuils aussi, "
                "avant que les classes ne soient formées. Une classe va de sa borne basse, "
                "comprise, à la suivante, exclue : chaque nombre affiché est dans une classe et "
                "une seule, celle que dit la légende."
            ),
            _(
                "Un seuil devient le nombre le plus rond qui déplace au plus {units} % des unités "
                "et {smaller} % de la plus petite des deux classes voisines. Pour les amplitudes "
                "égales et les écarts-types, il se déplace d’au plus {width} % de la largeur "
                "d’une classe."
            ).format(
                units=_percent(MOVED_SHARE),
                smaller=_percent(MOVED_CLASS_SHARE),
                width=_percent(SHIFT_SHARE),
            ),
            _(
                "Une évolution tourne autour de 0, une spécialisation autour de 1 : ce pivot est "
                "toujours un seuil quand il y a des valeurs de part et d’autre."
            ),
        ),
        group=_("Règles"),
    )


def _breadth() -> Entry:
    return Entry(
        slug="filtre",
        title=_("Classes et filtre"),
        paragraphs=(
            _(
                "Les seuils regardent toutes les unités du niveau, les effectifs de la légende "
                "celles du filtre : un filtre ne change jamais une couleur."
            ),
            _(
                "Aucune classe n’est vide et des valeurs égales restent ensemble : la légende dit "
                "le nombre de classes obtenu quand il est inférieur au nombre demandé."
            ),
        ),
        facts=(
            (
                _("Nombre de classes"),
                _("de {least} à {most}, {usual} au départ").format(
                    least=MIN_CLASSES, most=MAX_CLASSES, usual=DEFAULT_CLASS_COUNT
                ),
            ),
        ),
        group=_("Règles"),
    )


def _colours() -> tuple[Entry, ...]:
    around = diverging(2 * COLOURS_SHOWN - 4, COLOURS_SHOWN - 2)
    ramps = {
        "sequential": sequential(COLOURS_SHOWN),
        "diverging_zero": around,
        "diverging_one": around,
        "qualitative": qualitative(COLOURS_SHOWN),
    }
    palettes = tuple(
        Entry(
            slug=f"couleurs-{name.replace('_', '-')}",
            title=_(PALETTES[name]),
            pictures=((_ramp(colours), _(PALETTES[name])),),
            group=_("Couleurs"),
            aliases=(name,),
        )
        for name, colours in ramps.items()
    )
    return (*palettes, _themes(), _circles())


def _themes() -> Entry:
    return Entry(
        slug="themes",
        title=_("Thème clair, thème sombre"),
        paragraphs=(
            _(
                "Sur fond clair, la classe la plus forte est la plus foncée ; sur fond sombre, "
                "la suite est retournée et elle est la plus claire. Les images et les fichiers "
                "sont toujours sur fond clair. La ligne d’une sélection et le liseré qui "
                "l’entoure sont contrastés à plus de 9 pour 1 : l’un des deux se voit sur toute "
                "couleur."
            ),
        ),
        group=_("Couleurs"),
    )


def _circles() -> Entry:
    return Entry(
        slug="cercles",
        title=_("Cercles proportionnels"),
        paragraphs=(
            _(
                "La surface d’un cercle est proportionnelle à l’effectif ; le plus grand a "
                "{radius} pixels de rayon. Les couleurs, sûres pour les daltoniens, sont espacées "
                "également à l’œil (CIELAB)."
            ).format(radius=format_number(MAX_RADIUS_PX)),
        ),
        group=_("Couleurs"),
    )

"""Status of a cell: whether it has a figure, or why it has none."""

from enum import StrEnum
from typing import Self

from territoires_industrie.wording import N_, _


class Status(StrEnum):
    """Whether a cell has a figure, or why it has none; never empty.

    Attributes
    ----------
    letter
        Its character on the map: of its pattern, in the place of a class where there is no
        figure, over the class where there is one; empty for a figure without a pattern.
    word
        French source text of its legend entry.
    meaning
        French source text that explains it.
    has_figure
        Whether the cell has a figure, which is classed and written.
    pattern
        French source text around a figure of this status (``{figure}``); empty for none.
    is_own
        Whether the figure is what the indicator says, of that very unit: only such figures are
        ranked and compared with each other.
    """

    letter: str
    word: str
    meaning: str
    has_figure: bool
    pattern: str
    is_own: bool

    VALUE = (
        "value",
        "",
        N_("Valeur connue"),
        N_("Mesuré ou calculé : le chiffre est là."),
        True,
    )
    ESTIMATE = (
        "estimate",
        "e",
        N_("Estimation (≈)"),
        N_(
            "Ni publié ni mesuré, mais déduit de chiffres publiés par une méthode que l’atlas "
            "décrit et vérifie. C’est un chiffre : il est classé comme les autres, et dit « ≈ »."
        ),
        True,
        N_("≈\u00a0{figure}"),
    )
    SALARIED = (
        "salaried",
        "s",
        N_("Emploi salarié seul (outre-mer)"),
        N_(
            "Outre-mer, où la part de l’industrie dans tous les emplois (recensement) n’est pas "
            "recueillie : sa part dans les seuls emplois salariés de l’unité (FLORES, même année). "
            "Colorée comme les autres, marquée d’un motif, elle n’a ni rang ni écart."
        ),
        True,
        N_("{figure} (emploi salarié)"),
        False,
    )
    SALARIED_AROUND = (
        "salaried_around",
        "a",
        N_("Emploi salarié de la zone ou du département (outre-mer)"),
        N_(
            "Outre-mer, pour un EPCI ou un territoire sans chiffre à lui : la part de l’industrie "
            "dans l’emploi salarié (FLORES) de la zone d’emploi où il est en entier, sinon de son "
            "département. Le chiffre est celui de ce qui l’entoure ; il n’a ni rang ni écart."
        ),
        True,
        N_("{figure} (emploi salarié, zone ou département)"),
        False,
    )
    ZERO = (
        "zero",
        "",
        N_("Vrai zéro"),
        N_(
            "La source dit zéro, ou la somme vaut zéro. C’est un chiffre : il est classé comme les "
            "autres."
        ),
        True,
    )
    WITHHELD = (
        "withheld",
        "w",
        N_("Secret statistique"),
        N_(
            "Le producteur connaît le chiffre et le tait, pour protéger ceux qu’il désignerait. Ce "
            "n’est ni un zéro ni une absence."
        ),
    )
    NOT_PUBLISHED = (
        "not_published",
        "n",
        N_("Non publié"),
        N_(
            "Le producteur ne donne pas de chiffre pour ce territoire et cette année : case vide, "
            "ou contour qui a changé depuis la publication."
        ),
    )
    NOT_IN_FILE = (
        "not_in_file",
        "f",
        N_("Absent du fichier"),
        N_("Le fichier apporté par son utilisateur n’a pas de ligne pour ce territoire."),
    )
    NOT_COLLECTED = (
        "not_collected",
        "c",
        N_("Non recueilli"),
        N_(
            "Le producteur a ce chiffre, ou peut l’avoir, mais l’atlas ne l’a pas recueilli : "
            "l’absence est la nôtre."
        ),
    )
    OUT_OF_SCOPE = (
        "out_of_scope",
        "o",
        N_("Hors du champ de la source"),
        N_(
            "La source ne couvre pas ce lieu (Mayotte dans FLORES, la Guyane dans Filosofi 2021). "
            "Le chiffre peut exister ailleurs."
        ),
    )
    NOT_AGGREGABLE = (
        "not_aggregable",
        "g",
        N_("Non calculable"),
        N_(
            "Connu pour des parties, mais qui ne s’additionnent pas honnêtement : un taux sans ses "
            "effectifs, une somme à laquelle il manque une commune. Ou rapporté à zéro : une part "
            "des établissements là où il n’y en a aucun."
        ),
    )

    def __new__(
        cls,
        value: str,
        letter: str = "",
        word: str = "",
        meaning: str = "",
        has_figure: bool = False,
        pattern: str = "",
        is_own: bool = True,
    ) -> Self:
        """Return a status from its value and its texts."""
        # A text: columns of tables hold statuses as they are written, and compare with members.
        member = str.__new__(cls, value)
        member._value_ = value
        member.letter, member.word, member.meaning = letter, word, meaning
        member.has_figure, member.pattern = has_figure, pattern
        member.is_own = has_figure and is_own
        return member

    def say(self, figure: str) -> str:
        """Write a figure with what its status adds, in the language of the run.

        >>> Status.ESTIMATE.say("14,8 %")
        '≈\xa014,8 %'
        """
        return _(self.pattern).format(figure=figure) if self.pattern else figure


WITH_FIGURE = tuple(str(status) for status in Status if status.has_figure)
"""Statuses of the cells that have a figure."""

OWN = tuple(str(status) for status in Status if status.is_own)
"""Statuses of the cells whose figure is ranked and compared."""

MARKED = tuple(str(status) for status in Status if status.has_figure and status.letter)
"""Statuses of the figures that are not plainly measured: whatever is made of one says so."""

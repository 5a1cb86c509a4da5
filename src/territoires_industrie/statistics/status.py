"""Status of a cell: whether it has a figure, or why it has none."""

from enum import StrEnum
from typing import Self

from territoires_industrie.wording import N_


class Status(StrEnum):
    """Whether a cell has a figure, or why it has none; never empty.

    Attributes
    ----------
    letter
        Its character in the string of classes that the map receives; empty where a class
        takes its place.
    word
        French source text of its legend entry.
    meaning
        French source text that explains it.
    has_figure
        Whether the cell has a figure, which is classed and written.
    prefix
        Text before a figure of this status.
    """

    letter: str
    word: str
    meaning: str
    has_figure: bool
    prefix: str

    VALUE = (
        "value",
        "",
        N_("Valeur connue"),
        N_("Mesuré ou calculé : le chiffre est là."),
        True,
        "",
    )
    ESTIMATE = (
        "estimate",
        "",
        N_("Estimation"),
        N_(
            "Ni publié ni mesuré, mais déduit de chiffres publiés par une méthode que l’atlas "
            "décrit et vérifie. C’est un chiffre : il est classé comme les autres, et dit « ≈ »."
        ),
        True,
        "≈\u00a0",
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
        "",
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
        N_("Non calculable pour un groupe"),
        N_(
            "Connu pour des parties, mais qui ne s’additionnent pas honnêtement : un taux sans ses "
            "effectifs, ou une somme à laquelle il manque une commune."
        ),
    )

    def __new__(
        cls,
        value: str,
        letter: str = "",
        word: str = "",
        meaning: str = "",
        has_figure: bool = False,
        prefix: str = "",
    ) -> Self:
        """Return a status from its value and its texts."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.letter, member.word, member.meaning = letter, word, meaning
        member.has_figure, member.prefix = has_figure, prefix
        return member


WITH_FIGURE = tuple(str(status) for status in Status if status.has_figure)
"""Statuses of the cells that have a figure."""

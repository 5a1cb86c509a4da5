"""``--method``, ``--classes`` and ``--breaks``, refused where they would change nothing."""

from collections.abc import Sequence
from typing import Protocol

from territoires_industrie.scene.errors import RequestError, need_option
from territoires_industrie.wording import _

MANUAL = "manuel"


class ClassOptions(Protocol):
    """Options of the classes, as typed; None where one was not given."""

    @property
    def method(self) -> str | None:
        """How the bounds are found."""

    @property
    def classes(self) -> str | None:
        """How many classes there are."""

    @property
    def breaks(self) -> str | None:
        """The bounds themselves."""


def given_classes(options: ClassOptions) -> list[str]:
    """List the options of the classes that were given."""
    names = ("method", "classes", "breaks")
    return [f"--{name}" for name in names if getattr(options, name) is not None]


def check_classes(options: ClassOptions, indicator_keys: Sequence[str]) -> None:
    """Refuse options of the classes that have no effect beside the others, or on an indicator.

    Raises
    ------
    RequestError
        If one has none; a category has no classes, for instance: each has its own colour.
    """
    from territoires_industrie.indicators import Measure, find_indicator

    is_manual = options.method == MANUAL
    if options.breaks is not None:
        need_option("--breaks", f"--method {MANUAL}", is_manual)
    elif is_manual:
        raise RequestError(
            _(
                "--method manuel attend ses seuils : ajoutez --breaks, par exemple "
                "--breaks « 5;12,5;20 », ou choisissez une autre méthode."
            )
        )
    if is_manual and options.classes is not None:
        raise RequestError(
            _(
                "--classes est sans effet avec --method manuel : ses seuils (--breaks) font "
                "le nombre de classes. Retirez --classes."
            )
        )
    given, asked = given_classes(options), [find_indicator(key) for key in indicator_keys]
    if given and asked and all(one.measure is Measure.CATEGORY for one in asked):
        message = _(
            "{option} est sans effet sur « {indicator} », une catégorie : chacune a sa "
            "couleur. Retirez {option}."
        )
        raise RequestError(message, option=", ".join(given), indicator=asked[0].key)

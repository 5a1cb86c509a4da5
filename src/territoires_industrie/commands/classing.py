"""``--method``, ``--classes`` and ``--breaks`` as typed, checked together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from territoires_industrie.commands.words import check_choice, read_breaks, read_class_count
from territoires_industrie.scene.errors import RequestError, need_option
from territoires_industrie.wording import _

if TYPE_CHECKING:
    from territoires_industrie.classes.classing import Classing

MANUAL = "manuel"


@dataclass(frozen=True)
class TypedClasses:
    """How classes are asked for; None where an option was not given."""

    method: str | None
    classes: str | None
    breaks: str | None

    def given(self) -> list[str]:
        """List the options that were given."""
        typed = {"--method": self.method, "--classes": self.classes, "--breaks": self.breaks}
        return [option for option, value in typed.items() if value is not None]

    def read(self) -> "Classing":
        """Read the words, with the default of those that were not given.

        Raises
        ------
        UnknownCodeError, RequestError
            If a word is wrong, or has no effect beside the others.
        """
        from territoires_industrie.classes.classing import METHODS, Classing

        default = Classing()
        if self.method is not None:
            check_choice(self.method, METHODS, "--method")
        read = Classing(
            method=self.method or default.method,
            class_count=(
                default.class_count if self.classes is None else read_class_count(self.classes)
            ),
            breaks=() if self.breaks is None else read_breaks(self.breaks),
        )
        self._refuse_without_effect()
        return read

    def _refuse_without_effect(self) -> None:
        is_manual = self.method == MANUAL
        if self.breaks is not None:
            need_option("--breaks", f"--method {MANUAL}", is_manual)
        elif is_manual:
            raise RequestError(
                _(
                    "--method manuel attend ses seuils : ajoutez --breaks, par exemple "
                    "--breaks « 5;12,5;20 », ou choisissez une autre méthode."
                )
            )
        if is_manual and self.classes is not None:
            raise RequestError(
                _(
                    "--classes est sans effet avec --method manuel : ses seuils (--breaks) font "
                    "le nombre de classes. Retirez --classes."
                )
            )

    def refuse_categories(self, indicator_keys: Sequence[str]) -> None:
        """Refuse classes for an indicator that is a category: each has its own colour.

        Raises
        ------
        RequestError
            If classes are asked for and no indicator has any.
        """
        from territoires_industrie.indicators import Measure, find_indicator

        asked = [find_indicator(key) for key in indicator_keys]
        if self.given() and asked and all(one.measure is Measure.CATEGORY for one in asked):
            message = _(
                "{option} est sans effet sur « {indicator} », une catégorie : chacune a sa "
                "couleur. Retirez {option}."
            )
            raise RequestError(
                message.format(option=", ".join(self.given()), indicator=asked[0].key)
            )

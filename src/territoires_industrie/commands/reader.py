"""Options of a command, read by what reads an address: each is named as it was typed."""

from collections.abc import Mapping

from territoires_industrie.membership import read_names
from territoires_industrie.scene.address import read_phase
from territoires_industrie.scene.reader import Reader
from territoires_industrie.wording import _


class OptionReader(Reader):
    """The options that were given, and what was wrong in those that were read.

    Parameters
    ----------
    typed
        By the name that an address has for each: the option, and its text.
    """

    lister = "`atlas list`"

    def __init__(self, typed: Mapping[str, tuple[str, str]]) -> None:
        super().__init__({name: text for name, (_option, text) in typed.items()})
        self.options = {name: option for name, (option, _text) in typed.items()}
        for name, (_option, text) in typed.items():
            # A variable that a script left empty would silently ask for everything.
            if not text.strip():
                self.report(_("{where} est vide.").format(where=self.where(name, text)))

    def where(self, name: str, value: str) -> str:
        """Name an option and what was typed."""
        return _("{option} : « {value} »").format(option=self.options[name], value=value[:60])

    def within(self, phase: int | None = None) -> tuple[str, str] | None:
        """Return the territory asked for, as level key and id; its phase is asked for, or given."""
        said = phase or read_phase(self)
        level_key = f"territoire_phase{said}"
        names = read_names(level_key)
        self.options["territoire"] = _("--territoire (phase {phase})").format(phase=said)
        code = self.choice("territoire", names.index, "", names.__getitem__)
        return (level_key, code) if code else None

    def decimals(self, name: str) -> tuple[float, ...]:
        """Return the numbers of an option, separated by semicolons; a comma is a decimal mark.

        >>> OptionReader({"bornes": ("--breaks", "5;12,5")}).decimals("bornes")
        (5.0, 12.5)
        """
        parts = self.text(name).replace(",", ".").split(";")
        return tuple(map(float, filter(None, parts)))

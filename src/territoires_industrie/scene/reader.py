"""Parameters of a request, read one by one; what is wrong in them is reported, not raised.

An address of a page, that of a file and the options of the command are read by the same functions:
each has a reader, which knows how its parameters are named to whoever wrote them.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from math import isfinite, nan

from territoires_industrie.errors import SHOWN_CODES, AtlasError, list_codes, meant, nearest
from territoires_industrie.indicators.own import is_own, own_indicators
from territoires_industrie.scene.problems import Problem
from territoires_industrie.wording import _, fold, format_number

REPORTED = 3
"""Wrong codes of one parameter that are reported, at most."""

UNDERSTOOD = 10
"""Unknown codes of one parameter that are read as another writing of a known one, at most."""

YEAR = re.compile(r"(?:19|20)\d\d")
Name = Callable[[str], str]
"""From a valid value to its name, by which it may have been meant."""

LONGEST = 2_000
"""Characters that are read of one parameter: ten times what a view writes. Anybody can write an
address, and each code in it costs a search."""


class Reader:
    """The parameters of an address, and what was wrong in those that were read.

    Parameters
    ----------
    parameters
        As the address writes them.
    page
        Name of the page that the address opens; empty for none.
    """

    lister = ""
    """The command that lists the values that have names, where the reader has one."""

    def __init__(self, parameters: Mapping[str, str], page: str = "") -> None:
        self.parameters = parameters
        self.page = page
        self.problems: list[Problem] = []
        self._texts: dict[str, str] = {}

    def report(self, text: str) -> None:
        """Keep what is wrong, once."""
        if Problem(text) not in self.problems:
            self.problems.append(Problem(text))

    def refuse(self, error: type[AtlasError]) -> None:
        """Raise all that is wrong, a line each, where the nearest request will not do."""
        if self.problems:
            raise error("\n".join(problem.text for problem in self.problems))

    def where(self, name: str, value: str) -> str:
        """Name a parameter and what it says, at the beginning of a sentence."""
        return _("Adresse : « {name}={value} »").format(name=name, value=value[:60])

    def text(self, name: str, limit: int = LONGEST) -> str:
        """Return a parameter without the spaces around it; empty when it is not there."""
        if name not in self._texts:
            value = str(self.parameters.get(name, "")).strip()
            self._texts[name] = self._bounded(name, value, limit)
        return self._texts[name]

    def _bounded(self, name: str, value: str, limit: int) -> str:
        """Return a parameter, cut after its last whole code if it is too long."""
        if len(value) <= limit:
            return value
        problem = _("Adresse : « {name} » a {count} signes, {limit} au plus sont lus.")
        self.report(
            problem.format(name=name, count=format_number(len(value)), limit=format_number(limit))
        )
        cut = value[:limit]
        return cut.rpartition(",")[0] or cut

    def codes(self, name: str) -> tuple[str, ...]:
        """Return the comma-separated parts of a parameter, each once."""
        parts = (part.strip() for part in self.text(name).split(","))
        return tuple(dict.fromkeys(part for part in parts if part))

    def choice(
        self, name: str, valid: Iterable[str], default: str, name_of: Name | None = None
    ) -> str:
        """Return a parameter that has one of the valid values, else the default."""
        value, known = self.text(name), tuple(valid)
        if not value:
            return default
        found = meant(value, known)
        if found is None:
            self._report_unknown(name, value, known, name_of)
        return default if found is None else found

    def known_codes(
        self, name: str, valid: Iterable[str], name_of: Name | None = None
    ) -> tuple[str, ...]:
        """Return the valid parts of a parameter."""
        known = dict.fromkeys(valid)
        found, wrong = self.find_codes(name, known)
        for code in wrong[:REPORTED]:
            self._report_unknown(name, code, tuple(known), name_of)
        return found

    def find_codes(self, name: str, known: Collection[str]) -> tuple[tuple[str, ...], list[str]]:
        """Return the known codes that the parts of a parameter mean, and the parts that mean none.

        Another case or a lost zero is understood in the first ``UNDERSTOOD`` unknown parts.
        """
        asked = self.codes(name)
        unclear = [part for part in asked if part not in known]
        understood = {part: meant(part, known) for part in unclear[:UNDERSTOOD]}
        codes = {part: part if part in known else understood.get(part) for part in asked}
        wrong = [part for part, code in codes.items() if code is None]
        return tuple(dict.fromkeys(code for code in codes.values() if code is not None)), wrong

    def number(
        self, name: str, read: Callable[[str], float], low: float, high: float
    ) -> float | None:
        """Return a parameter that is a number within bounds; None for any other."""
        value = self.text(name)
        if not value:
            return None
        number = _number(value, read)
        if low <= number <= high:
            return number
        bounds = _("de {low} à {high}").format(low=f"{low:g}", high=f"{high:g}")
        self.report(
            _("{where} devrait être un nombre {bounds}.").format(
                where=self.where(name, value),
                bounds=bounds if isfinite(high) else _("positif"),
            )
        )
        return None

    def numbers(self, name: str, count: int, low: float, high: float) -> tuple[float, ...]:
        """Return a parameter that is so many numbers within bounds, not all 0; none for others."""
        value = self.text(name)
        found = tuple(_number(part, float) for part in value.split(","))
        if not value:
            return ()
        if len(found) == count and any(found) and all(low <= one <= high for one in found):
            return found
        self.report(
            _(
                "{where} devrait être {count} nombres de {low} à {high}, séparés par des virgules, "
                "l’un au moins plus grand que zéro."
            ).format(where=self.where(name, value), count=count, low=f"{low:g}", high=f"{high:g}")
        )
        return ()

    def decimals(self, name: str) -> tuple[float, ...]:
        """Return the numbers of a parameter, whatever they are.

        Raises
        ------
        ValueError
            If a part is no number.
        """
        return tuple(map(float, self.codes(name)))

    def _report_unknown(
        self, name: str, value: str, valid: tuple[str, ...], name_of: Name | None
    ) -> None:
        # Its key is a digest: none resembles it enough to be proposed instead.
        if is_own(value):
            self._report_own(value)
            return
        names = {code: name_of(code) if name_of else "" for code in valid}
        close = list(_close(value, names))
        text = _("{where} n’existe pas. Valeurs proches : {close}.")
        if self.lister and name_of and not close:
            text = _("{where} n’existe pas, et rien n’y ressemble ; {lister} donne les valeurs.")
        shown = (f"{code} ({names[code]})" if names[code] else code for code in close or valid)
        where, listed = self.where(name, value), list_codes(shown)
        self.report(text.format(where=where, close=listed, lister=self.lister))

    def _report_own(self, key: str) -> None:
        """Explain why an indicator that a user brought cannot be shown."""
        if key in own_indicators():
            self.report(_("Votre indicateur n’existe pas à ce niveau ; un autre est montré."))
            return
        self.report(
            _(
                "Cette adresse montre l’indicateur d’un utilisateur. Son fichier est resté dans la "
                "session qui l’a reçu : une adresse ne porte pas de données. Pour le revoir, "
                "déposez le même fichier sur la page « Votre indicateur », avec les mêmes choix. "
                "Un autre indicateur est montré à sa place."
            )
        )


def _number(text: str, read: Callable[[str], float]) -> float:
    """Return the number that a text writes, its decimal mark a comma or a point; NaN for none."""
    try:
        number = float(read(text.replace(",", ".")))
    except (ValueError, OverflowError):  # Python reads an integer of any length
        return nan
    return number if isfinite(number) else nan


def _close(value: str, names: Mapping[str, str]) -> Iterable[str]:
    """Find the valid values that resemble a wrong one, or whose names do, each once."""
    if names and all(map(YEAR.fullmatch, names)):
        # By distance, the latest first for a word: letters say little of how near a year is.
        found = YEAR.match(value)
        wanted = int(found[0]) if found else 9999
        return sorted(names, key=lambda year: (abs(int(year) - wanted), year))[:3]
    by_name = {fold(said): code for code, said in names.items() if said}
    words = fold(value).split()
    close = [*nearest(value, names), *(by_name[near] for near in nearest(fold(value), by_name))]
    close += [code for said, code in by_name.items() if words and all(one in said for one in words)]
    # Few values are all named, those that resemble it first.
    return dict.fromkeys([*close, *(names if by_name and len(names) <= SHOWN_CODES else ())])

"""Room for figures that are brought: each file is bounded, and so is all that sessions hold."""

from collections.abc import Iterable
from threading import Lock
from weakref import WeakValueDictionary

from territoires_industrie.indicators.formulas.own_figures import OwnFigures
from territoires_industrie.indicators.model import Indicator
from territoires_industrie.upload.limits import UploadError, require_held
from territoires_industrie.wording import _, format_number

MOST_FIGURES = 20_000_000
"""Of all sessions together: about 560 MB. Ten indicators of all communes are 370,000."""


class Room:
    """Figures that are held by this process; those of a session that is over are no more."""

    def __init__(self) -> None:
        # Two sessions that bring the same file have equal figures, and each holds its own.
        self._held: WeakValueDictionary[int, OwnFigures] = WeakValueDictionary()
        self._lock = Lock()

    def require(self, indicators: Iterable[Indicator]) -> None:
        """Count the indicators of a session among all, if there is room for them.

        Raises
        ------
        UploadError
            If they have more figures together than one file may (a file of 3 kB may say 5
            million, which take 140 MB), or than there is room for beside those of others.
        """
        formulas = [one.formula for one in indicators]
        own = {id(one): one for one in formulas if isinstance(one, OwnFigures)}
        asked = sum(figures.count for figures in own.values())
        require_held(figures=asked)
        with self._lock:
            held = self._held.items()
            others = sum(figures.count for number, figures in held if number not in own)
            if others and others + asked > MOST_FIGURES:
                text = _(
                    "L’atlas tient déjà autant de chiffres apportés par ses lecteurs qu’il peut : "
                    "{limit}. Recommencez dans quelques minutes, ou gardez moins d’années."
                )
                raise UploadError(text, limit=format_number(MOST_FIGURES))
            self._held.update(own)


ROOM = Room()
